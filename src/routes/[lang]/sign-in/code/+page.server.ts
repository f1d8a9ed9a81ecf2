import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { doingOf } from '#people/server/ground.ts';
import { awaitsCode, enterCode } from '#people/server/sign-in.ts';
import { wayBack } from '#people/way-back.ts';
import { setCookies } from '../set-cookies.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => {
	const to = wayBack(event.url.searchParams.get('to'), `/${event.params.lang}/work`);
	if (event.locals.person) redirect(303, to);
	if (!awaitsCode(await doingOf(event))) redirect(303, `/${event.params.lang}/sign-in?to=${encodeURIComponent(to)}`);
	return { to };
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const to = wayBack(String(fields.get('to') ?? ''), `/${event.params.lang}/work`);
		const doing = await doingOf(event);
		const outcome = await enterCode(doing, String(fields.get('code') ?? '').slice(0, 40));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, to });
		setCookies(event.cookies, outcome.cookies, doing.origin);
		redirect(303, to);
	}
};
