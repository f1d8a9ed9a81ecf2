// SPDX-License-Identifier: Apache-2.0
import { strFromU8, unzipSync } from 'fflate';
import readSheet from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { sheetName, xlsx } from './xlsx.ts';

const read = async (file: Uint8Array) => {
	const [sheet] = await readSheet(Buffer.from(file));
	return { name: sheet?.sheet, rows: sheet?.data };
};

it('gives back what was put in, days as days', async () => {
	const file = await xlsx({
		name: 'سجل: الإعفاءات',
		rtl: true,
		above: [['المصدر', 'https://exchange.test']],
		columns: [{ head: 'الطرف', width: 30 }, { head: 'العدد' }, { head: 'اليوم' }, { head: 'نعم' }],
		rows: [
			['غانا', 3, { day: '2025-12-31' }, true],
			['سويسرا', null, { day: '1800-01-01' }, false]
		]
	});
	const { name, rows } = await read(file);
	expect(name).toBe('سجل الإعفاءات');
	expect(rows?.slice(2)).toEqual([
		['الطرف', 'العدد', 'اليوم', 'نعم'],
		['غانا', 3, new Date('2025-12-31T00:00:00Z'), true],
		['سويسرا', null, '1800-01-01', false]
	]);
	const sheet = strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] as Uint8Array);
	expect(sheet).toMatch(/rightToLeft="1"/);
	expect(sheet).toMatch(/<pane[^>]*ySplit="3"[^>]*state="frozen"/);
});

it('writes text as text: nothing is run, nothing breaks the file', async () => {
	const bad = ['=1+1', '+cmd|calc', '@SUM(A1)', '-5', '\u0000null & <b>"', '\ud800half', 'x'.repeat(40_000)];
	const file = await xlsx({ name: '[a]:*?/\\', rtl: false, columns: [{ head: '=A1' }], rows: bad.map((each) => [each]) });
	const { name, rows } = await read(file);
	expect(name).toBe('a');
	const texts = rows?.flat() as string[];
	expect(texts.slice(0, 6)).toEqual(['=A1', '=1+1', '+cmd|calc', '@SUM(A1)', '-5', 'null & <b>"']);
	expect(texts[6]).toMatch(/half$/);
	expect(texts[7]).toHaveLength(32_767);
	expect(strFromU8(unzipSync(file)['xl/worksheets/sheet1.xml'] as Uint8Array)).not.toContain('<f');
});

it('names a sheet as a workbook allows', () => {
	expect(sheetName("  'Exemptions: products (Annex A), every Party'")).toBe('Exemptions products (Annex A),');
	expect(sheetName('//')).toBe('Sheet');
});

it('takes several tables, a sheet each, and tells apart those of one name', async () => {
	const sheet = (name: string, value: string) => ({ name, rtl: false, columns: [{ head: 'Column' }], rows: [[value]] });
	const file = await xlsx(sheet('Table', 'one'), sheet('TABLE', 'two'), sheet('x'.repeat(40), 'three'), sheet('x'.repeat(40), 'four'));
	const sheets = await readSheet(Buffer.from(file));
	expect(sheets.map((each) => each.sheet)).toEqual(['Table', 'TABLE (2)', 'x'.repeat(31), `${'x'.repeat(26)} (2)`]);
	expect(sheets.map((each) => each.data[1]?.[0])).toEqual(['one', 'two', 'three', 'four']);
});
