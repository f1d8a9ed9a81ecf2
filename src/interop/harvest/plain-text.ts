// SPDX-License-Identifier: Apache-2.0
// Texts of cells as they were meant: marks of HTML written out, blanks that are no blanks made so, no signs that nobody sees. Pure.
import { onceEncoded } from './twice-encoded.ts';

const named: Record<string, string> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
	lsquo: '‘',
	rsquo: '’',
	ldquo: '“',
	rdquo: '”',
	ndash: '–',
	mdash: '—',
	hellip: '…',
	eacute: 'é',
	Eacute: 'É',
	egrave: 'è',
	ecirc: 'ê',
	agrave: 'à',
	aacute: 'á',
	acirc: 'â',
	atilde: 'ã',
	ccedil: 'ç',
	iacute: 'í',
	icirc: 'î',
	ntilde: 'ñ',
	oacute: 'ó',
	ocirc: 'ô',
	otilde: 'õ',
	ouml: 'ö',
	uacute: 'ú',
	uuml: 'ü'
};

/** Written out once: `&amp;#039;` becomes `&#039;`, and a second time only where the source escaped twice. */
function writtenOut(text: string): string {
	return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
		if (name) return Object.hasOwn(named, name) ? (named[name] as string) : whole;
		const code = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
		// Numbers 128 to 159 are meant as windows-1252 has them, as browsers read them too.
		if (code >= 128 && code <= 159) return new TextDecoder('windows-1252').decode(Uint8Array.of(code));
		return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
	});
}

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b\u2060\ufeff\ufffe\uffff]/g;

/** One line of text, trimmed; two blanks become one. */
export function plain(cell: string): string {
	const right = onceEncoded(cell);
	const once = right.includes('&') ? writtenOut(right) : right;
	const twice = /&(?:#\d+|#x[0-9a-f]+|amp|apos|quot|lt|gt|rsquo);/i.test(once) && right !== once ? writtenOut(once) : once;
	return twice.toWellFormed().replace(unprintable, '').replace(/\s+/gu, ' ').trim();
}

/** What two spellings of a name have in common: no accents, no capitals, no punctuation, no `the` and `and`. */
export const nameKey = (name: string): string =>
	plain(name)
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[&+]/g, ' and ')
		.replace(/['’‘ʼ`´]/g, '')
		.replace(/\bst\.? /g, 'saint ')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.split(' ')
		.filter((word) => word && !['the', 'and', 'of'].includes(word))
		.join(' ');

/** For the log: at most 200 characters. */
export const seen = (text: string): string => {
	const one = plain(text);
	return one.length > 200 ? `${one.slice(0, 199).toWellFormed()}…` : one;
};
