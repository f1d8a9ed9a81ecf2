// SPDX-License-Identifier: Apache-2.0
// A text that exists in some of the six languages, and the choice of the one to show. Knows no interface message.
import { isLanguage, type Language } from './languages.ts';

/** Text by language. Content carries its languages inline; a missing key means "not available in it". */
export type Words = Partial<Record<Language, string>>;

/** A text and the language it is really in, so that `lang` and `dir` are right and a fallback can be announced. */
export interface Said {
	text: string;
	language: Language;
}

/** Where to look next when the reader's language is missing: the languages most readers of the Convention share. */
const fallbacks: readonly Language[] = ['en', 'fr', 'es', 'ru', 'ar', 'zh'];

/** The reader's language when the text has it, else the best other one; undefined when there is no text at all. */
export function choose(words: Words | null | undefined, reader: Language): Said | undefined {
	if (!words) return undefined;
	for (const language of [reader, ...fallbacks]) {
		const text = words[language];
		if (text) return { text, language };
	}
	return undefined;
}

/** The text alone, for places that cannot carry a language (a title element, a mail subject). */
export const say = (words: Words | null | undefined, reader: Language): string => choose(words, reader)?.text ?? '';

export const languagesOf = (words: Words): Language[] =>
	Object.entries(words)
		.filter(([key, text]) => isLanguage(key) && text)
		.map(([key]) => key as Language);

/** What stands between a head and what it is the head of. */
const colons: Record<Language, string> = { ar: ': ', en: ': ', es: ': ', fr: '\u00a0: ', ru: ': ', zh: '：' };

/** "Head: rest" as it is written in the language; what is missing leaves its colon out. */
export const headed = (language: Language, head: string | undefined, rest: string | undefined): string =>
	[head, rest].filter(Boolean).join(colons[language]);

const commas: Partial<Record<Language, string>> = { ar: '، ', zh: '、' };

/** "a, b, c": a bare series with the comma of the language, where no "and" is said. */
export const series = (language: Language, items: readonly string[]): string => items.filter(Boolean).join(commas[language] ?? ', ');

/** What follows in brackets, with the blank before them; those of Chinese are wide and have none. */
export const bracketed = (language: Language, text: string): string => (language === 'zh' ? `（${text}）` : ` (${text})`);
