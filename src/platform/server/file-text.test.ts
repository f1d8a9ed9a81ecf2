// SPDX-License-Identifier: Apache-2.0
// Real files of every kind, made here; then what somebody who means harm would send.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { deflateSync } from 'node:zlib';
import { type Zippable, strToU8, zipSync } from 'fflate';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { describe, expect, test } from 'vitest';
import { documentOf } from '#worker/demonstration/document.ts';
import { type FileText, fileText, fileTextLimits } from './file-text.ts';

const pdf = 'application/pdf';
const ooxml = 'application/vnd.openxmlformats-officedocument';
const docx = `${ooxml}.wordprocessingml.document`;
const odt = 'application/vnd.oasis.opendocument.text';

const read = (bytes: Uint8Array | string, mediaType: string, limits: Partial<typeof fileTextLimits> = {}): Promise<FileText> =>
	fileText(async () => Readable.from([Buffer.from(bytes as string)]), mediaType, { limits: { ...fileTextLimits, ...limits } });
const wordsOf = async (bytes: Uint8Array | string, mediaType: string) => (await read(bytes, mediaType)).text.replace(/\s+/g, ' ');

const packed = (parts: Record<string, string>): Uint8Array =>
	zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])) as Zippable);
const wordFile = (body: string, more: Record<string, string> = {}) =>
	packed({ 'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`, ...more });
const paragraph = (text: string) => `<w:p><w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
const openFile = (body: string) =>
	packed({ mimetype: odt, 'content.xml': `<office:document-content><office:body>${body}</office:body></office:document-content>` });

/** A PDF of plain objects, the first being the catalogue. */
function pdfOf(objects: (string | Buffer)[], trailer = ''): Buffer {
	const pieces = [Buffer.from('%PDF-1.7\n')];
	objects.forEach((object, at) => pieces.push(Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object as string), Buffer.from('\nendobj\n')));
	return Buffer.concat([...pieces, Buffer.from(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\n%%EOF\n`)]);
}
/** One page of one font and one content stream. */
const page = (font: string, content: string, more: string[] = []) =>
	pdfOf([
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R >>',
		`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
		font,
		...more
	]);
const hex = (bytes: Uint8Array) => `<${Buffer.from(bytes).toString('hex')}>`;
const utf16 = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('the documents of the demonstration', () => {
	test('say what they say', async () => {
		const about = { lines: ['Contributed by: Ghana'], language: 'fr' };
		expect(await wordsOf(documentOf('a.pdf', { ...about, says: 'Cornues fermées : œuvre de référence' }), pdf)).toMatch(
			/^Cornues fermées : œuvre de référence Demonstration document\..*Contributed by: Ghana$/
		);
		for (const says of ['الزئبق في تعدين الذهب', '手工采金业中的汞', 'Ртуть в золотодобыче', 'Mercury & gold <in> mining'])
			expect(await wordsOf(documentOf('a.docx', { ...about, says }), docx)).toContain(says);
		expect(await read(documentOf('a.png', { ...about, says: 'A letter' }), 'image/png')).toEqual({ state: 'unreadable', text: '' });
	});
});

describe('a PDF', () => {
	const find = createRequire(import.meta.url);
	const fontPaths = ['noto-sans', 'noto-sans-sc'].map((family) =>
		join(dirname(find.resolve(`@expo-google-fonts/${family}/package.json`)), '400Regular')
	);

	test('that was typeset in five languages is read, with words whole that were broken', async () => {
		const texts = {
			en: 'Internationalisation of environmentally sound interim storage, and the official notification of artisanal and small-scale gold mining.',
			fr: 'L’élimination progressive de l’amalgame dentaire, internationalement recommandée, où l’œuvre naïve coûte cher.',
			es: 'El plan de acción nacional para la extracción de oro artesanal y en pequeña escala, con la eliminación de la amalgamación.',
			ru: 'Национальный план действий по сокращению применения ртути и её соединений в кустарной и мелкомасштабной золотодобыче.',
			zh: '关于汞的水俣公约国家行动计划，减少并在可行时消除手工和小规模采金活动中汞和汞化合物的使用。'
		};
		const source = Object.entries(texts).map(([language, text]) => `#text(lang: "${language}")[${text}]`);
		const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths }] });
		const set = '#set page(width: 7cm, height: 9cm)\n#set par(justify: true)\n#set text(font: ("Noto Sans", "Noto Sans SC"), hyphenate: true)\n';
		const { state, text } = await read(compiler.pdf({ mainFileContent: set + source.join('\n\n') }), pdf);
		expect(state).toBe('read');
		const words = text.replace(/\s+/g, ' ');
		for (const said of [texts.en, texts.fr, texts.es, texts.ru]) expect(words).toContain(said);
		expect(words).toContain(texts.zh.normalize('NFKC'));
	});

	test('in Arabic that was drawn letter by letter from left to right is read from right to left', async () => {
		const glyphs = ['ل', 'م', 'ش', 'ت', ' ', 'لا', ' ', ...'ﻖﺒﺋﺰﻟا'];
		const map = glyphs.map((letters, at) => `<${(at + 1).toString(16).padStart(4, '0')}> <${utf16(letters).toString('hex')}>`).join('\n');
		const toUnicode = `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange ${glyphs.length} beginbfchar\n${map}\nendbfchar endcmap end`;
		const drawn = glyphs.map((_, at) => `1 0 0 1 ${50 + at * 6} 700 Tm <${(at + 1).toString(16).padStart(4, '0')}> Tj`).join('\n');
		const file = page(
			'<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /DescendantFonts [6 0 R] /ToUnicode 8 0 R >>',
			`BT /F 12 Tf ${drawn} ET`,
			[
				'<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 7 0 R >>',
				'<< /Type /FontDescriptor /FontName /Any /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>',
				`<< /Length ${toUnicode.length} >>\nstream\n${toUnicode}\nendstream`
			]
		);
		expect(await read(file, pdf)).toEqual({ state: 'read', text: 'الزئبق لا تشمل' });
	});

	test('in Chinese without fonts of its own is read by the tables of codes', async () => {
		const font = (encoding: string) => `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /${encoding} /DescendantFonts [6 0 R] >>`;
		const descendant =
			'<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>';
		const descriptor =
			'<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>';
		const made = (encoding: string, bytes: Uint8Array) => page(font(encoding), `BT /F 12 Tf 50 700 Td ${hex(bytes)} Tj ET`, [descendant, descriptor]);
		expect((await read(made('UniGB-UCS2-H', utf16('关于汞的水俣公约')), pdf)).text).toBe('关于汞的水俣公约');
		// 汞公约 in GBK.
		expect((await read(made('GBK-EUC-H', Buffer.from('b9afb9abd4bc', 'hex')), pdf)).text).toBe('汞公约');
	});

	test('with fields holds what was filled in', async () => {
		const field = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (Quicksilver Ltd) /Rect [10 10 90 30] >>';
		const file = pdfOf([
			'<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>',
			'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
			'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots [4 0 R] >>',
			field
		]);
		expect((await read(file, pdf)).text).toBe('Quicksilver Ltd');
	});

	test('without text, as a scan, encrypted, cut off before its first page or of another type is unreadable', async () => {
		const unreadable = { state: 'unreadable', text: '' };
		expect(await read(page('<< >>', '0 0 100 100 re f'), pdf)).toEqual(unreadable);
		const encrypted = pdfOf(
			[
				'<< /Type /Catalog /Pages 2 0 R >>',
				'<< /Type /Pages /Kids [] /Count 0 >>',
				`<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`
			],
			'/Encrypt 3 0 R /ID [<00> <00>]'
		);
		expect(await read(encrypted, pdf)).toEqual(unreadable);
		expect(await read(documentOf('a.pdf', { says: 'A', lines: [], language: 'en' }).slice(0, 60), pdf)).toEqual(unreadable);
		expect(await read('plain text', pdf)).toEqual(unreadable);
		expect(await read('', pdf)).toEqual(unreadable);
	});

	test('is read up to its last page that counts', async () => {
		const kids = Array.from({ length: 5 }, (_, at) => at);
		const file = pdfOf([
			'<< /Type /Catalog /Pages 2 0 R >>',
			`<< /Type /Pages /Kids [${kids.map((at) => `${4 + 2 * at} 0 R`).join(' ')}] /Count 5 >>`,
			'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
			...kids.flatMap((at) => [
				`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> /Contents ${5 + 2 * at} 0 R >>`,
				`<< /Length 40 >>\nstream\n${`BT /F 12 Tf 50 700 Td (page${at}) Tj ET`.padEnd(40)}\nendstream`
			])
		]);
		expect((await read(file, pdf)).text).toBe('page0\npage1\npage2\npage3\npage4');
		expect((await read(file, pdf, { pages: 2 })).text).toBe('page0\npage1');
	});
});

