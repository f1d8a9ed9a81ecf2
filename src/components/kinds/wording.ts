// SPDX-License-Identifier: Apache-2.0
// From ids and values to words of one reader: questions, options, entries of schemes, numbers, findings. Knows no page.
import type { Answers, Finding, Form, Json, KindName, Question } from '#forms/form.ts';
import { reads } from '#forms/condition.ts';
import { questionOf, wordsKey } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Schemes } from '#records/schemes.ts';
import { type Language, languages, locales } from '#text/languages.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import { day, languageName, list, typeName } from '../intl.ts';

/** The words of a question or column, or its id where the form has none. */
export const questionWords = (form: Form, wordsId: string): Words | string =>
	form.words[wordsKey.question(wordsId)] ?? (wordsId.split('.').at(-1) as string);

export const helpWords = (form: Form, wordsId: string): Words | undefined => form.words[wordsKey.help(wordsId)];

const asText = (words: Words | string, language: Language): string => (typeof words === 'string' ? words : say(words, language));

export const questionText = (form: Form, wordsId: string, language: Language): string => asText(questionWords(form, wordsId), language);

/** What is said at a question whose answer is not published, or only if whoever answers allows it; undefined at others. */
export function privateText({ t, language }: Reader, form: Form, { private: closed, openWhen }: Question): string | undefined {
	if (!closed) return undefined;
	return openWhen ? t('forms.private.unless', { question: questionText(form, reads(openWhen)[0] ?? '', language) }) : t('forms.private');
}

export const optionText = (form: Form, wordsId: string, option: string, language: Language): string =>
	say(form.words[wordsKey.option(wordsId, option)], language) || option;

export const rowText = (form: Form, wordsId: string, row: string, language: Language): string =>
	say(form.words[wordsKey.row(wordsId, row)], language) || row;

/** A message whose id is made from data, or what stands in for it where there is none. */
export function sayOr(reader: Reader, id: string, otherwise: string): string {
	try {
		return reader.t(id as MessageId);
	} catch {
		return otherwise;
	}
}

/** The name of a part of a person, contact, company …; a company has another name than a person. */
export const partText = (reader: Reader, kind: KindName, part: string): string =>
	sayOr(reader, part === 'name' && (kind === 'company' || kind === 'organisation') ? 'forms.part.company-name' : `forms.part.${part}`, part);

export const unitName = (reader: Reader, unit: string): string => {
	const [name, sign] = [sayOr(reader, `forms.unit.${unit}`, unit), sayOr(reader, `forms.sign.${unit}`, unit)];
	return name === sign ? name : `${name} (${sign})`;
};

export const currencyName = (language: Language, code: string): string => {
	try {
		return `${new Intl.DisplayNames(locales[language], { type: 'currency' }).of(code) ?? code} (${code})`;
	} catch {
		return code;
	}
};

/** Whether a text can stand as the language of something (BCP 47). */
export const isLanguageTag = (tag: string): boolean => {
	try {
		return tag !== '' && Intl.getCanonicalLocales(tag).length === 1;
	} catch {
		return false;
	}
};

/** Name of a language by its code; what is not a code is given back as it came. */
export const tongue = (language: Language, of: string): string => {
	try {
		return languageName(language, of);
	} catch {
		return of;
	}
};

/** Languages to choose from: those of the scheme, or the six; one that stands already stays. */
export function languageChoices(reader: Reader, schemes: Schemes, chosen: string): { id: string; text: string }[] {
	const offered = schemes.languages?.length ? schemes.languages.map(({ id }) => id) : [...languages];
	return (chosen && !offered.includes(chosen) ? [...offered, chosen] : offered).map((id) => ({
		id,
		text: entryText(reader, schemes, 'languages', id)
	}));
}

/** The words of an entry of a scheme; its id where the scheme does not have it. */
export function entryWords(reader: Reader, schemes: Schemes, scheme: string, id: string): Words | string {
	const entry = schemes[scheme]?.find((each) => each.id === id);
	if (entry) return entry.words;
	return scheme === 'languages' ? tongue(reader.language, id) : id;
}

export const entryText = (reader: Reader, schemes: Schemes, scheme: string, id: string): string =>
	asText(entryWords(reader, schemes, scheme, id), reader.language) || id;

export function articleText(reader: Reader, schemes: Schemes, number: string): string {
	const title = schemes.articles?.find((each) => each.id === number.split('(')[0]);
	return title ? reader.t('forms.article.titled', { number, title: say(title.words, reader.language) }) : reader.t('forms.article', { number });
}

const exact = new Map<Language, Intl.NumberFormat>();

/** An exact decimal as the reader's language writes it; text that is no number is given back as it came. */
export function figure(language: Language, amount: string): string {
	if (!/^-?\d+(\.\d+)?$/.test(amount)) return amount;
	let format = exact.get(language);
	if (!format) exact.set(language, (format = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 20 })));
	return format.format(amount as never);
}

/** "12.5 t", "US$1,200.50": an exact amount with the sign of its unit or currency. */
export function amountText(reader: Reader, amount: string, unit: string, money: boolean): string {
	const number = figure(reader.language, amount);
	if (!unit) return number;
	if (money && /^-?\d+(\.\d+)?$/.test(amount)) {
		try {
			return new Intl.NumberFormat(locales[reader.language], {
				style: 'currency',
				currency: unit,
				minimumFractionDigits: amount.includes('.') ? 2 : 0,
				maximumFractionDigits: 20
			}).format(amount as never);
		} catch {
			return `${number} ${unit}`;
		}
	}
	return `${number} ${money ? unit : sayOr(reader, `forms.sign.${unit}`, unit)}`;
}

