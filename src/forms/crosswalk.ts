// SPDX-License-Identifier: Apache-2.0
// Carries answers from one version of a form to the next, and says what it could not carry.
import { plainToMarkdown } from '#text/plain-to-markdown.ts';
import { type Answers, type Form, type Json, type Question, questionOf } from './form.ts';
import { isEmpty, isObject, type JsonSchema } from './kind.ts';
import { kindOf } from './kinds.ts';

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

/**
 * Whether a question can show an answer of this shape at all, after its kind was changed: a yes is no text, and a list of rows no number. What is only
 * wrong stays where the person can mend it.
 */
export function canShow(question: Question, answer: Json): boolean {
	if (isEmpty(answer)) return true;
	const shapes = shapesIn(kindOf(question).schema(question));
	return shapes.size === 0 || shapes.has(shapeOf(answer));
}

const shapeOf = (value: unknown): string =>
	Array.isArray(value) ? 'list' : isObject(value as Json) ? 'parts' : typeof value === 'boolean' ? 'yes-no' : 'line';
const shapes: { [type: string]: string } = { array: 'list', object: 'parts', boolean: 'yes-no', string: 'line', number: 'line', integer: 'line' };

function shapesIn(schema: JsonSchema): Set<string> {
	const types = [schema.type ?? []].flat().map((type) => shapes[type as string] ?? '');
	const values = Array.isArray(schema.enum) ? schema.enum.map(shapeOf) : 'const' in schema ? [shapeOf(schema.const)] : [];
	const ways = [...((schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[])].flatMap((way) => [...shapesIn(way)]);
	return new Set([...types, ...values, ...ways].filter(Boolean));
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
