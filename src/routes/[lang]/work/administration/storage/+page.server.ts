// What is kept: files by kind, the largest, growth, and files that no row names.
import { askCount } from '#insights/administration/server/acts.ts';
import { counts, storagePage } from '#insights/administration/server/storage.ts';
import { acted, administrator } from '../administrator.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	administrator(locals);
	const db = locals.platform.database.fresh;
	return { ...(await storagePage(db)), counted: await counts(db, 31), done: url.searchParams.get('done') };
};

export const actions: Actions = {
	default: ({ locals }) => acted(locals, '?done=count', (db, doing) => askCount(db, doing, locals.platform.jobs))
};
