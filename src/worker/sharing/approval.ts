// SPDX-License-Identifier: Apache-2.0
// The letters of approval inside a Party: to those whose approval is wanted, and back to those who submit.
import { namesOf } from '#people/server/accounts.ts';
import { maySubmitFor, type Person } from '#people/person.ts';
import { personById } from '#people/server/accounts.ts';
import { reading } from '#platform/server/database.ts';
import { findRecord } from '#records/server/records.ts';
import { colleaguesOf } from '#sharing/server/colleagues.ts';
import type { LetterWanted } from '#sharing/server/doing.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Writer } from '../letters-sharing.ts';

export async function toApprover(by: Writer, wanted: Extract<LetterWanted, { letter: 'approval' }>, to: Person): Promise<void> {
	const db = reading(by.db);
	const record = await findRecord(db, wanted.record);
	const form = record && by.world.definitions.form(record.type);
	// Whoever has left meanwhile is told nothing of the draft.
	if (!record || !form || !(await colleaguesOf(db, record)).some(({ id }) => id === to.id)) return;
	const { t, language } = await readerIn(to.language);
	const names = await namesOf(db, [wanted.by]);
	const values = { name: names.get(wanted.by) || t('sharing.former'), id: record.id, form: say(form.words['form.title'], language) };
	const text = [t('sharing.mail.approval.text', values), `${by.ground.origin}/${language}/work/records/${record.id}/edit/approval`].join('\n\n');
	await by.ground.post(by.db, { to: to.email, language, subject: t('sharing.mail.approval.subject', values), text: `${text}\n` });
}

export async function toThoseWhoSubmit(by: Writer, wanted: Extract<LetterWanted, { letter: 'approval-decided' }>): Promise<void> {
	const db = reading(by.db);
	const record = await findRecord(db, wanted.record);
	if (!record) return;
	const names = await namesOf(db, [wanted.by]);
	for (const { id } of await colleaguesOf(db, record)) {
		const person = id === wanted.by ? null : await personById(db, id);
		if (!person || !maySubmitFor(person, record.owner)) continue;
		const { t, language } = await readerIn(person.language);
		const values = { name: names.get(wanted.by) || t('sharing.former'), id: record.id };
		const topic = wanted.given ? 'sharing.mail.approval-given' : 'sharing.mail.approval-declined';
		const text = [
			t(`${topic}.text`, values),
			...(wanted.reason ? [wanted.reason] : []),
			`${by.ground.origin}/${language}/work/records/${record.id}/edit/approval`
		].join('\n\n');
		await by.ground.post(by.db, { to: person.email, language, subject: t(`${topic}.subject`, values), text: `${text}\n` });
	}
}
