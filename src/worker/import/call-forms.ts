// SPDX-License-Identifier: Apache-2.0
// Rows that answer a call have the questions of that call: its form becomes a version here as when somebody begins an answer on the desk. The call is named
// by its identifier, or by the key under which the same sender sent it.
import { answerTypes, callType, isAnswerType } from '#exchange/call.ts';
import { formForCall } from '#exchange/call-form.ts';
import { publishedCall } from '#exchange/server/calls.ts';
import { keepForm, withForm } from '#exchange/server/keep-form.ts';
import type { Form } from '#forms/form.ts';
import type { Database } from '#platform/server/database.ts';
import type { Definition } from '#records/type.ts';
import type { World } from './judge.ts';
import type { Row } from './row.ts';

/** The call that a row answers, as the row names it. */
export const callOf = ({ type, answers }: Pick<Row, 'type' | 'answers'>): string | null =>
	isAnswerType(type) && typeof answers.call === 'string' && answers.call !== '' ? answers.call : null;

export interface CallForms {
	/** The definition with the form of the call; as it was where the call is not there, or asks for something else. */
	of(row: Row, definition: Definition): Promise<Definition>;
	/** What knows the forms that were kept on the way. */
	readonly world: World;
}

export function callForms(database: Database, { source, dry }: { source: string; dry: boolean }, first: World): CallForms {
	const made = new Map<string, Form>();
	let world = first;

	async function find(named: string, definition: Definition): Promise<Form | null> {
		const db = database.fresh;
		const sent = await db.selectFrom('records.imports').select('record_id').where('source', '=', source).where('key', '=', named).executeTakeFirst();
		const id = sent?.record_id ?? named;
		const found = await publishedCall(db, world.definitions, id);
		const asking = world.definitions.current(callType);
		if (!found || !asking || answerTypes[found.call.kind] !== definition.type.id) return null;
		const form = formForCall(definition.form, asking.form, id, found.call);
		if (!dry) await database.write((db) => keepForm(db, form, definition.type));
		world = { ...world, definitions: withForm(world.definitions, form) };
		return form;
	}

	return {
		async of(row, definition) {
			const named = callOf(row);
			if (named === null) return definition;
			const name = `${definition.type.id} ${named}`;
			const form = made.get(name) ?? (await find(named, definition));
			if (!form) return definition;
			made.set(name, form);
			return { ...definition, form };
		},
		get world() {
			return world;
		}
	};
}
