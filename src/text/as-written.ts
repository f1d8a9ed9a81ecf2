// SPDX-License-Identifier: Apache-2.0
// What Intl leaves unlike print. French writes the first day of a month as an ordinal: « 1er novembre 2026 ». The Russian «г.» after a year never begins a
// line: it is held to its year.
import type { Language } from './languages.ts';

export function asWritten(language: Language, date: string): string {
	if (language === 'fr') return date.replace(/(?<!\d)1(?=\s\p{L}{3,}\s(?:\d{4}|–)|–\d{1,2}\s\p{L})/gu, '1er');
	if (language === 'ru') return date.replaceAll(/(?<=\d)\sг\./g, '\u00a0г.');
	return date;
}
