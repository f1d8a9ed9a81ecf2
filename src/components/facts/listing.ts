// SPDX-License-Identifier: Apache-2.0
// Which facts a list shows, by what was asked for. Knows neither page nor database.
import type { FactKind, Standing } from '#convention/fact.ts';
import type { Language } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import { folded } from '../kinds/edit/search-options.ts';

export const filters = ['all', 'to-verify', 'sourced', 'edited'] as const;
export type Filter = (typeof filters)[number];

export interface Listing {
	id: string;
	name: string;
	status: Standing;
	source: string;
	edited: boolean;
}

/** The words by which readers know a fact, whatever its kind calls them. */
export const nameWords = (value: unknown): Words => {
	const { name, title, prefLabel, label, words } = (value ?? {}) as { [part: string]: Words | string | null | undefined };
	const said = name ?? title ?? prefLabel ?? label ?? words;
	return typeof said === 'object' && said !== null ? said : {};
};

const holds = (filter: Filter, row: Listing): boolean => filter === 'all' || (filter === 'edited' ? row.edited : row.status === filter);

/**
 * The rows that hold every word of `words` in a name of any language, the id or the source, with how many there are under each filter,
 * in the order given.
 */
export function listing(
	facts: readonly { id: string; status: Standing; source: string }[],
	wish: { edited: ReadonlySet<string>; filter: Filter; words: string; language: Language }
): { rows: Listing[]; counts: Record<Filter, number> } {
	const wanted = folded(wish.words).split(/\s+/).filter(Boolean);
	const found = facts.flatMap((fact) => {
		const name = nameWords(fact);
		const all = folded([fact.id, fact.source, ...Object.values(name)].join(' '));
		if (!wanted.every((word) => all.includes(word))) return [];
		return [{ id: fact.id, name: say(name, wish.language) || fact.id, status: fact.status, source: fact.source, edited: wish.edited.has(fact.id) }];
	});
	return {
		rows: found.filter((row) => holds(wish.filter, row)),
		counts: Object.fromEntries(filters.map((filter) => [filter, found.filter((row) => holds(filter, row)).length])) as Record<Filter, number>
	};
}

/** An open draft of a fact in a list. */
export interface DraftLine {
	kind: FactKind;
	fact: string;
	name: string;
	/** Who kept it last; '' where the account was erased. */
	by: string;
	at: Date;
	plan: { dueAt: Date; zone: string; by: string } | null;
	/** It was to be published last and could not be. */
	refused: boolean;
}
