// SPDX-License-Identifier: Apache-2.0
// An ask: who is asked for which answers of a draft, by when, and what its page may show. Pure; where asks are kept stands in server/.
import { addDays, type Day, daysBetween } from '#convention/day.ts';
import { carryAlong } from '#forms/designed.ts';
import { allQuestions, type Answers, type Form, type Question, wordsKey } from '#forms/form.ts';
import type { Language } from '#text/languages.ts';

export interface Ask {
	id: string;
	record: string;
	/** Version of the form in which the questions are named. */
	formVersion: string;
	questions: string[];
	/** Account of the colleague; null where an expert is asked. */
	owedBy: string | null;
	expert: { name: string; email: string };
	language: Language;
	word: string;
	showsAnswers: boolean;
	due: Day;
	expiresAt: Date | null;
	answers: Answers;
	savedAt: Date | null;
	sentAt: Date | null;
	revokedAt: Date | null;
	askedBy: string;
	askedAt: Date;
}

/** closed: the draft was submitted or given up meanwhile, and nothing is wanted any more. */
export type AskState = 'open' | 'sent' | 'revoked' | 'expired' | 'closed';

export function stateOfAsk(ask: Pick<Ask, 'sentAt' | 'revokedAt' | 'expiresAt'>, draftOpen: boolean, now: Date): AskState {
	if (ask.sentAt) return 'sent';
	if (ask.revokedAt) return 'revoked';
	if (!draftOpen) return 'closed';
	return ask.expiresAt && ask.expiresAt <= now ? 'expired' : 'open';
}

/** Whoever answers a little late shall not stand before a closed door. */
const daysOfGrace = 14;

/** Furthest day that an expert can be asked for: a link that opens for years is no longer known to anybody. */
export const mostDaysAhead = 180;

/** Fourteen days after the due day, at its end. */
export const expiryOf = (due: Day): Date => new Date(`${addDays(due, daysOfGrace)}T23:59:59Z`);

/** Days from the due day at which a reminder is written; the last one that is reached counts, so that a day without a worker skips none. */
const milestones = [
	{ name: 'before-7', days: -7 },
	{ name: 'before-1', days: -1 },
	{ name: 'on', days: 0 },
	{ name: 'after-3', days: 3 },
	{ name: 'after-7', days: 7 },
	{ name: 'after-14', days: 14 }
] as const;

/** Name of the reminder that is due, with its due day: more time begins the distances anew. Null before the first, and where the ask came after it. */
export function reminderDue(ask: Pick<Ask, 'due' | 'askedAt'>, today: Day): string | null {
	const reached = milestones.findLast(({ days }) => daysBetween(ask.due, today) >= days);
	if (!reached || addDays(ask.due, reached.days) <= ask.askedAt.toISOString().slice(0, 10)) return null;
	return `${reached.name} ${ask.due}`;
}

/** before, on or after the due day. */
export const whenOf = (due: Day, today: Day): 'before' | 'on' | 'after' => (today < due ? 'before' : today === due ? 'on' : 'after');

/** Questions that somebody can be asked for, in the order of the form. */
export const askable = (form: Form): Question[] => allQuestions(form).filter((question) => !question.given);

/** The questions of the form that are meant: named one by one, or with a section. */
export function questionsMeant(form: Form, meant: { questions: readonly string[]; sections: readonly string[] }): string[] {
	const whole = new Set(form.sections.filter(({ id }) => meant.sections.includes(id)).flatMap(({ questions }) => questions.map(({ id }) => id)));
	return askable(form)
		.map(({ id }) => id)
		.filter((id) => meant.questions.includes(id) || whole.has(id));
}

/**
 * The form as one who is asked may see it: the questions asked and their words, nothing else. Conditions and rules go, since whether a question is
 * shown would tell what was answered elsewhere.
 */
export function askedForm(form: Form, questions: readonly string[]): Form {
	const sections = form.sections
		.map((section) => ({ id: section.id, questions: section.questions.filter(({ id }) => questions.includes(id)).map(bare) }))
		.filter((section) => section.questions.length > 0);
	const wanted = (key: string) => {
		const [what = '', id = ''] = key.split('.');
		return what === 'form' || (what === 'section' ? sections.some((each) => each.id === id) : questions.includes(id));
	};
	const words = Object.fromEntries(Object.entries(form.words).filter(([key]) => wanted(key)));
	const { crosswalk: _, titleFrom: __, ...rest } = form;
	return { ...rest, sections, rules: [], checklist: [], words };
}

function bare(question: Question): Question {
	const { when: _, required: __, due: ___, ...rest } = question;
	return rest;
}

/** What a heading calls the questions asked: the section where there is one only. */
export const headingKey = (form: Form): string | null =>
	form.sections.length === 1 ? wordsKey.section((form.sections[0] as { id: string }).id) : null;

export type VersionOf = (version: string) => Form | undefined;

/** Where a question of another version of the form stands in this one; undefined where it has no place. */
export const placeIn = (form: Form, fromVersion: string, question: string, versionOf: VersionOf): string | undefined =>
	Object.keys(carryAlong(form, fromVersion, { [question]: true }, versionOf).answers)[0];
