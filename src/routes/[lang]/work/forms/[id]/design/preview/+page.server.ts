import { check } from '#forms/check.ts';
import { answersFrom } from '#forms/fields.ts';
import { knownFor } from '#records/server/known.ts';
import { schemesOf } from '#records/schemes.ts';
import { allQuestions, type Answers } from '#forms/form.ts';
import { openDesign } from '../../../design.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { design } = await openDesign(locals, params.id);
	return {
		form: design.form,
		schemes: schemesOf(design.form, locals.convention),
		all: url.searchParams.has('all'),
		added: url.searchParams.getAll('add')
	};
};

export const actions: Actions = {
	/** Judges answers and keeps nothing: how the form behaves, before anybody answers it. */
	try: async ({ locals, params, request }) => {
		const { design } = await openDesign(locals, params.id);
		const answers: Answers = answersFrom(design.form, await request.formData());
		const known = await knownFor(locals.platform.database.read, locals.convention, design.form, '', answers, new Date());
		// What the platform fills in is not the filler's to mend.
		const asked = new Set(
			allQuestions(design.form)
				.filter(({ given }) => !given)
				.map(({ id }) => id)
		);
		return { answers, findings: check(design.form, answers, known).filter(({ at }) => asked.has(at.split('.')[0] ?? '')) };
	}
};
