import { redirect } from '@sveltejs/kit';
import { doingOf } from '#people/server/ground.ts';
import { signOut } from '#people/server/sign-out.ts';
import { setCookies } from '../sign-in/set-cookies.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** The address alone changes nothing: a link or a picture on another site must not sign anybody out. */
export const load: PageServerLoad = ({ locals, params }) => {
	if (!locals.person) redirect(303, `/${params.lang}`);
};

export const actions: Actions = {
	default: async (event) => {
		const doing = await doingOf(event);
		const { cookies } = await doing.database.write((db) => signOut(db, doing));
		setCookies(event.cookies, cookies, doing.origin);
		redirect(303, `/${event.params.lang}/sign-in?done=out`);
	}
};
