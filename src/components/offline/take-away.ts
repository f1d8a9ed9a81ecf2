// SPDX-License-Identifier: Apache-2.0
// What was not sent, as a text to read and to copy from: question by question, in the words of the form where the device has it. Pure.
import { type Form, type Json, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { say } from '#text/words.ts';
import type { Language } from '#text/languages.ts';

/** An answer in lines; parts of it are indented below their name. */
export function linesOf(answer: Json, depth = 0): string[] {
	const indent = '  '.repeat(depth);
	if (answer === null) return [`${indent}–`];
	if (Array.isArray(answer))
		return answer.flatMap((each, index) => (isObject(each) ? [`${indent}${index + 1}.`, ...linesOf(each, depth + 1)] : linesOf(each, depth)));
	if (isObject(answer))
		return Object.entries(answer).flatMap(([part, value]) =>
			typeof value === 'object' && value !== null ? [`${indent}${part}:`, ...linesOf(value, depth + 1)] : [`${indent}${part}: ${value ?? '–'}`]
		);
	return String(answer)
		.split('\n')
		.map((line) => `${indent}${line}`);
}

export function takenAway(record: string, answers: Map<string, Json>, form: Form | undefined, language: Language): string {
	const told = [...answers].flatMap(([id, answer]) => {
		const question = form && questionOf(form, id);
		const words = form && say(form.words[`question.${id}`], language);
		return [[question?.number, words || id].filter(Boolean).join(' '), ...linesOf(answer, 1), ''];
	});
	return `${[record, '', ...told].join('\r\n')}\r\n`;
}
