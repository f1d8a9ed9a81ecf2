// The last days of calls as a calendar, in one language.
import { listCalls } from '#catalogue/server/calls.ts';
import { withdrawnFrom } from '#catalogue/server/withdrawn.ts';
import { callType } from '#exchange/call.ts';
import { callEvents, withdrawnCalls } from '#interop/calendar/call-events.ts';
import { calendar } from '../calendar.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = (event) =>
	calendar(event, [], async (reader) => {
		const db = event.locals.platform.database.read;
		const since = `${Number(event.locals.today.slice(0, 4)) - 1}-01-01`;
		const [calls, off] = await Promise.all([listCalls(db, new Date()), withdrawnFrom(db, callType, since)]);
		return {
			title: reader.t('calls.calendar'),
			page: `/${reader.language}/calls`,
			events: [...callEvents(calls, reader), ...withdrawnCalls(off, reader)]
		};
	});
