// SPDX-License-Identifier: Apache-2.0
// The letter to whoever planned a publication that could not be done: why, and what to do. Posted with the end of the plan, so that neither is without the
// other.
import { moment } from '#components/intl.ts';
import type { Plan } from '#editorial/plan.ts';
import type { Refusal } from '#people/refusal.ts';
import { personById } from '#people/server/accounts.ts';
import { groundOf } from '#people/server/ground.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Platform } from '#platform/server/platform.ts';
import { readerIn } from '#text/message.ts';

export async function tellPlanner(platform: Platform, db: Writing, plan: Plan, refusal: Refusal): Promise<void> {
	const person = await personById(reading(db), plan.plannedBy);
	if (!person) return;
	const { origin, post } = await groundOf(platform);
	const { t } = await readerIn(person.language);
	const when = moment(person.language, plan.dueAt, plan.zone);
	const text = [
		t('editorial.mail.refused.text', { id: plan.record, when }),
		t(`refusal.${refusal.refusal}`, refusal.values),
		t('editorial.mail.refused.next'),
		`${origin}/${person.language}/work/queue/${plan.record}`
	].join('\n\n');
	await post(db, {
		to: person.email,
		language: person.language,
		subject: t('editorial.mail.refused.subject', { id: plan.record }),
		text: `${text}\n`
	});
}
