// SPDX-License-Identifier: Apache-2.0
// A value for each State on a map of the world. Whoever is not asked after stays blank, whoever has no value is hatched, and small States are points.
// No shape says who is a Party of what. Pure.
import { dots, outlines, box, rest } from '../map/outlines.ts';
import { stepOf, stepsFor } from '../map/steps.ts';
import type { Chart } from './chart.ts';
import type { Drawing, Mark, Paint } from './marks.ts';
import { type Hand, short } from './scales.ts';
import { valueOf } from './chart.ts';

/** Parts of the world that one can look at: left, top, width, height of the drawing. */
export const zooms: Record<string, readonly [number, number, number, number]> = {
	world: box,
	africa: [-120, -235, 480, 470],
	americas: [-720, -420, 560, 800],
	'asia-pacific': [230, -380, 760, 640],
	europe: [-130, -440, 420, 260]
};

export const isZoom = (text: string | null): text is string => text !== null && text in zooms;

/** Lowest value of each step; of whole numbers as they lie, of amounts in quarters of the most. */
export function stepsOf(chart: Chart): number[] {
	if (chart.steps) return chart.steps.map(({ from }) => from);
	const values = (chart.series[0]?.values ?? []).map(valueOf);
	if (values.every(Number.isInteger)) return stepsFor(values);
	const most = Math.max(...values);
	return [Number.MIN_VALUE, most / 4, most / 2, (most * 3) / 4];
}

/** Four steps always use the strongest colour for the most; fewer begin further down. */
export const stepPaint = (steps: readonly number[], step: number): Paint => `step-${(step + 4 - steps.length) as 1 | 2 | 3 | 4}`;

export function map(chart: Chart, { language }: Hand): Drawing {
	const steps = stepsOf(chart);
	const [left, top, width, height] = zooms[chart.zoom ?? 'world'] ?? box;
	const known = new Set(chart.categories.map(({ id }) => id));
	const others = Object.entries(outlines)
		.filter(([id]) => !known.has(id))
		.map(([, path]) => path)
		.join('');
	const marks: Mark[] = [{ is: 'path', d: rest + others, paint: 'none' }];
	chart.categories.forEach((category, at) => {
		const value = chart.series[0]?.values[at] ?? null;
		const step = stepOf(steps, valueOf(value));
		const paint: Paint = step === 0 ? 'land' : stepPaint(steps, step);
		const says = `${category.label}: ${short(language, value)}`;
		const dot = dots[category.id];
		if (outlines[category.id]) marks.push({ is: 'path', d: outlines[category.id] ?? '', paint, says });
		else if (dot) marks.push({ is: 'dot', x: dot[0], y: dot[1], r: chart.zoom && chart.zoom !== 'world' ? 5 : 7, paint, says });
	});
	return { height, box: [left, top, width, height], marks };
}
