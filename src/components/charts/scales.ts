// SPDX-License-Identifier: Apache-2.0
// What bars, columns, rows and cells have in common: paints in their order, room for numbers, ticks. Pure.
import { scaleLinear } from 'd3-scale';
import { figure } from '../kinds/wording.ts';
import { number } from '../intl.ts';
import type { Language } from '#text/languages.ts';
import type { Paint } from './marks.ts';

/** More series than paints share the last one: charts are built so that this does not happen. */
export const paintOf = (at: number): Paint => `series-${(Math.min(at, 5) + 1) as 1 | 2 | 3 | 4 | 5 | 6}`;

/** Odd series are dark and even ones of middling lightness, so that neighbours differ without colour too. */
export const onPaint = (at: number): Paint => (at % 2 === 0 ? 'on-odd' : 'on-even');

export interface Hand {
	language: Language;
}

/** As exact as it was said where that is short; on a drawing no more than three digits after the point. */
export function short(language: Language, value: string | null): string {
	if (value === null) return '–';
	return /^-?\d+(\.\d{1,3})?$/.test(value) ? figure(language, value) : number(language, Number(value), 3);
}

export function ticksTo(most: number): { top: number; ticks: number[] } {
	const scale = scaleLinear()
		.domain([0, most > 0 ? most : 1])
		.nice(4);
	const [, top = 1] = scale.domain();
	// Counts have no halves.
	const ticks = scale.ticks(4).filter((tick) => most > 4 || !Number.isInteger(most) || Number.isInteger(tick));
	return { top, ticks };
}
