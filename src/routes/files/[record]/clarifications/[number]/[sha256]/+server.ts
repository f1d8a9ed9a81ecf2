// A file of a clarification: for those who may read the thread, and for everybody once the Party let the post that holds it be published.
import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { giveFile } from '#platform/server/give-file.ts';
import { findRecord } from '#records/server/records.ts';
import { publicThreadsOf, threadsOf } from '#reporting/server/clarifications.ts';
import { noteLook } from '#reporting/server/look.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { person, platform } = locals;
	const db = platform.database.read;
	const record = await findRecord(db, params.record);
	const reads = record && may(person, 'clarification.read', record);
	const threads = record ? (reads ? await threadsOf(db, record.id) : await publicThreadsOf(db, record)) : [];
	const posts = threads
		.filter(({ number }) => String(number) === params.number)
		.flatMap((thread): { files: (typeof thread.posts)[number]['files'] }[] => thread.posts);
	const file = posts.flatMap(({ files }) => files).find(({ sha256 }) => sha256 === params.sha256);
	if (!record || !file) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (person && reads) await platform.database.write((own) => noteLook(own, { by: person, at: new Date() }, record, 'file', file.name));
	return giveFile(request, platform.files, { file, name: file.name });
};
