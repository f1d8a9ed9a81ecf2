// SPDX-License-Identifier: Apache-2.0
// A chart as lines for programs: one value a line, with ids beside words, exact as it was said. Pure.
import type { Chart, Origin } from './chart.ts';

export const valueHeads = ['category_id', 'category', 'series_id', 'series', 'value', 'unit'] as const;

/** What is not known has no value; a number is the text that it is, since a spreadsheet would round it. */
export const valueRows = ({ categories, series, unit }: Chart): (string | null)[][] =>
	categories.flatMap((category, at) => series.map(({ id, label, values }) => [category.id, category.label, id, label, values[at] ?? null, unit]));

export const chartJson = (chart: Chart, { address, day, site, licence }: Origin) => ({
	source: { name: site, address, day, licence },
	chart: {
		id: chart.id,
		kind: chart.kind,
		title: chart.title,
		unit: chart.unit,
		denominators: chart.wholes,
		notes: chart.notes,
		categories: chart.categories.map(({ id, label }) => ({ id, label })),
		series: chart.series
	}
});
