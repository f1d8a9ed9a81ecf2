// SPDX-License-Identifier: Apache-2.0
// Reads an answer from the fields on the page, the same way as the server reads a posted form: there is one meaning of a field.
import { rawTree } from '#forms/fields.ts';
import type { Json, Question } from '#forms/form.ts';
import { isObject, type Raw } from '#forms/kind.ts';
import { kinds } from '#forms/kinds.ts';

type Control = Pick<HTMLInputElement, 'name' | 'value' | 'type' | 'checked' | 'disabled'>;

/** Names and values of what a browser would post of these controls; files apart. */
export const postedOf = (controls: Iterable<Control>): [string, string][] =>
	[...controls].flatMap((control) => {
		const { name, value, type, checked, disabled } = control;
		if (!name || disabled || type === 'file' || type === 'submit' || type === 'button') return [];
		return (type === 'radio' || type === 'checkbox') && !checked ? [] : [[name, value] as [string, string]];
	});

/** One answer (not a list of them) from controls whose names begin with `q.{path}`. */
export function answerOf(controls: Iterable<Control>, path: string, question: Question): Json {
	let raw: Raw = rawTree(postedOf(controls));
	for (const step of path.split('.')) raw = isObject(raw) ? (raw as { [part: string]: Raw })[step] : undefined;
	return kinds[question.kind].parse(raw, question);
}

export const controlsIn = (element: Element): Control[] => [...element.querySelectorAll<HTMLInputElement>('input, select, textarea')];
