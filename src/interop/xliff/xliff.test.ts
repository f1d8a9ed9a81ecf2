// SPDX-License-Identifier: Apache-2.0
import { strToU8, zipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { readXliff, readXliffFiles, xliffLimits } from './server/read-xliff.ts';
import { type OutFile, writeXliff } from './write-xliff.ts';

const text = 'Line one <b>&"quoted"</b>\n\n- *two*\ttab\n  three  ';
const file: OutFile = {
	record: 'MC-LETTER-SEC-0001',
	original: 'https://exchange.example.org/records/MC-LETTER-SEC-0001',
	title: 'A & B',
	source: 'en',
	target: 'ar',
	version: 7,
	units: [
		{
			id: 'title',
			name: 'Subject <1>',
			notes: [{ category: 'limit', text: '300' }],
			source: 'Mercury',
			sourceMark: 'a'.repeat(64),
			target: '',
			state: 'missing'
		},
		{ id: 'body', name: 'Text', notes: [], source: text, sourceMark: 'b'.repeat(64), target: 'نص\n\nثان', state: 'reviewed' },
		{ id: 'actionRequired', name: 'Action', notes: [], source: 'Do', sourceMark: 'c'.repeat(64), target: 'افعل', state: 'machine' }
	]
};
const bytes = (xml: string): Uint8Array => strToU8(xml);
const one = (xml: string) => {
	const read = readXliff(bytes(xml));
	if (typeof read === 'string') throw new Error(read);
	return read[0];
};
const around = (units: string, head = 'srcLang="en" trgLang="fr"', version = '2.1') =>
	`<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="${version}" ${head}><file id="R">${units}</file></xliff>`;

describe('out', () => {
	test('what goes out comes in again as it was', () => {
		expect(one(writeXliff(file))).toEqual({
			record: 'MC-LETTER-SEC-0001',
			source: 'en',
			target: 'ar',
			version: 7,
			units: [
				{ id: 'title', source: 'Mercury', sourceMark: 'a'.repeat(64), target: null, reviewed: false, codes: false },
				{ id: 'body', source: text, sourceMark: 'b'.repeat(64), target: 'نص\n\nثان', reviewed: true, codes: false },
				{ id: 'actionRequired', source: 'Do', sourceMark: 'c'.repeat(64), target: 'افعل', reviewed: false, codes: false }
			]
		});
	});

	test('in the order and with the attributes of XLIFF 2.0; ids are name tokens', () => {
		const seen: string[] = [];
		const ids: string[] = [];
		const parser = new SaxesParser({ xmlns: true });
		parser.on('error', (fault) => {
			throw fault;
		});
		parser.on('opentag', ({ local, uri, attributes }) => {
			expect(uri).toBe('urn:oasis:names:tc:xliff:document:2.0');
			seen.push(local);
			if (attributes.id) ids.push(attributes.id.value);
			if (local === 'segment') expect(attributes.state?.value).toMatch(/^(initial|translated|reviewed|final)$/);
			if (attributes.subState) expect(attributes.subState.value).toMatch(/^mep:(stale|machine)$/);
			if (local === 'source' || local === 'target') expect(attributes['xml:space']?.value).toBe('preserve');
		});
		parser.write(writeXliff(file)).close();
		expect(seen.join(' ')).toBe(
			'xliff file notes note note ' +
				'unit notes note note segment source ' +
				'unit notes note segment source target unit notes note segment source target'
		);
		for (const id of ids) expect(id).toMatch(/^[\w.:-]+$/);
	});

	test('signs that XML cannot hold make no broken file', () => {
		const [first] = file.units;
		const odd = { ...file, title: 'a\u0000b\ud800', units: [{ ...(first as OutFile['units'][0]), source: 'x\u0001y' }] };
		expect(one(writeXliff(odd))?.units[0]?.source).toBe('xy');
	});
});

describe('in', () => {
	test('segments are put together, in their order, with what stands between them', () => {
		const unit = one(
			around(
				'<unit id="u"><segment state="final"><source>One.</source><target order="3">Un.</target></segment><ignorable><source> </source></ignorable>' +
					'<segment state="reviewed"><source>Two.</source><target order="1">Deux.</target></segment></unit>'
			)
		)?.units[0];
		expect(unit).toMatchObject({ source: 'One. Two.', target: 'Deux. Un.', reviewed: true, sourceMark: null });
	});

	test('half a translation is none, marks are taken off, codes of a program are told', () => {
		const [half, marked, coded, character] =
			one(
				around(
					'<unit id="a"><segment><source>One.</source><target>Un.</target></segment><segment><source>Two.</source></segment></unit>' +
						'<unit id="b"><segment><source>x</source><target>du <mrk id="m1" type="term">mercure</mrk></target></segment></unit>' +
						'<unit id="c"><segment><source>x</source><target>a <pc id="1">b</pc></target></segment></unit>' +
						'<unit id="d"><segment><source>x</source><target><![CDATA[<d>]]><cp hex="0001"/></target></segment></unit>'
				)
			)?.units ?? [];
		expect(half?.target).toBeNull();
		expect(marked).toMatchObject({ target: 'du mercure', codes: false });
		expect(coded).toMatchObject({ target: 'a b', codes: true });
		expect(character?.target).toBe('<d>\u0001');
	});

	test('regional tags are one of the six; other languages are told', () => {
		expect(one(around('<unit id="a"><segment><source>x</source></segment></unit>', 'srcLang="en-GB" trgLang="zh-Hans-CN"'))).toMatchObject({
			source: 'en',
			target: 'zh'
		});
		expect(readXliff(bytes(around('', 'srcLang="en" trgLang="de"')))).toBe('no-language');
		expect(readXliff(bytes(around('', 'srcLang="en"')))).toBe('no-language');
	});

	test.each([
		['closed', '<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><xliff>&b;</xliff>'],
		['closed', '<!DOCTYPE xliff SYSTEM "file:///etc/passwd"><xliff/>'],
		['broken', around('<unit id="a"><segment><source>&undefined;</source></segment></unit>')],
		['broken', around('<unit id="a">').slice(0, 150)],
		['not-xliff', '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>'],
		['not-xliff', '<html/>'],
		['broken', 'just text'],
		['broken', ''],
		['bomb', around('<group>'.repeat(60) + '</group>'.repeat(60))]
	] as const)('%s', (fault, xml) => {
		expect(readXliff(bytes(xml))).toBe(fault);
	});

	test('no text at all, too much of it, another encoding', async () => {
		expect(await readXliffFiles('a.xlf', new Uint8Array())).toEqual([{ name: 'a.xlf', read: 'empty' }]);
		expect(await readXliffFiles('a.xlf', new Uint8Array(xliffLimits.bytes + 1))).toEqual([{ name: 'a.xlf', read: 'too-large' }]);
		expect(readXliff(new Uint8Array([0xc3, 0x28]))).toBe('broken');
		const wide = new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(around('<unit id="é"/>'), 'utf16le')]));
		expect(readXliff(wide)).toMatchObject([{ units: [{ id: 'é', target: null }] }]);
	});

	test('an archive is read part by part; what is no XLIFF in it is passed over, and bombs are refused', async () => {
		const zip = zipSync({
			'fr/a.xlf': bytes(writeXliff(file)),
			'fr/b.xliff': bytes('<html/>'),
			'readme.txt': bytes('x'),
			'__MACOSX/a.xlf': bytes('x')
		});
		const parts = await readXliffFiles('all.zip', zip);
		expect(parts.map(({ name, read }) => [name, typeof read === 'string' ? read : read.length])).toEqual([
			['a.xlf', 1],
			['b.xliff', 'not-xliff']
		]);
		const bomb = zipSync({ 'a.xlf': new Uint8Array(70 * 1024 * 1024) });
		expect(await readXliffFiles('bomb.zip', bomb)).toEqual([{ name: 'bomb.zip', read: 'bomb' }]);
		expect(await readXliffFiles('none.zip', zipSync({ 'a.txt': bytes('x') }))).toEqual([{ name: 'none.zip', read: 'not-xliff' }]);
		expect(await readXliffFiles('cut.zip', zip.subarray(0, 60))).toEqual([{ name: 'cut.zip', read: 'broken' }]);
	});
});
