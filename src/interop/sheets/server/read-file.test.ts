// SPDX-License-Identifier: Apache-2.0
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { csv } from '#api/csv.ts';
import { type ReadSheet, sheetLimits } from '../read-sheet.ts';
import { xlsx } from '../xlsx.ts';
import { readFile } from './read-file.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook by hand, so that it can hold what our own writer never writes. */
function workbook(
	rows: string,
	more: { strings?: string; extra?: Record<string, Uint8Array>; sheets?: string; parts?: Record<string, string> } = {}
) {
	const parts: Record<string, string> = {
		'[Content_Types].xml': '<Types/>',
		'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${more.sheets ?? '<sheet name="One" r:id="r1"/>'}</sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${relations}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="r3" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
		'xl/worksheets/sheet2.xml': `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>second</t></is></c></row></sheetData></worksheet>`,
		...(more.strings ? { 'xl/sharedStrings.xml': `<sst xmlns="${main}">${more.strings}</sst>` } : {}),
		...more.parts
	};
	return zipSync({ ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), ...more.extra });
}
const rowsOf = async (bytes: Uint8Array) => ((await readFile(bytes)) as ReadSheet[])[0]?.rows;

describe('a workbook', () => {
	test('of our own comes back as it was, in every script', async () => {
		const texts = ['=1+1', 'مرحبا\nبكم', '汞', '  two  spaces ', 'a < b & c', 'x'.repeat(6000)];
		const file = await xlsx({
			name: 'W',
			rtl: true,
			columns: [{ head: 'Key' }, { head: 'Arabic (ar)' }],
			rows: texts.map((text, at) => [`k${at}`, text])
		});
		const rows = await rowsOf(file);
		expect(rows?.[0]).toEqual({ number: 1, cells: ['Key', 'Arabic (ar)'] });
		expect(rows?.slice(1).map(({ cells }) => cells[1])).toEqual(texts);
	});
	test('shared, rich and inline texts, numbers, gaps, and places that are not said', async () => {
		const strings =
			'<si><t>plain</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>aloud</t></rPh></si><si><t>a_x000D_&#10;b &amp; <![CDATA[<c>]]></t></si>';
		const rows = await rowsOf(
			workbook(
				'<row r="3"><c r="B3" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="F3" t="s"><v>2</v></c></row><row><c><v>2030</v></c><c><v>1.50</v></c><c t="b"><v>1</v></c></row><row r="9"/>',
				{ strings }
			)
		);
		expect(rows).toEqual([
			{ number: 3, cells: [undefined, 'plain', 'rich text', undefined, undefined, 'a\r\nb & <c>'] },
			{ number: 4, cells: ['2030', '1.5', 'TRUE'] }
		]);
	});
	test('of a formula the value beside it is taken and nothing is run; without one the cell is told', async () => {
		const rows = await rowsOf(
			workbook(
				'<row r="1"><c r="A1" t="str"><f>CONCAT("a","b")</f><v>ab</v></c><c r="B1"><f>HYPERLINK("http://x.test")</f></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>X</f><v></v></c></row>'
			)
		);
		expect(rows?.[0]?.cells).toEqual(['ab', { error: 'f(x)' }, { error: '#DIV/0!' }, { error: 'f(x)' }]);
	});
	test('sheets come in their order, hidden ones are left out', async () => {
		const file = workbook('<row r="1"><c r="A1"><v>1</v></c></row>', {
			sheets: '<sheet name="H" state="veryHidden" r:id="r1"/><sheet name="Two" r:id="r2"/>'
		});
		expect(await readFile(file)).toEqual([{ name: 'Two', rows: [{ number: 1, cells: ['second'] }] }]);
	});
});

