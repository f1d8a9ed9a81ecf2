import { fail } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { askNewEmail } from '#people/server/change-account.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions } from './$types.ts';

export const actions: Actions = {
	default: async (event) => {
		const fields = await event.request.formData();
		const email = field(fields, 'email', 300);
		const outcome = await askNewEmail(await doingAs(event), { email, password: field(fields, 'current') });
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, email });
		return { sent: outcome.email };
	}
};
