// SPDX-License-Identifier: Apache-2.0
// What a change by hand did to a fact, field by field; texts word by word. Knows no words for it and no reader.
import type { FactKind } from '#convention/fact.ts';
import { canonical, type Segment, textSegments } from '#forms/comparison.ts';
import type { Json } from '#forms/form.ts';
import { into, itemsIn } from './fields.ts';
import { type Part, partsOf } from './shape.ts';

export interface FactDifference {
	/** Path of the field, for place.ts; `status` and `source` for those of the fact itself. */
	at: string;
	before: Json;
	after: Json;
	/** By language for texts in several, with those alone that differ; '' for a plain text. */
	texts?: { language: string; segments: Segment[] }[];
}

export interface Standpoint {
	value: unknown;
	status: string;
	source: string;
}

/** All fields in which the two differ, in their order on the page. What a fact was before it was known is told as nothing. */
export function changesBetween(kind: FactKind, before: Standpoint | null, after: Standpoint): FactDifference[] {
	const source: Part = { is: 'text' };
	return [
		...Object.entries(partsOf(kind)).flatMap(([name, part]) => inPart(part, name, into(before?.value, name), into(after.value, name))),
		...inPart({ is: 'one-of', list: 'standing' }, 'status', before?.status, after.status),
		...inPart(source, 'source', before?.source, after.source)
	];
}

function inPart(part: Part, at: string, was: unknown, is: unknown): FactDifference[] {
	const [before, after] = [(was ?? null) as Json, (is ?? null) as Json];
	if (canonical(before) === canonical(after)) return [];
	if (part.is === 'group')
		return Object.entries(part.parts).flatMap(([name, one]) => inPart(one, `${at}.${name}`, into(before, name), into(after, name)));
	if (part.is === 'rows') {
		const count = Math.max(itemsIn(before).length, itemsIn(after).length);
		return Array.from({ length: count }, (_, index) => inPart(part.of, `${at}.${index}`, into(before, index), into(after, index))).flat();
	}
	const texts = textsOf(part, before, after);
	return [{ at, before, after, ...(texts ? { texts } : {}) }];
}

function textsOf(part: Part, before: Json, after: Json): FactDifference['texts'] {
	const said = (value: unknown) => (typeof value === 'string' ? value : '');
	if (part.is === 'text') return [{ language: '', segments: textSegments(said(before), said(after)) }];
	if (part.is !== 'words') return undefined;
	const tongues = [...new Set([before, after].flatMap((value) => Object.keys(value ?? {})))].sort();
	return tongues
		.filter((language) => into(before, language) !== into(after, language))
		.map((language) => ({ language, segments: textSegments(said(into(before, language)), said(into(after, language))) }));
}
