import { fail, redirect } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { counted, progresses } from '#reporting/cycle.ts';
import { askLetters } from '#reporting/server/ask-letters.ts';
import { bind, notYetBound } from '#reporting/server/bind.ts';
import { followParties } from '#reporting/server/follow.ts';
import { roundsOpen } from '#reporting/server/rounds.ts';
import { say } from '#text/words.ts';
import { cycleAt } from './cycle.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** `?progress=begun` and `?people=none` show a part. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const cycle = cycleAt(locals, params.cycle);
	const { person, platform, convention, today } = locals;
	const db = platform.database.read;
	const round = (await roundsOpen(db)).find((each) => each.cycle === cycle.id);
	const { language } = locals.reader;
	const all = (await followParties(db, convention, cycle.id, today)).toSorted((a, b) =>
		say(a.name, language).localeCompare(say(b.name, language), language)
	);
	const progress = progresses.find((name) => name === url.searchParams.get('progress')) ?? null;
	const nobody = url.searchParams.get('people') === 'none';
	return {
		cycle,
		openedAt: round?.openedAt ?? null,
		counts: counted(all),
		tallies: Object.fromEntries(progresses.map((name) => [name, all.filter((each) => each.progress === name).length])),
		unreachable: all.filter(({ focalPoints }) => focalPoints.length === 0).length,
		unbound: round ? (await notYetBound(db, convention, cycle)).map((party) => ({ party, name: convention.state(party)?.name ?? {} })) : [],
		uninvited: all.filter(
			({ focalPoints, letters, progress: stands }) => focalPoints.length > 0 && letters.count === 0 && (stands === 'not-begun' || stands === 'begun')
		).length,
		progress,
		nobody,
		parties: all.filter((each) => (progress === null || each.progress === progress) && (!nobody || each.focalPoints.length === 0)),
		mayOpen: may(person, 'cycle.open'),
		mayInvite: may(person, 'role.give', { role: { role: 'focal-point', party: '' } }),
		done: (['opened', 'invited', 'added'] as const).find((name) => name === url.searchParams.get('done')) ?? null
	};
};

export const actions: Actions = {
	invite: async ({ locals, params }) => {
		const { jobs } = locals.platform;
		const asked = await locals.platform.database.write((db) =>
			askLetters(db, { ...locals.doing(), jobs }, { letters: 'invitations', cycle: params.cycle })
		);
		if (isRefusal(asked)) return fail(statusOf[asked.refusal], { refusal: asked });
		redirect(303, `/${params.lang}/work/reporting/${params.cycle}?done=invited`);
	},
	add: async ({ locals, params, request }) => {
		const posted = await request.formData();
		const [party, reason] = ['party', 'reason'].map((name) => String(posted.get(name) ?? '')) as [string, string];
		const added = await locals.platform.database.write((db) => bind(db, locals.doing(), { cycle: params.cycle, party, reason }));
		if (isRefusal(added)) return fail(statusOf[added.refusal], { refusal: added, party, reason });
		redirect(303, `/${params.lang}/work/reporting/${params.cycle}?done=added`);
	}
};
