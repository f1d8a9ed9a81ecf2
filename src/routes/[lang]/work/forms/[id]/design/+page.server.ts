import { newQuestion, type ReadFields } from '#components/designer/fields.ts';
import { faultsOfDesign, wordsOf } from '#forms/designed.ts';
import type { Change } from '#forms/designing.ts';
import { isRefusal, refuse } from '#people/refusal.ts';
import { discardDesign } from '#records/server/begin-design.ts';
import { redirect } from '@sveltejs/kit';
import { languages } from '#text/languages.ts';
import { changePosted, editionIn, openDesign, openForm, orderIn, refused } from '../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { design, mayDesign, mayShape } = await openDesign(locals, params.id);
	const words = wordsOf(design.form).filter(({ needed }) => needed);
	return {
		form: design.form,
		baseVersion: design.baseVersion,
		edition: design.edition,
		mayDesign,
		mayShape,
		corrects: design.corrects,
		faults: faultsOfDesign(design.form),
		words: { there: words.reduce((sum, { there }) => sum + there, 0), needed: words.length * languages.length },
		done: url.searchParams.has('done')
	};
};

const one = (change: Change): ReadFields => ({ changes: [change], faults: [] });

export const actions: Actions = {
	section: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const section = String(fields.get('sectionId') ?? '').trim();
		const words = Object.fromEntries(languages.map((language) => [language, String(fields.get(`title.${language}`) ?? '')]));
		const changes: Change[] = [
			{ do: 'add-section', section },
			{ do: 'words', words: { [`section.${section}`]: words } }
		];
		return changePosted(locals, params.id, fields, { changes, faults: [] }, () => `${url.pathname}?done#section-${section}`);
	},
	question: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { design } = await openDesign(locals, params.id);
		const read = newQuestion(design.form, fields);
		return changePosted(locals, params.id, fields, read, () => `${url.pathname}/questions/${String(fields.get('id')).trim()}`);
	},
	move: async ({ locals, params, request, url }) => {
		const fields = await request.formData();
		const { words, by } = orderIn(fields);
		const [what, id = ''] = words;
		const change: Change = what === 'section' ? { do: 'move-section', section: id, by } : { do: 'move-question', question: id, by };
		return changePosted(
			locals,
			params.id,
			fields,
			one(change),
			() => `${url.pathname}#${what === 'section' ? 'section' : 'q'}-${encodeURIComponent(id)}`
		);
	},
	discard: async ({ locals, params, request }) => {
		const fields = await request.formData();
		openForm(locals, params.id);
		if (!fields.has('confirmed')) return refused(refuse('not-confirmed'), [], fields);
		const outcome = await locals.platform.database.write((db) => discardDesign(db, locals.doing(), { form: params.id, edition: editionIn(fields) }));
		if (isRefusal(outcome)) return refused(outcome, [], fields);
		redirect(303, `/${params.lang}/work/forms/${params.id}?done=discarded`);
	}
};
