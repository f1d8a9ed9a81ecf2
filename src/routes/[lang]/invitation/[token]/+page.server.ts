import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { acceptAsNew, acceptSignedIn, lookAt } from '#people/server/accept-invitation.ts';
import { doingOf } from '#people/server/ground.ts';
import { ownerName } from '#people/server/owners.ts';
import { offeredTo } from '../../sign-in/providers.server.ts';
import { setCookies } from '../../sign-in/set-cookies.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Looking uses nothing up: mail programs open links by themselves. */
export const load: PageServerLoad = async (event) => {
	const doing = await doingOf(event);
	const seen = await lookAt(doing, event.params.token);
	if (isRefusal(seen)) return { gone: seen };
	const { invitation, hasAccount } = seen;
	const { email, role, expiresAt } = invitation;
	const signedIn = doing.by ? (doing.by.email === email ? ('same' as const) : ('other' as const)) : null;
	return {
		offer: { email, role, owner: (await ownerName(doing.read, role, event.locals.reader.language)) || null, expiresAt },
		hasAccount,
		signedIn,
		own: doing.by?.email ?? null,
		providers: offeredTo(event)
	};
};

export const actions: Actions = {
	create: async (event) => {
		const fields = await event.request.formData();
		const name = String(fields.get('name') ?? '').slice(0, 300);
		const doing = await doingOf(event);
		const outcome = await acceptAsNew(doing, { token: event.params.token, name, password: String(fields.get('password') ?? '') });
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, name });
		setCookies(event.cookies, outcome.cookies, doing.origin);
		redirect(303, `/${event.params.lang}/work`);
	},
	accept: async (event) => {
		const { by, ...doing } = await doingOf(event);
		if (!by) error(401, 'sign in first', { refusal: { refusal: 'sign-in-first' } });
		const outcome = await doing.database.write((db) => acceptSignedIn(db, { ...doing, by }, event.params.token));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work`);
	}
};
