// SPDX-License-Identifier: Apache-2.0
// The words of a text in Markdown without its marks, for lines of lists, feeds and descriptions. A glance, not a reading: no library.

/** One line of plain words. */
export const plainOf = (markdown: string): string =>
	markdown
		.slice(0, 20_000)
		.replace(/^(```|~~~).*$/gm, '')
		.replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
		.replace(/<(https?:[^>\s]+)>/g, '$1')
		// The line below the heads of a table, and a rule.
		.replace(/^(?=[^\n]*---)[ \t|:-]+$/gm, '')
		// Items of a list stay apart.
		.replace(/^( {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S.*)\n\n?(?= {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S)/gm, '$1 ·\n')
		.replace(/^\s{0,3}(#{1,6}|>|[-*+]|\d{1,3}[.)])\s+/gm, '')
		.replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
		.replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*/gu, '$1')
		.replace(/`([^`\n]+)`/g, '$1')
		.replace(/[\s|]+/g, ' ')
		.trim();
