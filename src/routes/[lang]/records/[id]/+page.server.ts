import { Unsent } from '#components/unsent.ts';
import { canonicalOf, loadRecord } from './record.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const page = await loadRecord(locals, params.id);
	locals.withdrawn = 'gone' in page;
	return { page: new Unsent(page), canonical: await canonicalOf(locals, page) };
};
