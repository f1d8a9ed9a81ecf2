// SPDX-License-Identifier: Apache-2.0
// Kinds whose answer is chosen: yes or no, one of, some of, and entries of a scheme (State, Party, concept, article, language).
import type { FindingCode, Json, Question } from '../form.ts';
import { finding, type Kind, oneText } from '../kind.ts';

const cell = (answer: Json) => (typeof answer === 'string' ? answer : JSON.stringify(answer));

/** true, false, and where the form offers them 'unknown' and 'not-applicable'. */
export const yesNo: Kind = {
	parse(raw) {
		const typed = oneText(raw);
		return typed === 'yes' ? true : typed === 'no' ? false : typed || null;
	},
	check: (answer, question) =>
		typeof answer === 'boolean' || (question.also as Json[] | undefined)?.includes(answer) ? [] : [finding('not-yes-or-no')],
	codes: ['not-yes-or-no'],
	columns: () => [''],
	flatten: (answer) => [typeof answer === 'boolean' ? answer : cell(answer)],
	schema: (question) => ({ enum: [true, false, ...(question.also ?? [])] }),
	texts: () => [],
	limits: ['also']
};

export const oneOf: Kind = {
	parse: (raw) => oneText(raw) || null,
	check: (answer, question) => (typeof answer === 'string' && question.options?.includes(answer) ? [] : [finding('not-an-option')]),
	codes: ['not-an-option'],
	columns: () => [''],
	flatten: (answer) => [cell(answer)],
	schema: (question) => ({ enum: question.options ?? [] }),
	texts: () => [],
	limits: ['options']
};

/** A list of option ids in the order of the form, each once. */
export const someOf: Kind = {
	parse(raw, question) {
		const chosen = (Array.isArray(raw) ? raw : raw === undefined ? [] : [oneText(raw)]).filter(Boolean);
		const known = (question.options ?? []).filter((option) => chosen.includes(option));
		const strange = chosen.filter((option) => !question.options?.includes(option));
		return known.length + strange.length ? [...known, ...strange] : null;
	},
	check(answer, question) {
		if (!Array.isArray(answer)) return [finding('not-an-option')];
		if (new Set(answer).size < answer.length) return [finding('duplicate')];
		return answer.every((option) => typeof option === 'string' && question.options?.includes(option)) ? [] : [finding('not-an-option')];
	},
	codes: ['not-an-option', 'duplicate'],
	columns: (question) => question.options ?? [],
	flatten: (answer, question) => (question.options ?? []).map((option) => Array.isArray(answer) && answer.includes(option)),
	schema: (question) => ({ type: 'array', uniqueItems: true, minItems: 1, items: { enum: question.options ?? [] } }),
	texts: () => [],
	limits: ['options']
};

/** An entry of a scheme that the world knows: the answer is its id. */
function entryOf(schemeOf: (question: Question) => string, code: FindingCode, limits: Kind['limits'] = []): Kind {
	return {
		parse: (raw) => oneText(raw) || null,
		check: (answer, question, known) => (typeof answer === 'string' && known.has(schemeOf(question), answer) ? [] : [finding(code)]),
		codes: [code],
		columns: () => [''],
		flatten: (answer) => [cell(answer)],
		schema: (question) => ({ type: 'string', minLength: 1, maxLength: 100, description: `An id of the scheme ${schemeOf(question)}` }),
		texts: () => [],
		limits
	};
}

export const country = entryOf(() => 'states', 'not-a-country');
export const party = entryOf(() => 'parties', 'not-a-party');
export const concept = entryOf((question) => question.scheme ?? 'concepts', 'not-a-concept', ['scheme']);
export const language = entryOf(() => 'languages', 'not-a-language');

/** An article with its paragraph: `17`, `17(1)`, `17(1)(a)`. */
export const article: Kind = {
	...entryOf(() => 'articles', 'not-an-article'),
	check(answer, _, known) {
		const number = typeof answer === 'string' ? /^(\d{1,2})(\(\w{1,3}\)){0,3}$/.exec(answer)?.[1] : undefined;
		return number && known.has('articles', number) ? [] : [finding('not-an-article')];
	},
	schema: () => ({ type: 'string', pattern: '^\\d{1,2}(\\(\\w{1,3}\\)){0,3}$' })
};

export const reference: Kind = {
	...entryOf(() => '', 'not-a-record'),
	check(answer, question, known) {
		const record = typeof answer === 'string' ? known.record(answer) : undefined;
		return record && (!question.types || question.types.includes(record.type)) ? [] : [finding('not-a-record')];
	},
	schema: () => ({ type: 'string', pattern: '^MC-[A-Z0-9]+-[A-Z0-9]+-\\d{4,}$' }),
	limits: ['types']
};
