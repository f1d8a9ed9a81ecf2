// SPDX-License-Identifier: Apache-2.0
// A chart as a picture: the marks of its SVG file, painted with the fonts that come with the platform. The library is loaded with the first picture.
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { Reader } from '#text/message.ts';
import type { Chart, Origin } from './chart.ts';
import type { Mark, Paint } from './marks.ts';
import { edge, palette, paper } from './palette.ts';
import { margin, poster, posterWidth } from './poster.ts';

const faces = {
	latin: ['noto-sans/400Regular/NotoSans_400Regular.ttf', 'noto-sans/700Bold/NotoSans_700Bold.ttf'],
	arabic: ['amiri/400Regular/Amiri_400Regular.ttf', 'amiri/700Bold/Amiri_700Bold.ttf'],
	chinese: ['noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf', 'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf']
};
/** First the script of the reader, then what its fonts do not have. */
const families = { ar: 'arabic, latin, chinese', zh: 'chinese, latin, arabic' } as Record<string, string>;

async function opened() {
	const canvas = await import('@napi-rs/canvas');
	const find = createRequire(import.meta.url);
	for (const [name, files] of Object.entries(faces))
		for (const file of files) {
			const [family = '', weight = '', face = ''] = file.split('/');
			canvas.GlobalFonts.registerFromPath(resolve(dirname(find.resolve(`@expo-google-fonts/${family}/package.json`)), weight, face), `chart-${name}`);
		}
	return canvas;
}
let opening: ReturnType<typeof opened> | undefined;

export async function pngOf(chart: Chart, origin: Origin, reader: Reader, scale = 2): Promise<Uint8Array> {
	opening ??= opened();
	opening.catch(() => (opening = undefined));
	const { createCanvas, Path2D } = await opening;
	const { height, parts } = poster(chart, origin, reader);
	const canvas = createCanvas(posterWidth * scale, height * scale);
	const pen = canvas.getContext('2d');
	const hatch = createCanvas(6, 6);
	const lines = hatch.getContext('2d');
	lines.fillStyle = palette.land;
	lines.fillRect(0, 0, 6, 6);
	lines.strokeStyle = edge;
	lines.lineWidth = 0.7;
	for (const at of [-6, 0, 6]) {
		lines.beginPath();
		lines.moveTo(at, 6);
		lines.lineTo(at + 6, 0);
		lines.stroke();
	}
	const hatched = pen.createPattern(hatch, 'repeat') ?? palette.land;
	const family = (families[reader.language] ?? 'latin, chinese, arabic').replace(/\w+/g, 'chart-$&');
	pen.scale(scale, scale);
	pen.fillStyle = paper;
	pen.fillRect(0, 0, posterWidth, height);
	const inner = posterWidth - 2 * margin;
	for (const { top, drawing, height: tall } of parts) {
		pen.save();
		pen.translate(margin, top);
		if (drawing.box) {
			const [left, above, width, high] = drawing.box;
			pen.beginPath();
			pen.rect(0, 0, inner, tall);
			pen.clip();
			const fit = Math.min(inner / width, tall / high);
			pen.scale(fit, fit);
			pen.translate(-left, -above);
		}
		for (const mark of drawing.marks) paint(mark, drawing.box ? 1 : inner / 100);
		pen.restore();
	}
	return canvas.encode('png');

	function paint(mark: Mark, unit: number) {
		const fill = (of: Paint) => {
			pen.fillStyle = of === 'land' ? hatched : palette[of];
			pen.strokeStyle = of === 'none' ? edge : paper;
			pen.lineWidth = of === 'none' ? 0.8 : 1;
		};
		switch (mark.is) {
			case 'rect':
				fill(mark.paint);
				pen.fillRect(mark.x * unit, mark.y, mark.width * unit, mark.height);
				pen.strokeRect(mark.x * unit, mark.y, mark.width * unit, mark.height);
				break;
			case 'line':
				pen.strokeStyle = palette[mark.paint];
				pen.lineWidth = mark.paint === 'line' ? 1 : 3;
				pen.beginPath();
				pen.moveTo(mark.x1 * unit, mark.y1);
				pen.lineTo(mark.x2 * unit, mark.y2);
				pen.stroke();
				break;
			case 'dot':
				fill(mark.paint);
				pen.beginPath();
				pen.arc(mark.x * unit, mark.y, mark.r, 0, 2 * Math.PI);
				pen.fill();
				pen.stroke();
				break;
			case 'path': {
				fill(mark.paint);
				const path = new Path2D(mark.d);
				pen.fill(path);
				pen.stroke(path);
				break;
			}
			case 'text':
				pen.font = `${mark.strong ? '700' : '400'} ${mark.size ?? 14}px ${family}`;
				pen.direction = reader.direction;
				pen.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
				pen.fillStyle = palette[mark.paint];
				pen.fillText(mark.text, mark.x * unit + (mark.dx ?? 0), mark.y);
		}
	}
}
