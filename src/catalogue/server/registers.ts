// SPDX-License-Identifier: Apache-2.0
// Reads a register for one question: from the catalogue as it is now, from revisions and moves for a past day, or from the facts.
// Everything in here is public.
import type { Convention } from '#convention/convention.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Definitions } from '#records/definitions.ts';
import { publicRevisionsAsOf } from '#records/server/revisions-as-of.ts';
import { amendmentRows } from '../amendments.ts';
import type { Entry } from '../entry.ts';
import { type RegisterRow, saidDaysOf, type Standing, standings } from '../register.ts';
import {
	type Answer,
	answerOf,
	type Asked,
	endOf,
	type Naming,
	ownersAsked,
	type RegisterRead,
	rowsPerPage,
	type StandingChoice,
	standsAs
} from '../register-asked.ts';
import { type Register, registersOf } from '../registers.ts';
import { ownerWords } from '../shown.ts';
import { type OwnerCount, ownEntries, registerCounts, registerEntries, type RowOwner } from './register-entries.ts';
import { entryAsOf, extendedBy, inOrder, type Reader, rowsMaker } from './register-rows.ts';

/** Rows that are held in memory at once. Of what has more, walkRegister gives all, portion by portion. */
export const mostRows = 20_000;
/** Up to so many rows every order and standing is worked out in memory; above, the database turns the pages. */
const fewRows = 2_000;

/** One page of a register, or with `whole` all of it. Refused where the answer would be larger than is good for anyone. */
export async function readRegister(reader: Reader, register: Register, asked: Asked, whole = false): Promise<RegisterRead | Refusal> {
	const { db, convention, today, language } = reader;
	const day = asked.on ?? today;
	const types = register.definitions.map(({ type }) => type.id);
	const parties = ownersAsked(asked, convention);
	const found = await rowsOf(reader, register, asked, day, types, parties, whole);
	if ('refusal' in found) return found;
	const organisations = await organisationNames(
		db,
		found.rows.filter((row) => row.owner.kind === 'organisation').map((row) => row.owner.id)
	);
	const nameOf: Naming['nameOf'] = (owner) => ownerWords(owner.kind, owner.id, convention, organisations);
	const read = { register, day, nameOf, organisations };
	if (found.window) return { ...read, ...found.window, rows: found.rows, demo: found.rows.some((row) => row.entry?.demo) };
	const answer = answerOf(found.rows, asked, { language, columns: register.columns, nameOf });
	const from = (asked.page - 1) * rowsPerPage;
	return {
		...read,
		counts: answer.counts,
		total: answer.rows.length,
		rows: whole ? answer.rows : answer.rows.slice(from, from + rowsPerPage),
		demo: answer.rows.some((row) => row.entry?.demo)
	};
}

type Found = { rows: RegisterRow[]; window?: { counts: Answer['counts']; total: number } };

async function rowsOf(
	reader: Reader,
	register: Register,
	asked: Asked,
	day: string,
	types: string[],
	parties: string[] | null,
	whole: boolean
): Promise<Found | Refusal> {
	const { db, convention, definitions } = reader;
	if (register.definitions.length === 0) return { rows: ofOwners(amendmentRows(convention, day), parties) };
	const columns = register.columns.map(({ id }) => id);
	const extended = extendedBy(register, definitions);
	if (asked.on) {
		const standing = await publicRevisionsAsOf(db, definitions, [...types, ...extended], endOf(asked.on), mostRows + 1, { parties });
		if (standing.length > mostRows) return refuse('too-many-rows', { most: mostRows });
		const entries = standing.map((revision) => entryAsOf(revision, definitions, convention));
		const own = new Set(types);
		const requests = entries.filter((entry) => !own.has(entry.type));
		return {
			rows: rowsMaker(reader, register, day, requests)(entries.filter((entry) => own.has(entry.type)))
		};
	}
	const said = saidDaysOf(columns);
	const now = said && { said, day };
	const counted = await registerCounts(db, types, parties, now);
	const total = counted.reduce((sum, { count }) => sum + count, 0);
	const requests = extended.length ? await registerEntries(db, extended, { parties, states: ['published'] }) : [];
	const rows = rowsMaker(reader, register, day, requests);
	// Where the database knows in which standing each row is, it turns the pages of what is long.
	if (total > fewRows && !whole && !asked.sort && (said || !register.timed)) {
		const standings = asked.standing === null ? null : standingsOf(asked.standing);
		const counts: Answer['counts'] = {};
		for (const { standing, count } of counted) counts[standing] = (counts[standing] ?? 0) + count;
		const entries: Entry[] = [];
		for (const part of pageOf(counted, standings, inOrder(reader)(counted.map(({ owner }) => owner)), asked.page))
			entries.push(...(await ownEntries(db, types, part.owner, { standings, now, offset: part.offset, limit: part.limit })));
		return {
			rows: rows(entries),
			window: { counts, total: counted.reduce((sum, { standing, count }) => sum + (!standings || standings.includes(standing) ? count : 0), 0) }
		};
	}
	if (total > mostRows) return refuse('too-many-rows', { most: mostRows });
	return { rows: rows(await registerEntries(db, types, { parties })) };
}

/** The standings that a choice means. */
const standingsOf = (choice: StandingChoice): Standing[] => standings.filter((standing) => standsAs(standing, choice));

/** Which rows of which owners stand on a page. */
function pageOf(counted: readonly OwnerCount[], standings: readonly Standing[] | null, owners: readonly RowOwner[], page: number) {
	const parts: { owner: RowOwner; offset: number; limit: number }[] = [];
	const own = new Map<string, number>();
	for (const { owner, standing, count } of counted)
		if (!standings || standings.includes(standing)) own.set(`${owner.kind} ${owner.id}`, (own.get(`${owner.kind} ${owner.id}`) ?? 0) + count);
	let [skip, left] = [(page - 1) * rowsPerPage, rowsPerPage];
	for (const owner of owners) {
		const rows = own.get(`${owner.kind} ${owner.id}`) ?? 0;
		const limit = Math.min(rows - skip, left);
		if (limit > 0) parts.push({ owner, offset: skip, limit });
		left -= Math.max(0, limit);
		skip = Math.max(0, skip - rows);
		if (left === 0) break;
	}
	return parts;
}

const ofOwners = (rows: RegisterRow[], parties: string[] | null): RegisterRow[] =>
	parties ? rows.filter(({ owner }) => owner.kind === 'party' && parties.includes(owner.id)) : rows;

/** Every register with how many rows stand in it today: published records, or what is in force. */
export async function countedRegisters(
	definitions: Definitions,
	convention: Convention,
	byType: Record<string, number>,
	today: string
): Promise<{ register: Register; count: number }[]> {
	return (await registersOf(definitions)).map((register) => ({
		register,
		count: register.definitions.length
			? register.definitions.reduce((sum, { type }) => sum + (byType[type.id] ?? 0), 0)
			: amendmentRows(convention, today).filter(({ standing }) => standing === 'in-force').length
	}));
}
