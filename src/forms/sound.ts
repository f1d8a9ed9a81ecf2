// SPDX-License-Identifier: Apache-2.0
// Whether a form definition is sound: what the loader and the form designer refuse before it can hurt anybody.
import { languages } from '#text/languages.ts';
import { questionsOf } from './check.ts';
import { reads } from './condition.ts';
import { allQuestions, type Condition, type Form, type KindName, type Question, wordsKey } from './form.ts';
import { kindOf, kinds } from './kinds.ts';
import { faultsOfRule } from './rule.ts';

/** Members that every kind of question may have. */
export const always: ReadonlySet<keyof Question> = new Set<keyof Question>([
	'id',
	'kind',
	'number',
	'many',
	'required',
	'when',
	'private',
	'openWhen',
	'decision',
	'status',
	'given',
	'amended',
	'paragraphs',
	'star',
	'supplemental',
	'short',
	'due',
	'source'
]);

/** Starts with a letter and holds what a field name, a column and an address can carry. */
export const isId = (text: string): boolean => /^[A-Za-z][\w-]{0,59}$/.test(text) && !(text in Object.prototype);

/** Options and rows may begin with a digit: 2030, 5a. */
export const isPartId = (text: string): boolean => /^[A-Za-z0-9][\w-]{0,59}$/.test(text) && !(text in Object.prototype);

export const isKind = (text: string): text is KindName => Object.hasOwn(kinds, text);

/** One thing that is not sound, as data: `at` is a section, a question, `question.column`, or a key of words. */
export interface Fault {
	at: string;
	code: FaultCode;
	/** What the wording needs. */
	values?: { [name: string]: string };
}

const english = {
	'unknown-question': (at, { question }) => `${at}: reads the unknown question ${question}`,
	'id-twice': (at) => `${at}: two questions have this id`,
	'not-an-id': (at) => `${at}: an id is a letter and then letters, digits, - or _`,
	'unknown-kind': (at, { kind }) => `${at}: unknown kind ${kind}`,
	'unknown-limit': (at, { kind, limit }) => `${at}: ${kind} does not know ${limit}`,
	'not-a-paragraph': (at, { paragraph }) => `${at}: ${paragraph} is no paragraph of the Convention, like 3(5)(a)`,
	'not-years': (at) => `${at}: is due after a whole number of years, 1 to 100`,
	'unless-unknown': (at, { option }) => `${at}: is due unless ${option}, which it does not offer`,
	'rule-unknown-question': (_, { rule, question }) => `rule ${rule}: names the unknown question ${question}`,
	'rule-wrong-kind': (_, { rule, question }) => `rule ${rule}: cannot read what ${question} holds`,
	'rule-unknown-column': (_, { rule, question, column }) => `rule ${rule}: names the unknown column ${question}.${column}`,
	'rule-unknown-value': (_, { rule, question, value }) => `rule ${rule}: names ${value}, which ${question} does not offer`,
	'rule-question-twice': (_, { rule }) => `rule ${rule}: names the same twice`,
	'rule-too-few': (_, { rule }) => `rule ${rule}: names too few`,
	'rule-not-a-count': (_, { rule }) => `rule ${rule}: asks for a whole number of lines, 1 to 1000`,
	'check-twice': (at) => `${at}: stands twice in the checklist`,
	'words-missing': (at, { languages }) => `${at}: no words in ${languages}`
} satisfies { [code: string]: (at: string, values: { [name: string]: string }) => string };
export type FaultCode = keyof typeof english;

/** Faults in words for the person who writes forms (English, like the definitions themselves); empty when it is sound. */
export const faultsOf = (form: Form): string[] => faultsIn(form).map(faultText);

export const faultText = ({ at, code, values = {} }: Fault): string =>
	(english[code] as (at: string, values: { [name: string]: string }) => string)(at, values);

/** All that is not sound in a form; empty when it is. */
export function faultsIn(form: Form): Fault[] {
	const faults: Fault[] = [];
	const questions = allQuestions(form);
	const seen = new Set<string>();
	const readable = (at: string, condition: Condition | boolean | undefined) => {
		if (typeof condition !== 'object') return;
		for (const id of reads(condition))
			if (!questions.some((question) => question.id === id)) faults.push({ at, code: 'unknown-question', values: { question: id } });
	};
	for (const section of form.sections) {
		readable(section.id, section.when);
		for (const question of section.questions) {
			if (seen.has(question.id)) faults.push({ at: question.id, code: 'id-twice' });
			if (!isId(question.id)) faults.push({ at: question.id, code: 'not-an-id' });
			seen.add(question.id);
			if (!isKind(question.kind)) {
				faults.push({ at: question.id, code: 'unknown-kind', values: { kind: question.kind } });
				continue;
			}
			readable(question.id, question.when);
			readable(question.id, question.required);
			readable(question.id, question.openWhen);
			faults.push(...faultsAround(question));
			for (const limit of Object.keys(question) as (keyof Question)[]) {
				if (!always.has(limit) && !kindOf(question).limits.includes(limit))
					faults.push({ at: question.id, code: 'unknown-limit', values: { kind: question.kind, limit } });
			}
		}
	}
	for (const rule of form.rules) {
		if ('when' in rule) readable(questionsOf(rule)[0] as string, rule.when);
		faults.push(...faultsOfRule(form, rule));
	}
	for (const [at, check] of form.checklist.entries()) {
		if (!isId(check)) faults.push({ at: check, code: 'not-an-id' });
		if (form.checklist.indexOf(check) < at) faults.push({ at: check, code: 'check-twice' });
	}
	for (const key of neededWords(form)) {
		const missing = languages.filter((language) => !form.words[key]?.[language]);
		if (missing.length) faults.push({ at: key, code: 'words-missing', values: { languages: missing.join(', ') } });
	}
	return faults;
}

/** Where a question stands in the Convention, and when what it asks about is due. */
export function faultsAround({ id, paragraphs = [], due, options = [] }: Question): Fault[] {
	return [
		...paragraphs
			.filter((paragraph) => !/^\d{1,2}(\([0-9a-z]{1,4}\))*$/.test(paragraph))
			.map((paragraph): Fault => ({ at: id, code: 'not-a-paragraph', values: { paragraph } })),
		...(due && !(Number.isInteger(due.years) && due.years >= 1 && due.years <= 100) ? [{ at: id, code: 'not-years' } as const] : []),
		...(due?.unless !== undefined && !options.includes(due.unless)
			? [{ at: id, code: 'unless-unknown', values: { option: due.unless } } as const]
			: [])
	];
}

/** Every key of `words` that a page will ask for. */
export function neededWords(form: Form): string[] {
	return [
		'form.title',
		'form.short',
		'form.intro',
		...form.sections.map((section) => wordsKey.section(section.id)),
		...form.checklist.map(wordsKey.check),
		...allQuestions(form)
			.filter((question) => !question.given)
			.flatMap((question) => [
				wordsKey.question(question.id),
				...(question.options ?? []).map((option) => wordsKey.option(question.id, option)),
				...(question.rows ?? []).map((row) => wordsKey.row(question.id, row)),
				...(question.columns ?? []).flatMap((column) => [
					wordsKey.column(question.id, column.id),
					...(column.options ?? []).map((option) => wordsKey.option(`${question.id}.${column.id}`, option))
				])
			])
	];
}
