// All matches of our concepts with other vocabularies, as a table to take away.
import { error } from '@sveltejs/kit';
import { tableReply } from '../table.server.ts';
import { editorsOnly } from '../desk.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	editorsOnly(locals);
	if (params.format !== 'csv' && params.format !== 'xlsx') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const rows = locals.convention
		.all('match')
		.filter(({ dropped }) => !dropped)
		.map(({ concept, relation, uri, label, vocabulary, status, source }) => [concept, relation, uri, label ?? '', vocabulary, status, source]);
	return tableReply('matches', params.format, ['ours', 'relation', 'uri', 'label', 'vocabulary', 'status', 'source'], rows);
};
