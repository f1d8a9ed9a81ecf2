// SPDX-License-Identifier: Apache-2.0
// Kinds whose answer is text: one line, paragraphs, text in several languages, web address, e-mail address.
import { symbolFault } from '#convention/symbol.ts';
import { isLanguage, languages } from '#text/languages.ts';
import type { FindingCode, Json, Question } from '../form.ts';
import { finding, isObject, type Kind, oneText } from '../kind.ts';

// Control characters, and the bidirectional overrides that can make a text read otherwise than it is stored.
// eslint-disable-next-line no-control-regex
export const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;

function checkText(answer: Json, longest: number) {
	if (typeof answer !== 'string') return [finding('not-text')];
	if (hidden.test(answer)) return [finding('control-characters')];
	// Signs are counted as people count them only where there may be too many: a text has never more signs than units.
	if (answer.length <= longest) return [];
	const length = [...answer].length;
	return length > longest ? [finding('too-long', '', { longest, length })] : [];
}

/** A browser posts a line break as two signs; and accents may be put together or not. */
export const normal = (text: string) => text.replace(/\r\n?/g, '\n').normalize('NFC');

function textKind(longestByDefault: number): Kind {
	const longest = (question: Question) => question.longest ?? longestByDefault;
	return {
		parse: (raw) => normal(oneText(raw)) || null,
		check: (answer, question) => checkText(answer, longest(question)),
		codes: ['not-text', 'control-characters', 'too-long'],
		columns: () => [''],
		flatten: (answer) => [typeof answer === 'string' ? answer : JSON.stringify(answer)],
		schema: (question) => ({ type: 'string', maxLength: longest(question) }),
		texts: (answer) => (typeof answer === 'string' ? [{ text: answer, language: null }] : []),
		limits: ['longest']
	};
}

/** How a short text is written that means something to the platform: what it must look like, and what is said where it does not. */
const formats: { [format: string]: { code: FindingCode; fits(text: string): boolean; pattern?: string } } = {
	slug: { code: 'not-a-slug', fits: (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text), pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
	time: { code: 'not-a-time', fits: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
	'time-zone': { code: 'not-a-time-zone', fits: isTimeZone }
};

/** A name of the time zone database, such as `Africa/Accra`; an offset is none, since it does not know the summer. */
function isTimeZone(text: string): boolean {
	if (!/^(UTC|[A-Z][A-Za-z_]+(\/[A-Za-z0-9_+-]+)+)$/.test(text)) return false;
	try {
		return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone.length > 0;
	} catch {
		return false;
	}
}

const line = textKind(300);

/** One line; where the question asks for a symbol or names a format, one that is written so. */
export const text: Kind = {
	...line,
	check(answer, question, known) {
		const findings = line.check(answer, question, known);
		if (findings.length) return findings;
		const format = question.format ? formats[question.format] : undefined;
		if (format && !format.fits(answer as string)) return [finding(format.code)];
		const fault = question.symbol ? symbolFault(answer as string, question.symbol) : undefined;
		if (!fault) return [];
		return [fault === 'not-a-symbol' ? finding('not-a-symbol', '', { wanted: question.symbol ?? '' }) : finding('symbol-otherwise', '', fault)];
	},
	codes: [...line.codes, 'not-a-slug', 'not-a-time', 'not-a-time-zone', 'not-a-symbol', 'symbol-otherwise'],
	schema: (question) => ({
		...line.schema(question),
		...(question.format && formats[question.format]?.pattern ? { pattern: formats[question.format]?.pattern as string } : {})
	}),
	limits: [...line.limits, 'format', 'symbol']
};

export const longText = textKind(20_000);

/** Text in up to six languages: { en: '…', fr: '…' }. */
export const words: Kind = {
	parse(raw) {
		if (!isObject(raw)) return oneText(raw) ? { en: normal(oneText(raw)) } : null;
		const said = Object.entries(raw).map(([language, value]) => [language, normal(oneText(value as string))] as const);
		const kept = said.filter(([language, value]) => isLanguage(language) && value);
		return kept.length ? Object.fromEntries(kept) : null;
	},
	check(answer, question) {
		if (!isObject(answer)) return [finding('not-text')];
		const longest = question.longest ?? 20_000;
		const strange = Object.keys(answer).filter((key) => !isLanguage(key));
		return [
			...strange.map((key) => finding('not-a-language', '', { language: key })),
			...Object.entries(answer)
				.filter(([key]) => isLanguage(key))
				.flatMap(([key, value]) => checkText(value, longest).map((found) => ({ ...found, at: key }))),
			...(question.languages ?? []).filter((language) => !answer[language]).map((language) => finding('language-missing', language, { language }))
		];
	},
	codes: ['not-text', 'not-a-language', 'control-characters', 'too-long', 'language-missing'],
	columns: () => [...languages],
	flatten: (answer) => languages.map((language) => (isObject(answer) && typeof answer[language] === 'string' ? (answer[language] as string) : null)),
	schema: (question) => ({
		type: 'object',
		additionalProperties: false,
		minProperties: 1,
		properties: Object.fromEntries(languages.map((language) => [language, { type: 'string', maxLength: question.longest ?? 20_000 }])),
		...(question.languages?.length ? { required: question.languages } : {})
	}),
	texts: (answer) =>
		isObject(answer) ? Object.entries(answer).flatMap(([language, value]) => (typeof value === 'string' ? [{ text: value, language }] : [])) : [],
	limits: ['longest', 'languages', 'format']
};

/** Only http and https: an address that a reader can follow without harm. */
export function isWebAddress(answer: string): boolean {
	try {
		const address = new URL(answer);
		return (
			(address.protocol === 'https:' || address.protocol === 'http:') && address.hostname.includes('.') && !address.username && !address.password
		);
	} catch {
		return false;
	}
}

export const url: Kind = {
	...text,
	parse(raw) {
		const typed = oneText(raw);
		return typed ? (/^[\w-]+(\.[\w-]+)+(\/|$)/.test(typed) ? `https://${typed}` : typed) : null;
	},
	check(answer) {
		const findings = checkText(answer, 2000);
		return findings.length ? findings : isWebAddress(answer as string) ? [] : [finding('not-a-web-address')];
	},
	codes: ['not-text', 'control-characters', 'too-long', 'not-a-web-address'],
	schema: () => ({ type: 'string', format: 'uri', maxLength: 2000 }),
	texts: () => [],
	limits: []
};

export const isEmail = (answer: string): boolean => answer.length <= 254 && /^[^\s@"<>()[\]\\,;:]+@[^\s@.]+(\.[^\s@.]+)+$/u.test(answer);

export const email: Kind = {
	...text,
	check(answer) {
		const findings = checkText(answer, 254);
		return findings.length ? findings : isEmail(answer as string) ? [] : [finding('not-an-email')];
	},
	codes: ['not-text', 'control-characters', 'too-long', 'not-an-email'],
	schema: () => ({ type: 'string', format: 'email', maxLength: 254 }),
	texts: () => [],
	limits: []
};
