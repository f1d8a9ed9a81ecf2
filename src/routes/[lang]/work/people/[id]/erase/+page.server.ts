import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { erase } from '#people/server/erase.ts';
import { personPage } from '#people/server/people-page.ts';
import { doingAs } from '../../../account/doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async (event) => {
	const doing = await doingAs(event);
	const shown = await personPage(doing, { by: doing.by, language: event.locals.reader.language }, event.params.id);
	if (!shown?.mayErase) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { id: shown.id, name: shown.name, email: shown.email };
};

export const actions: Actions = {
	default: async (event) => {
		const confirmed = (await event.request.formData()).get('confirmed') === 'yes';
		const outcome = await erase(await doingAs(event), { account: event.params.id, confirmed });
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/people?done=erased`);
	}
};