describe('a document that is a zip of XML', () => {
	test('Word: what is written, its notes and headings, not what was deleted or says the same again', async () => {
		const body = `${paragraph('Dental &amp; other')}<w:p><w:r><w:t>amal</w:t></w:r><w:r><w:t>gam</w:t><w:tab/><w:t>fillings</w:t><w:br/><w:t>non</w:t><w:noBreakHyphen/><w:t>toxic</w:t></w:r></w:p>
			<w:tbl><w:tr><w:tc>${paragraph('cell one')}</w:tc><w:tc>${paragraph('cell two')}</w:tc></w:tr></w:tbl>
			<w:p><w:del><w:r><w:delText>struck</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>
			<mc:AlternateContent><mc:Choice>${paragraph('box')}</mc:Choice><mc:Fallback>${paragraph('again')}</mc:Fallback></mc:AlternateContent>`;
		const more = {
			'word/footnotes.xml': `<w:footnotes>${paragraph('a footnote')}</w:footnotes>`,
			'word/header1.xml': `<w:hdr>${paragraph('a heading')}</w:hdr>`,
			'word/comments.xml': paragraph('a comment')
		};
		expect(await wordsOf(wordFile(body, more), docx)).toBe('Dental & other amalgam fillings non-toxic cell one cell two box a footnote a heading');
	});

	test('OpenDocument: text, lists, tables and notes, not comments and changes', async () => {
		const body = `<office:text><text:tracked-changes><text:p>struck</text:p></text:tracked-changes><text:h>Ртуть</text:h>
			<text:p>en<text:span>la</text:span>zada<text:s/>汞<text:line-break/>الزئبق<office:annotation><text:p>a comment</text:p></office:annotation><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>a note</text:p></text:note-body></text:note></text:p>
			<table:table><table:table-row><table:table-cell><text:p>one</text:p></table:table-cell><table:table-cell><text:p>two</text:p></table:table-cell></table:table-row></table:table></office:text>`;
		expect(await wordsOf(openFile(body), odt)).toBe('Ртуть enlazada 汞 الزئبق a note one two');
	});

	test('Excel, PowerPoint and plain text too', async () => {
		const sheet = packed({
			'xl/sharedStrings.xml': '<sst><si><t>Imports</t></si><si><r><t>of </t></r><r><t>mercury</t></r><rPh><t>phonetic</t></rPh></si></sst>',
			'xl/worksheets/sheet1.xml':
				'<worksheet><sheetData><row><c t="inlineStr"><is><t>inline</t></is></c><c><v>1</v></c></row></sheetData></worksheet>'
		});
		expect(await wordsOf(sheet, `${ooxml}.spreadsheetml.sheet`)).toBe('Imports of mercury inline');
		const slide = (text: string) => `<p:sld><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`;
		const slides = packed({
			'ppt/slides/slide10.xml': slide('last'),
			'ppt/slides/slide2.xml': slide('second'),
			'ppt/notesSlides/notesSlide1.xml': slide('spoken')
		});
		expect(await wordsOf(slides, `${ooxml}.presentationml.presentation`)).toBe('second last spoken');
		expect(await wordsOf('Party;tonnes\nGhana;3\u0000', 'text/csv')).toBe('Party;tonnes Ghana;3');
	});

	test('may be in UTF-16', async () => {
		const text = '\ufeff<?xml version="1.0" encoding="UTF-16"?><w:document><w:t>Ртуть 汞</w:t></w:document>';
		const file = (bytes: Uint8Array) => zipSync({ 'word/document.xml': bytes });
		expect(await wordsOf(file(Buffer.from(text, 'utf16le')), docx)).toBe('Ртуть 汞');
		expect(await wordsOf(file(utf16(text)), docx)).toBe('Ртуть 汞');
	});

	test('expands no entity and opens nothing outside', async () => {
		const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('');
		const head = `<!DOCTYPE x [<!ENTITY e0 "laugh">${laughs}<!ENTITY secret SYSTEM "file:///etc/hostname"><!ENTITY % remote SYSTEM "http://127.0.0.1:1/x">%remote;]>`;
		const file = packed({ 'word/document.xml': `${head}<w:document><w:t>before &e9; &secret; after</w:t></w:document>` });
		expect(await wordsOf(file, docx)).toBe('before &e9; &secret; after');
	});

	test('damaged, encrypted or empty is unreadable; damaged further on is read up to there', async () => {
		const unreadable = { state: 'unreadable', text: '' };
		const sound = wordFile(paragraph('sound'));
		expect(await read(sound.slice(0, sound.length - 30), docx)).toEqual(unreadable);
		const encrypted = Buffer.from(sound);
		encrypted[encrypted.indexOf('PK\x01\x02', 0, 'latin1') + 8] = 1;
		expect(await read(encrypted, docx)).toEqual(unreadable);
		expect(await read(wordFile(''), docx)).toEqual(unreadable);
		expect(await read('', docx)).toEqual(unreadable);
		expect(await wordsOf(packed({ 'word/document.xml': `<w:document>${paragraph('first')}<w:p><w:t>second <unclosed` }), docx)).toMatch(/^first/);
	});
});

