// SPDX-License-Identifier: Apache-2.0
// Text that was written before its place took Markdown, written so that it reads there as it did: its signs are no marks, its lines stay lines. Pure, and
// without the library that reads Markdown.

/** Signs that mean something anywhere in a line. */
const anywhere = /[\\`*_[\]<>&|~]/g;
/** Signs that mean something at the beginning of a line: headings, lists, rules, tables of their own. */
const beginning = /^[#+=:!-]/;

function line(text: string): string {
	const escaped = text.replace(anywhere, '\\$&').trim();
	// The number of a list keeps its digits: what follows it is escaped.
	if (/^\d{1,9}[.)]/.test(escaped)) return escaped.replace(/^(\d+)([.)])/, '$1\\$2');
	return escaped.replace(beginning, '\\$&');
}

/** Paragraphs stay paragraphs; a line within one ends where it ended. */
export const plainToMarkdown = (text: string): string =>
	text
		.replace(/\r\n?/g, '\n')
		.split(/\n[^\S\n]*\n\s*/)
		.map((paragraph) => paragraph.split('\n').map(line).filter(Boolean).join('\\\n'))
		.filter(Boolean)
		.join('\n\n');
