// SPDX-License-Identifier: Apache-2.0
// Reads an answer that somebody typed into a letter, in words of their language. What cannot be read with certainty is not guessed. Pure.
import { type Form, type Json, type Question, wordsKey } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import { readDecimal } from '#forms/kinds/number.ts';
import { type Language, languages } from '#text/languages.ts';

/** Kinds of answer that can be given by letter. */
const typeable = new Set(['text', 'long-text', 'words', 'yes-no', 'one-of', 'integer', 'year', 'quantity']);

export const isTypeable = (question: Question): boolean => typeable.has(question.kind) && !question.many;

/** What the words for yes, no and so on are, in all languages: the words of the interface. */
export type YesNoWords = { [answer in 'yes' | 'no' | 'unknown' | 'not-applicable']: readonly string[] };

export type Read = { value: Json } | { problem: 'nothing' | 'not-understood' };

const notUnderstood: Read = { problem: 'not-understood' };

/** Letters and digits alone, in one case and without accents: what people vary when they type a word again. */
export const plainly = (text: string): string =>
	text
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

const firstLine = (text: string): string => text.split('\n').find((line) => line.trim() !== '') ?? '';

/** What a choice offers, with all words that mean it. Its number in the letter is one more. */
export function offeredBy(form: Form, question: Question, yesNo: YesNoWords): { answer: Json; words: string[] }[] {
	if (question.kind === 'yes-no')
		return [
			{ answer: true, words: [...yesNo.yes] },
			{ answer: false, words: [...yesNo.no] },
			...(question.also ?? []).map((answer) => ({ answer, words: [...yesNo[answer]] }))
		];
	return (question.options ?? []).map((option) => {
		const words = form.words[wordsKey.option(question.id, option)] ?? {};
		return { answer: option, words: [option, ...languages.flatMap((language) => words[language] ?? [])] };
	});
}

function readChoice(form: Form, question: Question, text: string, yesNo: YesNoWords): Read {
	const line = plainly(firstLine(text));
	const offered = offeredBy(form, question, yesNo);
	const numbered = /^\d{1,2}$/.test(line) ? offered[Number(line) - 1] : undefined;
	if (numbered) return { value: numbered.answer };
	const exactly = offered.filter(({ words }) => words.some((word) => plainly(word) === line));
	if (exactly.length === 1) return { value: (exactly[0] as { answer: Json }).answer };
	// "Yes, since 2019.": the first words say it, as long as they say one thing only. Of two that fit ("not known", "not"), the longer is meant.
	const begun = offered
		.flatMap(({ answer, words }) => words.map((word) => ({ answer, word: plainly(word) })))
		.filter(({ word }) => word !== '' && `${line} `.startsWith(`${word} `))
		.sort((a, b) => b.word.length - a.word.length);
	const longest = begun.filter(({ word }) => word.length === begun[0]?.word.length);
	return longest.length && new Set(longest.map(({ answer }) => answer)).size === 1
		? { value: (longest[0] as { answer: Json }).answer }
		: notUnderstood;
}

function readQuantity(question: Question, text: string): Read {
	const found = /^([-\u2212]?[\d\u0660-\u0669\u06f0-\u06f9][\d\u0660-\u0669\u06f0-\u06f9\s\u00a0\u202f.,'’\u066b\u066c]*)\s*(.*)$/.exec(
		firstLine(text).trim()
	);
	const amount = found && readDecimal((found[1] ?? '').trim().replace(/[.,]$/, ''));
	if (!amount) return notUnderstood;
	const said = (found[2] ?? '')
		.trim()
		.replace(/[.。]$/, '')
		.toLowerCase();
	const units = question.units ?? [];
	const unit = said === '' && units.length === 1 ? units[0] : units.find((each) => each.toLowerCase() === said);
	return unit ? { value: { amount, unit } } : notUnderstood;
}

/** `text` without what was quoted and signed. */
export function readTyped(form: Form, question: Question, text: string, language: Language, yesNo: YesNoWords): Read {
	const said = text.trim();
	if (said === '') return { problem: 'nothing' };
	switch (question.kind) {
		case 'text':
			return { value: kindOf(question).parse(said.replace(/\s*\n\s*/g, ' '), question) };
		case 'long-text':
			return { value: kindOf(question).parse(said, question) };
		case 'words':
			return { value: kindOf(question).parse({ [language]: said }, question) };
		case 'yes-no':
		case 'one-of':
			return readChoice(form, question, said, yesNo);
		case 'integer': {
			const number = Number(readDecimal(firstLine(said).trim().replace(/\.$/, '')));
			return Number.isSafeInteger(number) ? { value: number } : notUnderstood;
		}
		case 'year': {
			const year = readDecimal(firstLine(said).trim().replace(/\.$/, ''));
			return year && /^\d{4}$/.test(year) ? { value: kindOf(question).parse(year, question) } : notUnderstood;
		}
		case 'quantity':
			return readQuantity(question, said);
		default:
			return notUnderstood;
	}
}
