// SPDX-License-Identifier: Apache-2.0
// Adds up the money of projects: exactly, currency by currency, and a programme never to what is part of it. Pure.
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { exact, type Exact, nothing, plus, writtenOut } from './exact.ts';

/** What the sums need of a project. */
export interface Counted {
	id: string;
	/** Record of its programme. */
	parent: string | null;
	programme: boolean;
	funding: Json | undefined;
	cofinancing: Json | undefined;
	focalAreas: readonly string[];
	title: string;
}

export interface Sum {
	projects: number;
	/** By currency, as exact decimals. */
	grants: Record<string, string>;
	cofinancing: Record<string, string>;
	/** Programmes whose money is left out, since projects of theirs are counted. */
	leftOut: string[];
	/** Projects that serve other aims beside mercury: their whole amount is counted. */
	multiFocal: number;
}

/** Amounts in a table of funding. */
export function amountsIn(table: Json | undefined): { source: string; amount: string; currency: string }[] {
	if (!Array.isArray(table)) return [];
	return table.flatMap((row) => {
		if (!isObject(row) || !isObject(row.amount) || typeof row.amount.amount !== 'string' || typeof row.amount.unit !== 'string') return [];
		return /^\d+(\.\d+)?$/.test(row.amount.amount)
			? [{ source: typeof row.source === 'string' ? row.source : '', amount: row.amount.amount, currency: row.amount.unit }]
			: [];
	});
}

/** The amounts of a table by currency. */
export function addedUp(tables: Iterable<Json | undefined>): Record<string, string> {
	const sums = new Map<string, Exact>();
	for (const table of tables)
		for (const { amount, currency } of amountsIn(table)) sums.set(currency, plus(sums.get(currency) ?? nothing, exact(amount)));
	return Object.fromEntries([...sums].map(([currency, sum]) => [currency, writtenOut(sum)]));
}

/** Beside mercury or chemicals: several focal areas, or persistent organic pollutants in the title or area. */
export const isMultiFocal = ({ focalAreas, title }: Pick<Counted, 'focalAreas' | 'title'>): boolean =>
	focalAreas.length > 1 || /\bU?POPs?\b|persistent organic/i.test(title);

export function sumOf(projects: readonly Counted[]): Sum {
	const parents = new Set(projects.flatMap(({ parent }) => parent ?? []));
	const leftOut = projects.filter(({ id }) => parents.has(id));
	const counted = projects.filter(({ id }) => !parents.has(id));
	return {
		projects: projects.length,
		grants: addedUp(counted.map(({ funding }) => funding)),
		cofinancing: addedUp(counted.map(({ cofinancing }) => cofinancing)),
		leftOut: leftOut.map(({ id }) => id),
		multiFocal: counted.filter(isMultiFocal).length
	};
}
