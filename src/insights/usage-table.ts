// SPDX-License-Identifier: Apache-2.0
// Figures of use as rows of an export: one row for a property and a value, numbers as numbers, what may not be shown as nothing. Pure.
import { type UsageDimension } from './usage.ts';
import { changeOf, floored, measures, type ShownRow, type UsageFigures } from './usage-figures.ts';

/** Beside the totals, what anybody may see. */
export const publicDimensions: readonly UsageDimension[] = ['language', 'section', 'area'];
/** What the secretariat sees too. */
export const officeDimensions: readonly UsageDimension[] = [...publicDimensions, 'act', 'record', 'page', 'referrer', 'device', 'group'];
/** Of programs and robots, how many replies: nobody stands behind a figure. */
export const otherDimensions: readonly UsageDimension[] = ['program', 'robot', 'status'];

/** Stands for all values beyond the hundred that have the most. */
export const beyond = ' ';

export interface ExportRow {
	dimension: string;
	value: string | null;
	visitors: number | null;
	views: number | null;
	acts: number | null;
	replies: number | null;
	viewsBefore: number | null;
	change: number | null;
}

const rounded = (change: number | null): number | null => (change === null ? null : Math.round(change * 10_000) / 10_000);

export function exportRows(figures: UsageFigures, wanted: readonly UsageDimension[]): ExportRow[] {
	const { totals, comparable } = figures;
	const of = (audience: keyof typeof totals): ExportRow =>
		({
			dimension: 'all',
			value: audience,
			...Object.fromEntries(measures.map((measure) => [measure, totals[audience].now[measure]])),
			replies: totals[audience].now.replies,
			viewsBefore: comparable ? totals[audience].before.views : null,
			change: rounded(changeOf(totals[audience].now.views, totals[audience].before.views, comparable))
		}) as ExportRow;
	const days = figures.days.map(({ day, sums }): ExportRow => ({
		dimension: 'day',
		value: day,
		...sums,
		replies: null,
		viewsBefore: null,
		change: null
	}));
	const shown = (dimension: UsageDimension, { value, now, before }: ShownRow): ExportRow => ({
		dimension,
		value: value === beyond ? null : value,
		...now,
		replies: null,
		viewsBefore: comparable ? before.views : null,
		change: rounded(changeOf(now.views, before.views, comparable))
	});
	return [
		of('people'),
		of('robots'),
		of('programs'),
		...days,
		...wanted.flatMap((dimension) =>
			otherDimensions.includes(dimension)
				? (figures.by[dimension] ?? [])
						.filter(({ now }) => now.replies > 0)
						.map(({ value, now }): ExportRow => ({
							dimension,
							value: value === beyond ? null : value,
							visitors: null,
							views: null,
							acts: null,
							replies: now.replies,
							viewsBefore: null,
							change: null
						}))
				: floored(figures.by[dimension] ?? []).map((row) => shown(dimension, row))
		)
	];
}
