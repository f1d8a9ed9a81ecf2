import { reportedElsewhere } from '#catalogue/server/linked.ts';
import { daysBetween } from '#convention/day.ts';
import { may } from '#people/may.ts';
import { cycleOf, standingsOf } from '#reporting/server/rounds.ts';
import { editing } from './actions.server.ts';
import { loadEditing } from './load.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** A form of a few questions is this page; of a long one it is the overview, and every section has a page of its own. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const data = await loadEditing(locals, params.id, url);
	if (!data.paged) return { ...data, report: null, party: {}, filed: [] };
	const db = locals.platform.database.read;
	const cycle = await cycleOf(db, data.record.id);
	const [standing] = cycle ? await standingsOf(db, { cycle, party: data.record.owner }) : [];
	return {
		...data,
		party: locals.convention.state(data.record.owner)?.name ?? {},
		filed: data.record.ownerKind === 'party' ? await reportedElsewhere(db, data.record.owner) : [],
		report: {
			explanations: data.explanations,
			due: standing?.due ?? null,
			days: standing ? daysBetween(locals.today, standing.due) : null,
			showsProgress: standing ? standing.showsProgress : null,
			mayShow: may(locals.person, 'cycle.show-progress', data.record)
		}
	};
};

export const actions: Actions = editing;
