import { fail, redirect } from '@sveltejs/kit';
import { addDays } from '#convention/day.ts';
import type { Form } from '#forms/form.ts';
import { worded } from '#forms/part.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { askable, mostDaysAhead } from '#sharing/ask.ts';
import { askFor } from '#sharing/server/ask-for.ts';
import { colleaguesOf } from '#sharing/server/colleagues.ts';
import { telling } from '#sharing/server/doing.ts';
import { openDraft } from '../../draft.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** `?question=q3-1`, `?section=article-3`: what is ticked when the page opens. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	const can = new Set(askable(form).map(({ id }) => id));
	const sections = form.sections
		.map((section) => ({ ...section, questions: section.questions.filter(({ id }) => can.has(id)) }))
		.filter(({ questions }) => questions.length > 0);
	const colleagues = await colleaguesOf(locals.platform.database.read, record);
	return {
		record: { id: record.id },
		form: worded({ ...form, sections, rules: [] }, locals.reader.language),
		colleagues: colleagues.filter(({ id }) => id !== locals.person?.id).map(({ id, name }) => ({ id, name })),
		questions: url.searchParams.getAll('question'),
		sections: url.searchParams.getAll('section'),
		today: locals.today,
		latest: addDays(locals.today, mostDaysAhead)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const said = (name: string, longest = 300) => String(fields.get(name) ?? '').slice(0, longest);
		const all = (name: string) => fields.getAll(name).map(String);
		const typed = {
			questions: all('question'),
			sections: all('section'),
			account: said('account'),
			name: said('name'),
			email: said('email'),
			language: said('language'),
			due: said('due', 20),
			word: said('word', 5000),
			shows: fields.has('shows')
		};
		const { account, name, email, language, due, word, questions, sections, shows } = typed;
		const doing = { ...locals.doing(), ...telling(locals.platform.jobs) };
		const of = account ? { account } : { name, email, language };
		const wish = { record: params.id, questions, sections, of, due, word, showsAnswers: shows };
		const outcome = await locals.platform.database.write((db) => askFor(db, doing, wish));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, typed });
		redirect(303, `/${params.lang}/work/records/${params.id}/edit/asks?done=asked`);
	}
};
