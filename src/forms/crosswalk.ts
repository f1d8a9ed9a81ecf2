// SPDX-License-Identifier: Apache-2.0
// Carries answers from one version of a form to the next, and says what it could not carry.
import { plainToMarkdown } from '#text/plain-to-markdown.ts';
import { type Answers, type Form, type Json, questionOf } from './form.ts';
import { isEmpty, isObject } from './kind.ts';

export interface Carried {
	answers: Answers;
	/** Answers that have no place in the new version, under their old ids: shown to the person, never lost silently. */
	dropped: Answers;
}

/** Answers to `form.crosswalk.from` become answers to `form`. The same version returns them unchanged. */
export function carryOver(form: Form, fromVersion: string, answers: Answers): Carried {
	if (fromVersion === form.version) return { answers, dropped: {} };
	const crosswalk = form.crosswalk?.from === fromVersion ? form.crosswalk : undefined;
	const carried: Answers = {};
	const dropped: Answers = {};
	for (const [id, answer] of Object.entries(answers)) {
		const renamed = crosswalk && id in crosswalk.questions ? crosswalk.questions[id] : id;
		const question = renamed ? questionOf(form, renamed) : undefined;
		if (!question || !renamed) {
			if (!isEmpty(answer)) dropped[id] = answer;
		} else if (crosswalk?.markdown?.includes(renamed)) carried[renamed] = inMarkdown(answer);
		else carried[renamed] = withOptions(answer, crosswalk?.options?.[renamed]);
	}
	return { answers: carried, dropped };
}

/** A text, or one in several languages. */
function inMarkdown(answer: Json): Json {
	const one = (value: Json): Json => (typeof value === 'string' ? plainToMarkdown(value) : value);
	return isObject(answer) ? Object.fromEntries(Object.entries(answer).map(([language, text]) => [language, one(text)])) : one(answer);
}

function withOptions(answer: Json, renamed: { [old: string]: string } | undefined): Json {
	if (!renamed) return answer;
	const one = (value: Json): Json => (typeof value === 'string' ? (renamed[value] ?? value) : value);
	return Array.isArray(answer) ? answer.map(one) : one(answer);
}
