// A file that stands in what was asked: one that the expert sent, or one in a present answer that the asker let them see.
import { error } from '@sveltejs/kit';
import { giveFile } from '#platform/server/give-file.ts';
import { filesOf } from '#records/server/records.ts';
import { mentions } from '#records/server/readable-file.ts';
import { answersShown } from '../../../../../[lang]/answer/answer.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const shown = await answersShown(locals, { key: params.token, opens: 'page' });
	const file =
		shown && mentions(shown.answers, params.sha256)
			? (await filesOf(locals.platform.database.fresh, shown.record)).find(({ sha256 }) => sha256 === params.sha256)
			: undefined;
	if (!file) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return giveFile(request, locals.platform.files, {
		file: { sha256: file.sha256, size: file.size, mediaType: file.mediaType },
		name: file.name
	});
};
