// SPDX-License-Identifier: Apache-2.0
// Trade in mercury as two reports tell it: what one Party says that it exported, and what the other says that it imported. Exact, in grams.
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { Decimal, grams } from '#forms/quantity.ts';

export interface Flow {
	year: number;
	/** The other side. */
	party: string;
	amount: Decimal;
}

const lines = (answer: Json | undefined, side: string): Flow[] =>
	(Array.isArray(answer) ? answer : []).flatMap((line) => {
		if (!isObject(line)) return [];
		const { year, quantity } = line;
		const party = line[side];
		const amount = grams(quantity);
		return typeof year === 'number' && typeof party === 'string' && amount ? [{ year, party, amount }] : [];
	});

/** Exports by year and importing country, as question 3.5 (b) lists them. */
export const exportsIn = (answers: Answers): Flow[] => lines(answers['q3-5-b'], 'importingCountry');

/** Imports from States that are not Parties, by year and origin, as question 3.6 lists them. */
export const importsIn = (answers: Answers): Flow[] => lines(answers['q3-6-c'], 'origin');

/** Sum of the flows with one side in one year; undefined when there is none. */
export function sumOf(flows: readonly Flow[], party: string, year: number): Decimal | undefined {
	const found = flows.filter((flow) => flow.party === party && flow.year === year);
	return found.length ? found.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0)) : undefined;
}

/** Two statements of the same trade differ when they are further apart than a tenth of the larger. */
export function differ(a: Decimal, b: Decimal): boolean {
	const larger = Decimal.max(a, b);
	return a.minus(b).abs().greaterThan(larger.times('0.1'));
}
