// SPDX-License-Identifier: Apache-2.0
// The letter to one who is asked: what is asked by when and by whom, where to answer, and by a reply where one question can be answered so.
import { day as dayIn } from '#components/intl.ts';
import { questionText } from '#components/kinds/wording.ts';
import { allQuestions } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { namesOf, personById } from '#people/server/accounts.ts';
import { reading } from '#platform/server/database.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { findRecord } from '#records/server/records.ts';
import { isTraining } from '#records/training.ts';
import { askedForm, type Ask, whenOf } from '#sharing/ask.ts';
import { replyAddress, replyLine } from '#sharing/reply-letter.ts';
import { addKey, holdAsk } from '#sharing/server/asks.ts';
import { typedQuestion, yesNoWords } from '#sharing/server/take-reply.ts';
import { offeredBy } from '#sharing/typed.ts';
import { ownerName } from '#catalogue/server/project.ts';
import type { Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Writer } from '../letters-sharing.ts';

/** In a letter; who is asked for more sees all on the page. */
const mostListed = 12;

/** Who is asked, and how they are written to; undefined of a colleague who has left, and of an address that is forgotten. */
export async function askedPerson(
	by: Writer,
	ask: Ask,
	record: RecordEnvelope
): Promise<{ name: string; email: string; language: Language } | undefined> {
	if (ask.owedBy) {
		const person = await personById(reading(by.db), ask.owedBy);
		return person && may(person, 'draft.read', record) ? person : undefined;
	}
	return ask.expert.email ? { ...ask.expert, language: ask.language } : undefined;
}

export async function toAsked(by: Writer, id: string, letter: 'asked' | 'again' | 'extended' | 'reminder'): Promise<void> {
	const { db, world, ground, at } = by;
	const ask = await holdAsk(db, { ask: id });
	if (!ask || ask.sentAt || ask.revokedAt) return;
	const record = await findRecord(reading(db), ask.record);
	const to = record && (await askedPerson(by, ask, record));
	const whole = record && world.definitions.form(record.type, ask.formVersion);
	if (!record || !to || !whole) return;
	const form = askedForm(whole, ask.questions);
	const reader = await readerIn(to.language);
	const { t, language } = reader;
	const names = await namesOf(reading(db), [ask.askedBy]);
	const owner = say(await ownerName(reading(db), world.convention, record.ownerKind, record.owner), language);
	const values = {
		name: to.name,
		asker: names.get(ask.askedBy) || t('sharing.former'),
		owner,
		form: say(form.words['form.title'], language),
		count: ask.questions.length,
		day: dayIn(language, ask.due)
	};
	const questions = allQuestions(form);
	const listed = questions.slice(0, mostListed).map(({ id: question, number }) => {
		const line = [number, questionText(form, question, language)].filter(Boolean).join(' ');
		return `– ${line}`;
	});
	const page = ask.owedBy
		? `${ground.origin}/${language}/work/asked/${ask.id}`
		: `${ground.origin}/${language}/answer/${await addKey(db, ask.id, 'page', at)}`;
	const typed = by.replyDomain ? typedQuestion(form) : undefined;
	const reply = typed && by.replyDomain ? replyAddress(await addKey(db, ask.id, 'reply', at), by.replyDomain) : undefined;
	const offered = typed && (typed.kind === 'yes-no' || typed.kind === 'one-of') ? await choicesOf() : [];
	const kind = letter === 'reminder' ? (`reminder.${whenOf(ask.due, by.today)}` as const) : letter;
	const text = [
		...(reply ? [`${replyLine} ${t('sharing.mail.above')}`] : []),
		t('sharing.mail.greeting', values),
		t(`sharing.mail.${kind}.text`, values),
		[...listed, ...(questions.length > mostListed ? [t('sharing.mail.more', { count: questions.length - mostListed })] : [])].join('\n'),
		...(ask.word ? [t('sharing.mail.word', values), ask.word] : []),
		...(reply ? [t(offered.length ? 'sharing.mail.reply.choice' : 'sharing.mail.reply')] : []),
		...(offered.length ? [offered.join('\n')] : []),
		`${t(ask.owedBy ? 'sharing.mail.page' : 'sharing.mail.link', values)}\n${page}`,
		...(ask.expiresAt ? [t('sharing.mail.private', { day: dayIn(language, ask.expiresAt.toISOString().slice(0, 10)) })] : []),
		t('sharing.mail.foot', values)
	].join('\n\n');
	await ground.post(db, {
		to: to.email,
		language,
		subject: (isTraining(record.id) ? `${t('training.banner')}: ` : '') + t(`sharing.mail.${kind}.subject`, values),
		text: `${text}\n`,
		...(reply ? { headers: { 'Reply-To': reply } } : {})
	});

	/** Numbered, so that one digit answers. */
	async function choicesOf(): Promise<string[]> {
		if (!typed) return [];
		return offeredBy(form, typed, await yesNoWords()).map(({ answer }, at) => {
			const words =
				typeof answer === 'boolean'
					? t(answer ? 'forms.yes' : 'forms.no')
					: typed.kind === 'yes-no'
						? t(answer === 'unknown' ? 'forms.unknown' : 'forms.not-applicable')
						: say(form.words[`option.${typed.id}.${String(answer)}`], language) || String(answer);
			return `${at + 1}. ${words}`;
		});
	}
}
