// SPDX-License-Identifier: Apache-2.0
// Makes the running text of a document out of what stands on its pages: words that were broken at the end of a line are whole again, letters that
// are only a shape of another are that letter. Pure; knows no file format and no language.

/** Soft hyphens, marks of direction and signs without width: nothing that anybody reads or types. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/** Of no use to a reader, or more than a database takes: control signs, private signs of a font, what could not be decoded, half pairs. */
const useless = /[\p{Cs}\p{Co}\ufffd]|[\p{Cc}--[\n]]/gv;
const brokenWord = /(?<=\p{L})-\n\s*(?=\p{L})/gu;
const lineInChinese = /(?<=\p{Script=Han})\n(?=\p{Script=Han})/gu;
/** A title with a space after each sign. Two or three signs may be cells of a table. */
const spacedChinese = /\p{Script=Han} (?:\p{Script=Han} ){2,}\p{Script=Han}/gu;
/** A vowel sign by itself is written plainly as a space and the sign; no word begins with one. */
const looseSign = / +(?=[\u064b-\u0652\u0670])/g;

/** Words with a hyphen of their own, in small letters: one that stands within a line is not from the breaking of lines. */
const hyphenated = (text: string): Set<string> => new Set([...text.matchAll(/\p{L}+-\p{L}+/gu)].map(([word]) => word.toLowerCase()));

/**
 * Running text with "\n" between lines and at most one empty line in a row. Compatibility forms (Arabic presentation forms, ligatures, full width)
 * are written plainly (NFKC). A hyphen at the end of a line goes, unless a capital follows or the document has the word with its hyphen elsewhere.
 */
export function runningText(pages: string): string {
	// A soft hyphen at the end of a line is an ordinary one there; elsewhere it says only where a line might have been broken.
	const plain = pages
		.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
		.replace(/\u00ad(?=[^\S\n]*\n)/g, '-')
		.normalize('NFKC')
		.replace(unseen, '')
		.replace(looseSign, '')
		.replace(/\u2010/g, '-')
		.replace(/\t/g, ' ')
		.replace(useless, '')
		.replace(/[^\S\n]+/g, ' ')
		.replace(/ ?\n ?/g, '\n');
	const own = hyphenated(plain);
	return plain
		.replace(brokenWord, (hyphen, at: number) => {
			const [before = ''] = /\p{L}+$/u.exec(plain.slice(Math.max(0, at - 60), at)) ?? [];
			const [after = ''] = /^\p{L}+/u.exec(plain.slice(at + hyphen.length, at + hyphen.length + 60)) ?? [];
			const keeps = /^\p{Lu}/u.test(after) || own.has(`${before}-${after}`.toLowerCase());
			return keeps ? '-' : '';
		})
		.replace(lineInChinese, '')
		.replace(spacedChinese, (run) => run.replaceAll(' ', ''))
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}
