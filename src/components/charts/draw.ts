// SPDX-License-Identifier: Apache-2.0
// From a chart to its drawing, its legend and the words that tell both to whoever does not see them. Pure.
import type { Reader } from '#text/message.ts';
import { amounts, bars, shares } from './bars.ts';
import { type Chart, type ChartKind, drawnPart, isBlank, sumOf, across, valueOf } from './chart.ts';
import { columns } from './columns.ts';
import { map, stepPaint, stepsOf } from './map.ts';
import { type Drawing, mirrored, type Paint, rounded } from './marks.ts';
import { matrix } from './matrix.ts';
import { type Hand, paintOf, short } from './scales.ts';

const drawings: Record<ChartKind, (chart: Chart, hand: Hand) => Drawing> = { bars, share: shares, dots: amounts, columns, matrix, map };

export function draw(chart: Chart, { language, direction }: Pick<Reader, 'language' | 'direction'>): Drawing {
	const drawing = drawings[chart.kind](drawnPart(chart).chart, { language });
	return direction === 'rtl' ? mirrored(drawing) : drawing;
}

export interface Key {
	label: string;
	paint: Paint;
}

/** What the colours stand for; nothing where there is one. */
export function legendOf(chart: Chart, { t, language }: Reader): Key[] {
	if (chart.kind === 'matrix') return [];
	if (chart.kind !== 'map')
		return chart.series.length > 1 || chart.kind === 'share' ? chart.series.map(({ label }, at) => ({ label, paint: paintOf(at) })) : [];
	const steps = stepsOf(chart);
	const whole = steps.every(Number.isInteger);
	const said = (value: number) => short(language, String(rounded(value)));
	const range = (at: number): string => {
		const worded = chart.steps?.[at];
		if (worded) return worded.label;
		const [from = 0, next] = [steps[at], steps[at + 1]];
		if (!whole) return next === undefined ? t('look.map.from', { from: said(from) }) : t('look.map.range', { from: said(from), to: said(next) });
		if (next === undefined) return from === 1 && steps.length === 1 ? said(1) : t('look.map.from', { from: said(from) });
		return next - from === 1 ? said(from) : t('look.map.range', { from: said(from), to: said(next - 1) });
	};
	return [
		...steps.map((_, at) => ({ label: range(at), paint: stepPaint(steps, at + 1) })),
		{ label: t('dashboards.map.nothing'), paint: 'land' as const },
		{ label: t('look.map.others'), paint: 'none' as const }
	];
}

/** What the drawing shows, in a sentence or two: for whoever hears it. */
export function described(chart: Chart, { t, language }: Reader): string {
	if (isBlank(chart)) return t('dashboards.chart.blank');
	const kind = t(`dashboards.chart.kind.${chart.kind}`, { count: chart.categories.length });
	const totals = chart.categories.map(({ label }, at) => ({ label, sum: sumOf(across(chart, at)) })).toSorted((a, b) => b.sum - a.sum);
	const [most] = totals;
	const told =
		chart.kind !== 'share' && most ? t('dashboards.chart.most', { name: most.label, value: short(language, String(rounded(most.sum))) }) : '';
	return [kind, `${t('dashboards.chart.unit')}: ${chart.unit}.`, told, t('dashboards.chart.table')].filter(Boolean).join(' ');
}

/** The table beside a chart: a head and lines of texts, with numbers as they were said. */
export interface ChartTable {
	heads: string[];
	rows: { category: { label: string; href?: string }; cells: (string | null)[] }[];
}

export function tableOf(chart: Chart, { t }: Reader): ChartTable {
	const total = chart.series.length > 1 && chart.kind !== 'matrix';
	return {
		heads: [chart.head, ...chart.series.map(({ label }) => label), ...(total ? [t('dashboards.total')] : [])],
		rows: chart.categories.flatMap(({ label, href }, at) => {
			const cells = across(chart, at);
			// Of a map only what has a value is worth a line, but the word for whoever has none stands in the legend.
			if (chart.kind === 'map' && cells.every((cell) => valueOf(cell) === 0)) return [];
			return [
				{
					category: { label, ...(href ? { href } : {}) },
					cells: [...cells, ...(total ? [String(rounded(sumOf(cells)))] : [])]
				}
			];
		})
	};
}
