// Due days of national reports as a calendar, in one language; of one Party with the time that it was given. A cycle that bound a Party until the facts
// of the Party were put right stays as cancelled.
import { error } from '@sveltejs/kit';
import { pastConventions } from '#convention/server/past-facts.ts';
import { changeKey, cycleEvents } from '#interop/calendar/events.ts';
import { boundBy } from '#reporting/cycle.ts';
import { standingsOf } from '#reporting/server/rounds.ts';
import { say } from '#text/words.ts';
import { calendar } from '../calendar.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) =>
	calendar(event, ['cycle', 'state'], async (reader, changes) => {
		const { t, language } = reader;
		const { convention, platform, today } = event.locals;
		const party = event.url.searchParams.get('party')?.toUpperCase();
		const state = party ? convention.state(party) : undefined;
		if (party && !state) error(404, 'not found', { refusal: { refusal: 'not-found' } });
		const page = `/${language}/reporting`;
		const description = t('reporting.lede');
		if (!state) return { title: t('reporting.calendar'), description, page, events: cycleEvents(convention.cycles, changes, reader) };
		const dues = new Map((await standingsOf(platform.database.read, { party: state.id })).map(({ cycle, due }) => [cycle, due]));
		const binding = convention.cycles.filter((cycle) => dues.has(cycle.id) || boundBy(convention, cycle).includes(state.id));
		const own = [changeKey('state', state.id)];
		const bindsStill = new Set(binding.map(({ id }) => id));
		const past = await pastConventions(platform.database.read, convention, today);
		const before = past.filter(({ kind, ids }) => kind === 'state' && ids.has(state.id)).map((each) => each.convention);
		const fallen = convention.cycles.filter(
			(cycle) => !bindsStill.has(cycle.id) && before.some((then) => boundBy(then, then.cycle(cycle.id) ?? cycle).includes(state.id))
		);
		return {
			title: t('reporting.calendar.of', { name: say(state.name, language) }),
			description,
			page: `/${language}/parties/${state.id}`,
			events: [
				...cycleEvents(binding, changes, reader, (cycle) => dues.get(cycle), own),
				...cycleEvents(fallen, changes, reader, () => undefined, own, true)
			]
		};
	});
