import { error, fail, redirect } from '@sveltejs/kit';
import { editorialDesk } from '#catalogue/server/editorial-desk.ts';
import { cancelPlan } from '#editorial/server/plan-publication.ts';
import { editorialTypes } from '#editorial/sections.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { draftLines } from '../facts/drafts.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const ages = [6, 12, 24, 36];

export const load: PageServerLoad = async ({ locals, url }) => {
	const { person, platform, definitions, convention } = locals;
	if (!may(person, 'editorial.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const months = ages.find((each) => String(each) === url.searchParams.get('months')) ?? 12;
	const ours = { ownerKind: 'secretariat', owner: 'secretariat' } as const;
	return {
		months,
		ages,
		done: url.searchParams.get('done'),
		mayBegin: may(person, 'record.begin', ours),
		mayPublish: may(person, 'record.publish', { ...ours, visibility: 'public' }),
		// Who cannot open the queue is led to the record itself.
		mayQueue: may(person, 'queue.read'),
		mayArrange: may(person, 'fact.edit'),
		factDrafts: may(person, 'fact.edit') ? await draftLines(locals) : [],
		types: editorialTypes.map((id) => ({ id, name: definitions.current(id)?.form.words['form.short'] ?? { en: id } })),
		desk: await editorialDesk({ db: platform.database.fresh, definitions, convention }, months, new Date())
	};
};

export const actions: Actions = {
	cancel: async ({ locals, params, request }) => {
		const plan = String((await request.formData()).get('plan') ?? '');
		const outcome = await locals.platform.database.write((db) => cancelPlan(db, locals.doing(), plan));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${params.lang}/work/editorial?done=cancelled`);
	}
};
