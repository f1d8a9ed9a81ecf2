// Follow what stands at an address, or save it under a name: with an account at once, without one by an address that confirms itself.
import { fail, redirect } from '@sveltejs/kit';
import { feedPaths } from '#interop/feeds/address.ts';
import { isRefusal, refuse, statusOf } from '#people/refusal.ts';
import { askToFollow } from '#watching/server/ask-to-follow.ts';
import { follow } from '#watching/server/follow.ts';
import { titleOf } from '#watching/server/titles.ts';
import { saveView, viewAddress } from '#watching/server/views.ts';
import { watchedFrom } from '#watching/watched.ts';
import type { Actions, PageServerLoad } from './$types.ts';
import { field, watchingOf } from './watching.server.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const { platform, definitions, convention, reader, person } = locals;
	const { origin } = platform.configuration;
	const of = url.searchParams.get('of') ?? '';
	const watched = watchedFrom(of, origin);
	const title = watched && (await titleOf(platform.database.read, { definitions, convention }, watched, reader));
	return {
		title,
		address: watched && title ? watched.address : null,
		feed: watched && title ? feedPaths(watched, reader.language) : null,
		view: person ? viewAddress(of, origin) : null,
		of,
		signedIn: person !== null,
		email: person?.email ?? null
	};
};

export const actions: Actions = {
	follow: async (event) => {
		const form = await event.request.formData();
		const asked = { address: field(form, 'address'), frequency: field(form, 'frequency', 20), email: field(form, 'email', 300) };
		const doing = await watchingOf(event);
		if (doing.by) {
			const outcome = await follow({ ...doing, by: doing.by }, asked);
			if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, ...asked });
			redirect(303, `/${event.params.lang}/work/watching?done=followed`);
		}
		const outcome = await askToFollow(doing, asked);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, ...asked });
		return { sent: outcome.email };
	},
	save: async (event) => {
		const form = await event.request.formData();
		const asked = { address: field(form, 'address'), name: field(form, 'name', 300) };
		const doing = await watchingOf(event);
		const outcome = doing.by ? await saveView({ ...doing, by: doing.by }, asked) : refuse('sign-in-first');
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, ...asked });
		redirect(303, `/${event.params.lang}/work/watching?done=saved`);
	}
};
