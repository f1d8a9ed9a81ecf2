// SPDX-License-Identifier: Apache-2.0
// Projects on the reading side: catalogue entries of the type `project`, narrowed, named and added up. Pure.
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Counted } from '#projects/sums.ts';
import { say } from '#text/words.ts';
import type { Entry } from './entry.ts';

export const texts = (answer: Json | undefined): string[] => (Array.isArray(answer) ? answer.filter((each) => typeof each === 'string') : []);
const text = (answer: Json | undefined): string | null => (typeof answer === 'string' && answer ? answer : null);

/** Lists of others that name it, with its number in them. */
export const numbersOf = (entry: Entry): { scheme: string; id: string }[] =>
	(Array.isArray(entry.answers.identifiers) ? entry.answers.identifiers : []).flatMap((row) =>
		isObject(row) && typeof row.scheme === 'string' && typeof row.id === 'string' ? [{ scheme: row.scheme, id: row.id }] : []
	);

/** What a list of projects shows of one, and what is added up. */
export interface ListedProject extends Counted {
	entry: Entry;
	/** The first list that names it. */
	scheme: string | null;
	agencies: string[];
	funds: string[];
	status: string | null;
	period: string | null;
	category: string | null;
	scope: string | null;
}

export function countedFrom(entry: Entry): ListedProject {
	const { answers } = entry;
	const funding = answers.funding;
	return {
		entry,
		id: entry.recordId,
		title: say(entry.title, 'en'),
		parent: text(answers.parent),
		programme: answers.programme === true,
		funding,
		cofinancing: answers.cofinancing,
		focalAreas: texts(answers.focalAreas),
		scheme: numbersOf(entry)[0]?.scheme ?? null,
		agencies: texts(answers.agencies),
		funds: [
			...new Set((Array.isArray(funding) ? funding : []).flatMap((row) => (isObject(row) && typeof row.source === 'string' ? row.source : [])))
		],
		status: text(answers.status),
		period: text(answers.period),
		category: text(answers.category),
		scope: text(answers.scope)
	};
}
