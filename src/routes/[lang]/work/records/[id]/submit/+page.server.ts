import { fail, redirect } from '@sveltejs/kit';
import { relevantAnswers } from '#forms/condition.ts';
import { compare } from '#forms/comparison.ts';
import { worded } from '#forms/part.ts';
import { may } from '#people/may.ts';
import { isRefusal, statusOf } from '#people/refusal.ts';
import { findRecord } from '#records/server/records.ts';
import { readRevision } from '#records/server/revisions.ts';
import { isTraining } from '#records/training.ts';
import { submit } from '#records/server/submit.ts';
import { schemesOf } from '#records/schemes.ts';
import { approvalsOf } from '#sharing/server/approvals.ts';
import { titleOf } from '#catalogue/entry.ts';
import { judged, openDraft } from '../edit/draft.server.ts';
import { seenIn } from '../../../seen.server.ts';
import type { Actions, PageServerLoad } from './$types.ts';

/** What will be submitted, read as the secretariat will read it; after a return, what changed since the last submission. */
export const load: PageServerLoad = async ({ locals, params }) => {
	const { record, draft } = await openDraft(locals, params.id);
	const { form, findings } = await judged(locals, record, draft, { whole: true });
	const answers = relevantAnswers(form, draft.answers);
	const before = await readRevision(locals.platform.database.read, locals.definitions, locals.person, record.id, undefined);
	const last =
		before && !('gone' in before)
			? await readRevision(locals.platform.database.read, locals.definitions, locals.person, record.id, before.revisions.at(-1)?.number)
			: undefined;
	return {
		record,
		// A long form in six languages is most of what the page would weigh.
		form: worded(form, locals.reader.language),
		answers,
		findings,
		version: draft.version,
		clashes: draft.clashes.length,
		title: titleOf(form, draft.answers, locals.convention),
		schemes: schemesOf(form, locals.convention),
		changes: last && !('gone' in last) ? compare(form, last.revision.answers, answers) : null,
		approvals: await approvalsOf(locals.platform.database.read, record, draft),
		training: isTraining(record.id),
		maySubmit: isTraining(record.id) || may(locals.person, 'record.submit', record)
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request }) => {
		const seen = seenIn(await request.formData());
		const outcome = await locals.platform.database.write((db) => submit(db, locals.doing(), params.id, seen));
		if (isRefusal(outcome)) return fail(statusOf[outcome.refusal], { refusal: outcome });
		const record = await findRecord(locals.platform.database.fresh, params.id);
		redirect(303, `/${params.lang}/work/records/${params.id}?done=${record?.visibility === 'bilateral' ? 'sent' : 'submit'}`);
	}
};
