// One receiver: what it is told, what it answered, and what an administrator can do.
import { error, fail, redirect } from '@sveltejs/kit';
import { changeEndpoint, removeEndpoint, rotateSecret, switchEndpoint } from '#interop/webhooks/server/change-endpoints.ts';
import { findEndpoint, messagesOf } from '#interop/webhooks/server/endpoints.ts';
import { pingEndpoint, sendAgain } from '#interop/webhooks/server/send-by-hand.ts';
import { askedEvents } from '#interop/webhooks/webhook.ts';
import { isRefusal, type Refusal, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { manager, managing, publicTypes, typedIn } from '../managing.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	manager(locals);
	const db = locals.platform.database.fresh;
	const endpoint = await findEndpoint(db, params.id);
	if (!endpoint) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const now = new Date();
	return {
		endpoint: { ...endpoint, signsWithTwo: endpoint.previousUntil !== null && endpoint.previousUntil > now },
		messages: await messagesOf(db, params.id),
		madeBy: (await namesOf(db, [endpoint.madeBy])).get(endpoint.madeBy) ?? '',
		types: publicTypes(locals),
		events: askedEvents,
		done: url.searchParams.get('done')
	};
};

/** An act without an answer of its own leads back to the page, which then says what was done. */
function settled(outcome: { id: string } | Refusal, back: string, kept: object = {}) {
	if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, ...kept });
	redirect(303, back);
}

export const actions: Actions = {
	change: async ({ locals, params, request }) => {
		const typed = typedIn(await request.formData());
		const doing = await managing(locals);
		return settled(await locals.platform.database.write((db) => changeEndpoint(db, doing, params.id, typed)), '?done=changed', { typed });
	},
	rotate: async ({ locals, params, setHeaders }) => {
		const doing = await managing(locals);
		const rotated = await locals.platform.database.write((db) => rotateSecret(db, doing, params.id));
		if (isRefusal(rotated)) return fail(statusOf[rotated.refusal], { refusal: rotated });
		setHeaders({ 'cache-control': 'no-store' });
		return { secret: rotated.secret };
	},
	switch: async ({ locals, params, request }) => {
		const on = (await request.formData()).get('on') === 'yes';
		const doing = await managing(locals);
		return settled(await locals.platform.database.write((db) => switchEndpoint(db, doing, params.id, on)), on ? '?done=on' : '?done=off');
	},
	ping: async ({ locals, params }) => {
		const sending = { by: locals.person, at: new Date(), jobs: locals.platform.jobs };
		return settled(await locals.platform.database.write((db) => pingEndpoint(db, sending, params.id)), '?done=pinged#log');
	},
	again: async ({ locals, params, request }) => {
		const message = String((await request.formData()).get('message') ?? '').slice(0, 100);
		const sending = { by: locals.person, at: new Date(), jobs: locals.platform.jobs };
		return settled(await locals.platform.database.write((db) => sendAgain(db, sending, params.id, message)), '?done=again#log');
	},
	remove: async ({ locals, params, request }) => {
		if ((await request.formData()).get('sure') !== 'yes') return fail(422, { refusal: { refusal: 'not-confirmed' as const } });
		const doing = await managing(locals);
		return settled(await locals.platform.database.write((db) => removeEndpoint(db, doing, params.id)), `/${params.lang}/work/webhooks?done=removed`);
	}
};