describe('limits', () => {
	test('of characters: what comes after them is not read', async () => {
		const { state, text } = await read(wordFile(paragraph('mercury 汞𠮷 ').repeat(60_000)), docx, { characters: 100_001 });
		expect(state).toBe('read');
		expect(text.length).toBeLessThanOrEqual(100_001);
		expect(text.length).toBeGreaterThan(99_000);
		expect(text.isWellFormed()).toBe(true);
	});

	test('of size: a file beyond them is not read at all', async () => {
		expect(await read('mercury '.repeat(1000), 'text/plain', { bytes: 7999 })).toEqual({ state: 'too-large', text: '' });
		expect((await read('mercury '.repeat(1000), 'text/plain', { bytes: 8000 })).state).toBe('read');
	});

	test('of archives: a bomb is refused', async () => {
		expect(await read(zipSync({ 'word/document.xml': new Uint8Array(30_000_000) }), docx)).toEqual({ state: 'too-large', text: '' });
		expect(await read(wordFile('<w:p>'.repeat(5000)), docx)).toEqual({ state: 'too-large', text: '' });
	});

	test('of time: a page without end is given up', async () => {
		const file = page('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', `BT /F 12 Tf 50 700 Td ${'(x) Tj '.repeat(300_000)} ET`);
		const began = performance.now();
		expect(await read(file, pdf, { milliseconds: 1000 })).toEqual({ state: 'too-large', text: '' });
		expect(performance.now() - began).toBeLessThan(6000);
	});

	test('of memory: a stream that unpacks without end is stopped, and the next file is read', async () => {
		const stream = deflateSync(Buffer.alloc(250_000_000, ' '));
		const twice = deflateSync(stream);
		const file = pdfOf([
			'<< /Type /Catalog /Pages 2 0 R >>',
			'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
			'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents [4 0 R 4 0 R 4 0 R 4 0 R] >>',
			Buffer.concat([Buffer.from(`<< /Length ${twice.length} /Filter [/FlateDecode /FlateDecode] >>\nstream\n`), twice, Buffer.from('\nendstream')])
		]);
		const before = process.memoryUsage.rss();
		expect(await read(file, pdf, { memoryBytes: 100 * 1024 * 1024, milliseconds: 30_000 })).toEqual({ state: 'too-large', text: '' });
		expect(process.memoryUsage.rss() - before).toBeLessThan(1_000_000_000);
		expect((await read(documentOf('a.pdf', { says: 'Next', lines: [], language: 'en' }), pdf)).text).toContain('Next');
	});

	test('of patience: when the process stops, the reading is given up and not taken for done', async () => {
		const stop = new AbortController();
		const reading = fileText(
			async () => {
				stop.abort(new Error('the process stops'));
				return Readable.from([Buffer.from('mercury')]);
			},
			'text/plain',
			{ signal: stop.signal }
		);
		await expect(reading).rejects.toThrow('the process stops');
		const missing = fileText(() => Promise.reject(new Error('not in the store')), pdf);
		await expect(missing).rejects.toThrow('not in the store');
		expect((await read('mercury', 'text/plain')).text).toBe('mercury');
	});
});

