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
	for (const id of at.split('.')) {
		const [next, step] = onwards(part, id);
		if (!step) break;
		ids.push(id);
		steps.push(step);
		if (!next) break;
		part = next;
	}
	return ids.length ? { id: ids.join('.'), part, steps } : { id: at, part: undefined, steps: [{ name: at }] };
}

function onwards(part: Part, id: string): [next?: Part, step?: Step] {
	if (part.is === 'group' && Object.hasOwn(part.parts, id)) return [part.parts[id], { name: id }];
	if (part.is === 'rows' && /^\d+$/.test(id)) return [part.of, { line: Number(id) + 1 }];
	if ((part.is === 'words' || part.is === 'labels') && isLanguage(id)) return [undefined, { language: id }];
	return [];
}
