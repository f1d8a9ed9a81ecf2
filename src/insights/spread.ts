// SPDX-License-Identifier: Apache-2.0
// How the amounts of many reports lie: their sum, and the least, the middle and the most of them. Exact decimals throughout; pure.
import type { Json, Question } from '#forms/form.ts';
import { Decimal, fromGrams } from '#forms/quantity.ts';
import { amountOf } from './statistic.ts';

export interface Spread {
	/** `t` for whatever is a mass; a currency; '' for a plain number. */
	unit: string;
	/** How many reports gave an amount. */
	reports: number;
	sum: string;
	least: string;
	lower: string;
	median: string;
	upper: string;
	most: string;
}

const written = (question: Question, unit: string, amount: Decimal): string =>
	question.kind === 'quantity' ? fromGrams(amount, unit) : amount.toFixed();

/** What one report says in all, by unit: the amounts of its lines added up. Masses in grams. */
export function totals(question: Question, values: readonly Json[]): Map<string, Decimal> {
	const sums = new Map<string, Decimal>();
	for (const value of values) {
		const read = amountOf(question, value);
		if (read) sums.set(read.unit, (sums.get(read.unit) ?? new Decimal(0)).plus(read.amount));
	}
	return sums;
}

/**
 * The value below which a share of the amounts lies. Between two neighbours it is reckoned along the line between them, which at quarters stays an
 * exact decimal.
 */
function at(sorted: readonly Decimal[], quarters: number): Decimal {
	const place = (sorted.length - 1) * quarters;
	const [low, high] = [sorted[Math.floor(place / 4)], sorted[Math.ceil(place / 4)]] as [Decimal, Decimal];
	return low.plus(
		high
			.minus(low)
			.times(place % 4)
			.dividedBy(4)
	);
}

/** Each report counts once, with all that it says. */
export function spreads(question: Question, reports: readonly (readonly Json[])[]): Spread[] {
	const byUnit = new Map<string, Decimal[]>();
	for (const values of reports) for (const [unit, amount] of totals(question, values)) byUnit.set(unit, [...(byUnit.get(unit) ?? []), amount]);
	return [...byUnit]
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([unit, amounts]) => {
			const sorted = amounts.toSorted((a, b) => a.comparedTo(b));
			const say = (quarters: number) => written(question, unit, at(sorted, quarters));
			return {
				unit,
				reports: sorted.length,
				sum: written(question, unit, Decimal.sum(...sorted)),
				least: say(0),
				lower: say(1),
				median: say(2),
				upper: say(3),
				most: say(4)
			};
		});
}

export interface Distance {
	unit: string;
	/** Right less left, exact. */
	amount: string;
	/** Of the left, with one digit after the point; null where the left is nothing. */
	percent: string | null;
}

/** How far the second amount is from the first. */
export function distance(question: Question, unit: string, from: Decimal, to: Decimal): Distance {
	const apart = to.minus(from);
	return {
		unit,
		amount: written(question, unit, apart),
		percent: from.isZero() ? null : apart.times(100).dividedBy(from.abs()).toDecimalPlaces(1).toFixed()
	};
}

/** An amount that was written by `spreads`, to be reckoned with again: masses in grams. */
export const readBack = (question: Question, unit: string, amount: string): Decimal =>
	(amountOf(question, question.kind === 'integer' ? Number(amount) : { amount, unit })?.amount ?? new Decimal(0)) as Decimal;
