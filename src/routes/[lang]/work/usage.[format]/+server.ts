import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { usageFile } from '../../usage/files.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = ({ locals, url, params }) => {
	if (!may(locals.person, 'editorial.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return usageFile(locals, url, params.format, true);
};
