// SPDX-License-Identifier: Apache-2.0
// Looks at a whole design or at two versions: what still stands in the way of publishing, how complete the words are, what differs.
import { canonical } from './comparison.ts';
import { carryOver, type Carried } from './crosswalk.ts';
import { ordered } from './designing.ts';
import { allQuestions, type Answers, type Crosswalk, type Form, type Json, type Question, questionOf } from './form.ts';
import { kindOf } from './kinds.ts';
import { type Fault, faultsIn, type FaultCode, neededWords } from './sound.ts';
import { languages } from '#text/languages.ts';

export interface DesignFault extends Omit<Fault, 'code'> {
	code: FaultCode | 'reads-later' | 'nothing-to-choose' | 'no-columns' | 'no-rows' | 'section-empty' | 'bounds-crossed';
}

/** Everything that stands in the way of publishing; stricter than the loader, since nobody reviews what a page makes. */
export function faultsOfDesign(form: Form): DesignFault[] {
	const faults: DesignFault[] = [...faultsIn(form)];
	const wrong = ordered(form);
	if (wrong && !faults.some((found) => found.at === wrong.at && found.code === 'unknown-question'))
		faults.push({ at: wrong.at, code: 'reads-later', values: wrong.values });
	for (const section of form.sections) if (!section.questions.length) faults.push({ at: section.id, code: 'section-empty' });
	const inQuestion = (question: Question, at: string) => {
		if ((question.kind === 'one-of' || question.kind === 'some-of') && !question.options?.length) faults.push({ at, code: 'nothing-to-choose' });
		if ((question.kind === 'table' || question.kind === 'matrix') && !question.columns?.length) faults.push({ at, code: 'no-columns' });
		if (crossed(question)) faults.push({ at, code: 'bounds-crossed', values: { least: String(question.least), most: String(question.most) } });
		if (question.kind === 'matrix' && !question.rows?.length) faults.push({ at, code: 'no-rows' });
		for (const column of question.columns ?? []) {
			for (const limit of Object.keys(column))
				if (!columnKeys.has(limit) && !kindOf(column).limits.includes(limit as keyof Question))
					faults.push({ at: `${at}.${column.id}`, code: 'unknown-limit', values: { kind: column.kind, limit } });
			inQuestion(column, `${at}.${column.id}`);
		}
	};
	for (const question of allQuestions(form)) inQuestion(question, question.id);
	return faults;
}

/** No answer lies between its bounds, so that nobody could submit. Bounds that move with the day are left alone. */
function crossed({ least, most }: Question): boolean {
	if (least === undefined || most === undefined) return false;
	const [low, high] = [Number(least), Number(most)];
	if (!Number.isNaN(low) && !Number.isNaN(high)) return low > high;
	const isDate = (bound: string | number) => /^\d{4}-\d{2}(-\d{2})?$/.test(String(bound));
	return isDate(least) && isDate(most) && String(least) > String(most);
}

const columnKeys = new Set(['id', 'kind', 'number', 'many', 'required', 'when', 'private', 'decision', 'status', 'given']);

/** What a form asks, without its words and what is said of their source. */
const bare = (question: Question): Json => {
	const { status, source, columns, ...asked } = question;
	return { ...asked, ...(columns ? { columns: columns.map(bare) } : {}) } as unknown as Json;
};
const bareForm = ({ words, status, source, sections, ...form }: Form): Json =>
	({ ...form, sections: sections.map(({ questions, ...section }) => ({ ...section, questions: questions.map(bare) })) }) as unknown as Json;

/** Whether two forms differ in nothing but words and what is said of their source. */
export const onlyWords = (before: Form, after: Form): boolean => canonical(bareForm(before)) === canonical(bareForm(after));

/** Keys of words that a page asks for or that stand in the form, in the order of the form, with how many languages have them. */
export function wordsOf(form: Form): { key: string; needed: boolean; there: number }[] {
	const needed = new Set(neededWords(form));
	const helps = allQuestions(form).flatMap((question) => [
		`help.${question.id}`,
		...(question.columns ?? []).map((column) => `help.${question.id}.${column.id}`)
	]);
	const keys = [...needed, ...Object.keys(form.words).filter((key) => !needed.has(key)), ...helps.filter((key) => !(key in form.words))];
	return [...new Set(keys)].map((key) => ({
		key,
		needed: needed.has(key),
		there: languages.filter((language) => form.words[key]?.[language]).length
	}));
}

