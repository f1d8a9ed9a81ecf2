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
	const open = standing?.progress === 'submitted' || data.record.published !== null ? undefined : standing;
	return {
		...data,
		party: locals.convention.state(data.record.owner)?.name ?? {},
		filed: data.record.ownerKind === 'party' ? await reportedElsewhere(db, data.record.owner) : [],
		report: {
			explanations: data.explanations,
			due: standing?.due ?? null,
			// One that was submitted already, and is amended now, is late for nothing and no secret.
			days: open ? daysBetween(locals.today, open.due) : null,
			showsProgress: open ? open.showsProgress : null,
			mayShow: may(locals.person, 'cycle.show-progress', data.record)
		}
	};
};

export const actions: Actions = editing;
