// The last days of calls as a calendar, in one language.
import { listCalls } from '#catalogue/server/calls.ts';
import { callEvents } from '#interop/calendar/call-events.ts';
import { calendar } from '../calendar.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) =>
	calendar(event, [], async (reader) => ({
		title: reader.t('calls.calendar'),
		page: `/${reader.language}/calls`,
		events: callEvents(await listCalls(event.locals.platform.database.read, new Date()), reader)
	}));
