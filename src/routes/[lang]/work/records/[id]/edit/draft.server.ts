// What the filling page and its endpoints share: the draft with its form, findings and progress, for one who may edit it.
import { error } from '@sveltejs/kit';
import { may } from '#people/may.ts';
import { namesOf } from '#people/server/accounts.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { judge } from '#records/server/judge.ts';
import { examineRecord } from '#catalogue/server/examine.ts';
import { type Draft, draftOf, findRecord } from '#records/server/records.ts';

export async function openDraft(locals: App.Locals, id: string) {
	const db = locals.platform.database.read;
	const record = await findRecord(db, id);
	if (!record || !may(locals.person, 'draft.read', record)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const draft = await draftOf(db, id);
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) error(409, 'not a draft', { refusal: { refusal: 'stage-does-not-fit' } });
	return { record, draft };
}

/** `whole`: with what the nouns notice beyond the form; after each answer the form alone is asked. */
export const judged = ({ platform, definitions, convention }: App.Locals, record: RecordEnvelope, draft: Draft, { whole = false } = {}) =>
	judge(platform.database.read, { definitions, convention, examine: whole ? examineRecord : undefined }, record, draft, new Date());

/** Names of the people who last touched an answer or whose answer waits. */
export const peopleOf = async (locals: App.Locals, draft: Draft): Promise<Record<string, string>> =>
	Object.fromEntries(
		await namesOf(locals.platform.database.read, [
			...Object.values(draft.touched).map((touch) => touch.by),
			...draft.clashes.map((clash) => clash.by)
		])
	);
