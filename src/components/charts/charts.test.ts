// SPDX-License-Identifier: Apache-2.0
// Charts as data and as drawings: what is counted over what, what is drawn of it, and that every file is well-formed in every language and direction.
import { readFile } from 'node:fs/promises';
import { validateXML } from 'xmllint-wasm';
import { describe, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { type Chart, type ChartKind, chartKinds, drawnPart, isBlank } from './chart.ts';
import { valueRows } from './chart-rows.ts';
import { described, draw, legendOf, tableOf } from './draw.ts';
import { isZoom, stepsOf, zooms } from './map.ts';
import { cut, lengthOf, lines, mirrored } from './marks.ts';
import { embedded, embeddedXml, oembedAddress } from './oembed.ts';
import { palette } from './palette.ts';
import { timesOf } from './performance-charts.ts';
import { pngOf } from './png.server.ts';
import { svgOf } from './svg.ts';

const origin = { address: 'https://example.org/a?b=1&c=2', day: '2026-11-24', site: 'Exchange', licence: 'Name the source.' };

const chart = (kind: ChartKind, more: Partial<Chart> = {}): Chart => ({
	id: 'x',
	kind,
	title: 'What is said <of> "mercury" & trade',
	head: 'Answer',
	categories: [
		{ id: 'GHA', label: 'Ghana' },
		{ id: 'PER', label: 'بيرو – a name that is far too long to stand above any bar on a telephone' },
		{ id: 'ATG', label: '安提瓜和巴布达' }
	],
	series:
		kind === 'dots' || kind === 'map'
			? [{ id: 'amount', label: 'Sum', values: ['12.5', null, '0.003'] }]
			: [
					{ id: 'africa', label: 'Africa', values: ['3', '0', '1'] },
					{ id: 'grulac', label: 'Latin America', values: ['1', '2', null] }
				],
	unit: 'Reports',
	wholes: [{ label: 'Parties bound', count: 130 }],
	notes: ['Synthetic.'],
	...more
});
const empty = (kind: ChartKind) => chart(kind, { categories: [], series: [] });
const one = (kind: ChartKind) => chart(kind, { categories: [{ id: 'GHA', label: 'Ghana' }], series: [{ id: 'a', label: 'A', values: ['1'] }] });
const odd = (kind: ChartKind) => chart(kind, { series: [{ id: 'a', label: 'A', values: ['-3', 'NaN', '1e3000'] }] });

describe.each(chartKinds)('%s', (kind) => {
	test('is drawn within its width, with numbers alone, whatever there is to draw', async () => {
		for (const language of ['en', 'ar'] as const) {
			const reader = await readerIn(language);
			for (const each of [chart(kind), empty(kind), one(kind), odd(kind)]) {
				const drawing = draw(each, reader);
				for (const mark of drawing.marks) {
					for (const value of Object.values(mark)) if (typeof value === 'number') expect(Number.isFinite(value), JSON.stringify(mark)).toBe(true);
					if (mark.is === 'rect')
						expect([mark.x >= -0.02, mark.x + mark.width <= 100.02, mark.width >= 0, mark.height >= 0]).toEqual(Array(4).fill(true));
				}
			}
		}
	});

	test('is the same turned round for who reads from right to left; a map is not', async () => {
		const [en, ar] = [draw(chart(kind), await readerIn('en')), draw(chart(kind), { language: 'en', direction: 'rtl' })];
		expect(ar.marks.length).toBe(en.marks.length);
		if (kind === 'map') expect(ar).toEqual(en);
		else expect(mirrored(ar).marks.map((mark) => mark.is)).toEqual(en.marks.map((mark) => mark.is));
		const x = ({ marks }: typeof en) => marks.flatMap((mark) => (mark.is === 'rect' ? [mark.x + mark.width / 2] : []));
		if (kind !== 'map') x(en).forEach((middle, at) => expect(100 - middle).toBeCloseTo(x(ar)[at] ?? NaN, 1));
	});

	test('is a well-formed file in six languages, with a title, a description and no style that a policy would forbid', async () => {
		for (const language of languages) {
			const svg = svgOf(chart(kind), origin, await readerIn(language));
			expect(await faults(svg)).toEqual([]);
			expect(svg).not.toMatch(/NaN|undefined|Infinity|\sstyle=|<style/);
			expect(svg).toContain(`direction="${language === 'ar' ? 'rtl' : 'ltr'}"`);
			expect(svg).toContain('<title id="title">What is said &lt;of&gt; &quot;mercury&quot; &amp; trade</title>');
			expect(svg).toMatch(/<desc id="description">[^<]{10,}<\/desc>/);
			expect(svg).toContain('2026');
		}
	});

	test('is a picture of the same size in every language', async () => {
		for (const language of ['en', 'ar', 'zh'] as const) {
			const png = Buffer.from(await pngOf(chart(kind), origin, await readerIn(language), 1));
			expect(png.subarray(1, 4).toString()).toBe('PNG');
			expect(png.readUInt32BE(16)).toBe(800);
			expect(png.length).toBeGreaterThan(3000);
		}
	});

	test('tells in words what it shows', async () => {
		for (const language of languages) {
			const reader = await readerIn(language);
			expect(described(chart(kind), reader).length).toBeGreaterThan(20);
			expect(described(empty(kind), reader)).toBe(reader.t('dashboards.chart.blank'));
		}
	});
});

/** Where a text is no XML; what it holds is nobody's question here. */
async function faults(xml: string): Promise<string[]> {
	const schema = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="x"/></xs:schema>';
	const { errors } = await validateXML({ xml: [{ fileName: 'chart.svg', contents: xml }], schema: [schema] });
	return errors.map(({ message }) => message).filter((message) => /parser error|XML is not well-formed/i.test(message));
}

test('a file that is no XML would be noticed', async () => {
	expect(await faults('<svg><title>a & b</title></svg>')).not.toEqual([]);
});

describe('the model', () => {
	test('blank is what has no value above nothing', () => {
		expect([isBlank(empty('bars')), isBlank(one('bars')), isBlank(odd('dots'))]).toEqual([true, false, true]);
	});

	test('what is too much to draw is left out of the drawing and stays in the table', async () => {
		const many = chart('bars', {
			categories: Array.from({ length: 40 }, (_, at) => ({ id: String(at), label: `Answer ${at}` })),
			series: [{ id: 'a', label: 'A', values: Array.from({ length: 40 }, () => '1') }]
		});
		expect(drawnPart(many).left).toBe(28);
		expect(tableOf(many, await readerIn('en')).rows).toHaveLength(40);
	});

	test('of a matrix the strongest rows and columns are drawn, in their order', () => {
		const ids = Array.from({ length: 12 }, (_, at) => ({ id: `P${at}`, label: `P${at}` }));
		const drawn = drawnPart(
			chart('matrix', {
				categories: ids,
				series: ids.map(({ id, label }, column) => ({ id, label, values: ids.map((_, row) => (row === column ? String(row + 1) : null)) }))
			})
		);
		expect(drawn.left).toBe(6);
		expect(drawn.chart.categories.map(({ id }) => id)).toEqual(ids.slice(3).map(({ id }) => id));
		expect(drawn.chart.series.at(-1)?.values.at(-1)).toBe('12');
	});

	test('lines for programs have every value as it was said, and nothing where nothing is known', () => {
		expect(valueRows(chart('dots')).map((row) => [row[0], row[4]])).toEqual([
			['GHA', '12.5'],
			['PER', null],
			['ATG', '0.003']
		]);
	});

	test('a map has steps for amounts of any size, a hatch for whoever has none, and points for small States', async () => {
		const reader = await readerIn('en');
		expect(stepsOf(chart('map')).length).toBe(4);
		expect(legendOf(chart('map'), reader).map(({ paint }) => paint)).toEqual(['step-1', 'step-2', 'step-3', 'step-4', 'land', 'none']);
		const marks = draw(chart('map'), reader).marks;
		expect(marks.filter((mark) => mark.is === 'dot')).toHaveLength(1);
		expect(marks.filter((mark) => mark.paint === 'land').map((mark) => 'says' in mark && mark.says)).toHaveLength(1);
		for (const zoom of Object.keys(zooms)) expect(draw(chart('map', { zoom }), reader).box).toEqual(zooms[zoom]);
		expect([isZoom('africa'), isZoom('mars'), isZoom(null)]).toEqual([true, false, false]);
	});

	test('times have no gaps: months, or years where those are many', () => {
		expect(timesOf([])).toEqual([]);
		expect(timesOf(['2025-11-30', '2026-02-01'])).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
		expect(timesOf(['2019-01-01', '2022-05-05'])).toEqual(['2019', '2020', '2021', '2022']);
	});

	test('letters are cut and broken by their width', () => {
		expect(cut('short', 10)).toBe('short');
		expect(lengthOf(cut('安提瓜和巴布达安提瓜和巴布达', 10))).toBeLessThanOrEqual(10);
		expect(lines('one two three four', 8)).toEqual(['one two', 'three', 'four']);
		expect(lines('安提瓜和巴布达', 5).length).toBeGreaterThan(1);
		expect(lines('', 8)).toEqual([]);
	});
});

test('files have the colours of the light theme', async () => {
	const css = await readFile(new URL('../look/tokens.css', import.meta.url), 'utf8');
	const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)?.[1];
	for (const name of [
		'series-1',
		'series-2',
		'series-3',
		'series-4',
		'series-5',
		'series-6',
		'step-1',
		'step-2',
		'step-3',
		'step-4',
		'land',
		'ink'
	] as const)
		expect(palette[name], name).toBe(token(name));
});

test('oEmbed: no larger than there is room for, and nothing of a title runs', () => {
	const told = embedded(
		{ title: '"><script>', frame: 'https://x.org/f?a=1&b=2', site: 'S', origin: 'https://x.org' },
		{ maxwidth: '400', maxheight: 'no' }
	);
	expect(told).toMatchObject({ version: '1.0', type: 'rich', width: 400, height: 640 });
	expect(told.html).not.toContain('<script>');
	expect(embeddedXml(told)).toContain('&lt;iframe src=&quot;https://x.org/f?a=1&amp;amp;b=2&quot;');
	expect(oembedAddress('https://x.org', 'https://x.org/en/dashboards/reports/q3-1?cycle=2021-2024', 'xml')).toContain('url=https%3A%2F%2Fx.org');
});
