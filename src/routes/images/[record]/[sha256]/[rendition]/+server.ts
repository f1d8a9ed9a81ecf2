// A picture of a record in one of the widths and formats that pages ask for, for whoever may see the answer that holds it.
import { error } from '@sveltejs/kit';
import { renditionFrom } from '#editorial/picture.ts';
import { renditionOf } from '#editorial/server/pictures.ts';
import { giveFile } from '#platform/server/give-file.ts';
import { readableFile } from '#records/server/readable-file.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { platform, definitions, person } = locals;
	const { record, sha256 } = params;
	const rendition = renditionFrom(params.rendition);
	const db = platform.database.read;
	const open = rendition && (await readableFile(db, definitions, null, record, sha256));
	const file = open ?? (rendition && person ? await readableFile(db, definitions, person, record, sha256) : undefined);
	const made = rendition && file?.mediaType.startsWith('image/') ? await renditionOf(platform, sha256, rendition) : null;
	if (!made || !file) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return giveFile(request, platform.files, { file: made, name: file.name, disposition: 'inline', shared: open !== undefined });
};
