// A table of projects becomes a source: its name, and one of its files.
import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal } from '#people/refusal.ts';
import { addTable } from '#projects/server/table-sources.ts';
import { takeSample } from './take-sample.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals }) => {
	if (!may(locals.person, 'project.harvest')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	return {};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		if (!may(locals.person, 'project.harvest')) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		const fields = await request.formData();
		const name = String(fields.get('name') ?? '').trim();
		if (!name) return fail(422, { fault: 'name-missing' as const, name });
		const sample = await takeSample(locals.platform, fields.get('file'));
		if (typeof sample === 'string') return fail(422, { fault: sample, name });
		const doing = locals.doing();
		const added = await locals.platform.database.write((db) => addTable(db, doing, { name, sample }));
		if (isRefusal(added)) return fail(409, { refusal: added, name });
		redirect(303, `/${params.lang}/work/projects/table/${added.id}`);
	}
};
