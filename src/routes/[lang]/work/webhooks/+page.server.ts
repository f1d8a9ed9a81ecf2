// Systems elsewhere that are told of what is published; a new one is made here, and its secret shown once.
import { fail } from '@sveltejs/kit';
import { makeEndpoint } from '#interop/webhooks/server/change-endpoints.ts';
import { endpoints } from '#interop/webhooks/server/endpoints.ts';
import { askedEvents, hostOf } from '#interop/webhooks/webhook.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { manager, managing, publicTypes, typedIn } from './managing.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	manager(locals);
	const all = await endpoints(locals.platform.database.fresh);
	return {
		endpoints: all.map((endpoint) => ({ ...endpoint, host: hostOf(endpoint.address) })),
		types: publicTypes(locals),
		events: askedEvents,
		removed: url.searchParams.get('done') === 'removed'
	};
};

export const actions: Actions = {
	make: async ({ locals, request, setHeaders }) => {
		const typed = typedIn(await request.formData());
		const doing = await managing(locals);
		const made = await locals.platform.database.write((db) => makeEndpoint(db, doing, typed));
		if (isRefusal(made)) return fail(statusOf[made.refusal], { refusal: made, typed });
		// Not a redirect: the secret is shown in the answer to this one request, and nowhere else.
		setHeaders({ 'cache-control': 'no-store' });
		return { made: { ...made, name: typed.name } };
	}
};
