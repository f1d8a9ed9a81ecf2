import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { changePassword } from '#people/server/change-account.ts';
import { present } from '#people/server/sessions.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions } from './$types.ts';

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const doing = await doingAs(event);
		const session = (await present(doing, doing.headers))?.session ?? '';
		const outcome = await changePassword(doing, { current: field(fields, 'current'), password: field(fields, 'password') }, session);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/account?done=password`);
	}
};
