// The formal record of a report: all its threads with the state of their chain, for the page, on paper and as data.
import { error } from '@sveltejs/kit';
import { brokenPosts } from '#reporting/clarification.ts';
import type { Looked } from '#reporting/server/look.ts';
import { aboutRecord, namedThreads, note } from './report.server.ts';

export async function formalRecord(locals: App.Locals, id: string, part: string) {
	const { record, owner, typeName, asReader } = await aboutRecord(locals, id);
	const threads = await namedThreads(locals, id);
	if (threads.length === 0) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	await note(locals, id, 'document' satisfies Looked, part);
	return {
		record,
		owner,
		typeName,
		asReader,
		threads,
		broken: threads.flatMap((thread) => brokenPosts(thread).map((post) => `${thread.number}.${post}`))
	};
}
