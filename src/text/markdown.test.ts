// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { linksIn, markdownHtml, piecesOf, safeLink } from './markdown.ts';
import { plainOf } from './plain.ts';

const html = (text: string, from: 2 | 3 = 2) => markdownHtml(text, { from, language: 'fr' });

describe('Markdown on a page', () => {
	it.each([
		['a script', '<script>alert(1)</script>'],
		['markup with a handler', '<img src=x onerror=alert(1)>'],
		['a link to a script', '[x](javascript:alert(1))'],
		['the same in capitals with signs between', '[x](JaVa\tScRiPt:alert(1))'],
		['the same in references', '[x](&#106;avascript:alert(1))'],
		['data', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
		['an old scheme', '[x](vbscript:msgbox)'],
		['a link to another site without a scheme', '[x](//evil.example/)'],
		['the same with a backslash', '[x](/\\evil.example/)'],
		['an address in brackets', '<javascript:alert(1)>'],
		['a reference', '[x][1]\n\n[1]: javascript:alert(1)'],
		['a picture that is a script', '![x](javascript:alert(1))'],
		['a title that leaves its quotes', '[x](https://a.example "a\\" onmouseover=\\"alert(1)")']
	])('takes no harm from %s', (_, text) => {
		const made = html(text);
		expect(made).not.toMatch(/<(script|iframe|svg|style|img)\b/i);
		expect(made).not.toMatch(/<[^>]*\s(on\w+|style|src)=/i);
		expect(made).not.toMatch(/href="(?!https:\/\/a\.example|#)/i);
	});

	it('begins its headings below the one that it stands under, and never beyond the sixth', () => {
		expect(html('# One\n\n## Two')).toBe('<h2>One</h2>\n<h3>Two</h3>\n');
		// Whatever the writer began with, and however deep it goes on.
		expect(html('## One\n\n#### Two\n\n## Three')).toBe('<h2>One</h2>\n<h3>Two</h3>\n<h2>Three</h2>\n');
		expect(html('### One\n\n# Two')).toBe('<h2>One</h2>\n<h2>Two</h2>\n');
		expect(html('# 1\n\n## 2\n\n### 3\n\n#### 4\n\n##### 5', 3)).toBe('<h3>1</h3>\n<h4>2</h4>\n<h5>3</h5>\n<h6>4</h6>\n<h6>5</h6>\n');
	});

	it('leads to pages of the platform in the language of the reader, and to others as they stand', () => {
		expect(html('[a](/areas/asgm?x=1)')).toContain('href="/fr/areas/asgm?x=1"');
		expect(html('[a](/en/areas)')).toContain('href="/en/areas"');
		expect(html('[a](/files/MC-NEWS-SEC-0001/aa/a.pdf)')).toContain('href="/files/MC-NEWS-SEC-0001/aa/a.pdf"');
		expect(html('[a](https://example.org/x) [m](mailto:a@example.org)')).toContain('href="https://example.org/x"');
		expect(safeLink('/', 'ar')).toBe('/ar');
	});

	it('shows pictures of its own files alone, and none without words', () => {
		expect(html('![A mine](/files/MC-NEWS-SEC-0001/aa/mine.png)')).toContain('<img src="/files/MC-NEWS-SEC-0001/aa/mine.png" alt="A mine"');
		expect(html('![A mine](https://example.org/track.gif)')).toBe('<p>A mine</p>\n');
		expect(html('![](/files/MC-NEWS-SEC-0001/aa/mine.png)')).not.toContain('<img');
	});

	it('makes lists and tables that the policy of the pages lets through', () => {
		expect(html('- a\n- b')).toContain('<ul>\n<li>a</li>');
		const table = html('| a | b |\n|---|--:|\n| 1 | 2 |');
		expect(table).toContain('<th scope="col">a</th>');
		expect(table).not.toContain('style');
	});

	it('bears what nobody would write', () => {
		expect(html('x'.repeat(10_000_000)).length).toBeLessThan(10_000_020);
		for (const text of ['['.repeat(50_000), '>'.repeat(50_000), '*a'.repeat(25_000), '<'.repeat(60_001), '`'.repeat(40_000)])
			expect(typeof html(text)).toBe('string');
	});
});

describe('Markdown elsewhere', () => {
	it('is headings, paragraphs and lists on paper', () => {
		expect(piecesOf('# A\n\nOne **two** [three](https://example.org).\n\n- a\n- b\n  - c\n\n| x | y |\n|---|---|\n| 1 | 2 |')).toEqual([
			{ is: 'heading', text: 'A' },
			{ is: 'text', text: 'One two three (https://example.org).' },
			{ is: 'list', items: ['a', 'b', 'c'] },
			{ is: 'text', text: 'x · y' },
			{ is: 'text', text: '1 · 2' }
		]);
	});

	it('is plain words in a line', () => {
		expect(plainOf('## Title\n\nOne **two** *three* [four](https://x.example/a_b) `five`\n- six\n> seven')).toBe(
			'Title One two three four five six seven'
		);
		expect(plainOf('Lists:\n\n- one\n- **two**\n\n1. three\n2) four\n\nEnd - or not')).toBe('Lists: one · two · three · four End - or not');
		expect(plainOf('| a | b |\n|---|:--|\n| 1 | 2 |\n\n---\n\nend')).toBe('a b 1 2 end');
		expect(plainOf('العربية **مهمة** 2*3*4 snake_case_name')).toBe('العربية مهمة 2*3*4 snake_case_name');
	});

	it('a text of blanks, dashes or marks alone takes no longer than another', () => {
		const began = performance.now();
		for (const odd of ['- ' + ' \n'.repeat(9000), '-'.repeat(9000) + 'x', '|'.repeat(9000) + 'x', '\t'.repeat(18_000) + '|', '- a\n'.repeat(4000)])
			plainOf(odd);
		expect(performance.now() - began).toBeLessThan(2000);
	});

	it('tells where it leads', () => {
		expect(linksIn('[a](https://a.example) [b](/areas) ![c](/files/x/y/z.png) `[no](https://no.example)`')).toEqual([
			'https://a.example',
			'/areas',
			'/files/x/y/z.png'
		]);
	});
});
