import { redirect } from '@sveltejs/kit';
import { doingOf } from '#people/server/ground.ts';
import { signedOnWith, signOutAt } from '#people/server/sign-on-links.ts';
import { signOut } from '#people/server/sign-out.ts';
import { providerName } from '#people/sign-on.ts';
import { settingsOf } from '../sign-in/providers.server.ts';
import { setCookies } from '../sign-in/set-cookies.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** The address alone changes nothing: a link or a picture on another site must not sign anybody out. */
export const load: PageServerLoad = async (event) => {
	const { locals, params, request } = event;
	// After the act the page that leads on is drawn, for nobody.
	if (!locals.person && request.method !== 'POST') redirect(303, `/${params.lang}`);
	const found = locals.person && (await signedOnWith(await doingOf(event), settingsOf(event)));
	return { provider: found ? providerName(found.provider, locals.reader.language) : null };
};

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const doing = await doingOf(event);
		const providers = settingsOf(event);
		const there = fields.get('where') === 'there' ? await signedOnWith(doing, providers) : null;
		const address = there && (await signOutAt(doing, providers));
		const { cookies } = await doing.database.write((db) => signOut(db, doing));
		setCookies(event.cookies, cookies, doing.origin);
		if (!there || !address) redirect(303, `/${event.params.lang}/sign-in?done=out`);
		[event.locals.person, event.locals.officer, event.locals.session] = [null, null, null];
		event.setHeaders({ 'cache-control': 'no-store' });
		return { onward: { address, name: providerName(there.provider, event.locals.reader.language) } };
	}
};
