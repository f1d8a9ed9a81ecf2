// SPDX-License-Identifier: Apache-2.0
// What a list shows of a record: names instead of keys, nothing that a page could not send. Pure.
import type { Entry } from '#catalogue/entry.ts';
import type { Convention } from '#convention/convention.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Stage, State } from '#records/record.ts';
import type { Words } from '#text/words.ts';

export interface Listed {
	id: string;
	title: Words;
	/** Name of its record type. */
	type: Words;
	/** Name of the Party, organisation or secretariat that it speaks for. */
	owner: Words | string;
	/** Key of the owner where it has a page of its own: a Party's. */
	party?: string;
	/** When it was published, or last changed. */
	at: Date;
	state?: State;
	stage?: Stage;
	languages: string[];
	demo: boolean;
	summary?: Words | null;
	/** Where it leads, when not to its public page. */
	href?: string;
}

export interface Names {
	type(id: string): Words | undefined;
	/** An organisation's name is plain text: it is the same in every language. */
	owner(kind: Entry['ownerKind'], id: string): Words | string | undefined;
}

/** Names as the definitions, the treaty's facts and the organisations know them. */
export const namesFrom = (known: {
	definitions: Pick<Definitions, 'current'>;
	convention: Pick<Convention, 'state'>;
	organisations: ReadonlyMap<string, string>;
	secretariat: string;
}): Names => ({
	type(id) {
		const words = known.definitions.current(id)?.form.words;
		return words?.['form.short'] ?? words?.['form.title'];
	},
	owner: (kind, id) =>
		kind === 'party' ? known.convention.state(id)?.name : kind === 'organisation' ? known.organisations.get(id) : known.secretariat
});

/** Puts names to an entry; an unknown key is given no name rather than a wrong one. */
export const listed = (entry: Entry, names: Names): Listed => ({
	id: entry.recordId,
	title: entry.title,
	type: names.type(entry.type) ?? {},
	owner: names.owner(entry.ownerKind, entry.owner) ?? '',
	...(entry.ownerKind === 'party' ? { party: entry.owner } : {}),
	at: entry.publishedAt,
	state: entry.state,
	languages: entry.languages,
	demo: entry.demo,
	summary: entry.summary
});
