// The meetings of the Convention and of its negotiation as a calendar, in one language.
import { lostDays } from '#convention/server/changed-facts.ts';
import { meetingEvents } from '#interop/calendar/events.ts';
import { calendar } from '../calendar.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) =>
	calendar(event, ['meeting'], async ({ language, t }, changes) => ({
		title: t('deadlines.calendar.meetings'),
		page: `/${language}/deadlines`,
		events: meetingEvents(event.locals.convention, changes, await lostDays(event.locals.platform.database.read))
	}));
