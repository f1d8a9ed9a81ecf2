import { Unsent } from '#components/unsent.ts';
import { loadRecord } from '../record.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const page = await loadRecord(locals, params.id, Number(params.number));
	locals.withdrawn = 'gone' in page;
	return { page: new Unsent(page) };
};
