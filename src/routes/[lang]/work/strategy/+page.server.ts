// Reports on the digital strategy: those there are, and one to begin from the figures.
import { error, fail, redirect } from '@sveltejs/kit';
import { beginStrategy } from '#insights/server/draft-strategy.ts';
import { strategyType } from '#insights/strategy.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { draftsOf, recordsOf } from '#records/server/records.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import type { Words } from '#text/words.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals }) => {
	const { person, platform, today } = locals;
	if (!may(person, 'editorial.read')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = platform.database.fresh;
	const records = await recordsOf(db, 'secretariat', 'secretariat', strategyType);
	const drafts = await draftsOf(
		db,
		records.map(({ id }) => id)
	);
	return {
		today,
		mayBegin: may(person, 'record.begin', { ownerKind: 'secretariat', owner: 'secretariat' }),
		reports: await Promise.all(
			records.map(async ({ id, stage, state }) => ({
				id,
				stage,
				state,
				title: ((drafts.get(id)?.answers.title as Words | undefined) ?? (await findEntry(db, id))?.title ?? {}) as Words
			}))
		)
	};
};

export const actions: Actions = {
	default: async ({ locals, request, params }) => {
		const fields = await request.formData();
		const said = (name: string) => String(fields.get(name) ?? '').slice(0, 100);
		const typed = { from: said('from'), to: said('to'), meeting: said('meeting') };
		const outcome = await locals.platform.database.write((db) => beginStrategy(db, locals.doing(), typed));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, ...typed });
		redirect(303, `/${params.lang}/work/strategy/${outcome.id}?done`);
	}
};
