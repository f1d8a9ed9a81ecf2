import { fail, redirect } from '@sveltejs/kit';
import { type Problem, worded } from '#components/importing/problem.ts';
import { countLines } from '#meetings/bundle.ts';
import { documentType } from '#meetings/document.ts';
import { startBundle } from '#meetings/server/bundles.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { bundleAt } from '../bundle.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Lines on the page; the file has them all. What is refused goes before what is not. */
const shown = 200;

export const load: PageServerLoad = async ({ locals, params }) => {
	const { found, lines } = await bundleAt(locals, params.bundle);
	const form = locals.definitions.current(documentType)?.form;
	const sorted = lines.toSorted((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused') || a.line - b.line);
	const { id, name, stage, fault, rows, done } = found;
	return {
		bundle: { id, name, stage, fault, rows, done },
		counts: countLines(lines),
		total: lines.length,
		mayPublish: may(locals.person, 'documents.publish'),
		lines: sorted.slice(0, shown).map(({ problems, ...line }) => ({
			...line,
			noticed: problems.map((each) => worded(locals.reader, form, each as Problem).message)
		}))
	};
};

export const actions: Actions = {
	default: async ({ locals, params }) => {
		const { person, platform } = locals;
		if (!person) return fail(403, { refusal: { refusal: 'not-allowed' as const } });
		const started = await platform.database.write((db) => startBundle(db, { by: person, at: new Date(), jobs: platform.jobs }, params.bundle));
		if (isRefusal(started)) return fail(statusOf[started.refusal], { refusal: started });
		redirect(303, `/${params.lang}/work/documents/${started.id}`);
	}
};
