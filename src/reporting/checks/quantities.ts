// SPDX-License-Identifier: Apache-2.0
// Checks of quantities: against what the other side of a trade reports, against the last report, and against what is likely at all.
import { Decimal, fromGrams, grams } from '#forms/quantity.ts';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { differ, exportsIn, importsIn, sumOf } from '../trade.ts';
import { type Check, linesOf, nameOfLine, type Noticed, said } from './check.ts';

const tonnes = (amount: Decimal): string => fromGrams(amount, 't');

/** Both sides of a trade reported it, with amounts that are further apart than a tenth. */
export const mirrorDiffers: Check = {
	code: 'report-mirror-differs',
	severity: 'warning',
	questions: ['q3-5-b', 'q3-6-c'],
	run({ answers }, { mirror, party }) {
		const sides = [
			{ question: 'q3-5-b', own: exportsIn(answers), column: 'importingCountry', theirs: importsIn },
			{ question: 'q3-6-c', own: importsIn(answers), column: 'origin', theirs: exportsIn }
		] as const;
		return sides.flatMap(({ question, own, column, theirs }) => {
			const seen = new Set<string>();
			return linesOf(answers, question).flatMap((line, index): Noticed[] => {
				const other = line[column];
				const { year } = line;
				if (typeof other !== 'string' || typeof year !== 'number' || seen.has(`${other} ${year}`)) return [];
				seen.add(`${other} ${year}`);
				const report = mirror.find(({ owner }) => owner === other);
				const [ours, them] = [sumOf(own, other, year), report && sumOf(theirs(report.answers), party.id, year)];
				return ours && them && differ(ours, them)
					? [{ at: `${question}.${index}.quantity`, values: { theirs: tonnes(them), ours: tonnes(ours), country: other, year: String(year) } }]
					: [];
			});
		});
	}
};

/** Another Party reports a trade with this one that this report does not list. */
export const mirrorSilent: Check = {
	code: 'report-mirror-silent',
	severity: 'warning',
	questions: ['q3-5', 'q3-6'],
	run({ answers }, { mirror, party }) {
		const sides = [
			{ at: 'q3-5', own: exportsIn(answers), theirs: importsIn },
			{ at: 'q3-6', own: importsIn(answers), theirs: exportsIn }
		] as const;
		return sides.flatMap(({ at, own, theirs }) =>
			mirror.flatMap(({ owner, answers: other }): Noticed[] => {
				// Imports from Parties are not asked about: their exports to a Party have no mirror here.
				if (at === 'q3-6' && said(answers, 'q3-6') !== 'paragraph-9' && said(answers, 'q3-6') !== 'yes') return [];
				if (said(answers, at) === null) return [];
				const flows = theirs(other).filter((flow) => flow.party === party.id && !sumOf(own, owner, flow.year));
				const years = [...new Set(flows.map(({ year }) => year))].toSorted((a, b) => a - b);
				return years.map((year) => ({
					at,
					values: { theirs: tonnes(sumOf(flows, party.id, year) as Decimal), country: owner, year: String(year) }
				}));
			})
		);
	}
};

/** Quantities that are compared from report to report, each as one sum. */
const compared = ['q3-1-c', 'q3-5-b-total', 'q3-5-b', 'q3-6-c', 'q11-2-a-total', 'q11-2-a', 'q5-1-c'] as const;

export function totalOf(answer: Json | undefined): Decimal | undefined {
	if (Array.isArray(answer)) {
		const parts = answer.flatMap((line) => (isObject(line) ? (grams(line.quantity) ?? []) : []));
		return parts.length ? parts.reduce((sum, part) => sum.plus(part), new Decimal(0)) : undefined;
	}
	return grams(answer);
}

/** Ten times more or less than in the last report of the same kind: often a unit that was mistaken. */
export const farFromLast: Check = {
	code: 'report-far-from-last',
	severity: 'warning',
	questions: compared,
	run({ answers }, { cycle, last: newest, earlier = [] }) {
		// A report of two years is not held against one of four.
		const last = (newest ? [newest, ...earlier] : []).find((each) => each.cycle.kind === cycle.kind);
		if (!last) return [];
		return compared.flatMap((at): Noticed[] => {
			const [now, then] = [totalOf(answers[at]), totalOf(last.filed[at])];
			if (!now || !then || now.isZero() || then.isZero()) return [];
			const times = Decimal.max(now, then).dividedBy(Decimal.min(now, then));
			return times.greaterThanOrEqualTo(10) ? [{ at, values: { then: tonnes(then), now: tonnes(now), record: last.id } }] : [];
		});
	}
};

/** Answers that do not change back by themselves: what was there, and is said not to be there now. */
const lasting = ['q3-1', 'q5-1', 'q7-2', 'q8-3', 'q9-2', 'q11-2'] as const;
const isYes = (answer: Json): boolean => answer === true || answer === 'yes';
const isNo = (answer: Json): boolean => answer === false || answer === 'no';

export const changedSinceLast: Check = {
	code: 'report-changed-since-last',
	severity: 'note',
	questions: lasting,
	run: ({ answers }, { last, earlier = [] }) =>
		lasting.flatMap((at): Noticed[] => {
			// The last that was asked it: a short report was not asked most.
			const before = (last ? [last, ...earlier] : []).find((each) => said(each.answers, at) !== null);
			return before && isNo(said(answers, at)) && isYes(said(before.answers, at)) ? [{ at, values: { record: before.id } }] : [];
		})
};

/** More than a thousand tonnes in one line: perhaps kilograms were meant. A limit of ours, and no more than a question. */
const limit = new Decimal(1000).times(1_000_000);

export const veryLarge: Check = {
	code: 'report-very-large',
	severity: 'warning',
	questions: compared,
	run: ({ answers }) =>
		compared.flatMap((question): Noticed[] => {
			const answer = answers[question];
			if (!Array.isArray(answer)) return (grams(answer) ?? new Decimal(0)).greaterThan(limit) ? [{ at: question }] : [];
			return answer.flatMap((line, index) =>
				isObject(line) && (grams(line.quantity) ?? new Decimal(0)).greaterThan(limit)
					? [{ at: `${question}.${index}.quantity`, values: nameOfLine(line) }]
					: []
			);
		})
};

/** What was answered yes, and where its quantity is given: as a total, in the lines of a table, or both. */
const asked = [
	{ when: (answers: Answers) => said(answers, 'q3-5-general') === true, at: 'q3-5-b-total', lines: 'q3-5-b' },
	{ when: (answers: Answers) => said(answers, 'q11-2') === true, at: 'q11-2-a-total', lines: 'q11-2-a' }
] as const;

/**
 * The format asks how much was exported on general notifications and disposed of, “if known”: so a report without it is no fault, but its readers are
 * told that the quantity is nought or not known.
 */
export const quantitySilent: Check = {
	code: 'report-quantity-silent',
	severity: 'warning',
	questions: asked.map(({ at }) => at),
	run: ({ answers }) =>
		asked.filter(({ when, at, lines }) => when(answers) && !totalOf(answers[at]) && !totalOf(answers[lines])).map(({ at }) => ({ at }))
};
