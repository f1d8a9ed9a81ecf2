// What was sealed, private answers and salt included, so that whoever is handed it can compute the hash of the receipt again.
import { error } from '@sveltejs/kit';
import { sealedRevision } from '#records/server/revisions.ts';
import { jsonFile, numberOf } from '../receipt.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const content = await sealedRevision(locals.platform.database.read, locals.person, params.id, numberOf(params));
	if (!content) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return jsonFile({ content }, `${content.record}-${content.number}-sealed`);
};
