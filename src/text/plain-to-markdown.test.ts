// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { markdownHtml } from './markdown.ts';
import { plainToMarkdown } from './plain-to-markdown.ts';

const texts = [
	'A line.',
	'Dear focal point,\nyour report is due.\n\nWith regards',
	'# no heading\n- no list\n+ none\n1. no number\n12) none\n> no quotation\n=====\n-----\n***\n```\ncode\n```',
	'*not strong* _nor_ this, a_b_c, [no](link), ![no](picture), <b>no markup</b> & &amp; &#60; \\ ~~no~~ `no`',
	'| a | b |\n|---|---|\n| 1 | 2 |',
	'    four blanks are no code',
	'2025-09-01: a day, -5 degrees, +3 t',
	'السطر الأول\nالسطر الثاني\n\nفقرة *أخرى*',
	'https://example.org/a_b_c?x=1&y=2'
];
const plainOf = (html: string): string =>
	html
		.replaceAll(/<br>\n?/g, '\n')
		.replaceAll('</p>\n<p>', '\n\n')
		.replaceAll(/<\/?p>/g, '')
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&amp;', '&')
		.trim();

test.each(texts)('reads as it was written: %j', (text) => {
	const html = markdownHtml(plainToMarkdown(text), { from: 2, language: 'en' });
	expect(html).not.toMatch(/<(?!\/?p>|br>)/);
	expect(plainOf(html)).toBe(text.trim());
});

test('ends of lines of other systems, and blank lines with blanks, are ends of lines', () => {
	expect(plainToMarkdown('a\r\nb\r\n \t\r\nc')).toBe('a\\\nb\n\nc');
	expect(plainToMarkdown('\n\n  \n')).toBe('');
});
