// SPDX-License-Identifier: Apache-2.0
// What a list shows of a record: names instead of keys, nothing that a page could not send. Pure.
import type { Entry } from '#catalogue/entry.ts';
import type { Stage, State } from '#records/record.ts';
import type { Words } from '#text/words.ts';

export interface Listed {
	id: string;
	title: Words;
	/** Name of its record type. */
	type: Words;
	/** Name of the Party, organisation or secretariat that it speaks for. */
	owner: Words;
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

/** Puts names to an entry. `type` and `owner` look them up; an unknown key gets no name rather than a wrong one. */
export const listed = (entry: Entry, names: { type(id: string): Words | undefined; owner(kind: Entry['ownerKind'], id: string): Words | undefined }): Listed => ({
	id: entry.recordId,
	title: entry.title,
	type: names.type(entry.type) ?? {},
	owner: names.owner(entry.ownerKind, entry.owner) ?? {},
	...(entry.ownerKind === 'party' ? { party: entry.owner } : {}),
	at: entry.publishedAt,
	state: entry.state,
	languages: entry.languages,
	demo: entry.demo,
	summary: entry.summary
});
