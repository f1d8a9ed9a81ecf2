// SPDX-License-Identifier: Apache-2.0
// From the path of a finding or a change (`nonAcceptances.0.day`) to the field that it is about. Knows no words.
import type { FactKind } from '#convention/fact.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import { type Part, partsOf } from './shape.ts';

/** One step of the way to a field: a part by its name, a line by its number from 1, a language. */
export type Step = { name: string } | { line: number } | { language: Language };

export interface Place {
	/** Id of the field, which is also the name under which it posts. */
	id: string;
	/** What is asked there; undefined for `status` and `source`, which every fact has, and for what is no part of the kind. */
	part: Part | undefined;
	steps: Step[];
}

/** The nearest field that shows what is at the path: an entry of a list of ids leads to the list. */
export function placeOf(kind: FactKind, at: string): Place {
	let part: Part = { is: 'group', parts: partsOf(kind) };
	const ids: string[] = [];
	const steps: Step[] = [];
	for (const step of at.split('.')) {
		let next: Part | undefined;
		if (part.is === 'group' && Object.hasOwn(part.parts, step)) [next] = [part.parts[step], steps.push({ name: step })];
		else if (part.is === 'rows' && /^\d+$/.test(step)) [next] = [part.of, steps.push({ line: Number(step) + 1 })];
		else if ((part.is === 'words' || part.is === 'labels') && isLanguage(step)) {
			ids.push(step);
			steps.push({ language: step });
		}
		if (!next) break;
		part = next;
		ids.push(step);
	}
	return ids.length ? { id: ids.join('.'), part, steps } : { id: at, part: undefined, steps: [{ name: at }] };
}
