// SPDX-License-Identifier: Apache-2.0
// Merges what two people did to one draft: answer by answer, and within an answer part by part. A real clash is told, never decided.
import { canonical } from '#forms/comparison.ts';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';

export interface Merged {
	value: Json;
	/** Both sides changed the same thing differently: `value` is theirs, mine waits for a person. */
	clash: boolean;
}

/** Values that make sense only together: an amount with its unit, a file with its name and language. Their parts are never mixed. */
const together = (value: Json): boolean => isObject(value) && ('unit' in value || 'file' in value);

/** Three values of one answer: where both started, what is stored now, what was just sent. */
export function merge(base: Json, theirs: Json, mine: Json): Merged {
	if (canonical(theirs) === canonical(mine) || canonical(base) === canonical(mine)) return { value: theirs, clash: false };
	if (canonical(base) === canonical(theirs)) return { value: mine, clash: false };
	// Texts in several languages and the parts of a contact merge by part: two translators do not disturb one another.
	if ((isObject(base) || base === null) && isObject(theirs) && isObject(mine) && ![base, theirs, mine].some(together)) {
		const start = isObject(base) ? base : {};
		const keys = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])];
		const parts = keys.map((key) => [key, merge(start[key] ?? null, theirs[key] ?? null, mine[key] ?? null)] as const);
		if (parts.some(([, part]) => part.clash)) return { value: theirs, clash: true };
		return { value: Object.fromEntries(parts.filter(([, part]) => part.value !== null).map(([key, part]) => [key, part.value])), clash: false };
	}
	return { value: theirs, clash: true };
}

export interface Clash {
	question: string;
	/** The answer that waits beside the stored one. */
	value: Json;
	by: string;
	at: string;
	/** Version of the draft that this answer was begun from. */
	from: number;
}

/**
 * The clashes that are open after a save. Whoever goes on with a change of their own replaces what waits of it: `over` says which values those are. One person
 * may have begun twice at the same version, on two devices or in two windows that know nothing of each other: what the sender does not name stays.
 */
export const openClashes = (before: Clash[], made: Clash[], over: Answers = {}): Clash[] => [
	...before.filter((old) => !made.some((clash) => replaces(clash, old, over[old.question]))),
	...made
];

const replaces = (clash: Clash, old: Clash, over: Json | undefined): boolean =>
	clash.question === old.question &&
	clash.by === old.by &&
	clash.from === old.from &&
	(canonical(clash.value) === canonical(old.value) || (over !== undefined && canonical(over) === canonical(old.value)));

export interface Saved {
	answers: Answers;
	/** Question ids whose stored answer changed. */
	changed: string[];
	clashes: Clash[];
}

/** Applies what was sent (only the questions it speaks of) to what is stored. `base` holds the answers of version `from`, which the sender started from. */
export function applyAnswers(base: Answers, stored: Answers, sent: Answers, by: string, at: string, from: number): Saved {
	const answers = { ...stored };
	const changed: string[] = [];
	const clashes: Clash[] = [];
	for (const [question, mine] of Object.entries(sent)) {
		const before = stored[question] ?? null;
		const merged = merge(base[question] ?? null, before, mine);
		if (merged.clash) clashes.push({ question, value: mine, by, at, from });
		if (canonical(merged.value) === canonical(before)) continue;
		if (merged.value === null) delete answers[question];
		else answers[question] = merged.value;
		changed.push(question);
	}
	return { answers, changed, clashes };
}
