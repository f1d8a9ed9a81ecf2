// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe, expect, it } from 'vitest';
import { restPress, typeset } from '#platform/server/pdf.ts';
import { direction, type Language, languages } from '#text/languages.ts';
import { claimsUa, copiedFrom, readPdf } from '../../../test/read-pdf.ts';
import { type Block, inputsOf, type PrintedDocument, printable, template } from './document.ts';

afterAll(restPress);

const at = new Date('2026-11-24T12:00:00Z');
const document = (blocks: Block[], more: Partial<PrintedDocument> = {}): PrintedDocument => ({
	language: 'en',
	direction: 'ltr',
	title: { text: 'Title' },
	above: 'Record',
	below: [],
	platform: 'Platform',
	author: 'Ghana',
	demonstration: null,
	source: { label: 'Found at', address: 'https://exchange.test/en/records/X', made: 'Made then' },
	pageOf: 'Page {page} of {pages}',
	blocks,
	...more
});
const set = async (printed: PrintedDocument) => {
	const made = await typeset(template, inputsOf(printed), at);
	if (made === 'busy') throw new Error('busy');
	return made;
};
const text = (words: string): Block => ({ is: 'text', line: [{ text: words, language: 'und' }] });

/** A word of each language, and a character by which its script is known. */
const words: Record<Language, string> = { ar: 'الزئبق', en: 'mercury', es: 'plomería', fr: 'évaluation', ru: 'ртуть', zh: '汞公约' };

describe('a document on paper', () => {
	it.each(languages)('in %s has its language, title, author, tags and words', async (language) => {
		const word = words[language];
		const made = await set(
			document(
				[
					{ is: 'heading', level: 1, text: [{ text: word }] },
					{ is: 'facts', facts: [{ term: [{ text: word }], value: [{ text: word, href: 'https://exchange.test/' }] }] },
					{ is: 'table', columns: [{ label: word }, { label: 'n', numeric: true }], rows: [[[text(word)], [text('12')]]] },
					{ is: 'answers', answers: [{ question: [{ text: '1(a)' }], answer: [text(word)] }] },
					{ is: 'list', items: [[{ text: word }]] },
					{ is: 'notice', line: [{ text: word }] }
				],
				{ language, direction: direction(language), title: { text: word }, demonstration: 'Demonstration' }
			)
		);
		const read = await readPdf(made.bytes);
		expect(made.claimed).toBe(true);
		expect(claimsUa(made.bytes)).toBe(true);
		expect(read).toMatchObject({ language: language === 'zh' ? 'zh-CN' : language, title: word, author: 'Ghana', tagged: true, showsTitle: true });
		for (const role of ['H1', 'L', 'Table', 'TH', 'TD', 'Link']) expect(read.roles[role], role).toBeGreaterThan(0);
		for (const text of [read.text, await copiedFrom(made.bytes)]) expect(text.split(word).length).toBeGreaterThan(7);
		expect(read.text).toContain('Demonstration');
		expect(read.text).toContain('Page 1 of 1');
		expect(read.links).toEqual(expect.arrayContaining(['https://exchange.test/', 'https://exchange.test/en/records/X']));
	});

	it('lets whole sentences in Arabic be copied and found, whatever the language around them', async () => {
		const sentences = [
			'التقرير الوطني بموجب المادة من اتفاقية ميناماتا بشأن الزئبق',
			'الإعفاءات والأطراف لا تزال سارية حتى موعد التخلص التدريجي',
			'هل اتخذ الطرف تدابير لوقف تصنيع المنتجات أو استيرادها أو تصديرها؟'
		];
		for (const language of ['ar', 'en', 'zh'] as const) {
			const made = await set(document(sentences.map(text), { language, direction: direction(language) }));
			const copied = (await copiedFrom(made.bytes)).replaceAll(/\s+/g, ' ');
			for (const sentence of sentences) expect(copied, language).toContain(sentence);
			// Readers that do not put words in order have each of them all the same.
			const wordsOf = (said: string) => said.match(/\p{L}+/gu) ?? [];
			expect(wordsOf((await readPdf(made.bytes)).text), language).toEqual(expect.arrayContaining(wordsOf(sentences.join(' '))));
			expect(made.claimed).toBe(true);
		}
	});

	it('takes every text as text', async () => {
		const hostile = [
			'#import "a.typ": *',
			'#read("/etc/passwd")',
			'*bold* _em_ `raw` $x^2$ <label> @ref = Heading',
			'back\\slash \\u{41} \\#',
			'"quotes" \'and\' [brackets] {braces} // comment /* block */',
			'#sys.inputs ]] }} ")',
			'<script>alert(1)</script>'
		];
		const made = await set(document(hostile.map(text), { title: { text: hostile[0] as string }, author: hostile[3] as string }));
		const read = await readPdf(made.bytes);
		for (const line of hostile) expect(read.text).toContain(line);
		expect(read).toMatchObject({ title: hostile[0], author: hostile[3] });
		expect(made.claimed).toBe(true);
	});

	it('breaks what is longer than a line, and loses nothing of it', async () => {
		const word = 'pneumonoultramicroscopic'.repeat(40);
		const cells = Array.from({ length: 7 }, () => [text(word)]);
		const made = await set(document([text(word), { is: 'table', columns: cells.map(() => ({ label: 'x' })), rows: [cells] }]));
		const read = await readPdf(made.bytes);
		expect(read.text.replaceAll(' ', '')).toContain(word);
		expect(printable('汞'.repeat(200))).toBe('汞'.repeat(200));
	});

	it('lets no sign turn the rest of a line around, nor any sign of no meaning stand', async () => {
		expect(printable('a\u202eb\u202c\u0000\u0007\ufeff\ud800c')).toBe('ab\ufffdc');
		expect(printable('\u2067open')).toBe('open');
		expect(printable('\u2069closed\u2066')).toBe('closed');
		expect(printable('\u20667(3)\u2069')).toBe('\u20667(3)\u2069');
		const made = await set(document([text('\u202eevil\u0000 \u2067text')]));
		expect((await readPdf(made.bytes)).text).toContain('evil text');
		expect(made.claimed).toBe(true);
	});

	it('is made and tagged even where no font has a sign', async () => {
		const made = await set(document([text('\u{10fffd} here')]));
		expect(made.claimed).toBe(false);
		const read = await readPdf(made.bytes);
		expect(read).toMatchObject({ tagged: true });
		expect(read.text).toContain('here');
	});

	it('numbers its pages, and repeats the heads of a table on each', async () => {
		const rows = Array.from({ length: 120 }, (_, row) => [[text(`line ${row}`)]]);
		const read = await readPdf((await set(document([{ is: 'table', columns: [{ label: 'Duty' }], rows }]))).bytes);
		expect(read.pages).toBeGreaterThan(2);
		expect(read.text).toContain(`Page 2 of ${read.pages}`);
		expect(read.text.split('Duty')).toHaveLength(read.pages + 1);
	});

	it('is the same for the same content and moment', async () => {
		const [one, other] = [await set(document([text('same')])), await set(document([text('same')]))];
		expect(Buffer.from(one.bytes).equals(Buffer.from(other.bytes))).toBe(true);
	});
});
