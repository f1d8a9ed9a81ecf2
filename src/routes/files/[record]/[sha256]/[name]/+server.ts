// A file of a record, for whoever may see the answer that holds it; whole or in ranges.
import { error } from '@sveltejs/kit';
import { giveFile } from '#platform/server/give-file.ts';
import { readableFile } from '#records/server/readable-file.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { record, sha256 } = params;
	const file = await readableFile(locals.platform.database.read, locals.definitions, locals.person, record, sha256);
	if (!file) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return giveFile(request, locals.platform.files, { file: { sha256, size: file.size, mediaType: file.mediaType }, name: file.name });
};
