// Where addresses of an older site lead: a list to bring in, the most used ones, one to take away.
import { error, fail, redirect } from '@sveltejs/kit';
import { pageExists } from '#api/pages.ts';
import { importRedirects, redirectCount, redirectsOf, removeRedirect } from '#interop/redirects/server/redirects.ts';
import { may } from '#people/may.ts';
import { isRefusal, refuse, statusOf } from '#people/refusal.ts';
import type { Actions, PageServerLoad } from './$types.ts';

const shown = 200;
const largest = 5 * 1_048_576;
/** What a browser sends around a file. */
const around = 65_536;

export const load: PageServerLoad = async ({ locals, url }) => {
	if (!may(locals.person, 'redirect.import')) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const db = locals.platform.database.fresh;
	return { redirects: await redirectsOf(db, shown), count: await redirectCount(db), done: url.searchParams.get('done') };
};

const refused = (outcome: ReturnType<typeof refuse>) => fail(statusOf[outcome.refusal], { refusal: outcome });

export const actions: Actions = {
	load: async ({ locals, request }) => {
		if (!may(locals.person, 'redirect.import')) return refused(refuse('not-allowed'));
		if (Number(request.headers.get('content-length') ?? 0) > largest + around) return refused(refuse('too-large'));
		const file = (await request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return refused(refuse('empty'));
		if (file.size > largest) return refused(refuse('too-large'));
		const text = await file.text();
		const { platform, definitions, convention, person } = locals;
		const importing = {
			by: person,
			at: new Date(),
			origin: platform.configuration.origin,
			exists: (db: Parameters<typeof pageExists>[0], path: string) => pageExists(db, { definitions, convention }, path)
		};
		const outcome = await platform.database.write((db) => importRedirects(db, importing, text));
		if (isRefusal(outcome)) return refused(outcome);
		return { taken: outcome.taken, same: outcome.same, faulty: outcome.faults.length, faults: outcome.faults.slice(0, shown) };
	},
	remove: async ({ locals, request }) => {
		const from = String((await request.formData()).get('from') ?? '').slice(0, 2000);
		const outcome = await locals.platform.database.write((db) => removeRedirect(db, { by: locals.person, at: new Date() }, from));
		if (isRefusal(outcome)) return refused(outcome);
		redirect(303, '?done=removed');
	}
};
