// SPDX-License-Identifier: Apache-2.0
// Answers an ask: keeps what is filled in as often as it is saved, and sends it as suggestions. No one who is asked changes a draft.
import { randomUUID } from 'node:crypto';
import { check } from '#forms/check.ts';
import type { Answers, Finding, Form } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { knownFor } from '#records/server/known.ts';
import { type Draft, draftOf, findRecord } from '#records/server/records.ts';
import { type Ask, askedForm, type AskState, stateOfAsk } from '../ask.ts';
import { type Door, findAsk, holdAsk } from './asks.ts';
import type { Answering } from './doing.ts';
import { expertItself, logSharing } from './log-sharing.ts';

export interface Opened {
	ask: Ask;
	record: RecordEnvelope;
	draft: Draft | undefined;
	state: AskState;
	/** The questions asked and nothing else of the form. */
	form: Form;
}

/** Looks at an ask: by the key of a letter, or by its id for the colleague who is signed in. */
export async function openAsk(db: Reading, doing: Omit<Answering, 'tell'>, door: Door): Promise<Opened | Refusal> {
	const ask = await findAsk(db, door);
	return ask ? around(db, doing, door, ask) : refuse('ask' in door ? 'not-found' : 'link-unknown');
}

async function around(db: Reading, { by, at, definitions }: Omit<Answering, 'tell'>, door: Door, ask: Ask): Promise<Opened | Refusal> {
	const record = await findRecord(db, ask.record);
	if (!record) return refuse('link-unknown');
	// A colleague who has left the Party owes it nothing, and sees nothing of it; nor does a link outlast that.
	if ('ask' in door && (by?.id !== ask.owedBy || !may(by, 'draft.read', record))) return refuse('not-found');
	const draft = await draftOf(db, record.id);
	const open = draft !== undefined && (record.stage === 'draft' || record.stage === 'returned');
	const whole = definitions.form(record.type, ask.formVersion);
	if (!whole) return refuse('question-gone');
	return { ask, record, draft: open ? draft : undefined, state: stateOfAsk(ask, open, at), form: askedForm(whole, ask.questions) };
}

async function held(db: Writing, doing: Answering, door: Door): Promise<Opened | Refusal> {
	const ask = await holdAsk(db, door);
	const opened = ask ? await around(reading(db), doing, door, ask) : refuse('ask' in door ? 'not-found' : 'link-unknown');
	if ('refusal' in opened) return opened;
	if (opened.state === 'sent') return refuse('ask-sent');
	return opened.state === 'open' ? opened : refuse('ask-over');
}

/** What is wrong with what was filled in. Nothing is asked of what was left empty. */
export async function judgeAsked(
	db: Reading,
	{ at, convention }: Pick<Answering, 'at' | 'convention'>,
	{ form, record }: Pick<Opened, 'form' | 'record'>,
	answers: Answers
): Promise<Finding[]> {
	const given = Object.fromEntries(Object.entries(answers).filter(([, answer]) => !isEmpty(answer)));
	return check(form, given, await knownFor(db, convention, form, record.id, given, at)).filter(({ code }) => code !== 'required');
}

/** Keeps what was filled in. Only the questions that the sender speaks of are touched. */
export async function saveAsked(db: Writing, doing: Answering, door: Door, answers: Answers): Promise<Opened | Refusal> {
	const opened = await held(db, doing, door);
	if ('refusal' in opened) return opened;
	const { ask } = opened;
	const spoken = Object.entries(answers).filter(([question]) => ask.questions.includes(question));
	const kept = Object.fromEntries(Object.entries({ ...ask.answers, ...Object.fromEntries(spoken) }).filter(([, answer]) => !isEmpty(answer)));
	await db
		.updateTable('sharing.asks')
		.set({ answers: json(kept), saved_at: doing.at })
		.where('id', '=', ask.id)
		.execute();
	return { ...opened, ask: { ...ask, answers: kept, savedAt: doing.at } };
}

/** Sends what is filled in: a suggestion for each answer. It can be done once; who has more to say is asked again. */
export async function sendAsked(db: Writing, doing: Answering, door: Door): Promise<{ suggested: number } | Refusal> {
	const opened = await held(db, doing, door);
	if ('refusal' in opened) return opened;
	const { ask, record } = opened;
	const given = Object.entries(ask.answers).filter(([, answer]) => !isEmpty(answer));
	if (given.length === 0) return refuse('nothing-answered');
	const findings = (await judgeAsked(reading(db), doing, opened, ask.answers)).filter(({ severity }) => severity === 'error');
	if (findings.length) return { refusal: 'has-errors', findings };
	await suggest(db, doing, ask, Object.fromEntries(given), { by: 'page' });
	await db.updateTable('sharing.asks').set({ sent_at: doing.at }).where('id', '=', ask.id).execute();
	await logSharing(db, 'answered', { record: record.id, subject: ask.id, by: ask.owedBy ?? expertItself, at: doing.at });
	await doing.tell(db, { letter: 'answered', ask: ask.id });
	return { suggested: given.length };
}

/** Puts answers before the editors. What the same ask suggested earlier and nobody has looked at is replaced. */
export async function suggest(
	db: Writing,
	{ at }: Pick<Answering, 'at'>,
	ask: Ask,
	answers: Answers,
	came: { by: 'page' | 'mail'; from?: string }
): Promise<string[]> {
	await db
		.updateTable('sharing.suggestions')
		.set({ state: 'replaced', decided_at: at })
		.where('ask_id', '=', ask.id)
		.where('state', '=', 'open')
		.where('question', 'in', Object.keys(answers))
		.execute();
	const rows = Object.entries(answers).map(([question, value]) => ({
		id: randomUUID(),
		record_id: ask.record,
		ask_id: ask.id,
		question,
		form_version: ask.formVersion,
		value: json(value),
		came_by: came.by,
		came_from: came.from ?? '',
		suggested_at: at
	}));
	await db.insertInto('sharing.suggestions').values(rows).execute();
	return rows.map(({ id }) => id);
}
