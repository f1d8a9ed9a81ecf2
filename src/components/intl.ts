// SPDX-License-Identifier: Apache-2.0
// Numbers, days, moments, lists and sizes as the reader's language writes them. Pure; formats are made once and kept.
import { asWritten } from '#text/as-written.ts';
import { type Language, locales } from '#text/languages.ts';

const made = new Map<string, unknown>();

function once<Format>(key: string, make: () => Format): Format {
	const kept = made.get(key) as Format | undefined;
	if (kept !== undefined) return kept;
	const format = make();
	// Codes come from what people wrote: however many there are, the memory stays small.
	if (made.size >= 5000) made.clear();
	made.set(key, format);
	return format;
}

export const number = (language: Language, value: number, digits = 0): string =>
	once(`number ${language} ${digits}`, () => new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits })).format(value);

/** A share between 0 and 1 as per cent: "12.5%", « 12,5 % ». */
export const percent = (language: Language, share: number): string =>
	once(`percent ${language}`, () => new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 1 })).format(share);

export const list = (language: Language, items: string[], type: 'conjunction' | 'disjunction' = 'conjunction'): string =>
	once(`list ${language} ${type}`, () => new Intl.ListFormat(locales[language], { type })).format(items);

/** Name of a language in the reader's language: "French", « français ». */
export const languageName = (language: Language, of: string): string =>
	once(`language ${language} ${of}`, () => ownNames[language]?.[of] ?? names(language).of(of) ?? of);

/** Where the United Nations write a name otherwise than Intl. */
const ownNames: { [language in Language]?: { [of: string]: string } } = { ar: { en: 'الإنكليزية' } };

const names = (language: Language) => once(`languages ${language}`, () => new Intl.DisplayNames(locales[language], { type: 'language' }));

const wholeDay = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const wholeMoment = { ...wholeDay, hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;

const dayShape = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/** A calendar day (`2026-11-24`), month (`2026-11`) or year (`2026`): it has no zone. Anything else is given back as it came. */
export function day(language: Language, text: string): string {
	const parts = dayShape.exec(text);
	if (!parts) return text;
	const [, year = '', month, date] = parts;
	const shape = date ? 'day' : month ? 'month' : 'year';
	const at = new Date(`${year}-${month ?? '01'}-${date ?? '01'}T00:00:00Z`);
	if (Number.isNaN(at.getTime())) return text;
	const format = once(
		`${shape} ${language}`,
		() =>
			new Intl.DateTimeFormat(locales[language], {
				timeZone: 'UTC',
				year: 'numeric',
				...(shape === 'year' ? {} : { month: 'long' }),
				...(shape === 'day' ? { day: 'numeric' } : {})
			})
	);
	return asWritten(language, format.format(at));
}

/** From one calendar day to another, saying once what both share: "3–7 November 2025". */
export function dayRange(language: Language, from: string, to: string): string {
	if (from === to) return day(language, from);
	if (![from, to].every((each) => dayShape.exec(each)?.[3] && !Number.isNaN(Date.parse(each))))
		return `${day(language, from)} – ${day(language, to)}`;
	// Intl writes ranges of Chinese days with strokes and no signs for year, month and day.
	if (language === 'zh') {
		const shared = from.slice(0, 7) === to.slice(0, 7) ? /^.*月/ : from.slice(0, 4) === to.slice(0, 4) ? /^.*年/ : /^/;
		return `${day(language, from)}至${day(language, to).replace(shared, '')}`;
	}
	const format = once(`days ${language}`, () => new Intl.DateTimeFormat(locales[language], { ...wholeDay, timeZone: 'UTC' }));
	const range = format.formatRange(new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`));
	// Between bare numbers the stroke has no blanks, in English as elsewhere.
	return asWritten(language, range.replace(/^(\d+)\s–\s(?=\d+\s\p{L}+\s\d{4}$)/u, '$1–'));
}

/** A month where there is little room: "Nov 2026". */
export const shortMonth = (language: Language, month: string): string =>
	once(`short month ${language}`, () => new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', year: 'numeric', month: 'short' })).format(
		new Date(`${month}-01T00:00:00Z`)
	);

/** A moment with its zone: "24 November 2026 at 14:05 UTC". */
export const moment = (language: Language, at: Date, zone = 'UTC'): string =>
	asWritten(
		language,
		once(`moment ${language} ${zone}`, () => new Intl.DateTimeFormat(locales[language], { ...wholeMoment, timeZone: zone })).format(at)
	);

/** From one moment to another in a zone, which is named: "24 November 2026, 14:05 – 16:00 CET". */
export function momentRange(language: Language, from: Date, to: Date, zone: string): string {
	// Intl writes ranges of Chinese moments with strokes and no signs for year, month and day.
	if (language === 'zh') {
		const [first, last] = [moment(language, from, zone), moment(language, to, zone)];
		const shared = first.slice(0, first.lastIndexOf(' ') + 1);
		return last.startsWith(shared) ? `${first}–${last.slice(shared.length)}` : `${first}至${last}`;
	}
	return asWritten(
		language,
		once(`moments ${language} ${zone}`, () => new Intl.DateTimeFormat(locales[language], { ...wholeMoment, timeZone: zone })).formatRange(from, to)
	);
}

/** The day of a moment in a zone, without the hour. */
export const dayOf = (language: Language, at: Date, zone = 'UTC'): string =>
	asWritten(
		language,
		once(`day of ${language} ${zone}`, () => new Intl.DateTimeFormat(locales[language], { ...wholeDay, timeZone: zone })).format(at)
	);

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Size of a file, in steps of a thousand: "312 kB", « 1,4 Mo ». */
export function size(language: Language, bytes: number): string {
	const step = Math.min(sizes.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
	const unit = sizes[step] ?? 'byte';
	const value = bytes / 1000 ** step;
	const digits = step > 0 && value < 10 ? 1 : 0;
	return once(
		`size ${language} ${unit} ${digits}`,
		() => new Intl.NumberFormat(locales[language], { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits })
	).format(value);
}

const typeNames: Record<string, string> = {
	'application/pdf': 'PDF',
	'application/msword': 'Word',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
	'application/vnd.ms-excel': 'Excel',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
	'application/vnd.ms-powerpoint': 'PowerPoint',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint',
	'application/vnd.oasis.opendocument.text': 'OpenDocument',
	'application/vnd.oasis.opendocument.spreadsheet': 'OpenDocument',
	'application/json': 'JSON',
	'application/zip': 'ZIP',
	'text/csv': 'CSV',
	'text/plain': 'TXT',
	'image/jpeg': 'JPEG',
	'image/png': 'PNG',
	'image/webp': 'WebP'
};

/** The name by which people know a media type; a type without one is named by its second half. */
export const typeName = (mediaType: string): string => typeNames[mediaType] ?? mediaType.split('/').at(-1)?.toUpperCase() ?? mediaType;

/** A citation such as 7(3)(a) within a sentence of any direction: it keeps its own order. */
export const cited = (citation: string): string => `\u2066${citation}\u2069`;
