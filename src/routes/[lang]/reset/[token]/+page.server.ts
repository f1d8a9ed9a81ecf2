import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { doingOf } from '#people/server/ground.ts';
import { resetLinkWorks, resetPassword } from '#people/server/reset-password.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => ({ works: await resetLinkWorks(await doingOf(event), event.params.token) });

export const actions: Actions = {
	default: async (event) => {
		const password = String((await event.request.formData()).get('password') ?? '');
		const outcome = await resetPassword(await doingOf(event), { token: event.params.token, password });
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/sign-in?done=reset`);
	}
};
