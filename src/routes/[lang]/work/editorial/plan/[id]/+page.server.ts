import { error, fail, redirect } from '@sveltejs/kit';
import { planPublication } from '#editorial/server/plan-publication.ts';
import { lastZoneOf } from '#editorial/server/plans.ts';
import { plannedMoment, planZones } from '#editorial/plan.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { loadRecord } from '../../../../records/[id]/record.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** What was submitted, with its checklist and the moment at which it is to be published. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const first = await loadRecord(locals, params.id);
	if (!('revisions' in first) || !first.revisions) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (!may(locals.person, 'record.publish', first.record)) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const page = await loadRecord(locals, params.id, first.revisions.at(-1)?.number);
	if (!('form' in page) || !page.form) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { record, title, typeName, form, revision } = page;
	const zone = locals.person && (await lastZoneOf(locals.platform.database.fresh, locals.person.id));
	return { record, title, typeName, form, number: revision.number, zone, zones: planZones };
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const text = (name: string) =>
			String(fields.get(name) ?? '')
				.trim()
				.slice(0, 60);
		const typed = { day: text('day'), time: text('time'), zone: text('zone') || 'UTC', checklist: fields.getAll('checklist').map(String) };
		const at = planZones.includes(typed.zone) ? plannedMoment(typed.day, typed.time, typed.zone) : null;
		if (!at) return fail(422, { wrong: true, ...typed });
		const doing = { ...locals.doing(), jobs: locals.platform.jobs };
		const planned = await locals.platform.database.write((db) =>
			planPublication(db, doing, { record: params.id, at, zone: typed.zone, checklist: typed.checklist })
		);
		if (isRefusal(planned)) return fail(statusOf[planned.refusal], { refusal: planned, ...typed });
		redirect(303, `/${params.lang}/work/editorial?done=planned`);
	}
};
