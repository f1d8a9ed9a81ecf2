// SPDX-License-Identifier: Apache-2.0
// Takes in an answer that came as a letter: what the person wrote becomes a suggestion, and a letter says what was understood, or why nothing was.
import { createHash } from 'node:crypto';
import type { Finding, Form, Question } from '#forms/form.ts';
import { allQuestions } from '#forms/form.ts';
import { personById } from '#people/server/accounts.ts';
import { may } from '#people/may.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { writtenIn } from '../reply-letter.ts';
import { isTypeable, readTyped, type YesNoWords } from '../typed.ts';
import { judgeAsked, openAsk, suggest } from './answer.ts';
import { findAsk, holdAsk } from './asks.ts';
import type { Answering } from './doing.ts';
import { expertItself, logSharing } from './log-sharing.ts';

export interface Reply {
	/** Out of the address that it came to. */
	key: string;
	/** Message-ID, or the whole letter where it has none. */
	identity: string;
	from: string;
	/** As the person's mail program sent it, with all that it quotes. */
	text: string;
}

export type ReplyOutcome = 'suggested' | 'not-understood' | 'nothing' | 'not-valid' | 'over' | 'sent' | 'unknown' | 'again' | 'too-many';

/** With one ask in a day: two machines that answer one another come to an end. */
const mostInADay = 10;

/** The one question of an ask that can be answered by letter; undefined where it has more, or of another kind. */
export function typedQuestion(form: Form): Question | undefined {
	const [question, ...more] = allQuestions(form);
	return question && more.length === 0 && isTypeable(question) ? question : undefined;
}

/** The words for yes and no that the interface has, in all six languages. */
export async function yesNoWords(): Promise<YesNoWords> {
	const readers = await Promise.all(languages.map(readerIn));
	const all = (id: 'forms.yes' | 'forms.no' | 'forms.unknown' | 'forms.not-applicable') => readers.map(({ t }) => t(id));
	return { yes: all('forms.yes'), no: all('forms.no'), unknown: [...all('forms.unknown'), 'unknown'], 'not-applicable': all('forms.not-applicable') };
}

export async function takeReply(db: Writing, doing: Omit<Answering, 'by'>, reply: Reply): Promise<ReplyOutcome> {
	const ask = await holdAsk(db, { key: reply.key, opens: 'reply' });
	const outcome = ask ? await read(ask.id) : 'unknown';
	return outcome;

	async function read(id: string): Promise<ReplyOutcome> {
		const message = createHash('sha256').update(reply.identity).digest('hex');
		const since = new Date(doing.at.getTime() - 86_400_000);
		const { count } = await db
			.selectFrom('sharing.received')
			.select((select) => select.fn.countAll<string>().as('count'))
			.where('ask_id', '=', id)
			.where('received_at', '>', since)
			.executeTakeFirstOrThrow();
		const first = await db
			.insertInto('sharing.received')
			.values({ message_sha256: message, ask_id: id, outcome: 'read', received_at: doing.at })
			.onConflict((conflict) => conflict.doNothing())
			.returning('message_sha256')
			.executeTakeFirst();
		if (!first) return 'again';
		const became = Number(count) >= mostInADay ? 'too-many' : await understand(id);
		await db.updateTable('sharing.received').set({ outcome: became }).where('message_sha256', '=', message).execute();
		return became;
	}

	async function understand(id: string): Promise<ReplyOutcome> {
		const readingDb = reading(db);
		const found = await findAsk(readingDb, { ask: id });
		if (!found) return 'unknown';
		// A colleague who has left the Party suggests nothing any more, and is told nothing.
		const by = found.owedBy ? await personById(readingDb, found.owedBy) : null;
		const opened = await openAsk(readingDb, { ...doing, by }, { key: reply.key, opens: 'reply' });
		if ('refusal' in opened) return 'unknown';
		const { ask: standing, record, form } = opened;
		if (found.owedBy && !may(by, 'draft.read', record)) return 'unknown';
		const answered = async (problem: ReplyOutcome, finding?: Finding): Promise<ReplyOutcome> => {
			await doing.tell(db, { letter: 'read', ask: id, suggestion: null, problem: finding ? `finding ${finding.code}` : problem });
			return problem;
		};
		// Somebody may think again while nobody has looked: the later letter takes the place of the earlier.
		const looked = opened.state === 'sent' && !(await waits(id));
		if (looked) return answered('sent');
		if (opened.state !== 'open' && opened.state !== 'sent') return answered('over');
		const question = typedQuestion(form);
		if (!question) return answered('not-understood');
		const typed = readTyped(form, question, writtenIn(reply.text), standing.language, await yesNoWords());
		if ('problem' in typed) return answered(typed.problem);
		const answers = { [question.id]: typed.value };
		const [wrong] = (await judgeAsked(readingDb, doing, opened, answers)).filter(({ severity }) => severity === 'error');
		if (wrong) return answered('not-valid', wrong);
		const asked = found.owedBy ? (by?.email ?? '') : standing.expert.email;
		const elsewhere = reply.from.toLowerCase() === asked.toLowerCase() ? '' : reply.from.slice(0, 254);
		const [suggestion = ''] = await suggest(db, doing, standing, answers, { by: 'mail', from: elsewhere });
		await db.updateTable('sharing.asks').set({ sent_at: doing.at, saved_at: doing.at }).where('id', '=', id).execute();
		await logSharing(db, 'answered', {
			record: record.id,
			subject: id,
			by: standing.owedBy ?? expertItself,
			at: doing.at,
			details: { cameBy: 'mail' }
		});
		await doing.tell(db, { letter: 'read', ask: id, suggestion, problem: null });
		await doing.tell(db, { letter: 'answered', ask: id });
		return 'suggested';
	}

	async function waits(id: string): Promise<boolean> {
		const row = await db.selectFrom('sharing.suggestions').select('id').where('ask_id', '=', id).where('state', '=', 'open').executeTakeFirst();
		return row !== undefined;
	}
}
