// The administrator's home: how each part of the installation stands, and where one goes on.
import { overview } from '#insights/administration/server/overview.ts';
import { administrator } from './administrator.server.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	administrator(locals);
	return { ...(await overview(locals.platform, new Date())), now: new Date() };
};
