import { redirect } from '@sveltejs/kit';
import { takeUnsent } from '#people/server/unsent-form.ts';
import type { PageServerLoad } from './$types.ts';

/** The answer to a form that came without a session. By itself there is nothing here but the way to sign in. */
export const load: PageServerLoad = ({ params, url }) => {
	const unsent = takeUnsent(url.searchParams.get('unsent') ?? '');
	if (!unsent) redirect(303, `/${params.lang}/sign-in`);
	return unsent;
};