export interface QuestionChange {
	/** Id in the version before; null for a new question. */
	before: string | null;
	/** Id in the later version; null for one that was taken away. */
	after: string | null;
	/** What differs in a question of both: names of its members, `words`, `section`. */
	differs: string[];
}

/** What differs between two versions, question by question: changed and new ones in the order of the later form, then those taken away. */
export function differencesBetween(before: Form, after: Form, crosswalk: Crosswalk | undefined = crosswalkBetween(before, after)): QuestionChange[] {
	const target = (id: string): string | null =>
		crosswalk && id in crosswalk.questions ? (crosswalk.questions[id] ?? null) : questionOf(after, id) ? id : null;
	const origin = new Map<string, string>();
	for (const { id } of allQuestions(before)) {
		const to = target(id);
		if (to && questionOf(after, to)) origin.set(to, id);
	}
	const sectionOf = (form: Form, id: string) => form.sections.find((section) => section.questions.some((question) => question.id === id))?.id;
	const wordsIn = (form: Form, id: string) =>
		Object.entries(form.words)
			.filter(([key]) => /^(question|help|option|row)\./.test(key) && key.split('.')[1] === id)
			.map(
				([key, words]) =>
					[
						key
							.split('.')
							.filter((_, at) => at !== 1)
							.join('.'),
						words as Json
					] as const
			);
	const changed = allQuestions(after).flatMap((question): QuestionChange[] => {
		const old = origin.get(question.id);
		const was = old === undefined ? undefined : questionOf(before, old);
		if (!was) return [{ before: null, after: question.id, differs: [] }];
		const [a, b] = [was, question] as unknown as { [member: string]: Json }[] as [{ [member: string]: Json }, { [member: string]: Json }];
		const differs = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((member) => canonical(a[member]) !== canonical(b[member]));
		if (canonical(Object.fromEntries(wordsIn(before, was.id))) !== canonical(Object.fromEntries(wordsIn(after, question.id)))) differs.push('words');
		if (sectionOf(before, was.id) !== sectionOf(after, question.id)) differs.push('section');
		return differs.length ? [{ before: was.id, after: question.id, differs }] : [];
	});
	const kept = new Set(origin.values());
	return [
		...changed,
		...allQuestions(before)
			.filter(({ id }) => !kept.has(id))
			.map(({ id }): QuestionChange => ({ before: id, after: null, differs: [] }))
	];
}

const crosswalkBetween = (before: Form, after: Form): Crosswalk | undefined =>
	after.crosswalk?.from === before.version ? after.crosswalk : undefined;

/** What differs beside the questions: form members and the words of form and sections. */
export function aroundDifferences(before: Form, after: Form): string[] {
	const members = (['article', 'decision', 'status', 'source'] as const).filter((member) => before[member] !== after[member]);
	const words = (form: Form) => Object.fromEntries(Object.entries(form.words).filter(([key]) => /^(form|section|check)\./.test(key))) as Json;
	const shape = (form: Form) => form.sections.map(({ id, when }) => ({ id, when: when ?? null })) as unknown as Json;
	const rules = (form: Form) => canonical(form.rules as unknown as Json);
	return [
		...members,
		...(rules(before) === rules(after) ? [] : ['rules']),
		...(canonical(before.checklist) === canonical(after.checklist) ? [] : ['checklist']),
		...(canonical(words(before)) === canonical(words(after)) ? [] : ['words']),
		...(canonical(shape(before)) === canonical(shape(after)) ? [] : ['sections'])
	];
}

/**
 * Carries answers along all versions between theirs and the form: each step by its own crosswalk. A way that is not known in full is
 * taken in one step by equal ids.
 */
export function carryAlong(form: Form, fromVersion: string, answers: Answers, versionOf: (version: string) => Form | undefined): Carried {
	const steps: Form[] = [];
	for (let at: Form | undefined = form; at && at.version !== fromVersion; at = at.crosswalk ? versionOf(at.crosswalk.from) : undefined) {
		if (steps.includes(at)) break;
		steps.unshift(at);
	}
	if (steps[0]?.crosswalk?.from !== fromVersion) return carryOver(form, fromVersion, answers);
	let carried: Carried = { answers, dropped: {} };
	for (const step of steps) {
		const next = carryOver(step, step.crosswalk?.from ?? fromVersion, carried.answers);
		carried = { answers: next.answers, dropped: { ...carried.dropped, ...next.dropped } };
	}
	return carried;
}

/** Questions to verify, columns counted too. */
export const toVerify = (form: Form): Question[] =>
	allQuestions(form).filter((question) => question.status === 'to-verify' || question.columns?.some((column) => column.status === 'to-verify'));