describe('a file that is no good', () => {
	const good = workbook('<row r="1"><c r="A1"><v>1</v></c></row>');
	test('empty, too large, cut off, of another kind', async () => {
		expect(await readFile(new Uint8Array())).toBe('empty');
		expect(await readFile(new Uint8Array(10 * 1024 * 1024))).toBe('too-large');
		for (let at = 4; at < good.length; at += 37) expect(await readFile(good.slice(0, at)), String(at)).toMatch(/^(broken|not-a-sheet)$/);
		expect(await readFile(strToU8('%PDF-1.7 …'))).toBe('not-a-sheet');
		expect(await readFile(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).toBe('not-a-sheet');
		expect(await readFile(strToU8('<html><table>'))).toBe('not-a-sheet');
		expect(await readFile(zipSync({ 'word/document.xml': strToU8('<w/>') }))).toBe('not-a-sheet');
		expect(await readFile(zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': strToU8('<o/>') }))).toBe(
			'not-a-sheet'
		);
	});
	test('one that could run a program', async () => {
		expect(await readFile(workbook('', { extra: { 'xl/vbaProject.bin': new Uint8Array(4) } }))).toBe('not-a-sheet');
	});
	test('one that unpacks to far more than it should, or nests without end, or defines entities', async () => {
		const bomb = workbook('', { parts: { 'xl/worksheets/sheet1.xml': '<worksheet>'.padEnd(60 * 1024 * 1024, ' ') } });
		expect(bomb.length).toBeLessThan(sheetLimits.bytes);
		expect(await readFile(bomb)).toBe('bomb');
		expect(await readFile(workbook('<x>'.repeat(5000) + '</x>'.repeat(5000)))).toBe('bomb');
		const laughing = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>';
		expect(await readFile(workbook('', { parts: { 'xl/worksheets/sheet1.xml': laughing } }))).toBe('broken');
		expect(await readFile(workbook('<row r="1"><c t="s"><v>7</v></c></row>'))).toBe('broken');
	});
	test('too many lines', async () => {
		const lines = (count: number) => workbook('<row><c><v>1</v></c></row>'.repeat(count));
		expect(await rowsOf(lines(sheetLimits.rows))).toHaveLength(sheetLimits.rows);
		expect(await readFile(lines(sheetLimits.rows + 1))).toBe('too-many-rows');
		expect(await readFile(strToU8('a\n'.repeat(sheetLimits.rows + 1)))).toBe('too-many-rows');
	});
	test('bytes changed anywhere never make it throw', async () => {
		const known = unzipSync(good);
		expect(Object.keys(known)).toContain('xl/workbook.xml');
		for (let at = 0; at < good.length; at += 3) {
			const spoilt = good.slice();
			spoilt[at] = (spoilt[at] as number) ^ 0x5a;
			const read = await readFile(spoilt);
			expect(typeof read === 'string' || Array.isArray(read), String(at)).toBe(true);
		}
	});
});

describe('comma-separated text', () => {
	const rows = (text: string) => rowsOf(strToU8(text));
	test('commas, semicolons and tabs; a mark of UTF-8 or none; line ends of every kind', async () => {
		for (const separator of [',', ';', '\t'])
			for (const end of ['\n', '\r\n', '\r'])
				for (const mark of ['', '\ufeff'])
					expect(await rows(`${mark}key${separator}fr${end}a${separator}"x${separator}""y""${end}z"${end}${end}b${separator}`)).toEqual([
						{ number: 1, cells: ['key', 'fr'] },
						{ number: 2, cells: ['a', `x${separator}"y"${end}z`] },
						{ number: 4, cells: ['b', ''] }
					]);
		expect(await rows('sep=;\nkey;fr\n')).toEqual([{ number: 2, cells: ['key', 'fr'] }]);
	});
	test('what our own writer guards against spreadsheets comes back bare, and nothing is run', async () => {
		const texts = ['=1+1', '+49', '@SUM(A1)', '-cmd|calc', "'quoted'", '-5', "it's"];
		expect((await rows(csv(texts.map((text) => ['k', text]))))?.map(({ cells }) => cells[1])).toEqual(texts);
	});
	test('what Excel saves as Unicode text', async () => {
		const little = Buffer.from('\ufeffkey\tfr\r\nа\té "汞"\r\n', 'utf16le');
		for (const bytes of [little, Buffer.from(little).swap16()])
			expect(await rowsOf(bytes)).toEqual([
				{ number: 1, cells: ['key', 'fr'] },
				{ number: 2, cells: ['а', 'é "汞"'] }
			]);
	});
	test('another encoding, a quote that never closes', async () => {
		expect(await readFile(new Uint8Array([0x6b, 0xe9, 0x3b]))).toBe('not-utf8');
		expect(await readFile(new Uint8Array([0xff, 0xfe, 0x6b, 0x00, 0x00, 0xd8, 0x41, 0x00]))).toBe('not-utf8');
		expect(await readFile(new Uint8Array([0x6b, 0x00, 0x6b]))).toBe('not-a-sheet');
		expect(await readFile(strToU8('key,fr\na,"half'))).toBe('broken');
	});
});
