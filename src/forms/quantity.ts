// SPDX-License-Identifier: Apache-2.0
// Exact reckoning with quantities of any unit of mass. Never a float: a tonne and a kilogram that are said apart add up as they would on paper.
import { Decimal as Lossy } from 'decimal.js';
import type { Json } from './form.ts';
import { isObject } from './kind.ts';
import { readDecimal } from './kinds/number.ts';

/** Enough digits that no sum of any answers is ever rounded. */
export const Decimal = Lossy.clone({ precision: 120 });
export type Decimal = Lossy;

const gramsIn: { [unit: string]: number } = { t: 1_000_000, kg: 1_000, g: 1 };

/** A quantity { amount, unit } in grams; undefined when it is not a quantity of mass. */
export function grams(quantity: Json | undefined): Decimal | undefined {
	if (!isObject(quantity) || typeof quantity.amount !== 'string' || typeof quantity.unit !== 'string') return undefined;
	const amount = readDecimal(quantity.amount);
	const factor = gramsIn[quantity.unit];
	return amount === undefined || factor === undefined ? undefined : new Decimal(amount).times(factor);
}

/** Grams as an exact decimal text in the unit. */
export const fromGrams = (amount: Decimal, unit: string): string => amount.dividedBy(gramsIn[unit] ?? 1).toFixed();
