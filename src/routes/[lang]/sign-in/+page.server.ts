import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { doingOf } from '#people/server/ground.ts';
import { signIn } from '#people/server/sign-in.ts';
import { wayBack } from '#people/way-back.ts';
import { offeredTo, refusalIn } from './providers.server.ts';
import { setCookies } from './set-cookies.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const notices = ['out', 'reset', 'erased'] as const;

export const load: PageServerLoad = (event) => {
	const { locals, params, url } = event;
	const to = wayBack(url.searchParams.get('to'), `/${params.lang}/work`);
	if (locals.person) redirect(303, to);
	// An identity provider that has ended its own session as well leads back with the word that it was given.
	const said = url.searchParams.get('state') === 'out' ? 'out' : url.searchParams.get('done');
	return { to, done: notices.find((each) => each === said) ?? null, providers: offeredTo(event), why: refusalIn(event) };
};

export const actions: Actions = {
	default: async (event) => {
		const { cookies, locals, params, request } = event;
		const fields = await request.formData();
		const email = String(fields.get('email') ?? '').slice(0, 300);
		const to = wayBack(String(fields.get('to') ?? ''), `/${params.lang}/work`);
		const doing = await doingOf(event);
		const outcome = await signIn(doing, { email, password: String(fields.get('password') ?? '') });
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, email, to });
		setCookies(cookies, outcome.cookies, locals.platform.configuration.origin);
		redirect(303, outcome.step === 'code' ? `/${params.lang}/sign-in/code?to=${encodeURIComponent(to)}` : to);
	}
};
