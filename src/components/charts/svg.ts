// SPDX-License-Identifier: Apache-2.0
// A chart as an SVG file that stands by itself: colours and letters are written at each mark, since no style sheet comes along. Pure.
import type { Reader } from '#text/message.ts';
import type { Chart, Origin } from './chart.ts';
import { described } from './draw.ts';
import type { Mark, Paint } from './marks.ts';
import { edge, palette, paper } from './palette.ts';
import { margin, poster, posterWidth } from './poster.ts';

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export const escaped = (text: string): string =>
	text.replace(unprintable, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Who has no value is hatched, so that it is told from a low one without colour. */
const fill = (paint: Paint): string => (paint === 'land' ? 'url(#no-value)' : palette[paint]);
const edged = (paint: Paint): string => (paint === 'none' ? ` stroke="${edge}" stroke-width="0.8"` : ` stroke="${paper}" stroke-width="1"`);
const said = (says: string | undefined): string => (says ? `<title>${escaped(says)}</title>` : '');

function written(mark: Mark, unit: '%' | ''): string {
	switch (mark.is) {
		case 'rect':
			return `<rect x="${mark.x}${unit}" y="${mark.y}" width="${mark.width}${unit}" height="${mark.height}" fill="${fill(mark.paint)}"${edged(mark.paint)}>${said(mark.says)}</rect>`;
		case 'line':
			return `<line x1="${mark.x1}${unit}" x2="${mark.x2}${unit}" y1="${mark.y1}" y2="${mark.y2}" stroke="${palette[mark.paint]}" stroke-width="${mark.paint === 'line' ? 1 : 3}"/>`;
		case 'dot':
			return `<circle cx="${mark.x}${unit}" cy="${mark.y}" r="${mark.r}" fill="${fill(mark.paint)}"${edged(mark.paint)}>${said(mark.says)}</circle>`;
		case 'path':
			return `<path d="${mark.d}" fill="${fill(mark.paint)}"${edged(mark.paint)}>${said(mark.says)}</path>`;
		case 'text':
			return `<text x="${mark.x}${unit}" y="${mark.y}"${mark.dx ? ` dx="${mark.dx}"` : ''} font-size="${mark.size ?? 14}"${mark.strong ? ' font-weight="700"' : ''} text-anchor="${mark.anchor}" fill="${palette[mark.paint]}">${escaped(mark.text)}</text>`;
	}
}

const families: Record<string, string> = {
	ar: "'Noto Sans Arabic', 'Segoe UI', Tahoma, Amiri, sans-serif",
	zh: "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
};

export function svgOf(chart: Chart, origin: Origin, reader: Reader): string {
	const { language, direction } = reader;
	const { height, parts } = poster(chart, origin, reader);
	const inner = posterWidth - 2 * margin;
	const drawn = parts.map(({ top, drawing, height: tall }) => {
		const box = drawing.box ? ` viewBox="${drawing.box.join(' ')}" preserveAspectRatio="xMidYMid meet"` : '';
		const marks = drawing.marks.map((mark) => written(mark, drawing.box ? '' : '%')).join('');
		return `<svg x="${margin}" y="${top}" width="${inner}" height="${tall}"${box} overflow="${drawing.box ? 'hidden' : 'visible'}">${marks}</svg>`;
	});
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${posterWidth}" height="${height}" viewBox="0 0 ${posterWidth} ${height}" role="img" aria-labelledby="title description" xml:lang="${language}" lang="${language}" direction="${direction}" font-family="${families[language] ?? "'Noto Sans', 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"}">`,
		`<title id="title">${escaped(chart.title)}</title><desc id="description">${escaped(described(chart, reader))}</desc>`,
		`<defs><pattern id="no-value" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0h6v6H0z" fill="${palette.land}"/><path d="M-1 1l2 -2M0 6l6 -6M5 7l2 -2" stroke="${edge}" stroke-width="0.7"/></pattern></defs>`,
		`<rect width="${posterWidth}" height="${height}" fill="${paper}"/>`,
		...drawn,
		'</svg>',
		''
	].join('\n');
}
