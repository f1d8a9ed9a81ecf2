import { relevantAnswers } from '#forms/condition.ts';
import { publicAnswers } from '#forms/privacy.ts';
import type { Form } from '#forms/form.ts';
import { worded } from '#forms/part.ts';
import { schemesOf } from '#records/schemes.ts';
import { titleOf } from '#catalogue/entry.ts';
import { openDraft } from '../draft.server.ts';
import type { PageServerLoad } from './$types.ts';

/** The draft as everybody would read it, were it published as it stands: without what is private, hidden or not asked. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	const answers = publicAnswers(form, relevantAnswers(form, draft.answers));
	return {
		record,
		form: worded(form, locals.reader.language),
		answers,
		title: titleOf(form, answers, locals.convention),
		schemes: schemesOf(form, locals.convention)
	};
};
