// SPDX-License-Identifier: Apache-2.0
// What the checks of a form must know of the world, gathered before they run so that the checks themselves stay pure.
import type { Convention } from '#convention/convention.ts';
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import type { Known } from '#forms/kind.ts';
import { choices } from '../schemes.ts';
import type { Reading } from '#platform/server/database.ts';

/** Kinds whose answers name a file. */
const filed = new Set(['attachment', 'signature']);

const sets = new WeakMap<Convention, Map<string, Set<string>>>();

function has(convention: Convention, scheme: string, id: string): boolean {
	let schemes = sets.get(convention);
	if (!schemes) sets.set(convention, (schemes = new Map()));
	let ids = schemes.get(scheme);
	if (!ids) schemes.set(scheme, (ids = new Set(choices(convention, scheme).map((entry) => entry.id))));
	return ids.has(id);
}

export async function knownFor(db: Reading, convention: Convention, form: Form, recordId: string, answers: Answers, at: Date): Promise<Known> {
	const holdsFiles = allQuestions(form).some(
		(question) => answers[question.id] !== undefined && [question, ...(question.columns ?? [])].some(({ kind }) => filed.has(kind))
	);
	const pointed = allQuestions(form)
		.filter((question) => question.kind === 'reference')
		.flatMap((question) => [answers[question.id] ?? []].flat())
		.filter((id) => typeof id === 'string');
	const rows = holdsFiles || pointed.length ? await namedBy(db, recordId, pointed) : [];
	const find = (what: string, id: string) => rows.find((row) => row.what === what && row.id === id);
	return {
		today: at.toISOString().slice(0, 10),
		has: (scheme, id) => has(convention, scheme, id),
		file: (sha256) => {
			const file = find('file', sha256);
			return file && { mediaType: file.is };
		},
		record: (id) => {
			const record = find('record', id);
			return record && { id, type: record.is };
		}
	};
}

/** The files of a record, and those of the records that are pointed to which the public may read: one question, since it is asked at every save. */
async function namedBy(db: Reading, recordId: string, pointed: string[]): Promise<{ what: string; id: string; is: string }[]> {
	return db
		.selectFrom('records.attachments')
		.select((one) => [one.val('file').as('what'), 'sha256 as id', 'media_type as is'])
		.where('record_id', '=', recordId)
		.unionAll(
			db
				.selectFrom('records.records')
				.select((one) => [one.val('record').as('what'), 'id', 'type as is'])
				.where('id', 'in', pointed.length ? pointed : [''])
				.where('state', '=', 'published')
				.where('visibility', '=', 'public')
		)
		.execute();
}
