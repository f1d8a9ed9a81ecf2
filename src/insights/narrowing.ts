// SPDX-License-Identifier: Apache-2.0
// The part of a form that must be read to know whether some of its questions were asked. Pure.
import { reads } from '#forms/condition.ts';
import { type Form, type Question, questionOf } from '#forms/form.ts';

/** The form without what has no say in whether these questions are asked. */
export function narrowedTo(form: Form, ids: readonly string[]): Form {
	const sectionOf = new Map(form.sections.flatMap((section) => section.questions.map(({ id }) => [id, section] as const)));
	const needed = new Set<string>();
	const need = (id: string) => {
		const question: Question | undefined = questionOf(form, id);
		if (!question || needed.has(id)) return;
		needed.add(id);
		for (const condition of [question.when, sectionOf.get(id)?.when]) if (condition) reads(condition).forEach(need);
	};
	ids.forEach(need);
	return {
		...form,
		sections: form.sections
			.map((section) => ({ ...section, questions: section.questions.filter(({ id }) => needed.has(id)) }))
			.filter(({ questions }) => questions.length > 0)
	};
}
