// SPDX-License-Identifier: Apache-2.0
// Bars from the start of the line: one a category, of one series or of several laid end to end; shares, of which each row is a whole; and dots for
// amounts. Each has its words above it, so that long answers in any language have the whole width. Pure.
import { across, type Chart, sumOf, valueOf } from './chart.ts';
import { cut, type Drawing, lengthOf, type Mark, rounded } from './marks.ts';
import { type Hand, onPaint, paintOf, short } from './scales.ts';

const line = 46;
const thick = 18;
/** Letters of a label that a telephone has room for. */
const longest = 44;

/** Per cent of the width that is left for the number at the end. */
const room = (chart: Chart, { language }: Hand): number => {
	const widest = Math.max(
		0,
		...chart.categories.map((_, at) =>
			lengthOf(chart.series.length > 1 ? short(language, String(sumOf(across(chart, at)))) : short(language, chart.series[0]?.values[at] ?? null))
		)
	);
	return Math.max(60, 97 - widest * 2.6);
};

const labelOf = (label: string, top: number): Mark => ({ is: 'text', x: 0, y: top + 15, text: cut(label, longest), anchor: 'start', paint: 'ink' });

export function bars(chart: Chart, hand: Hand): Drawing {
	const { language } = hand;
	const most = Math.max(chart.full ?? 0, ...chart.categories.map((_, at) => sumOf(across(chart, at))));
	const full = room(chart, hand);
	const marks = chart.categories.flatMap((category, at): Mark[] => {
		const top = at * line;
		const values = across(chart, at);
		let from = 0;
		const laid = values.flatMap((value, of): Mark[] => {
			const width = most > 0 ? (valueOf(value) / most) * full : 0;
			if (width === 0) return [];
			const x = from;
			from += width;
			const name = chart.series[of]?.label ?? '';
			const said = short(language, value);
			return [
				{
					is: 'rect',
					x: rounded(x),
					y: top + 22,
					width: rounded(width),
					height: thick,
					paint: paintOf(of),
					says: chart.series.length > 1 ? `${category.label} – ${name}: ${said}` : `${category.label}: ${said}`
				},
				...(chart.series.length > 1 && width > lengthOf(said) * 2.6 + 2
					? [{ is: 'text', x: rounded(x + width / 2), y: top + 35, text: said, anchor: 'middle', paint: onPaint(of), size: 12 } satisfies Mark]
					: [])
			];
		});
		const total = chart.series.length > 1 ? String(rounded(sumOf(values))) : (values[0] ?? null);
		return [
			labelOf(category.label, top),
			{ is: 'rect', x: 0, y: top + 22, width: rounded(full), height: thick, paint: 'track' },
			...laid,
			{ is: 'text', x: rounded(from), dx: 6, y: top + 36, text: short(language, total), anchor: 'start', paint: 'ink', strong: true }
		];
	});
	return { height: Math.max(1, chart.categories.length) * line, marks };
}

/** Each row is a whole: how it is divided, and over how many. */
export function shares(chart: Chart, { language }: Hand): Drawing {
	const marks = chart.categories.flatMap((category, at): Mark[] => {
		const top = at * line;
		const values = across(chart, at);
		const whole = sumOf(values);
		let from = 0;
		const laid = values.flatMap((value, of): Mark[] => {
			const width = whole > 0 ? (valueOf(value) / whole) * 100 : 0;
			if (width === 0) return [];
			const x = from;
			from += width;
			const said = short(language, value);
			return [
				{
					is: 'rect',
					x: rounded(x),
					y: top + 22,
					width: rounded(width),
					height: thick,
					paint: paintOf(of),
					says: `${category.label} – ${chart.series[of]?.label ?? ''}: ${said}`
				},
				...(width > lengthOf(said) * 2.6 + 2
					? [{ is: 'text', x: rounded(x + width / 2), y: top + 35, text: said, anchor: 'middle', paint: onPaint(of), size: 12 } satisfies Mark]
					: [])
			];
		});
		return [
			labelOf(category.label, top),
			{ is: 'text', x: 100, y: top + 15, text: short(language, String(rounded(whole))), anchor: 'end', paint: 'soft' },
			{ is: 'rect', x: 0, y: top + 22, width: 100, height: thick, paint: 'track' },
			...laid
		];
	});
	return { height: Math.max(1, chart.categories.length) * line, marks };
}

/** One amount a row, as a dot on a line from nothing. */
export function amounts(chart: Chart, hand: Hand): Drawing {
	const [series] = chart.series;
	const most = Math.max(0, ...(series?.values ?? []).map(valueOf));
	const full = room(chart, hand);
	const marks = chart.categories.flatMap((category, at): Mark[] => {
		const top = at * 36;
		const value = series?.values[at] ?? null;
		const x = rounded(1 + (most > 0 ? (valueOf(value) / most) * (full - 1) : 0));
		const said = short(hand.language, value);
		return [
			labelOf(category.label, top - 2),
			{ is: 'line', x1: 0, x2: rounded(full), y1: top + 25, y2: top + 25, paint: 'line' },
			...(value === null
				? []
				: [
						{ is: 'line', x1: 0, x2: x, y1: top + 25, y2: top + 25, paint: 'series-1' } satisfies Mark,
						{ is: 'dot', x, y: top + 25, r: 6, paint: 'series-1', says: `${category.label}: ${said}` } satisfies Mark
					]),
			{ is: 'text', x, dx: 11, y: top + 30, text: said, anchor: 'start', paint: 'ink', strong: true }
		];
	});
	return { height: Math.max(1, chart.categories.length) * 36 + 4, marks };
}
