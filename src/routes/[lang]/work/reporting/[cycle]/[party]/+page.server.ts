import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { askLetters } from '#reporting/server/ask-letters.ts';
import { extend } from '#reporting/server/extend.ts';
import { followParties, historyOf } from '#reporting/server/follow.ts';
import { cycleAt } from '../cycle.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** One Party in a cycle: what was written to it, what was given, and what can be done. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const cycle = cycleAt(locals, params.cycle);
	const { person, platform, convention, today } = locals;
	const db = platform.database.read;
	const party = (await followParties(db, convention, cycle.id, today)).find((each) => each.party === params.party);
	if (!party) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return {
		cycle,
		party,
		history: await historyOf(db, cycle.id, party.party),
		mayExtend: may(person, 'cycle.extend'),
		mayWrite: may(person, 'cycle.open') && party.focalPoints.length > 0 && (party.progress === 'not-begun' || party.progress === 'begun'),
		mayInvite: may(person, 'role.give', { role: { role: 'focal-point', party: party.party } }),
		done: (['extended', 'written'] as const).find((name) => name === url.searchParams.get('done')) ?? null
	};
};

export const actions: Actions = {
	extend: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const { jobs } = locals.platform;
		const typed = { due: String(fields.get('due') ?? '').slice(0, 20), reason: String(fields.get('reason') ?? '').slice(0, 5000) };
		const { cycle, party } = params;
		const doing = { ...locals.doing(), jobs };
		const outcome = await locals.platform.database.write(async (db) => {
			const extended = await extend(db, doing, { cycle, party, ...typed });
			return isRefusal(extended) ? extended : askLetters(db, doing, { letters: 'extension', cycle, party });
		});
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, typed });
		redirect(303, `/${params.lang}/work/reporting/${cycle}/${party}?done=extended`);
	},
	write: async ({ locals, params }) => {
		const { cycle, party } = params;
		const doing = { ...locals.doing(), jobs: locals.platform.jobs };
		const outcome = await locals.platform.database.write((db) =>
			askLetters(db, doing, { letters: 'again', cycle, party, again: doing.at.toISOString() })
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${params.lang}/work/reporting/${cycle}/${party}?done=written`);
	}
};
