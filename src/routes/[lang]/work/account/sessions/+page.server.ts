import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { endOtherSessions, endSession } from '#people/server/end-sessions.ts';
import { present, sessionsOf } from '#people/server/sessions.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => {
	const doing = await doingAs(event);
	const here = (await present(doing, doing.headers))?.session;
	const ended = event.url.searchParams.get('ended');
	const sessions = await sessionsOf(doing.read, doing.by.id, doing.at);
	return {
		sessions: sessions.map((session) => ({ ...session, here: session.id === here })),
		ended: ended && /^\d{1,4}$/.test(ended) ? Number(ended) : null
	};
};

export const actions: Actions = {
	one: async (event) => {
		const id = field(await event.request.formData(), 'session');
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => endSession(db, doing, id));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/account/sessions?ended=1`);
	},
	others: async (event) => {
		const doing = await doingAs(event);
		const here = (await present(doing, doing.headers))?.session ?? '';
		const { ended } = await doing.database.write((db) => endOtherSessions(db, doing, here));
		redirect(303, `/${event.params.lang}/work/account/sessions?ended=${ended}`);
	}
};
