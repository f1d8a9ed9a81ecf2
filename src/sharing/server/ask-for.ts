// SPDX-License-Identifier: Apache-2.0
// Asks a colleague or an expert for answers of a draft. The letter follows from it; the link in it is made when it is written.
import { randomUUID } from 'node:crypto';
import { addDays, isDay } from '#convention/day.ts';
import { emailOf } from '#people/email.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { isTraining } from '#records/training.ts';
import { lockDraft } from '#records/server/records.ts';
import { isLanguage } from '#text/languages.ts';
import { expiryOf, mostDaysAhead, questionsMeant } from '../ask.ts';
import { colleaguesOf } from './colleagues.ts';
import type { Sharing } from './doing.ts';
import { logSharing } from './log-sharing.ts';

export interface Wish {
	record: string;
	questions: readonly string[];
	/** Whole sections. */
	sections: readonly string[];
	/** Account of a colleague, or an expert. */
	of: { account: string } | { name: string; email: string; language: string };
	due: string;
	word: string;
	showsAnswers: boolean;
}

const longestWord = 4000;
const longestName = 200;

export async function askFor(db: Writing, doing: Sharing, wish: Wish): Promise<{ id: string } | Refusal> {
	const locked = await lockDraft(db, wish.record);
	if (!locked || !may(doing.by, 'draft.edit', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	const form = doing.definitions.form(record.type, draft.formVersion);
	const questions = form ? questionsMeant(form, wish) : [];
	if (questions.length === 0) return refuse('nothing-asked');
	const today = doing.at.toISOString().slice(0, 10);
	if (!isDay(wish.due)) return refuse('not-a-day', { day: wish.due });
	if (wish.due < today) return refuse('day-past');
	if (wish.due > addDays(today, mostDaysAhead)) return refuse('too-far-ahead', { days: mostDaysAhead });
	if (wish.word.length > longestWord) return refuse('too-large', { limit: longestWord });
	const asked = await whom(db, doing, record, wish.of);
	if ('refusal' in asked) return asked;
	// Nothing that is only practised reaches anybody outside.
	if (asked.owed_by === null && isTraining(record.id)) return refuse('training-inside');
	if ((await asksToday(db, record.id, doing.at)) >= mostInADay) return refuse('too-many-requests', { minutes: 24 * 60 });
	const id = randomUUID();
	await db
		.insertInto('sharing.asks')
		.values({
			id,
			record_id: record.id,
			form_version: draft.formVersion,
			questions,
			...asked,
			word: wish.word.trim(),
			// A colleague may read the draft as it is.
			shows_answers: asked.owed_by !== null || wish.showsAnswers,
			due: wish.due,
			expires_at: asked.owed_by === null ? expiryOf(wish.due) : null,
			asked_by: doing.by.id,
			asked_at: doing.at
		})
		.execute();
	await logSharing(db, 'asked', {
		record: record.id,
		subject: id,
		by: doing.by.id,
		at: doing.at,
		details: { questions, due: wish.due, colleague: asked.owed_by }
	});
	await doing.tell(db, { letter: 'asked', ask: id, stamp: doing.at.toISOString() });
	return { id };
}

/** Experts are written to by us: nobody shall write to the whole world through us. */
const mostInADay = 200;

async function asksToday(db: Writing, record: string, at: Date): Promise<number> {
	const { count } = await db
		.selectFrom('sharing.asks')
		.select((select) => select.fn.countAll<string>().as('count'))
		.where('record_id', '=', record)
		.where('asked_at', '>', new Date(at.getTime() - 86_400_000))
		.executeTakeFirstOrThrow();
	return Number(count);
}

async function whom(db: Writing, doing: Sharing, owner: { ownerKind: string; owner: string }, of: Wish['of']) {
	if ('account' in of) {
		const colleague = (await colleaguesOf(reading(db), owner)).find(({ id }) => id === of.account);
		return colleague ? { owed_by: colleague.id, expert_name: '', expert_email: '', language: colleague.language } : refuse('nobody-asked');
	}
	const email = emailOf(of.email);
	if (!email) return refuse('email-not-valid');
	// A name goes into letters and pages: it is one line.
	const name = of.name
		.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
		.trim()
		.slice(0, longestName);
	if (!name) return refuse('name-missing');
	return { owed_by: null, expert_name: name, expert_email: email, language: isLanguage(of.language) ? of.language : doing.by.language };
}
