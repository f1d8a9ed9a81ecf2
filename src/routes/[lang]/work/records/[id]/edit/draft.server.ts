// What the filling page and its endpoints share: the draft with its form, findings and progress, for one who may edit it.
import { error } from '@sveltejs/kit';
import { check, completeness } from '#forms/check.ts';
import type { Form } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { namesOf } from '#people/server/accounts.ts';
import { knownFor } from '#records/server/known.ts';
import { type Draft, draftOf, findRecord } from '#records/server/records.ts';

export async function openDraft(locals: App.Locals, id: string) {
	const db = locals.platform.database.read;
	const record = await findRecord(db, id);
	if (!record || !may(locals.person, 'draft.read', record)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const draft = await draftOf(db, id);
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) error(409, 'not a draft', { refusal: { refusal: 'stage-does-not-fit' } });
	return { record, draft };
}

export async function judged(locals: App.Locals, recordId: string, type: string, draft: Draft) {
	const form = locals.definitions.form(type, draft.formVersion) as Form;
	const findings = check(
		form,
		draft.answers,
		await knownFor(locals.platform.database.read, locals.convention, form, recordId, draft.answers, new Date())
	);
	return { form, findings, completeness: completeness(form, draft.answers, findings) };
}

/** Names of the people who last touched an answer or whose answer waits. */
export const peopleOf = async (locals: App.Locals, draft: Draft): Promise<Record<string, string>> =>
	Object.fromEntries(
		await namesOf(locals.platform.database.read, [
			...Object.values(draft.touched).map((touch) => touch.by),
			...draft.clashes.map((clash) => clash.by)
		])
	);
