// SPDX-License-Identifier: Apache-2.0
// A chart as it leaves the page: with its title, what it is counted over, its legend, its notes, and where it comes from. Pure.
import { day } from '../intl.ts';
import { figure } from '../kinds/wording.ts';
import type { Reader } from '#text/message.ts';
import { type Chart, drawnPart, type Origin } from './chart.ts';
import { draw, legendOf } from './draw.ts';
import { type Drawing, lines, type Mark, mirrored } from './marks.ts';

export const posterWidth = 800;
export const margin = 24;

/** Parts from top to bottom; each brings its own measure. */
export interface Poster {
	height: number;
	parts: { top: number; drawing: Drawing; height: number }[];
}

const letters = 100;

export function poster(chart: Chart, origin: Origin, reader: Reader): Poster {
	const { t, language, direction } = reader;
	const parts: Poster['parts'] = [];
	let top = margin;
	const add = (drawing: Drawing, height = drawing.height) => {
		parts.push({ top, drawing: direction === 'rtl' ? mirrored(drawing) : drawing, height });
		top += height;
	};
	const text = (words: string, { size = 13, strong = false, paint = 'ink' as 'ink' | 'soft', tall = 20 } = {}) => {
		const found = lines(words, Math.floor((letters * 13) / size));
		add({
			height: found.length * tall,
			marks: found.map((line, at): Mark => ({ is: 'text', x: 0, y: at * tall + size, text: line, anchor: 'start', paint, strong, size }))
		});
	};
	text(chart.title, { size: 18, strong: true, tall: 26 });
	const wholes = chart.wholes.map(({ label, count }) => `${label}: ${figure(language, String(count))}`);
	text([`${t('dashboards.chart.unit')}: ${chart.unit}`, ...wholes].join(' · '), { paint: 'soft' });
	top += 10;
	for (const { label, paint } of legendOf(chart, reader))
		add({
			height: 22,
			marks: [
				{ is: 'rect', x: 0, y: 2, width: 2, height: 15, paint },
				{ is: 'text', x: 3, y: 15, text: lines(label, letters - 8)[0] ?? '', anchor: 'start', paint: 'ink' }
			]
		});
	top += 8;
	const drawing = draw(chart, reader);
	// It is mirrored already where it is to be.
	const [, , width, height] = drawing.box ?? [0, 0, 0, 0];
	const tall = drawing.box ? Math.round(((posterWidth - 2 * margin) * height) / width) : drawing.height;
	parts.push({ top, drawing, height: tall });
	top += tall + 12;
	const { left } = drawnPart(chart);
	if (left > 0) text(t('dashboards.chart.left', { count: left }), { paint: 'soft' });
	for (const note of chart.notes) text(note, { paint: 'soft' });
	if (chart.kind === 'map') text(`${t('look.map.disclaimer')} ${t('look.map.source')}`, { paint: 'soft', size: 12, tall: 17 });
	top += 6;
	text(`${origin.site} · ${t('dashboards.day', { day: day(language, origin.day) })} · ${origin.licence}`, { paint: 'soft', size: 12, tall: 17 });
	text(origin.address, { paint: 'soft', size: 12, tall: 17 });
	return { height: top + margin, parts };
}
