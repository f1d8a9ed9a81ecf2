// SPDX-License-Identifier: Apache-2.0
// Columns over time, of one series or of several on top of one another. Later is further along the line, whichever way it runs. Pure.
import { number } from '../intl.ts';
import { across, type Chart, sumOf, valueOf } from './chart.ts';
import { cut, type Drawing, lengthOf, type Mark, rounded } from './marks.ts';
import { type Hand, paintOf, short, ticksTo } from './scales.ts';

const [top, bottom] = [18, 218];
/** Letters of the name of a column. */
const longest = 14;

export function columns(chart: Chart, { language }: Hand): Drawing {
	const sums = chart.categories.map((_, at) => sumOf(across(chart, at)));
	const axis = ticksTo(Math.max(0, ...sums));
	const y = (value: number) => rounded(bottom - (value / axis.top) * (bottom - top));
	const names = axis.ticks.map((tick) => number(language, tick, 3));
	/** Room for the numbers of the axis. */
	const begin = 3 + Math.max(1, ...names.map(lengthOf)) * 2.2;
	const step = (100 - begin) / Math.max(1, chart.categories.length);
	const every = Math.max(1, Math.ceil((Math.max(1, ...chart.categories.map(({ label }) => Math.min(longest, lengthOf(label)))) * 2.3) / step));
	const marks: Mark[] = axis.ticks.flatMap((tick, at): Mark[] => [
		{ is: 'line', x1: rounded(begin), x2: 100, y1: y(tick), y2: y(tick), paint: 'line' },
		{ is: 'text', x: rounded(begin - 1), y: y(tick) + 4, text: names[at] ?? '', anchor: 'end', paint: 'soft', size: 12 }
	]);
	chart.categories.forEach((category, at) => {
		const x = begin + at * step + step * 0.14;
		let under = 0;
		across(chart, at).forEach((value, of) => {
			const height = valueOf(value);
			if (height === 0) return;
			marks.push({
				is: 'rect',
				x: rounded(x),
				y: y(under + height),
				width: rounded(step * 0.72),
				height: rounded(y(under) - y(under + height)),
				paint: paintOf(of),
				says: [category.label, chart.series.length > 1 ? chart.series[of]?.label : '', short(language, value)].filter(Boolean).join(' – ')
			});
			under += height;
		});
		const said = short(language, String(rounded(sums[at] ?? 0)));
		if ((sums[at] ?? 0) > 0 && lengthOf(said) * 2.4 < step * every)
			marks.push({ is: 'text', x: rounded(x + step * 0.36), y: y(under) - 5, text: said, anchor: 'middle', paint: 'ink', strong: true, size: 12 });
		if (at % every === 0)
			marks.push({
				is: 'text',
				x: rounded(x + step * 0.36),
				y: bottom + 18,
				text: cut(category.label, longest),
				anchor: 'middle',
				paint: 'ink',
				size: 12
			});
	});
	return { height: bottom + 26, marks };
}
