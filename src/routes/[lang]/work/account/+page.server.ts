import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { accountOverview } from '#people/server/account-overview.ts';
import { changeAccount } from '#people/server/change-account.ts';
import { acceptOffer } from '#people/server/accept-invitation.ts';
import { linksOf } from '#people/server/sign-on-links.ts';
import { settingsOf } from '../../sign-in/providers.server.ts';
import { doingAs, field } from './doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const notices = ['saved', 'accepted', 'password', 'email', 'second-factor-on', 'second-factor-off'] as const;

export const load: PageServerLoad = async (event) => {
	const doing = await doingAs(event);
	const links = await linksOf(doing.read, doing.by.id);
	return {
		...(await accountOverview(doing, event.locals.reader.language)),
		// Nothing is said of providers where there are none.
		links: links.length || settingsOf(event).length ? links.length : null,
		done: notices.find((each) => each === event.url.searchParams.get('done')) ?? null
	};
};

export const actions: Actions = {
	save: async (event) => {
		const fields = await event.request.formData();
		const typed = { name: field(fields, 'name', 300), language: field(fields, 'language', 10) };
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => changeAccount(db, doing, typed));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, typed });
		redirect(303, `/${event.params.lang}/work/account?done=saved`);
	},
	accept: async (event) => {
		const id = field(await event.request.formData(), 'offer');
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => acceptOffer(db, doing, id));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/account?done=accepted`);
	}
};
