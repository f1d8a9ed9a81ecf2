// At the desk: what a person follows, and pages kept under a name.
import { fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse, statusOf } from '#people/refusal.ts';
import { changeWatch, resume, stopWatches } from '#watching/server/follow.ts';
import { removeView, viewsOf } from '#watching/server/views.ts';
import { findReader, watchesOf } from '#watching/server/watches.ts';
import { field, shownWatches, watchingOf } from '../../follow/watching.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const db = locals.platform.database.fresh;
	const account = locals.person?.id ?? '';
	const reader = await findReader(db, { account });
	return {
		watches: reader ? await shownWatches(locals, await watchesOf(db, reader.id)) : [],
		stopped: reader?.stoppedAt ? reader.email : null,
		views: await viewsOf(db, account),
		done: url.searchParams.get('done')
	};
};

type Event = Parameters<Actions[string]>[0];

/** The reader that this account is; a refusal where it may not change anything or follows nothing. */
async function own({ locals }: Event): Promise<{ reader: string; by: string; at: Date } | Refusal> {
	const { person, platform } = locals;
	if (!person || !may(person, 'account.change', { account: person.id })) return refuse('not-allowed');
	const reader = await findReader(platform.database.fresh, { account: person.id });
	return reader ? { reader: reader.id, by: person.id, at: new Date() } : refuse('not-found');
}

function ended(outcome: unknown, done: string) {
	if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
	redirect(303, `?done=${done}`);
}

export const actions: Actions = {
	change: async (event) => {
		const form = await event.request.formData();
		const hand = await own(event);
		if (isRefusal(hand)) return ended(hand, '');
		const { database } = event.locals.platform;
		return ended(await database.write((db) => changeWatch(db, hand, field(form, 'watch', 60), field(form, 'frequency', 20))), 'changed');
	},
	stop: async (event) => {
		const form = await event.request.formData();
		const hand = await own(event);
		if (isRefusal(hand)) return ended(hand, '');
		return ended(await event.locals.platform.database.write((db) => stopWatches(db, hand, [field(form, 'watch', 60)])), 'stopped');
	},
	resume: async (event) => {
		const hand = await own(event);
		if (isRefusal(hand)) return ended(hand, '');
		return ended(await event.locals.platform.database.write((db) => resume(db, { account: hand.by, at: hand.at })), 'resumed');
	},
	remove: async (event) => {
		const form = await event.request.formData();
		const doing = await watchingOf(event);
		return ended(doing.by ? await removeView({ ...doing, by: doing.by }, field(form, 'view', 60)) : refuse('not-allowed'), 'removed');
	}
};
