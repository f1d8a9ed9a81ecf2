import { fail } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { doingOf } from '#people/server/ground.ts';
import { askReset } from '#people/server/reset-password.ts';
import type { Actions } from './$types.ts';

export const actions: Actions = {
	default: async (event) => {
		const email = String((await event.request.formData()).get('email') ?? '').slice(0, 300);
		const outcome = await askReset(await doingOf(event), email);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, email });
		return { sent: outcome.email };
	}
};
