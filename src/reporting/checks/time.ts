// SPDX-License-Identifier: Apache-2.0
// Checks of days and years: against the entry into force for the Party, and against the period of the cycle.
import { addYears, type Day, isDay } from '#convention/day.ts';
import { allQuestions, type Answers, type Form, type Question } from '#forms/form.ts';
import { termEnd, yearsOf } from '../cycle.ts';
import type { Around } from '../report.ts';
import { type Check, linesOf, nameOfLine, type Noticed, said, textsOf } from './check.ts';

/** Tables whose lines speak of years of the period. */
const yearly = ['q3-1-c', 'q3-5-b', 'q3-6-c', 'q11-2-a'] as const;

/** The day that terms count from: as the facts have it, else as the Party says. A draft may say what is no day. */
export const entryOf = (answers: { [id: string]: unknown }, { party }: Pick<Around, 'party'>): string | undefined =>
	party.entryIntoForce ?? (isDay(answers['a-3']) ? answers['a-3'] : undefined);

export const dayDiffers: Check = {
	code: 'report-day-differs',
	severity: 'warning',
	questions: ['a-2', 'a-3'],
	run: ({ answers }, { party }) =>
		(
			[
				['a-2', party.instrumentDate],
				['a-3', party.entryIntoForce]
			] as const
		).flatMap(([at, known]) => (known && said(answers, at) !== null && said(answers, at) !== known ? [{ at, values: { day: known } }] : []))
};

/** Article 3(4): primary mining that was conducted at entry into force may go on for fifteen years. */
export const mineTooLate: Check = {
	code: 'report-mine-too-late',
	severity: 'warning',
	questions: ['q3-1-a'],
	run({ answers }, around) {
		const end = termEnd(entryOf(answers, around), 15);
		const months = textsOf(answers['q3-1-a']);
		return end
			? months.flatMap((month, index): Noticed[] => (month > end.slice(0, 7) ? [{ at: `q3-1-a.${index}`, values: { day: end, line: month } }] : []))
			: [];
	}
};

export const yearOutside: Check = {
	code: 'report-year-outside',
	severity: 'warning',
	questions: yearly,
	run({ answers }, { cycle }) {
		const years = yearsOf(cycle);
		const values = { first: String(years[0]), last: String(years.at(-1)) };
		return yearly.flatMap((question) =>
			linesOf(answers, question).flatMap((line, index): Noticed[] =>
				typeof line.year === 'number' && !years.includes(line.year)
					? [{ at: `${question}.${index}.year`, values: { ...values, ...nameOfLine(line) } }]
					: []
			)
		);
	}
};

/** Question 5.1 (c) asks for the last year of the period. */
export const yearNotLast: Check = {
	code: 'report-year-not-last',
	severity: 'note',
	questions: ['q5-1-c'],
	run({ answers }, { cycle }) {
		const last = yearsOf(cycle).at(-1) as number;
		return linesOf(answers, 'q5-1-c').flatMap((line, index): Noticed[] =>
			typeof line.year === 'number' && line.year !== last ? [{ at: `q5-1-c.${index}.year`, values: { last: String(last), ...nameOfLine(line) } }] : []
		);
	}
};

/** The review of the action plan: its term counts from the plan, not from the entry into force. */
const review = 'q7-4';

const withTerm = (questions: Question[]) =>
	questions.filter((question): question is Question & { due: { years: number; unless?: string } } => !!question.due);

function termOf(question: string, years: number, answers: Answers, around: Around): Day | undefined {
	const entry = question === 'q7-3' ? notified(around) : question === review ? planned(around) : entryOf(answers, around);
	return entry && addYears(entry, years);
}

/** Last days of the terms that the Convention gives for what is asked about, by question. */
export const termsIn = (form: Form, answers: Answers, around: Around): { [question: string]: Day } =>
	Object.fromEntries(
		withTerm(allQuestions(form)).flatMap(({ id, due }) => {
			const end = termOf(id, due.years, answers, around);
			return end ? [[id, end]] : [];
		})
	);

/** That the time has not come is said of questions whose term had passed when the period ended. */
const termPassed =
	(which: (question: string) => boolean): Check['run'] =>
	({ form, answers }, around) =>
		withTerm(allQuestions(form)).flatMap(({ id, due }): Noticed[] => {
			if (!which(id)) return [];
			const end = termOf(id, due.years, answers, around);
			return due.unless && said(answers, id) === due.unless && end && end <= around.cycle.end ? [{ at: id, values: { day: end } }] : [];
		});

/** "A Party for less than five years" where the five years had passed when the period ended. */
export const timeHasCome: Check = {
	code: 'report-time-has-come',
	severity: 'warning',
	questions: ['q8-3', 'q9-2'],
	run: termPassed((question) => question !== review)
};

/** "Not yet due" is said of the review of an action plan that the platform has had for three years and more at the end of the period. */
export const reviewDue: Check = {
	code: 'report-review-due',
	severity: 'warning',
	questions: [review],
	run: termPassed((question) => question === review)
};

/** Questions whose "no" says that there is nothing to do: no mine, no facility. */
const ofExistence = new Set(['q3-1', 'q5-1']);

/** "No", where the Convention gives the Party more time: a note that nothing is late. */
export const notYetDue: Check = {
	code: 'report-not-yet-due',
	severity: 'note',
	questions: ['q7-3', 'q8-1-a', 'q8-2-a', 'q8-3', 'q8-5-a', 'q9-1', 'q9-2'],
	run: ({ form, answers }, around) =>
		withTerm(allQuestions(form)).flatMap(({ id, due }): Noticed[] => {
			if (ofExistence.has(id)) return [];
			const end = termOf(id, due.years, answers, around);
			const no = said(answers, id) === false || said(answers, id) === 'no';
			return no && end && end > around.today ? [{ at: id, values: { day: end } }] : [];
		})
};

/** Article 7(3)(b): the plan is due three years after entry into force or three years after the notification, whichever is later. */
function notified({ own, party }: Around): string | undefined {
	const days = own
		.filter(({ type }) => type === 'art7-notification')
		.map(({ answers, on }) => (isDay(answers.determinedOn) ? answers.determinedOn : on));
	return [party.entryIntoForce, ...days]
		.filter((day): day is string => !!day)
		.toSorted()
		.at(-1);
}

/** Article 7(3)(c): the progress under the plan is reviewed every three years; the first three count from the plan that the platform has. */
const planned = ({ own }: Pick<Around, 'own'>): Day | undefined =>
	own
		.filter(({ type }) => type === 'art7-nap')
		.map(({ on }) => on)
		.toSorted()[0];
