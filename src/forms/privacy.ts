// SPDX-License-Identifier: Apache-2.0
// What of an answer sheet is private. Records take it out in one place, below every page, export, feed, search and API.
import { holds } from './condition.ts';
import { allQuestions, type Answers, type Form, type FormRule, type Json, type Question } from './form.ts';
import { isEmpty, isObject } from './kind.ts';
import { kindOf } from './kinds.ts';

type Confidentiality = Extract<FormRule, { rule: 'confidentiality' }>;

/** Marked confidential with a ground, and not on a subject that Article 17(5) keeps open. */
export const isConfidential = (form: Form, answers: Answers): boolean => {
	const rules = form.rules.filter((rule): rule is Confidentiality => rule.rule === 'confidentiality');
	const open = rules.some((rule) => [answers[rule.subjects] ?? []].flat().some((subject) => rule.never.includes(subject as string)));
	return !open && rules.some((rule) => answers[rule.mark] === true && !isEmpty(answers[rule.ground]));
};

/** What stays readable of a confidential record: what it is about and why it is closed, never the information itself. */
const outline = (form: Form): Set<string> =>
	new Set([
		...(form.titleFrom ? [form.titleFrom] : []),
		...(form.titleAfter ? [form.titleAfter] : []),
		...form.rules.filter((rule) => rule.rule === 'confidentiality').flatMap((rule) => [rule.mark, rule.subjects]),
		...allQuestions(form)
			.filter((question) => question.given || question.kind === 'article' || question.scheme === 'areas')
			.map((question) => question.id)
	]);

/** Whether anybody may read what this question is answered with: it is not private, or whoever answered opened it. */
export const isOpen = ({ private: closed, openWhen }: Question, answers: Answers): boolean => !closed || (!!openWhen && holds(openWhen, answers));

/** Whether something in a form is private or not as whoever answers says. */
export const opensSome = (form: Form): boolean => allQuestions(form).some(({ openWhen }) => openWhen);

/**
 * A copy of the answers without anything private. A question that the form does not know is private: deny by default. What an older revision opened
 * stays open only as long as the newest (`latest`) says so too: a permission can be taken back.
 */
export function publicAnswers(form: Form, answers: Answers, latest: Answers = answers): Answers {
	const kept = isConfidential(form, answers) ? outline(form) : null;
	const open: Answers = {};
	for (const question of allQuestions(form)) {
		const answer = answers[question.id];
		if (answer === undefined || !isOpen(question, answers) || !isOpen(question, latest) || (kept && !kept.has(question.id))) continue;
		open[question.id] = withoutParts(answer, kindOf(question).privateParts?.(answer, question) ?? []);
	}
	return open;
}

/**
 * What a reader sees who may read what is restricted: private questions and confidential answers too. How people are reached stays private: what may be
 * said of a record never needs it.
 */
export function restrictedAnswers(form: Form, answers: Answers): Answers {
	const seen: Answers = {};
	for (const question of allQuestions(form)) {
		const answer = answers[question.id];
		if (answer !== undefined) seen[question.id] = withoutParts(answer, kindOf(question).privateParts?.(answer, question) ?? []);
	}
	return seen;
}

function withoutParts(answer: Json, paths: string[]): Json {
	if (paths.length === 0) return answer;
	const copy = structuredClone(answer);
	const holders: Json[] = Array.isArray(copy) ? [...copy] : [copy];
	for (const path of paths) {
		const steps = path.split('.');
		const last = steps.pop() as string;
		let holder: Json | undefined = copy;
		for (const step of steps) holder = Array.isArray(holder) ? holder[Number(step)] : isObject(holder) ? holder[step] : undefined;
		if (!isObject(holder)) continue;
		delete holder[last];
		holders.push(holder);
	}
	// Which parts are hidden is nobody's business either.
	for (const holder of holders) if (isObject(holder)) delete holder.private;
	return copy;
}
