// What the forms of clarifications post, and the files that come with it. A file is kept only for somebody who may do what is asked.
import { Readable } from 'node:stream';
import { addDays } from '#convention/day.ts';
import { type Ability, may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import { tidyName } from '#records/server/attach.ts';
import type { Doing } from '#records/server/doing.ts';
import { mostFiles, type PostFile } from '#reporting/clarification.ts';
import { openRecord } from './report.server.ts';
import { acceptedTypes } from '../../records/[id]/edit/store-upload.server.ts';

const megabyte = 1_048_576;
const largest = 10 * megabyte;

export const tomorrowOf = (today: string): string => addDays(today, 1);

export function typedIn(fields: FormData) {
	const said = (name: string, most: number) => String(fields.get(name) ?? '').slice(0, most);
	return {
		text: said('text', 40_000),
		language: said('language', 5),
		due: said('due', 20),
		question: said('question', 60),
		askedFor: said('askedFor', 20),
		outcome: said('outcome', 20),
		revision: said('revision', 10),
		agreed: said('agreed', 10),
		seen: Number(said('seen', 10)) || 0
	};
}

/** Takes the files in, then acts in one transaction. */
export async function withFiles<T>(
	locals: App.Locals,
	id: string,
	fields: FormData,
	ability: Ability,
	act: (db: Writing, doing: Doing, files: PostFile[]) => Promise<T | Refusal>
): Promise<T | Refusal> {
	const { record, person } = await openRecord(locals, id);
	if (!may(person, ability, record)) return refuse('not-allowed');
	const given = fields.getAll('files').filter((file): file is File => typeof file !== 'string' && file.name !== '');
	if (given.length > mostFiles) return refuse('too-large');
	const files: PostFile[] = [];
	for (const file of given) {
		const stored = await locals.platform.files.put(Readable.fromWeb(file.stream() as never), { limitBytes: largest, accept: acceptedTypes });
		if ('refusal' in stored) return { refusal: stored.refusal, values: { limit: largest / megabyte } } as Refusal;
		if (!files.some(({ sha256 }) => sha256 === stored.sha256))
			files.push({ sha256: stored.sha256, name: tidyName(file.name), mediaType: stored.mediaType, size: stored.size });
	}
	return locals.platform.database.write((db) => act(db, locals.doing(), files));
}