describe('files that were changed at random', () => {
	/** The same numbers each time. */
	function* numbers(seed: number): Generator<number, never> {
		for (let state = seed; ;) {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			yield state / 2 ** 32;
		}
	}
	const sound = { lines: ['Retorts', 'keep the vapour'], language: 'en', says: 'Closed retorts' };
	const samples: [Uint8Array, string][] = [
		[documentOf('a.pdf', sound), pdf],
		[documentOf('a.docx', sound), docx],
		[openFile(`<office:text>${'<text:p>Closed retorts keep the vapour</text:p>'.repeat(20)}</office:text>`), odt]
	];

	test('harm nobody: each is read or is not', { timeout: 240_000 }, async () => {
		const random = numbers(17);
		const states: Record<string, number> = {};
		for (let each = 0; each < 150; each += 1) {
			const [bytes, mediaType] = samples[each % samples.length] as [Uint8Array, string];
			const changed = Buffer.from(bytes);
			for (let change = Math.ceil(random.next().value * 8); change > 0; change -= 1)
				changed[Math.floor(random.next().value * changed.length)] = Math.floor(random.next().value * 256);
			const cut = random.next().value < 0.2 ? changed.subarray(0, Math.floor(random.next().value * changed.length)) : changed;
			const { state, text } = await read(cut, mediaType, { milliseconds: 5000 });
			states[state] = (states[state] ?? 0) + 1;
			expect(text.length).toBeLessThan(10_000);
			expect(state === 'read').toBe(text !== '');
		}
		expect(states.read).toBeGreaterThan(20);
		expect(states.unreadable).toBeGreaterThan(20);
	});
});
