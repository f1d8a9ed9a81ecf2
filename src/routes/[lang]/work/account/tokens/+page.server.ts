import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { makeToken, revokeToken } from '#people/server/make-token.ts';
import { tokensOf } from '#people/server/tokens.ts';
import { lifetimes, scopes, standingOf } from '#people/token.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => {
	const { read, by, at } = await doingAs(event);
	const tokens = await tokensOf(read, by.id);
	return {
		tokens: tokens.map((token) => ({ ...token, standing: standingOf(token, at) })),
		scopes,
		lifetimes,
		revoked: event.url.searchParams.has('revoked')
	};
};

export const actions: Actions = {
	make: async (event) => {
		const fields = await event.request.formData();
		const typed = { name: field(fields, 'name', 200), scopes: fields.getAll('scope').map(String).slice(0, 20), days: Number(fields.get('days')) };
		const doing = await doingAs(event);
		const made = await doing.database.write((db) => makeToken(db, doing, typed));
		if (isRefusal(made)) return fail(statusOf[made.refusal], { refusal: made, typed });
		// Not a redirect: the token is shown in the answer to this one request, and nowhere else.
		event.setHeaders({ 'cache-control': 'no-store' });
		return { made: { token: made.token, name: typed.name } };
	},
	revoke: async (event) => {
		const id = field(await event.request.formData(), 'token');
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => revokeToken(db, doing, id));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/account/tokens?revoked`);
	}
};
