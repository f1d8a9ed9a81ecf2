// Where a course leads to: the exact question, in what the person practises on. A link changes nothing: where there is no exercise yet, one is begun by
// a button.
import { error, fail, redirect } from '@sveltejs/kit';
import { questionOf } from '#forms/form.ts';
import { isPaged, sectionAt } from '#forms/part.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { reportTypes } from '#reporting/cycle.ts';
import { trainingsOf } from '#reporting/server/trainings.ts';
import { situationsFor } from '#reporting/training.ts';
import { askedIn, beginAsked, partiesOf } from '../../training.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** `?form=` names another form than the full report. */
function formOf(locals: App.Locals, url: URL, question: string) {
	const definition = locals.definitions.current(url.searchParams.get('form') ?? reportTypes.full);
	const asked = definition && definition.type.submitters.includes('party') && questionOf(definition.form, question);
	if (!definition || !asked) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	return { ...definition, asked };
}

/** Its place in the form: on its section's page where the form has such pages. */
const placeOf = (lang: string, record: string, form: ReturnType<typeof formOf>['form'], question: string) =>
	`/${lang}/work/records/${record}/edit${isPaged(form) ? `/${sectionAt(form, question)?.id}` : ''}#${encodeURIComponent(question)}`;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { form, type, asked } = formOf(locals, url, params.question);
	const parties = partiesOf(locals);
	const there = await trainingsOf(
		locals.platform.database.read,
		parties.map(({ id }) => id)
	);
	const own = there.find((each) => each.type === type.id);
	if (own) redirect(303, placeOf(params.lang, own.record, form, params.question));
	return {
		question: asked.number ?? asked.id,
		type: { id: type.id, title: form.words['form.title'] ?? {} },
		parties,
		situations: situationsFor(type.id)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, url }) => {
		const { form } = formOf(locals, url, params.question);
		const typed = askedIn(await request.formData());
		const begun = await beginAsked(locals, { ...typed, type: form.id });
		if (isRefusal(begun)) return fail(statusOf[begun.refusal], { refusal: begun, typed });
		redirect(303, placeOf(params.lang, begun.id, form, params.question));
	}
};
