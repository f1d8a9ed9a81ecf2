import { error } from '@sveltejs/kit';
import { questionOf } from '#forms/form.ts';
import { isPaged, worded } from '#forms/part.ts';
import { namesOf } from '#people/server/accounts.ts';
import { historyOf } from '#records/server/answer-history.ts';
import { filesTaken } from '#records/server/files-taken.ts';
import { schemesOf } from '#records/schemes.ts';
import { suggestedIn } from '#sharing/server/suggestions.ts';
import { judged, openDraft } from '../../draft.server.ts';
import type { PageServerLoad } from './$types.ts';

/** Every answer that was ever stored in the draft to one question, newest first: who, when, what. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const { form } = await judged(locals, record, draft);
	const question = questionOf(form, params.question);
	if (!question) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const db = locals.platform.database.read;
	const [history, files] = await Promise.all([historyOf(db, record.id, question.id), filesTaken(db, record.id)]);
	const names = await namesOf(
		db,
		history.map(({ by }) => by)
	);
	const suggested = await suggestedIn(db, record.id);
	const section = form.sections.find((each) => each.questions.some(({ id }) => id === question.id));
	return {
		record,
		form: worded({ ...form, sections: section ? [{ ...section, questions: [question] }] : [] }, locals.reader.language, section?.id),
		question,
		/** Page of the form that asks it; null where the form is one page. */
		section: section && isPaged(form) ? section.id : null,
		history: history.map((each) => ({
			...each,
			name: names.get(each.by) ?? '',
			file: files.get(each.version) ?? null,
			suggested: suggested(question.id, each.version)
		})),
		schemes: schemesOf({ ...form, sections: [{ id: 'one', questions: [question] }] }, locals.convention)
	};
};
