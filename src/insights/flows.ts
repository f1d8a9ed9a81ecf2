// SPDX-License-Identifier: Apache-2.0
// Who traded with whom, and how much each Party says in all: read from the tables of reports, whatever the form calls their columns. Exact; pure.
import type { Json, Question } from '#forms/form.ts';
import { Decimal, fromGrams } from '#forms/quantity.ts';
import { isObject } from '#forms/kind.ts';
import { amountOf, summed } from './statistic.ts';
import { totals } from './spread.ts';
import { partsOf, valuesIn } from './statistic.ts';
import type { Report } from './reports.ts';

/** A table tells of a trade where a line names another country and an amount. */
export interface TradeTable {
	country: Question;
	amount: Question;
}

export function tradeTable(question: Question): TradeTable | undefined {
	if (question.kind !== 'table') return undefined;
	const columns = (question.columns ?? []).filter((column) => !column.private);
	const country = columns.find(({ kind, many }) => (kind === 'country' || kind === 'party') && !many);
	const amount = columns.find(({ kind }) => kind === 'quantity');
	return country && amount && { country, amount };
}

export interface Flow {
	/** The Party that reports. */
	party: string;
	/** The country that its line names. */
	country: string;
	unit: string;
	amount: string;
}

/** All lines of a pair added up, by unit; lines without a country or an amount have no place. */
export function flowsOf(question: Question, { country, amount }: TradeTable, reports: readonly Report[]): Flow[] {
	const sums = new Map<string, { party: string; country: string; unit: string; amount: Decimal }>();
	for (const { party, answers } of reports) {
		const lines: Json | undefined = answers[question.id];
		if (!Array.isArray(lines)) continue;
		for (const line of lines) {
			if (!isObject(line)) continue;
			const other = line[country.id];
			const read = line[amount.id] === undefined ? undefined : amountOf(amount, line[amount.id] as Json);
			if (typeof other !== 'string' || other === '' || !read) continue;
			const key = `${party} ${other} ${read.unit}`;
			const sum = sums.get(key) ?? { party, country: other, unit: read.unit, amount: new Decimal(0) };
			sums.set(key, { ...sum, amount: sum.amount.plus(read.amount) });
		}
	}
	return [...sums.values()].map((sum) => ({ ...sum, amount: fromGrams(sum.amount, sum.unit) }));
}

export interface PartyAmount {
	party: string;
	/** Row and column of the part, where the question has several. */
	column: string | null;
	unit: string;
	amount: string;
}

/** What each Party says in all to each part that is an amount, the most first. */
export function amountsByParty(question: Question, reports: readonly Report[]): PartyAmount[] {
	return partsOf(question)
		.filter((part) => part.row === null && summed.includes(part.question.kind))
		.flatMap((part) =>
			reports
				.flatMap(({ party, answers }) =>
					[
						...totals(
							part.question,
							valuesIn(part, answers[question.id]).map(({ value }) => value)
						)
					].map(([unit, amount]) => ({ party, column: part.column, unit, sum: amount }))
				)
				.toSorted((a, b) => b.sum.comparedTo(a.sum) || (a.party < b.party ? -1 : 1))
				.map(({ sum, ...each }) => ({ ...each, amount: part.question.kind === 'quantity' ? fromGrams(sum, each.unit) : sum.toFixed() }))
		);
}
