// SPDX-License-Identifier: Apache-2.0
// The first day of a month, which French writes as an ordinal: « 1er novembre 2026 ». Intl knows only the cardinal.
import type { Language } from './languages.ts';

export const firstOfMonth = (language: Language, date: string): string =>
	language === 'fr' ? date.replace(/(?<!\d)1(?=\s\p{L}+\s\d{4})/gu, '1er') : date;
