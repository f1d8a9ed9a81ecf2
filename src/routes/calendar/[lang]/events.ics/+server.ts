// Webinars, workshops and side events as a calendar, in one language: those to come and those of the last months;
// what was withdrawn stays as cancelled for as long, so that it goes from the calendars of those who subscribe.
import { sectionAsked, sections } from '#editorial/sections.ts';
import { readSection } from '#catalogue/server/sections.ts';
import { withdrawnFrom } from '#catalogue/server/withdrawn.ts';
import { publishedEvent } from '#interop/calendar/published-event.ts';
import { calendar } from '../calendar.server.ts';
import type { RequestHandler } from './$types.ts';

const most = 500;

export const GET: RequestHandler = (event) =>
	calendar(event, [], async ({ language, t }) => {
		const { platform } = event.locals;
		const asked = sectionAsked(sections.events, new URLSearchParams());
		// From the beginning of last year: the same all through a year, so that the tag stands still.
		const since = `${Number(event.locals.today.slice(0, 4)) - 1}-01-01`;
		const { entries } = await readSection(platform.database.read, sections.events, asked, since, { limit: most });
		const off = await withdrawnFrom(platform.database.read, sections.events.type, since);
		return {
			title: `${t('editorial.events')} – ${t('site.name')}`,
			description: t('editorial.events.lede'),
			page: `/${language}/events`,
			events: [...entries, ...off].map((entry) => publishedEvent(entry, language, t('look.demonstration')))
		};
	});
