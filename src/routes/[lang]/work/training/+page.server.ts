import { fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, refuse, statusOf } from '#people/refusal.ts';
import { namesOf } from '#people/server/accounts.ts';
import { deleteTraining } from '#reporting/server/delete-training.ts';
import { refillTraining } from '#reporting/server/refill-training.ts';
import { findTraining, trainingsOf } from '#reporting/server/trainings.ts';
import { expiresOn, situations, situationsFor } from '#reporting/training.ts';
import { askedIn, beginAsked, partiesOf, sampleOf, situationIn, typesOf } from './training.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const parties = partiesOf(locals);
	const { read } = locals.platform.database;
	const there = await trainingsOf(
		read,
		parties.map(({ id }) => id)
	);
	const names = await namesOf(
		read,
		there.map(({ madeBy }) => madeBy)
	);
	const { trainingDays } = locals.platform.configuration;
	return {
		parties: parties.map((party) => ({
			...party,
			trainings: there
				.filter((each) => each.party === party.id)
				.map((each) => ({
					...each,
					title: locals.definitions.current(each.type)?.form.words['form.title'] ?? {},
					by: names.get(each.madeBy) ?? null,
					expires: expiresOn(each.changedAt.toISOString().slice(0, 10), trainingDays),
					situations: situationsFor(each.type)
				}))
		})),
		types: typesOf(locals),
		situations,
		asked: url.searchParams.get('delete'),
		done: url.searchParams.get('done')
	};
};

const here = (params: { lang: string }, done: string) => `/${params.lang}/work/training?done=${done}`;

export const actions: Actions = {
	begin: async ({ locals, params, request }) => {
		const typed = askedIn(await request.formData());
		const begun = await beginAsked(locals, typed);
		if (isRefusal(begun)) return fail(statusOf[begun.refusal], { refusal: begun, typed });
		redirect(303, begun.begun ? `/${params.lang}/work/records/${begun.id}/edit` : here(params, 'there'));
	},
	refill: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const record = String(fields.get('record') ?? '');
		const there = await findTraining(locals.platform.database.read, record);
		const situation = there && situationIn({ type: there.type, situation: String(fields.get('situation') ?? '') });
		const refusal =
			!there || !may(locals.person, 'training.use', { ownerKind: 'party', owner: there.party })
				? refuse('not-found')
				: situation
					? undefined
					: refuse('not-valid');
		if (!there || !situation || refusal) return fail(statusOf[refusal?.refusal ?? 'not-valid'], { refusal: refusal ?? refuse('not-valid') });
		const sample = await sampleOf(locals, there.party, there.type, situation);
		const filled = await locals.platform.database.write((db) => refillTraining(db, locals.doing(), { record, situation, sample }));
		if (isRefusal(filled)) return fail(statusOf[filled.refusal], { refusal: filled });
		redirect(303, here(params, 'filled'));
	},
	delete: async ({ locals, params, request }) => {
		const record = String((await request.formData()).get('record') ?? '');
		const deleted = await locals.platform.database.write((db) => deleteTraining(db, locals.doing(), record));
		if (isRefusal(deleted)) return fail(statusOf[deleted.refusal], { refusal: deleted });
		redirect(303, here(params, 'deleted'));
	}
};
