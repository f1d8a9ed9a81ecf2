// The way out of a letter. Mail programs post to this address at the press of a button (RFC 8058), without a session; a reader who opens it is asked.
import { fail } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { openDoor, stopByLetter } from '#watching/server/door.ts';
import { shownWatches, watchingOf } from '../../../follow/watching.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const opened = await openDoor(locals.platform.database.fresh, params.token);
	return { told: opened ? await shownWatches(locals, opened.told) : [], open: opened !== undefined, token: params.token };
};

export const actions: Actions = {
	default: async (event) => {
		const outcome = await stopByLetter(await watchingOf(event), event.params.token);
		// What is gone already was stopped: pressed twice it is no fault.
		if (isRefusal(outcome) && outcome.refusal !== 'link-unknown') return fail(statusOf[outcome.refusal], { refusal: outcome });
		return { stopped: true };
	}
};
