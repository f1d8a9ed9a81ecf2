// SPDX-License-Identifier: Apache-2.0
// Saves or adds what the form of one fact posted: who may, whether the fact is still as the page showed it, and what was typed in any case.
import { createHash } from 'node:crypto';
import { valueFrom } from '#components/facts/fields.ts';
import type { FactFinding } from '#convention/check-fact.ts';
import type { Fact, FactKind } from '#convention/fact.ts';
import { addFact } from '#convention/server/add-fact.ts';
import { forget } from '#convention/server/current.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factForEdit } from '#convention/server/facts.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { refuse, type Refusal } from '#people/refusal.ts';
import type { Database } from '#platform/server/database.ts';

/** What was typed, to fill the form again. */
export interface Typed {
	value: unknown;
	status: string;
	source: string;
	/** Why, where the form asks for it. */
	reason: string;
}

export type Saved = { changed: boolean } | { refusal: Refusal; findings: FactFinding[]; typed: Typed };

/** Stands for a fact as it is: another text as soon as anything in it was changed. */
export const markOf = (fact: Pick<Fact, 'value' | 'status' | 'source'>): string =>
	createHash('sha256')
		.update(JSON.stringify([fact.value, fact.status, fact.source]))
		.digest('base64url')
		.slice(0, 22);

/** What the fields say. */
export function typedIn(kind: FactKind, fields: FormData): Typed {
	return {
		value: valueFrom(kind, fields),
		status: lineIn(fields, 'status'),
		source: lineIn(fields, 'source'),
		reason: lineIn(fields, 'reason').slice(0, 500)
	};
}

export const lineIn = (fields: FormData, name: string): string =>
	String(fields.get(name) ?? '')
		.replace(/\s*[\r\n]+\s*/g, ' ')
		.trim();

export type Added = { id: string } | { refusal: Refusal; findings: FactFinding[]; typed: Typed & { id: string } };

/** Adds the fact that was posted, under the identifier that was typed. */
export async function addPosted(database: Database, person: Person, kind: FactKind, fields: FormData, at: Date): Promise<Added> {
	const typed = { ...typedIn(kind, fields), id: lineIn(fields, 'id') };
	if (!may(person, 'fact.edit')) return { refusal: refuse('not-allowed'), findings: [], typed };
	const added = await database.write((db) => addFact(db, { kind, ...typed, by: person.id, at }));
	if ('refusal' in added) return { refusal: refuse(added.refusal), findings: added.refusal === 'not-valid' ? added.findings : [], typed };
	forget(database);
	return { id: added.id };
}

export async function savePosted(database: Database, person: Person, kind: FactKind, id: string, fields: FormData, at: Date): Promise<Saved> {
	const typed = typedIn(kind, fields);
	const refused = (refusal: Refusal, findings: FactFinding[] = []): Saved => ({ refusal, findings, typed });
	if (!may(person, 'fact.edit')) return refused(refuse('not-allowed'));
	const saved = await database.write<Saved>(async (db) => {
		const held = await factForEdit(db, kind, id);
		if (!held) return refused(refuse('no-such-fact'));
		const before = markOf(held);
		if (lineIn(fields, 'seen') !== before) return refused(refuse('changed-meanwhile'));
		const outcome = await editFact(db, { kind, id, ...typed, by: person.id, at });
		if ('refusal' in outcome) return refused(refuse(outcome.refusal), outcome.refusal === 'not-valid' ? outcome.findings : []);
		const now = await factForEdit(db, kind, id);
		return { changed: !!now && markOf(now) !== before };
	});
	if ('changed' in saved && saved.changed) forget(database);
	return saved;
}
