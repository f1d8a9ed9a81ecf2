import type { Change } from '#forms/designing.ts';
import { toVerify } from '#forms/designed.ts';
import { isRefusal, refuse, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { beginDesign } from '#records/server/begin-design.ts';
import { designHistory, designOf, versionsOf } from '#records/server/designs.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { openForm } from '../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { form: current, mayDesign } = openForm(locals, params.id);
	const version = url.searchParams.get('version') ?? undefined;
	const form = locals.definitions.form(params.id, version);
	if (!form) error(404, 'not found', { refusal: refuse('not-found') });
	const db = locals.platform.database.fresh;
	const [design, versions, history] = [await designOf(db, params.id), await versionsOf(db, params.id), await designHistory(db, params.id)];
	const names = await namesOf(db, [...history.map(({ by }) => by), ...(design ? [design.changedBy] : [])]);
	return {
		form,
		isCurrent: form.version === current.version,
		mayDesign,
		toVerify: toVerify(form).length,
		versions: versions.map((each) => ({ ...each, from: locals.definitions.form(params.id, each.version)?.crosswalk?.from ?? null })),
		design: design ? { name: names.get(design.changedBy) ?? '', at: design.changedAt } : null,
		history: history.map(({ by, changes, ...event }) => ({ ...event, changes: changes as Change[], name: names.get(by) ?? '' })),
		done: url.searchParams.get('done'),
		carried: Number(url.searchParams.get('carried') ?? 0) || 0
	};
};

export const actions: Actions = {
	/** With `version`, the words of that older one are corrected. */
	begin: async ({ locals, params, request }) => {
		openForm(locals, params.id);
		const version = String((await request.formData()).get('version') ?? '') || undefined;
		const outcome = await locals.platform.database.write((db) => beginDesign(db, locals.doing(), params.id, version));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${params.lang}/work/forms/${params.id}/design`);
	}
};
