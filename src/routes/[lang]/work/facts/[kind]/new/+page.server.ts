import { fail, redirect } from '@sveltejs/kit';
import { statusOf } from '#people/refusal.ts';
import { choicesFor } from '../[id]/choices.server.ts';
import { addPosted } from '../[id]/save-posted.server.ts';
import { kindOf } from '../kind.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

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