/** A name for the middle of a sentence: one that runs the other way is kept from turning the words around it. */
export const isolated = (reader: Reader, name: string): string =>
	/[\u0590-\u08ff]/.test(name) === (reader.direction === 'rtl') ? name : `\u2068${name}\u2069`;

/** Anything that a draft may hold, as text to put into a field or to show when nothing better is known. */
export const plain = (value: Json | undefined): string =>
	value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** Walks from a question along a path to the part that a finding is about: line numbers and named rows on the way, and the words of the last column. */
function trail(form: Form, at: string): { question: Question | undefined; wordsId: string; line: number | undefined; row: string | undefined } {
	const [id = '', ...rest] = at.split('.');
	let question = questionOf(form, id);
	let wordsId = id;
	let line: number | undefined;
	let row: string | undefined;
	for (const step of rest) {
		if (question?.rows?.includes(step)) {
			row = step;
			continue;
		}
		const column = question?.columns?.find((each) => each.id === step);
		if (column) {
			question = column;
			wordsId = `${wordsId}.${step}`;
		} else if (/^\d+$/.test(step)) line = Number(step) + 1;
	}
	return { question, wordsId, line, row };
}

/** What is wrong and what would satisfy it. */
export function wordFinding(reader: Reader, form: Form, found: Finding, schemes: Schemes = {}): string {
	const { language, t } = reader;
	const { values = {} } = found;
	const said: { [name: string]: string | number } = {
		part: '',
		language: '',
		column: '',
		type: '',
		first: '',
		least: '',
		most: '',
		article: '',
		sum: '',
		unit: '',
		count: 0,
		longest: 0,
		length: 0,
		wanted: 'any',
		proposal: '',
		...values
	};
	const timely = found.code.startsWith('day-') || found.code === 'not-in-order';
	if (values.unit !== undefined) said.unit = sayOr(reader, `forms.sign.${values.unit}`, String(values.unit));
	for (const name of ['least', 'most', 'first', 'sum']) {
		if (
			found.code !== 'too-many' &&
			found.code !== 'report-year-outside' &&
			found.code !== 'line-twice' &&
			found.code !== 'not-enough' &&
			values[name] !== undefined
		)
			said[name] = timely ? day(language, String(values[name])) : figure(language, String(values[name]));
	}
	// What a noun noticed: days, quantities and countries as people read them.
	if (typeof values.day === 'string') said.day = day(language, values.day);
	for (const name of ['theirs', 'ours', 'then', 'now']) if (values[name] !== undefined) said[name] = figure(language, String(values[name]));
	if (typeof values.country === 'string') said.country = entryText(reader, schemes, 'states', values.country);
	const { question, wordsId, row } = trail(form, found.at);
	if (found.code === 'symbol-otherwise') said.proposal = isolated(reader, String(said.proposal));
	// A row that the form names is there to stay: nobody can take it away.
	if (found.code === 'row-incomplete' && row) return t('finding.part-missing', { part: questionText(form, wordsId, language) });
	if (found.code === 'row-incomplete') said.column = questionText(form, wordsId, language);
	if (found.code === 'attachment-type') said.type = typeName(String(values.type ?? ''));
	const text = t(`finding.${found.code}` as MessageId, said);
	if (found.code === 'attachment-type' && question?.accept?.length)
		return `${text} ${t('forms.finding.accepted', { types: acceptedText(language, question.accept) })}`;
	if (found.code === 'at-least-one-of') {
		const rule = form.rules.find((each) => each.rule === 'at-least-one' && each.questions[0] === found.at);
		if (rule?.rule === 'at-least-one')
			return `${text} ${t('forms.finding.together', {
				questions: list(
					language,
					rule.questions.map((id) => questionText(form, id, language)),
					'disjunction'
				)
			})}`;
	}
	return text;
}

export const acceptedText = (language: Language, types: string[]): string => list(language, [...new Set(types.map(typeName))], 'disjunction');

/** A finding for a list at the head of a page: which question, which line, what. */
export function wordFindingAt(reader: Reader, form: Form, found: Finding, schemes: Schemes = {}): string {
	return reader.t('forms.finding.at', { question: placeText(reader, form, found.at), finding: wordFinding(reader, form, found, schemes) });
}

/** Where an answer stands: its question with its number, and the line or the row of it. */
function placeText(reader: Reader, form: Form, at: string, more = ''): string {
	const { wordsId, line, row } = trail(form, at);
	const top = wordsId.split('.')[0] as string;
	const question = [questionOf(form, top)?.number, questionText(form, top, reader.language), more].filter(Boolean).join(' ');
	if (row !== undefined) return reader.t('forms.finding.row', { question, row: rowText(form, top, row, reader.language) });
	return line === undefined ? question : reader.t('forms.finding.line', { question, number: line });
}

/** The answers as they are read: what an explanation is about is named by a finding, and said by its question. */
export function spoken(reader: Reader, form: Form, answers: Answers): Answers {
	const lines = answers.explanations;
	if (!Array.isArray(lines) || questionOf(form, 'explanations')?.given !== 'explanations') return answers;
	const nameOf = (about: string): string => {
		const [, at = '', ...of] = about.split(' ');
		if (!questionOf(form, at.split('.')[0] as string)) return about;
		return placeText(reader, form, at, of.length ? `(${of.join(' ')})` : '');
	};
	const said = lines.map((each) => (isObject(each) && typeof each.about === 'string' ? { ...each, about: nameOf(each.about) } : each));
	return { ...answers, explanations: said };
}
