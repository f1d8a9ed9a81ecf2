// What a follower follows, opened by the link of a letter: change how often, or stop.
import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { changeThrough, openDoor, stopThrough } from '#watching/server/door.ts';
import { field, shownWatches, watchingOf } from '../../follow/watching.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const opened = await openDoor(locals.platform.database.fresh, params.token);
	if (!opened) return { opened: null, done: null };
	return { opened: { email: opened.reader.email, watches: await shownWatches(locals, opened.watches) }, done: url.searchParams.get('done') };
};

export const actions: Actions = {
	change: async (event) => {
		const form = await event.request.formData();
		const outcome = await changeThrough(await watchingOf(event), event.params.token, field(form, 'watch', 60), field(form, 'frequency', 20));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, '?done=changed');
	},
	stop: async (event) => {
		const form = await event.request.formData();
		const outcome = await stopThrough(await watchingOf(event), event.params.token, field(form, 'watch', 60) || 'all');
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, '?done=stopped');
	}
};
