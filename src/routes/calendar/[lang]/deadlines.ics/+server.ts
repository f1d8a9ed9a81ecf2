// Deadlines as a calendar, in one language: all that is known of one Party, or what is shared by many in the years around now. What fell away by a change
// of the facts or of records within a year stays as cancelled.
import { error } from '@sveltejs/kit';
import { deadlinesAsked, type DeadlineRow, deadlinesMatching, shownDeadline } from '#catalogue/deadlines.ts';
import { changesOfClocks, readWithFallen } from '#catalogue/server/deadlines.ts';
import { kindsOfDays } from '#convention/server/past-facts.ts';
import { deadlineEvent, fallenEvents, fallenShared, sharedEvents, withMeetings, withRecords } from '#interop/calendar/events.ts';
import { say } from '#text/words.ts';
import { calendar } from '../calendar.server.ts';
import type { RequestHandler } from './$types.ts';

/** From the beginning of last year, for six years: the same all through a year. */
const around = (today: string) => {
	const year = Number(today.slice(0, 4));
	return ({ due }: DeadlineRow) => due >= `${year - 1}` && due < `${year + 5}`;
};

export const GET: RequestHandler = (event) =>
	calendar(event, kindsOfDays, async (reader, changed) => {
		const { platform, definitions, convention, today } = event.locals;
		const { t, language } = reader;
		const asked = deadlinesAsked(event.url.searchParams);
		const state = asked.party ? convention.state(asked.party) : undefined;
		if (asked.party && !state) error(404, 'not found', { refusal: { refusal: 'not-found' } });
		const looking = { db: platform.database.read, definitions, convention, today };
		const [{ rows, fallen }, clocks] = await Promise.all([readWithFallen(looking, asked), changesOfClocks(looking, asked)]);
		const changes = withRecords(withMeetings(changed, convention), clocks, convention);
		const shownOf = (some: readonly DeadlineRow[]) => {
			const matching = deadlinesMatching(some, asked, convention);
			return (state ? matching : matching.filter(around(today))).map((row) => [row, shownDeadline(row, definitions, convention)] as const);
		};
		const [shown, gone] = [shownOf(rows), shownOf(fallen)];
		const page = `/${language}/deadlines${event.url.search}`;
		return {
			title: state ? t('deadlines.calendar.of', { name: say(state.name, language) }) : `${t('deadlines.title')} – ${t('site.name')}`,
			description: t('deadlines.help'),
			page,
			events: state
				? [
						...shown.map(([row, of]) => deadlineEvent(row, of, changes, reader)),
						...fallenEvents(gone, new Set(rows.map(({ key }) => key)), changes, reader)
					]
				: [...sharedEvents(shown, changes, reader, page), ...fallenShared(gone, shown, changes, reader, page)]
		};
	});
