// The end of an exercise: what would happen now, and a receipt that is void.
import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { ownerName } from '#catalogue/server/project.ts';
import { findRecord } from '#records/server/records.ts';
import { rehearse } from '#reporting/server/rehearse.ts';
import { findTraining } from '#reporting/server/trainings.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params }) => {
	const { read } = locals.platform.database;
	const [training, record] = await Promise.all([findTraining(read, params.id), findRecord(read, params.id)]);
	if (!training || !record || !may(locals.person, 'draft.read', record)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const names = await namesOf(read, training.rehearsedBy ? [training.rehearsedBy] : []);
	return {
		record,
		rehearsed: training.rehearsedAt && { at: training.rehearsedAt, by: names.get(training.rehearsedBy ?? '') ?? null },
		typeName: locals.definitions.current(record.type)?.form.words['form.title'] ?? {},
		owner: await ownerName(read, locals.convention, record.ownerKind, record.owner)
	};
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const rehearsed = await locals.platform.database.write((db) => rehearse(db, locals.doing(), params.id));
		if (isRefusal(rehearsed)) return fail(statusOf[rehearsed.refusal], { refusal: { ...rehearsed, findings: [] } });
		redirect(303, `/${params.lang}/work/training/${params.id}/rehearsal`);
	}
};
