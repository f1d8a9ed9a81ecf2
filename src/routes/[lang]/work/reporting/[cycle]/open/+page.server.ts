import { error, fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { askLetters } from '#reporting/server/ask-letters.ts';
import { openingOf } from '#reporting/server/follow.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { roundsOpen } from '#reporting/server/rounds.ts';
import { cycleAt } from '../cycle.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Says what opening will do before it is done. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const cycle = cycleAt(locals, params.cycle);
	if (!may(locals.person, 'cycle.open')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = locals.platform.database.read;
	if ((await roundsOpen(db)).some((round) => round.cycle === cycle.id)) redirect(303, `/${params.lang}/work/reporting/${cycle.id}`);
	return { cycle, opening: await openingOf(db, locals.convention, cycle) };
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const { jobs } = locals.platform;
		const doing = { ...locals.doing(), jobs };
		const outcome = await locals.platform.database.write(async (db) => {
			const opened = await openCycle(db, doing, params.cycle);
			if (isRefusal(opened) || opened.bound === 0) return opened;
			const asked = await askLetters(db, doing, { letters: 'invitations', cycle: params.cycle });
			return isRefusal(asked) ? asked : opened;
		});
		// Whoever sends it twice, or second, finds it open.
		if (isRefusal(outcome) && outcome.refusal !== 'already-on') return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${params.lang}/work/reporting/${params.cycle}?done=opened`);
	}
};
