// SPDX-License-Identifier: Apache-2.0
// An entry as a list shows it: with the names of its type and owner, in all languages. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Definitions } from '#records/definitions.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from './entry.ts';

export interface Shown {
	id: string;
	title: Words;
	summary: Words | null;
	type: Words;
	owner: Words;
	/** Key of the owner Party, which has a page of its own. */
	party?: string;
	state: Entry['state'];
	languages: string[];
	at: Date;
	demo: boolean;
}

export const shown = (entry: Entry, definitions: Definitions, convention: Convention, organisations: Map<string, string>): Shown => ({
	id: entry.recordId,
	title: entry.title,
	summary: entry.summary,
	type: definitions.current(entry.type)?.form.words['form.short'] ?? { en: entry.type },
	owner: ownerWords(entry.ownerKind, entry.owner, convention, organisations),
	...(entry.ownerKind === 'party' ? { party: entry.owner } : {}),
	state: entry.state,
	languages: entry.languages,
	at: entry.publishedAt,
	demo: entry.demo
});

/** The secretariat as the owner of what it communicates. */
export const secretariatName: Words = {
	ar: 'أمانة اتفاقية ميناماتا',
	en: 'Secretariat of the Minamata Convention',
	es: 'Secretaría del Convenio de Minamata',
	fr: 'Secrétariat de la Convention de Minamata',
	ru: 'Секретариат Минаматской конвенции',
	zh: '《水俣公约》秘书处'
};

/** The name of an owner; an organisation has one name in every language. */
export function ownerWords(kind: string, id: string, convention: Convention, organisations: Map<string, string>): Words {
	if (kind === 'party') return convention.state(id)?.name ?? { en: id };
	if (kind === 'secretariat') return secretariatName;
	return Object.fromEntries(languages.map((language) => [language, organisations.get(id) ?? id]));
}
