// SPDX-License-Identifier: Apache-2.0
// One project from what several sources tell of it and what an editor corrected. Pure.
import { canonical } from '#forms/comparison.ts';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { type Field, fields } from './answers.ts';

/** What one source tells, in the form's terms. */
export interface Telling {
	source: string;
	answers: Partial<Record<Field, Json>>;
}

/** Where the value of a field comes from: a source, or an editor; what the sources say otherwise stands beside it. */
export interface Origin {
	field: Field;
	/** Id of the source; null where an editor set it. */
	source: string | null;
	/** What sources tell that is not what stands. */
	beside: { source: string; value: Json }[];
}

export const same = (a: Json | undefined, b: Json | undefined): boolean => canonical(a ?? null) === canonical(b ?? null);

/** Lists that sources add to one another: a number or a page in one does not contradict another in the next. */
const gathered = new Set<Field>(['identifiers', 'links']);

/** The value that the sources give a field: the first that says something, in their order; texts in languages complete one another. */
function told(field: Field, tellings: readonly Telling[]): { value: Json | undefined; source: string | null } {
	const saying = tellings.filter(({ answers }) => answers[field] !== undefined);
	const [first] = saying;
	if (!first) return { value: undefined, source: null };
	const values = saying.map(({ answers }) => answers[field] as Json);
	if (gathered.has(field)) {
		const all = new Map(values.flatMap((value) => (Array.isArray(value) ? value : [])).map((each) => [canonical(each), each]));
		return { value: [...all.values()], source: first.source };
	}
	if ((field === 'title' || field === 'description') && values.every(isObject))
		return { value: Object.assign({}, ...values.toReversed()) as Json, source: first.source };
	return { value: first.answers[field], source: first.source };
}

/** What the record is to say, and where each value comes from. `corrections` are the fields that an editor set; null where one was emptied. */
export function merge(tellings: readonly Telling[], corrections: Partial<Record<Field, Json>>): { answers: Answers; origins: Origin[] } {
	const answers: Answers = {};
	const origins: Origin[] = [];
	for (const field of fields) {
		const { value, source } = told(field, tellings);
		const corrected = corrections[field] !== undefined;
		const stands = corrected ? (corrections[field] as Json) : value;
		if (stands !== undefined && stands !== null) answers[field] = stands;
		if (stands === undefined) continue;
		const beside = tellings.flatMap(({ source: other, answers: theirs }) => {
			const theirValue = theirs[field];
			return theirValue === undefined || gathered.has(field) || contains(stands, theirValue) ? [] : [{ source: other, value: theirValue }];
		});
		origins.push({ field, source: corrected ? null : source, beside });
	}
	return { answers, origins };
}

/** Texts in more languages say the same as those in fewer. */
const contains = (whole: Json, part: Json): boolean =>
	isObject(whole) && isObject(part) ? Object.entries(part).every(([name, value]) => same(whole[name], value)) : same(whole, part);

/**
 * Which fields an editor set: those in which the record differs from what was last written to it from the sources, and those corrected before that
 * still differ from the sources. Emptying is a correction too, kept as null. What an editor sets to what the sources say is no correction any more.
 */
export function correctionsIn(
	stands: Answers,
	written: Answers,
	before: Partial<Record<Field, Json>>,
	tellings: readonly Telling[]
): Partial<Record<Field, Json>> {
	const corrections: Partial<Record<Field, Json>> = {};
	for (const field of fields) {
		const edited = !same(stands[field], written[field]);
		if (!edited && before[field] === undefined) continue;
		const value = stands[field] ?? null;
		const { value: ofSources } = told(field, tellings);
		if (!same(value, ofSources)) corrections[field] = value;
	}
	return corrections;
}

/** The fields in which two states of a record differ. */
export const changedFields = (before: Answers, after: Answers): Field[] => fields.filter((field) => !same(before[field], after[field]));
