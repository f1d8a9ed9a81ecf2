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
	const files = holdsFiles
		? await db.selectFrom('records.attachments').select(['sha256', 'media_type']).where('record_id', '=', recordId).execute()
		: [];
	const pointed = allQuestions(form)
		.filter((question) => question.kind === 'reference')
		.flatMap((question) => [answers[question.id] ?? []].flat())
		.filter((id) => typeof id === 'string');
	const records = pointed.length
		? await db
				.selectFrom('records.records')
				.select(['id', 'type'])
				.where('id', 'in', pointed)
				.where('state', '=', 'published')
				.where('visibility', '=', 'public')
				.execute()
		: [];
	return {
		today: at.toISOString().slice(0, 10),
		has: (scheme, id) => has(convention, scheme, id),
		file: (sha256) => {
			const file = files.find((each) => each.sha256 === sha256);
			return file && { mediaType: file.media_type };
		},
		record: (id) => records.find((each) => each.id === id)
	};
}
