import { questionOf } from '#forms/form.ts';
import { checks } from '#reporting/checks.ts';
import { reportTypes } from '#reporting/cycle.ts';
import type { PageServerLoad } from './$types.ts';

export const load: PageServerLoad = ({ locals }) => {
	const form = locals.definitions.form(reportTypes.full);
	return {
		form: form && { id: form.id, version: form.version },
		checks: checks.map(({ code, severity, questions }) => ({
			code,
			severity,
			// A question that the form no longer has is not looked at either.
			questions: questions.flatMap((id) => {
				const question = form && questionOf(form, id);
				return question ? [{ id, label: question.number ?? id }] : [];
			})
		}))
	};
};
