// SPDX-License-Identifier: Apache-2.0
// What every reading of a register does alike: entries made into rows, records of a past day made into entries, owners put in order.
import type { Convention } from '#convention/convention.ts';
import type { Definitions } from '#records/definitions.ts';
import type { PublicRevision } from '#records/server/revisions-as-of.ts';
import type { Reading } from '#platform/server/database.ts';
import { type Language, locales } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { type Entry, entryFrom } from '../entry.ts';
import { dayOf, extensionsFrom, type RegisterEntry, type RegisterRow, registerRows } from '../register.ts';
import type { Register } from '../registers.ts';
import type { RowOwner } from './register-entries.ts';

export interface Reader {
	db: Reading;
	definitions: Definitions;
	convention: Convention;
	today: string;
	language: Language;
}

const outcomesBy = 'exemption-extensions';

/** The types of records by which rows of a register are extended. */
export const extendedBy = ({ columns }: Register, definitions: Definitions): string[] =>
	columns.some(({ id }) => id === 'expiry') ? definitions.ofRegister(outcomesBy).map(({ type }) => type.id) : [];

/** Makes rows of entries, as they stand on a day; `requests` are those by which they may be extended. */
export function rowsMaker({ definitions, convention }: Reader, register: Register, day: string, requests: Entry[]) {
	const columns = register.columns.map(({ id }) => id);
	const extensions = extensionsFrom(requests);
	return (entries: RegisterEntry[]): RegisterRow[] =>
		registerRows(columns, entries, (entry) => definitions.form(entry.type, entry.formVersion), { convention, day, extensions });
}

/** Owners in the order of a register: Parties by their names, then whoever else. Each once. */
export function inOrder({ convention, language }: Reader): (owners: readonly RowOwner[]) => RowOwner[] {
	const { compare } = new Intl.Collator(locales[language]);
	const place = new Map(
		convention.states.toSorted((a, b) => compare(say(a.name, language), say(b.name, language))).map(({ id }, at) => [id, at] as const)
	);
	const placeOf = ({ id }: RowOwner) => place.get(id) ?? place.size;
	return (owners) =>
		[...new Map(owners.map((owner) => [`${owner.kind} ${owner.id}`, owner])).values()].sort(
			(a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.kind < b.kind ? -1 : 1)
		);
}

/** The entry that a record would have had on that day. What was withdrawn since keeps its title and says when. */
export function entryAsOf(revision: PublicRevision, definitions: Definitions, convention: Convention): RegisterEntry {
	const { record, state, form } = revision;
	const type = definitions.type(record.type);
	if (!type) throw new Error(`${record.id} is of the type ${record.type}, which is not defined`);
	const entry = entryFrom(
		{
			record: { ...record, state, outcome: revision.outcome, supersededBy: state === 'superseded' ? record.supersededBy : null },
			form,
			type,
			revision: revision.number,
			answers: revision.answers,
			languages: revision.languages,
			firstPublishedAt: revision.firstPublishedAt,
			publishedAt: revision.publishedAt,
			reason: revision.reason
		},
		convention
	);
	const then = { ...entry, formVersion: form.version };
	if (record.state !== 'withdrawn' || state === 'withdrawn') return then;
	return { ...then, answers: {}, summary: null, withdrawnSince: dayOf(record.changedAt) };
}
