// SPDX-License-Identifier: Apache-2.0
// Reads a register for one question: from the catalogue as it is now, from revisions and moves for a past day, or from the facts.
// Everything in here is public.
import type { Convention } from '#convention/convention.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { type PublicRevision, publicRevisionsAsOf } from '#records/server/revisions.ts';
import { type Language, locales } from '#text/languages.ts';
import { say } from '#text/words.ts';
import { amendmentRows } from '../amendments.ts';
import { type Entry, entryFrom } from '../entry.ts';
import { extensionsFrom, dayOf, type RegisterEntry, type RegisterRow, registerRows, type Standing } from '../register.ts';
import { type Answer, answerOf, type Asked, endOf, type Naming, ownersAsked, type RegisterRead, rowsPerPage } from '../register-asked.ts';
import { type Register, registersOf } from '../registers.ts';
import { ownerWords } from '../shown.ts';
import { registerCounts, registerEntries, type WantedRows } from './entries.ts';

export interface Reader {
	db: Reading;
	definitions: Definitions;
	convention: Convention;
	today: string;
	language: Language;
}

/** Rows that are held in memory at once; what asks for more must narrow its question. */
export const mostRows = 20_000;
/** Up to so many rows every order and standing is worked out in memory; above, the database turns the pages. */
const fewRows = 2_000;

const outcomesBy = 'exemption-extensions';

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
	const rows = (entries: RegisterEntry[], requests: Entry[]) =>
		registerRows(columns, entries, (entry) => definitions.form(entry.type, entry.formVersion), {
			convention,
			day,
			extensions: extensionsFrom(requests)
		});
	const extended = columns.includes('expiry') ? definitions.ofRegister(outcomesBy).map(({ type }) => type.id) : [];
	if (asked.on) {
		const standing = await publicRevisionsAsOf(db, definitions, [...types, ...extended], endOf(asked.on), mostRows + 1, parties);
		if (standing.length > mostRows) return refuse('too-many-rows', { most: mostRows });
		const entries = standing.map((revision) => entryAsOf(revision, definitions, convention));
		const own = new Set(types);
		return {
			rows: rows(
				entries.filter((entry) => own.has(entry.type)),
				entries.filter((entry) => !own.has(entry.type))
			)
		};
	}
	const counts = await registerCounts(db, types, { parties });
	const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
	const requests = extended.length ? await registerEntries(db, extended, { parties, states: ['published'] }) : [];
	const plain = !whole && !asked.sort && !register.timed && (asked.standing === null || asked.standing in counts || asked.standing === 'current');
	if (total > fewRows && plain) {
		const states: Entry['state'][] | null =
			asked.standing === null ? null : [asked.standing === 'current' ? 'published' : (asked.standing as Entry['state'])];
		const wanted: WantedRows = {
			parties,
			states,
			order: byName(convention, reader.language),
			offset: (asked.page - 1) * rowsPerPage,
			limit: rowsPerPage
		};
		return {
			rows: rows(await registerEntries(db, types, wanted), requests),
			window: {
				counts: counts as Partial<Record<Standing, number>>,
				total: states ? states.reduce((sum, state) => sum + (counts[state] ?? 0), 0) : total
			}
		};
	}
	if (total > mostRows) return refuse('too-many-rows', { most: mostRows });
	return { rows: rows(await registerEntries(db, types, { parties }), requests) };
}

const ofOwners = (rows: RegisterRow[], parties: string[] | null): RegisterRow[] =>
	parties ? rows.filter(({ owner }) => owner.kind === 'party' && parties.includes(owner.id)) : rows;

/** Keys of all States in the order of their names. */
function byName(convention: Convention, language: Language): string[] {
	const { compare } = new Intl.Collator(locales[language]);
	return convention.states.toSorted((a, b) => compare(say(a.name, language), say(b.name, language))).map(({ id }) => id);
}

/** The entry that a record would have had on that day. What was withdrawn since keeps its title and says when. */
function entryAsOf(revision: PublicRevision, definitions: Definitions, convention: Convention): RegisterEntry {
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
