import { fail, redirect } from '@sveltejs/kit';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { passkeysOf, removePasskey } from '#people/server/passkeys.ts';
import { doingAs, field } from '../doing-as.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const notices = ['added', 'removed'] as const;

export const load: PageServerLoad = async (event) => {
	const { read, by } = await doingAs(event);
	return { passkeys: await passkeysOf(read, by.id), done: notices.find((each) => each === event.url.searchParams.get('done')) ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		const id = field(await event.request.formData(), 'passkey');
		const doing = await doingAs(event);
		const outcome = await doing.database.write((db) => removePasskey(db, doing, id));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		redirect(303, `/${event.params.lang}/work/account/passkeys?done=removed`);
	}
};
