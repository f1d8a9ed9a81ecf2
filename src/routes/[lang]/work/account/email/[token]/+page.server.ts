import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { takeNewEmail } from '#people/server/change-account.ts';
import { doingAs } from '../../doing-as.server.ts';
import type { Actions } from './$types.ts';

export const actions: Actions = {
	default: async (event) => {
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => takeNewEmail(db, doing, event.params.token ?? ''));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/account?done=email`);
	}
};
