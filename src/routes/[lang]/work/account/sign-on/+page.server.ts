import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { beginLink } from '#people/server/begin-sign-on.ts';
import { hasPassword } from '#people/server/prove-anew.ts';
import { unlink, linksOf } from '#people/server/sign-on-links.ts';
import { rolesThrough } from '#people/server/roles.ts';
import { ownerNames } from '#people/server/owners.ts';
import { providerName } from '#people/sign-on.ts';
import { refusalIn, settingOf, settingsOf } from '../../../sign-in/providers.server.ts';
import { setCookies } from '../../../sign-in/set-cookies.server.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const notices = ['linked', 'unlinked'] as const;

export const load: PageServerLoad = async (event) => {
	const doing = await doingAs(event);
	const { language } = event.locals.reader;
	const providers = settingsOf(event);
	const roles = await rolesThrough(doing.read, doing.by.id);
	const owner = await ownerNames(
		doing.read,
		roles.map(({ role }) => role),
		language
	);
	const links = (await linksOf(doing.read, doing.by.id)).map((link) => {
		const provider = providers.find(({ issuer }) => issuer === link.issuer);
		return {
			id: link.id,
			since: link.since,
			// One that is no longer in the settings is named by its host.
			name: provider ? providerName(provider, language) : (URL.parse(link.issuer)?.host ?? link.issuer),
			issuer: link.issuer,
			roles: roles.filter(({ through }) => through === link.issuer).map(({ role }) => ({ role, owner: owner(role) }))
		};
	});
	return {
		links,
		offered: providers
			.filter(({ issuer }) => !links.some((link) => link.issuer === issuer))
			.map((provider) => ({ id: provider.id, name: providerName(provider, language) })),
		hasPassword: await hasPassword(doing),
		why: refusalIn(event),
		done: notices.find((each) => each === event.url.searchParams.get('done')) ?? null
	};
};

export const actions: Actions = {
	link: async (event) => {
		const fields = await event.request.formData();
		const provider = settingOf(event, field(fields, 'provider'));
		if (!provider) error(404, 'not found', { refusal: { refusal: 'not-found' } });
		const doing = await doingAs(event);
		const { language } = event.locals.reader;
		const begun = await beginLink(doing, provider, { language, to: event.url.pathname, password: field(fields, 'password') });
		if (isRefusal(begun)) return fail(statusOf[begun.refusal], { refusal: begun });
		setCookies(event.cookies, begun.cookies, doing.origin);
		// Not a redirect: the policy of our pages lets a form lead nowhere else, and the page goes on by itself.
		event.setHeaders({ 'cache-control': 'no-store' });
		return { onward: { address: begun.url, name: providerName(provider, language) } };
	},
	unlink: async (event) => {
		const fields = await event.request.formData();
		const doing = await doingAs(event);
		const outcome = await unlink(doing, settingsOf(event), { id: field(fields, 'link'), password: field(fields, 'password') });
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/account/sign-on?done=unlinked`);
	}
};
