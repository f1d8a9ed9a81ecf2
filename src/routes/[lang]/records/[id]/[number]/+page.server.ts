import { error } from '@sveltejs/kit';
import { Unsent } from '#components/unsent.ts';
import { isRevisionNumber } from '#records/record.ts';
import { canonicalOf, loadRecord } from '../record.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	if (!isRevisionNumber(params.number)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const page = await loadRecord(locals, params.id, Number(params.number));
	locals.withdrawn = 'gone' in page;
	return { page: new Unsent(page), canonical: await canonicalOf(locals, page) };
};
