// SPDX-License-Identifier: Apache-2.0
// What a person wrote on paper as the text that a field of the page would hold: figures with the decimal mark of the file's language, days and months
// in the ways people write them. What cannot be read for certain stays as it was written, for the checks to name.
import { readDecimal } from '#forms/kinds/number.ts';
import { isDay } from '#forms/kinds/time.ts';
import type { Said } from '#interop/roundtrip/read.ts';
import type { Language } from '#text/languages.ts';

const withComma = new Set<Language>(['es', 'fr', 'ru']);

/** Arabic-Indic, Persian and full-width digits as 0 to 9. */
export const latinDigits = (text: string): string =>
	text
		.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
		.replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
		.replace(/[\uff10-\uff19]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));

/** `doubtful`: "1.234" in a language that writes 1,234 for a little more than one may be either. */
export function figureIn(said: Said, language: Language): { text: string; doubtful?: true } {
	const text = said.text.trim();
	if (said.number || !text) return { text };
	// A comma of Arabic script marks decimals, as does ٫; ٬ groups.
	const plain = latinDigits(text)
		.replace(/[\s\u00a0\u202f\u2009'’\u066c]/g, '')
		.replace(/[\u066b\u060c]/g, language === 'ar' ? '.' : ',');
	if (withComma.has(language)) {
		if (/^[-\u2212]?[1-9]\d{0,2}\.\d{3}$/.test(plain)) return { text, doubtful: true };
		if (/^[-\u2212]?\d+,\d+$/.test(plain)) return { text: readDecimal(plain.replace(',', '.')) ?? text };
	}
	return { text: readDecimal(plain) ?? text };
}

const two = (part: string | undefined): string => (part ?? '').padStart(2, '0');

export function dayIn(said: Said): string {
	if (said.number) return said.day ?? said.text;
	const text = latinDigits(said.text.trim());
	const sorted = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T00:00:00.*)?$/.exec(text);
	if (sorted) return known(`${sorted[1]}-${two(sorted[2])}-${two(sorted[3])}`, text);
	// With points, and where the first can be no month, the day comes first; 3/4/2026 is left to the person.
	const turned = /^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})$/.exec(text);
	if (turned && (turned[2] === '.' || Number(turned[1]) > 12 || turned[1] === turned[3]))
		return known(`${turned[4]}-${two(turned[3])}-${two(turned[1])}`, text);
	return text;
}

const known = (day: string, text: string): string => (isDay(day) ? day : text);

export function monthIn(said: Said): string {
	if (said.number && said.day) return said.day.slice(0, 7);
	const text = latinDigits(said.text.trim());
	const sorted = /^(\d{4})[-/.年](\d{1,2})月?(?:-01)?$/.exec(text);
	const turned = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
	const [year, month] = sorted ? [sorted[1], sorted[2]] : turned ? [turned[2], turned[1]] : [];
	return year && isDay(`${year}-${two(month)}-01`) ? `${year}-${two(month)}` : text;
}

/** A box is ticked by whatever is no "no". */
export const isTicked = (text: string): boolean => !/^(|0|-|–|☐|□|false|no|non|нет|否|لا)$/i.test(text.trim());

/** A text as it was written; a day that a spreadsheet made of it is written as a day again. */
export const textIn = (said: Said): string => (said.dated && said.day ? said.day : said.text);
