// Content that wants work: translations, plans that failed, links that lead nowhere, facts to verify.
import { contentPage } from '#insights/administration/server/content.ts';
import { administrator } from '../administrator.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	administrator(locals);
	return contentPage(locals.platform.database.fresh, locals.definitions, new Date());
};
