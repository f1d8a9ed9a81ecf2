// SPDX-License-Identifier: Apache-2.0
// How projects are put into words: amounts, answers, codes. Pure.
import { type Form, type Json, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { type Language, locales } from '#text/languages.ts';
import type { SourceFault } from '#projects/found.ts';
import type { Noticed } from '#projects/harvest.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';

/** Whole units of a currency: "USD 500,000". Amounts are exact; what is smaller than one is not shown. */
export const money = (language: Language, amount: string, currency: string): string =>
	new Intl.NumberFormat(locales[language], { style: 'currency', currency, currencyDisplay: 'code', maximumFractionDigits: 0 }).format(
		amount as unknown as number
	);

/** Sums of several currencies; null where there is none. */
export const moneyText = (language: Language, sums: Record<string, string>): string | null =>
	Object.entries(sums)
		.map(([currency, amount]) => money(language, amount, currency))
		.join(' · ') || null;

/** An option of a question of the form of projects. */
export const optionText = (words: Record<string, Words>, question: string, option: string | null, language: Language): string =>
	option === null ? '' : say(words[`option.${question}.${option}`], language) || option;

/** An answer in one line, for where values stand beside one another. */
export function answerText(value: Json, language: Language, names: (id: string) => string = (id) => id): string {
	if (value === null) return '';
	if (Array.isArray(value)) return value.map((each) => answerText(each, language, names)).join('; ');
	if (isObject(value)) {
		if (typeof value.amount === 'string' && typeof value.unit === 'string') return money(language, value.amount, value.unit);
		const words = say(value as Words, language);
		return (
			words ||
			Object.values(value)
				.map((each) => answerText(each, language, names))
				.join(' ')
		);
	}
	return names(String(value));
}

/** One answer of the form of projects in words. */
export function answerOf(
	form: Pick<Form, 'sections' | 'words'>,
	field: string,
	value: Json,
	reader: Reader,
	stateName: (id: string) => string
): string {
	const question = questionOf(form as Form, field);
	if (!question) return '';
	if (typeof value === 'boolean') return reader.t(value ? 'forms.yes' : 'forms.no');
	const names = (id: string) =>
		question.options?.includes(id) ? optionText(form.words, field, id, reader.language) : question.kind === 'country' ? stateName(id) : id;
	return answerText(value, reader.language, names);
}

/** A code in words: of the first message that there is, with its values; else the code itself. Codes come from adapters, which have words of their own. */
export function codeText({ t }: Reader, ids: readonly string[], values?: Record<string, string>): string {
	for (const id of ids) {
		try {
			return t(id as MessageId, values);
		} catch {
			// No such message, or one that needs other values.
		}
	}
	return ids.at(-1)?.split('.').at(-1) ?? '';
}

/** Why a row was refused or is doubted. */
export function problemText(reader: Reader, { code, seen, values }: Noticed): string {
	const said = codeText(
		reader,
		[`projects.problem.${code}`, `sources.problem.${code}`, `harvested.problem.${code}`, `sources.fault.${code}`, `refusal.${code}`],
		{
			seen,
			...values
		}
	);
	return seen && !said.includes(seen) ? `${said} ${seen}` : said;
}

/** Why nothing of a source could be used. */
export const faultText = (reader: Reader, { code, values }: SourceFault): string =>
	codeText(reader, [`projects.problem.${code}`, `sources.fault.${code}`, `harvested.problem.${code}`], values);

/** What a rule saw. */
export const ruleText = (reader: Reader, rule: string): string => codeText(reader, [`projects.rule.${rule}`, `sources.mercury.${rule}`]);
