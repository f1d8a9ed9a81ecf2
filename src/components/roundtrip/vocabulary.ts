// SPDX-License-Identifier: Apache-2.0
// The words of choices in a form on paper, and back from words to ids: those of the language of the file first, then of the other five, then ids
// themselves. Whoever fills in a form may write a choice in capitals or leave out an accent.
import type { Form, Question } from '#forms/form.ts';
import { organisationKinds } from '#forms/kinds/composite.ts';
import { schemeOf, type Schemes } from '#records/schemes.ts';
import { type Language, languages } from '#text/languages.ts';
import { type Reader, readerIn } from '#text/message.ts';
import { currencyName, entryText, optionText, sayOr, unitName } from '../kinds/wording.ts';

export interface Choice {
	id: string;
	text: string;
}

export type Readers = Record<Language, Reader>;

export const allReaders = async (): Promise<Readers> =>
	Object.fromEntries(await Promise.all(languages.map(async (language) => [language, await readerIn(language)] as const))) as Readers;

/** Isolates keep order on a page; office programs know the older marks better. What is written from left to right keeps its order by them. */
export const bare = (text: string): string => text.replaceAll(/\u2066([^\u2069]*)\u2069/g, '\u200e$1\u200e').replaceAll(/[\u2067-\u2069]/g, '');

/** Without any sign that only orders others. */
export const unmarked = (text: string): string => text.replaceAll(/[\u200e\u200f\u2066-\u2069]/g, '');

/** What two ways to write a choice have in common. */
const key = (text: string): string =>
	unmarked(text)
		.normalize('NFKD')
		.replaceAll(/\p{M}/gu, '')
		.replaceAll(/[’ʼ`´]/g, "'")
		.replaceAll(/[\s\u00a0\u202f]+/g, ' ')
		.trim()
		.toLowerCase();

const schemed = new Set<Question['kind']>(['country', 'party', 'concept', 'language']);

export class Vocabulary {
	readonly form: Form;
	readonly schemes: Schemes;
	readonly readers: Readers;
	readonly #choices = new Map<string, Choice[] | undefined>();
	readonly #ids = new Map<string, Map<string, string>>();

	constructor(form: Form, schemes: Schemes, readers: Readers) {
		this.form = form;
		this.schemes = schemes;
		this.readers = readers;
	}

	/** What a place of a question chooses from; undefined where anything may be written. `part`: `unit` of a quantity, `kind` of an organisation. */
	choices(question: Question, wordsId: string, part: string, language: Language): readonly Choice[] | undefined {
		const at = `${language} ${this.#list(question, wordsId, part)}`;
		if (!this.#choices.has(at)) this.#choices.set(at, this.#made(question, wordsId, part, this.readers[language]));
		return this.#choices.get(at);
	}

	/** Places of one list share it. */
	#list(question: Question, wordsId: string, part: string): string {
		if (schemed.has(question.kind)) return `scheme ${schemeOf(question) ?? ''}`;
		if (question.kind === 'yes-no') return `yes-no ${(question.also ?? []).join(' ')}`;
		if (question.kind === 'quantity' || question.kind === 'money') return `${question.kind} ${part} ${(question.units ?? []).join(' ')}`;
		return `${wordsId} ${question.kind} ${part}`;
	}

	#made(question: Question, wordsId: string, part: string, reader: Reader): Choice[] | undefined {
		const { language, t } = reader;
		const worded = (ids: readonly string[], text: (id: string) => string): Choice[] => {
			const all = ids.map((id) => ({ id, text: bare(text(id)) }));
			// Two choices in the same words are told apart by their ids.
			const alike = Map.groupBy(all, (choice) => key(choice.text));
			return all.map(({ id, text: said }) => ({ id, text: (alike.get(key(said))?.length ?? 0) > 1 ? `${said} (${id})` : said }));
		};
		if (part === 'unit')
			return question.kind === 'money'
				? worded(question.units ?? ['USD'], (id) => currencyName(language, id))
				: worded(question.units ?? ['t', 'kg'], (id) => unitName(reader, id));
		if (part === 'kind' && question.kind === 'organisation') return worded(organisationKinds, (id) => sayOr(reader, `forms.organisation.${id}`, id));
		if (part) return undefined;
		if (question.kind === 'yes-no')
			return worded(['yes', 'no', ...(question.also ?? [])], (id) => t(`forms.${id as 'yes' | 'no' | 'unknown' | 'not-applicable'}`));
		if (question.kind === 'one-of' || question.kind === 'some-of')
			return worded(question.options ?? [], (id) => optionText(this.form, wordsId, id, language));
		if (!schemed.has(question.kind)) return undefined;
		const scheme = schemeOf(question) ?? '';
		return worded(
			(this.schemes[scheme] ?? []).map(({ id }) => id),
			(id) => entryText(reader, this.schemes, scheme, id)
		);
	}

	textOf(question: Question, wordsId: string, part: string, id: string, language: Language): string {
		return this.choices(question, wordsId, part, language)?.find((choice) => choice.id === id)?.text ?? id;
	}

	/** Undefined where no choice is called so. */
	idOf(question: Question, wordsId: string, part: string, typed: string, language: Language): string | undefined {
		const at = `${language} ${this.#list(question, wordsId, part)}`;
		let ids = this.#ids.get(at);
		if (!ids) {
			ids = new Map();
			for (const each of [language, ...languages.filter((other) => other !== language)])
				for (const { id, text } of this.choices(question, wordsId, part, each) ?? []) if (!ids.has(key(text))) ids.set(key(text), id);
			for (const { id } of this.choices(question, wordsId, part, language) ?? []) if (!ids.has(key(id))) ids.set(key(id), id);
			// A sign alone, as `kg`, says which unit is meant.
			if (part === 'unit') for (const id of question.units ?? []) ids.set(key(sayOr(this.readers[language], `forms.sign.${id}`, id)), id);
			if (question.kind === 'yes-no')
				for (const [typed, id] of [
					['true', 'yes'],
					['false', 'no']
				] as const)
					ids.set(typed, id);
			this.#ids.set(at, ids);
		}
		return ids.get(key(typed));
	}
}
