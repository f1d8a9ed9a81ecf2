import { fail, redirect } from '@sveltejs/kit';
import { statusOf } from '#people/refusal.ts';
import { choicesFor } from '../../../facts/[kind]/[id]/choices.server.ts';
import { addPosted } from '../../../facts/[kind]/[id]/save-posted.server.ts';
import { followed, listAt } from '../../desk.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals, params }) => {
	const { list, kind } = listAt(locals, params.list);
	return { list, kind, choices: choicesFor(locals, kind) };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const { list, kind } = listAt(locals, params.list);
		const { by, at } = locals.doing();
		const added = await addPosted(locals.platform.database, by, kind, await request.formData(), at);
		if ('refusal' in added) return fail(statusOf[added.refusal.refusal], added);
		await followed(locals.platform);
		redirect(303, `/${params.lang}/work/taxonomy/${list}/${encodeURIComponent(added.id)}?done=added`);
	}
};
