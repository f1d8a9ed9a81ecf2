import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { takeRole } from '#people/server/change-roles.ts';
import { personPage } from '#people/server/people-page.ts';
import { doingAs } from '../../../../account/doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => {
	const doing = await doingAs(event);
	const shown = await personPage(doing, { by: doing.by, language: event.locals.reader.language }, event.params.id);
	const held = shown?.roles.find(({ id, mayTake }) => id === event.params.role && mayTake);
	if (!shown || !held) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { name: shown.name, id: shown.id, role: held.role, owner: held.owner };
};

export const actions: Actions = {
	default: async (event) => {
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => takeRole(db, doing, event.params.role));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		// Whoever had one role only is nobody's to look after any more.
		const left = await personPage(doing, { by: doing.by, language: event.locals.reader.language }, event.params.id);
		redirect(303, `/${event.params.lang}/work/people${left ? `/${left.id}` : ''}?done=taken`);
	}
};
