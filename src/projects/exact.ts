// SPDX-License-Identifier: Apache-2.0
// Sums of amounts of money, exact and quick: thousands of projects are added up for every figure of a dashboard, where a number of `decimal.js` for each
// step costs more than the rest of the figure. Amounts are never negative, as `amountsIn` lets none through. Pure.

/** So many units of a tenth, hundredth … (`places` behind the point). */
export interface Exact {
	units: bigint;
	places: number;
}

export const nothing: Exact = { units: 0n, places: 0 };

/** @param text digits, with a point between them or none */
export function exact(text: string): Exact {
	const point = text.indexOf('.');
	return point < 0
		? { units: BigInt(text), places: 0 }
		: { units: BigInt(text.slice(0, point) + text.slice(point + 1)), places: text.length - point - 1 };
}

const unitsAt = ({ units, places }: Exact, wanted: number): bigint => (places === wanted ? units : units * 10n ** BigInt(wanted - places));

export function plus(a: Exact, b: Exact): Exact {
	const places = Math.max(a.places, b.places);
	return { units: unitsAt(a, places) + unitsAt(b, places), places };
}

/** As people write it: no exponent, no noughts behind the last digit after the point. */
export function writtenOut({ units, places }: Exact): string {
	const digits = String(units).padStart(places + 1, '0');
	const behind = digits.slice(digits.length - places).replace(/0+$/, '');
	const whole = places ? digits.slice(0, digits.length - places) : digits;
	return places && behind ? `${whole}.${behind}` : whole;
}
