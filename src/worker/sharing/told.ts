// SPDX-License-Identifier: Apache-2.0
// The letters that say what became of an ask: to the asker, to whoever suggested, to those who are mentioned, to whoever answered by mail.
import { questionText, sayOr } from '#components/kinds/wording.ts';
import { type Form, questionOf } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { namesOf, personById } from '#people/server/accounts.ts';
import { reading } from '#platform/server/database.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { findRecord } from '#records/server/records.ts';
import { findAsk } from '#sharing/server/asks.ts';
import { colleaguesOf } from '#sharing/server/colleagues.ts';
import { commentsOf } from '#sharing/server/comments.ts';
import type { LetterWanted } from '#sharing/server/doing.ts';
import { findSuggestion } from '#sharing/server/suggestions.ts';
import type { Suggestion } from '#sharing/suggestion.ts';
import { type MessageId, type Reader, readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Writer } from '../letters-sharing.ts';
import { plainAnswer } from './plain-answer.ts';
import { askedPerson } from './asked.ts';

const named = (form: Form, question: string, { language }: Reader): string =>
	[questionOf(form, question)?.number, questionText(form, question, language)].filter(Boolean).join(' ');

async function formOf(by: Writer, record: RecordEnvelope | undefined, version: string): Promise<Form | undefined> {
	return record && by.world.definitions.form(record.type, version);
}

/** The answers of an ask are there. */
export async function toAsker(by: Writer, id: string): Promise<void> {
	const db = reading(by.db);
	const ask = await findAsk(db, { ask: id });
	const record = ask && (await findRecord(db, ask.record));
	const asker = ask && (await personById(db, ask.askedBy));
	if (!ask || !record || !asker || !may(asker, 'draft.read', record)) return;
	const { t, language } = await readerIn(asker.language);
	const names = await namesOf(db, ask.owedBy ? [ask.owedBy] : []);
	const values = { name: ask.owedBy ? names.get(ask.owedBy) || t('sharing.former') : ask.expert.name, id: record.id };
	await by.ground.post(by.db, {
		to: asker.email,
		language,
		subject: t('sharing.mail.answered.subject', values),
		text: `${[t('sharing.mail.answered.text', values), `${by.ground.origin}/${language}/work/records/${record.id}/edit/asks`].join('\n\n')}\n`
	});
}

/** A suggestion was not taken, and why. */
export async function toSuggester(by: Writer, suggestion: Suggestion): Promise<void> {
	const db = reading(by.db);
	const ask = await findAsk(db, { ask: suggestion.ask });
	const record = ask && (await findRecord(db, ask.record));
	const form = await formOf(by, record, suggestion.formVersion);
	const to = ask && record && (await askedPerson(by, ask, record));
	if (!ask || !record || !form || !to) return;
	const reader = await readerIn(to.language);
	const { t, language } = reader;
	const values = { question: named(form, suggestion.question, reader), form: say(form.words['form.title'], language) };
	const text = [t('sharing.mail.greeting', { name: to.name }), t('sharing.mail.declined.text', values), suggestion.word].join('\n\n');
	await by.ground.post(by.db, { to: to.email, language, subject: t('sharing.mail.declined.subject', values), text: `${text}\n` });
}

export async function toMentioned(by: Writer, id: string): Promise<void> {
	const db = reading(by.db);
	const row = await by.db.selectFrom('sharing.comments').select('record_id').where('id', '=', id).executeTakeFirst();
	const record = row && (await findRecord(db, row.record_id));
	const comment = record && (await commentsOf(db, record.id)).find((each) => each.id === id);
	const form = comment && (await formOf(by, record, comment.formVersion));
	if (!record || !comment || !form) return;
	const names = await namesOf(db, [comment.by]);
	// Whoever has left meanwhile is told nothing of the draft.
	const told = (await colleaguesOf(db, record)).filter((each) => comment.mentions.includes(each.id));
	for (const to of told) {
		const reader = await readerIn(to.language);
		const { t, language } = reader;
		const values = { name: names.get(comment.by) || t('sharing.former'), question: named(form, comment.question, reader), id: record.id };
		const text = [
			t('sharing.mail.mentioned.text', values),
			comment.body,
			`${by.ground.origin}/${language}/work/records/${record.id}/edit/together/${comment.question}`
		].join('\n\n');
		await by.ground.post(by.db, { to: to.email, language, subject: t('sharing.mail.mentioned.subject', values), text: `${text}\n` });
	}
}

/** What was understood of a letter, or why nothing was. It goes to whoever was asked, never to the address that a letter claims to come from. */
export async function toWhoeverReplied(by: Writer, wanted: Extract<LetterWanted, { letter: 'read' }>): Promise<void> {
	const db = reading(by.db);
	const ask = await findAsk(db, { ask: wanted.ask });
	const record = ask && (await findRecord(db, ask.record));
	const form = ask && (await formOf(by, record, ask.formVersion));
	const to = ask && record && (await askedPerson(by, ask, record));
	if (!ask || !form || !to) return;
	const reader = await readerIn(to.language);
	const { t, language } = reader;
	const question = ask.questions[0] ?? '';
	const values = { question: named(form, question, reader) };
	const suggestion = wanted.suggestion ? await findSuggestion(db, wanted.suggestion) : undefined;
	const finding = wanted.problem?.startsWith('finding ') ? wanted.problem.slice('finding '.length) : null;
	const text = suggestion
		? [t('sharing.mail.read.text', values), plainAnswer(reader, form, question, suggestion.value), t('sharing.mail.read.again')]
		: [
				t('sharing.mail.unread.text', values),
				finding
					? sayOr(reader, `sharing.mail.unread.${finding}`, t('sharing.mail.unread.not-valid'))
					: t(`sharing.mail.unread.${wanted.problem}` as MessageId)
			];
	await by.ground.post(by.db, {
		to: to.email,
		language,
		subject: t(suggestion ? 'sharing.mail.read.subject' : 'sharing.mail.unread.subject', values),
		text: `${[t('sharing.mail.greeting', { name: to.name }), ...text].join('\n\n')}\n`
	});
}
