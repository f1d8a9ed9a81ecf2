// Sign-ins by day, who is locked out, and which officers sign in by a password alone.
import { unlockAccount } from '#insights/administration/server/acts.ts';
import { signInsPage } from '#insights/administration/server/sign-ins.ts';
import { acted, administrator } from '../administrator.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	administrator(locals);
	return { ...(await signInsPage(locals.platform.database.fresh, new Date())), done: url.searchParams.get('done') };
};

export const actions: Actions = {
	default: async ({ locals, request }) => {
		const account = String((await request.formData()).get('account') ?? '').slice(0, 200);
		return acted(locals, '?done=unlock', (db, doing) => unlockAccount(db, doing, account));
	}
};
