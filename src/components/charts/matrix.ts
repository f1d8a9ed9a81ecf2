// SPDX-License-Identifier: Apache-2.0
// From whom to whom: a cell for each pair, darker for more, with its amount in it. Pure.
import { type Chart, valueOf } from './chart.ts';
import { cut, type Drawing, type Mark, rounded } from './marks.ts';
import { type Hand, short } from './scales.ts';

const tall = 34;
const head = 30;
const names = 26;

export function matrix(chart: Chart, { language }: Hand): Drawing {
	const most = Math.max(0, ...chart.series.flatMap(({ values }) => values.map(valueOf)));
	const step = (100 - names) / Math.max(1, chart.series.length);
	const marks: Mark[] = chart.series.map((series, at) => ({
		is: 'text',
		x: rounded(names + (at + 0.5) * step),
		y: 19,
		text: cut(series.label, Math.max(3, Math.floor(step / 1.35))),
		anchor: 'middle',
		paint: 'ink',
		size: 12
	}));
	chart.categories.forEach((category, row) => {
		const y = head + row * tall;
		marks.push({ is: 'text', x: 0, y: y + 21, text: cut(category.label, 20), anchor: 'start', paint: 'ink', size: 13 });
		chart.series.forEach((series, at) => {
			const value = series.values[row] ?? null;
			const x = rounded(names + at * step);
			if (valueOf(value) === 0) {
				marks.push({ is: 'rect', x, y, width: rounded(step), height: tall, paint: 'track' });
				return;
			}
			// Amounts lie orders of magnitude apart: steps follow their roots.
			const depth = Math.max(1, Math.ceil(Math.sqrt(valueOf(value) / most) * 4)) as 1 | 2 | 3 | 4;
			const said = short(language, value);
			marks.push(
				{ is: 'rect', x, y, width: rounded(step), height: tall, paint: `step-${depth}`, says: `${category.label} → ${series.label}: ${said}` },
				{
					is: 'text',
					x: rounded(x + step / 2),
					y: y + 21,
					text: cut(said, 9),
					anchor: 'middle',
					paint: depth > 2 ? 'on-step-high' : 'on-step-low',
					size: 12
				}
			);
		});
	});
	return { height: head + Math.max(1, chart.categories.length) * tall + 2, marks };
}
