// SPDX-License-Identifier: Apache-2.0
// A chart as data, in the words of one reader: what is counted, of what, over which wholes. From it come the drawing, the table beside it and every
// file; none of them knows more than stands here. Pure.

export const chartKinds = ['bars', 'columns', 'share', 'matrix', 'dots', 'map'] as const;
export type ChartKind = (typeof chartKinds)[number];

export interface Category {
	id: string;
	label: string;
	/** The list behind its figures. */
	href?: string;
}

export interface Series {
	id: string;
	label: string;
	/** Exact decimals, one for each category; null where nothing is known. */
	values: (string | null)[];
}

/** A whole that shares are reckoned over, or a part that is left out of it: named, so that nobody mistakes one for another. */
export interface Whole {
	label: string;
	count: number;
}

export interface Chart {
	/** Names it within its figure, in addresses and in names of files. */
	id: string;
	kind: ChartKind;
	title: string;
	/** Heads the column of the categories. */
	head: string;
	categories: Category[];
	series: Series[];
	/** What is counted: reports, tonnes, US dollars. */
	unit: string;
	wholes: Whole[];
	notes: string[];
	/** What a full bar stands for; without it the longest bar is full. Of a share: each row is a whole of its own. */
	full?: number;
	/** Of a map: lowest value of each step with its words, from few to many, where steps are not numbers. */
	steps?: { from: number; label: string }[];
	/** Of a map: the part of the world that is shown. */
	zoom?: string;
	/** Of a matrix: what the columns are. */
	across?: string;
}

/** Where a chart comes from: said below it, and in each of its files. */
export interface Origin {
	/** Permanent address, with the choices that were made. */
	address: string;
	/** Day of the data. */
	day: string;
	/** Name of the platform. */
	site: string;
	licence: string;
}

export const valueOf = (value: string | null | undefined): number => {
	const number = Number(value ?? 0);
	return Number.isFinite(number) && number > 0 ? number : 0;
};

export const sumOf = (values: readonly (string | null)[]): number => values.reduce((sum, value) => sum + valueOf(value), 0);

/** All values of one category, in the order of the series. */
export const across = (chart: Chart, at: number): (string | null)[] => chart.series.map(({ values }) => values[at] ?? null);

export const isBlank = (chart: Chart): boolean => chart.series.every(({ values }) => values.every((value) => valueOf(value) === 0));

/** Most categories that are drawn; the table has them all. */
export const mostDrawn: Record<ChartKind, number> = { bars: 12, columns: 24, share: 16, matrix: 9, dots: 20, map: 400 };

/** The chart as far as it is drawn. Of a matrix the strongest rows and columns are kept, in their order. */
export function drawnPart(chart: Chart): { chart: Chart; left: number } {
	const most = mostDrawn[chart.kind];
	if (chart.kind !== 'matrix') {
		const left = Math.max(0, chart.categories.length - most);
		if (left === 0) return { chart, left };
		return {
			left,
			chart: {
				...chart,
				categories: chart.categories.slice(0, most),
				series: chart.series.map((series) => ({ ...series, values: series.values.slice(0, most) }))
			}
		};
	}
	const strongest = (sums: number[]) =>
		sums
			.map((sum, at) => ({ sum, at }))
			.toSorted((a, b) => b.sum - a.sum || a.at - b.at)
			.slice(0, most)
			.map(({ at }) => at)
			.toSorted((a, b) => a - b);
	const rows = strongest(chart.categories.map((_, at) => sumOf(across(chart, at))));
	const columns = strongest(chart.series.map(({ values }) => sumOf(values)));
	return {
		left: chart.categories.length - rows.length + chart.series.length - columns.length,
		chart: {
			...chart,
			categories: rows.flatMap((at) => chart.categories[at] ?? []),
			series: columns.flatMap((at) => {
				const series = chart.series[at];
				return series ? [{ ...series, values: rows.map((row) => series.values[row] ?? null) }] : [];
			})
		}
	};
}
