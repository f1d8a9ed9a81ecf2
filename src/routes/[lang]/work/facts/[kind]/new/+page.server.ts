import { error, fail, redirect } from '@sveltejs/kit';
import { isFactKind } from '#convention/fact.ts';
import { may } from '#people/may.ts';
import { statusOf } from '#people/refusal.ts';
import { choicesFor } from '../[id]/choices.server.ts';
import { addPosted } from '../[id]/save-posted.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Kind of the address, for those who may add facts. */
function kindOf(locals: App.Locals, kind: string) {
	if (!may(locals.person, 'fact.edit')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	if (!isFactKind(kind)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return kind;
}

export const load: PageServerLoad = ({ locals, params }) => {
	const kind = kindOf(locals, params.kind);
	return { kind, choices: choicesFor(locals, kind) };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const kind = kindOf(locals, params.kind);
		const { by, at } = locals.doing();
		const added = await addPosted(locals.platform.database, by, kind, await request.formData(), at);
		if ('refusal' in added) return fail(statusOf[added.refusal.refusal], added);
		redirect(303, `/${params.lang}/work/facts/${kind}/${encodeURIComponent(added.id)}?done=added`);
	}
};
