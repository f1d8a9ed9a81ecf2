// SPDX-License-Identifier: Apache-2.0
// The letter to whoever planned a publication that could not be done: why, and what to do. Posted with the end of the plan, so that neither is without the
// other. The ground of letters is handed in: making it asks the database, which the embedded one cannot answer while a transaction is open.
import { nameWords } from '#components/facts/listing.ts';
import { moment } from '#components/intl.ts';
import type { FactDraft } from '#editorial/drafted.ts';
import type { Plan } from '#editorial/plan.ts';
import type { FactPlan } from '#editorial/server/fact-drafts.ts';
import type { Refusal } from '#people/refusal.ts';
import { personById } from '#people/server/accounts.ts';
import type { Ground } from '#people/server/doing.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';

type Posting = Pick<Ground, 'origin' | 'post'>;

export const tellPlanner = (ground: Posting, db: Writing, plan: Plan, refusal: Refusal): Promise<void> =>
	tell(ground, db, plan, refusal, { words: 'editorial.mail.refused', nameIn: () => plan.record, place: `queue/${plan.record}` });

/** Of a fact, which is named in the words of its draft. */
export const tellDraftPlanner = (
	ground: Posting,
	db: Writing,
	{ plan, draft, refusal }: { plan: FactPlan; draft: FactDraft; refusal: Refusal }
): Promise<void> =>
	tell(ground, db, plan, refusal, {
		words: 'facts.draft.mail.refused',
		nameIn: (language) => say(nameWords(draft.value), language) || draft.fact,
		place: `facts/${draft.kind}/${encodeURIComponent(draft.fact)}/draft`
	});

async function tell(
	{ origin, post }: Posting,
	db: Writing,
	plan: Pick<Plan, 'plannedBy' | 'dueAt' | 'zone'>,
	refusal: Refusal,
	{ words, nameIn, place }: { words: 'editorial.mail.refused' | 'facts.draft.mail.refused'; nameIn(language: Language): string; place: string }
): Promise<void> {
	const person = await personById(reading(db), plan.plannedBy);
	if (!person) return;
	const { t } = await readerIn(person.language);
	const id = nameIn(person.language);
	const text = [
		t(`${words}.text`, { id, when: moment(person.language, plan.dueAt, plan.zone) }),
		t(`refusal.${refusal.refusal}`, refusal.values),
		t(`${words}.next`),
		`${origin}/${person.language}/work/${place}`
	].join('\n\n');
	await post(db, { to: person.email, language: person.language, subject: t(`${words}.subject`, { id }), text: `${text}\n` });
}
