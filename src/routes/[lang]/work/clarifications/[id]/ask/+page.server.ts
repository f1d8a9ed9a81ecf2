import { error, fail, redirect } from '@sveltejs/kit';
import { questionText } from '#components/kinds/wording.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { isReportType } from '#reporting/cycle.ts';
import { askClarification } from '#reporting/server/ask-clarification.ts';
import { say } from '#text/words.ts';
import { aboutRecord, readReport } from '../report.server.ts';
import { tomorrowOf, typedIn, withFiles } from '../typed.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** Long questions are cut in the list; the whole of one stands on the page of its thread. */
const most = 120;

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const about = await aboutRecord(locals, params.id);
	const { record, person, owner, typeName } = about;
	if (!isReportType(record.type)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	if (!may(person, 'clarification.ask', record)) error(403, 'not allowed', { refusal: { refusal: 'not-allowed' } });
	const { form, revision, title } = await readReport(locals, params.id);
	const { language } = locals.reader;
	const short = (text: string) => (text.length > most ? `${text.slice(0, most)}…` : text);
	return {
		record: { id: record.id },
		owner,
		typeName,
		title,
		revision: revision.number,
		tomorrow: tomorrowOf(locals.today),
		chosen: url.searchParams.get('question')?.slice(0, 60) ?? '',
		sections: form.sections.map((section) => ({
			id: section.id,
			label: say(form.words[`section.${section.id}`], language) || section.id,
			questions: section.questions.map(({ id, number }) => ({
				id,
				label: short([number, questionText(form, id, language)].filter(Boolean).join(' '))
			}))
		}))
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const fields = await request.formData();
		const typed = typedIn(fields);
		const outcome = await withFiles(locals, params.id, fields, 'clarification.ask', (db, doing, files) =>
			askClarification(db, doing, { record: params.id, ...typed, files })
		);
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome, ...typed });
		redirect(303, `/${params.lang}/work/clarifications/${params.id}/${outcome.number}?done=ask`);
	}
};
