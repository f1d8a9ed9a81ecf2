import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { erase } from '#people/server/erase.ts';
import { signOut } from '#people/server/sign-out.ts';
import { setCookies } from '../../../sign-in/set-cookies.server.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions } from './$types.ts';

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const doing = await doingAs(event);
		const outcome = await erase(doing, { account: doing.by.id, confirmed: fields.get('confirmed') === 'yes', password: field(fields, 'current') });
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, confirmed: fields.get('confirmed') === 'yes' });
		const { cookies } = await doing.database.write((db) => signOut(db, doing));
		setCookies(event.cookies, cookies, doing.origin);
		redirect(303, `/${event.params.lang}/sign-in?done=erased`);
	}
};
