// SPDX-License-Identifier: Apache-2.0
// Reads what falls due for one State or for all: the facts and the published records that the clocks look at. Everything in here is public.
import { type Selectable, sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import { pastConventions, toldSince } from '#convention/server/past-facts.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Definitions } from '#records/definitions.ts';
import { replacedRevisions } from '#records/server/replaced-revisions.ts';
import { publicStanding } from '#reporting/cycle.ts';
import { standingsOf } from '#reporting/server/rounds.ts';
import { type ClockChange, type DeadlineRow, rowsFrom } from '../deadlines.ts';
import type { Entry } from '../entry.ts';
import { type BoundBy, obligationsOf } from '../obligation.ts';
import { ownersAsked } from '../register-asked.ts';
import { entryColumns, entryFromRow } from './entries.ts';
import { entryAsOf } from './register-rows.ts';

export interface Looking {
	db: Reading;
	definitions: Definitions;
	convention: Convention;
	today: Day;
}

/** So many records of a type are looked at for each State, newest first. */
const mostOfType = 50;

/** Types that start a clock or move a day, beside those by which a deadline is met. */
const clocks = ['art7-notification', 'art6-exemption-annex-a', 'art6-exemption-annex-b', 'art6-extension-request'];

function typesLookedAt({ definitions, convention }: Looking): string[] {
	const met = convention.all('deadline').flatMap(({ recordTypes }) => recordTypes);
	const own = definitions.all.flatMap(({ type }) => (type.deadline && type.submitters.includes('party') ? [type.id] : []));
	return [...new Set([...met, ...own, ...clocks])];
}

/** Published records by the State that owns them, newest first. */
async function entriesByParty(looking: Looking, parties: readonly string[] | null): Promise<Map<string, Entry[]>> {
	const { rows } = await sql<Selectable<Tables['catalogue.entries']>>`
		select * from (
			select ${sql.join(entryColumns.map((column) => sql.ref(column)))},
				row_number() over (partition by owner, type order by published_at desc, record_id) as place
			from catalogue.entries
			where owner_kind = 'party' and state = 'published' and type = any(${typesLookedAt(looking)}::text[])
				and (${parties === null} or owner = any(${[...(parties ?? [])]}::text[]))
		) as own
		where place <= ${mostOfType}
		order by published_at desc, record_id`.execute(looking.db as never);
	return Map.groupBy(rows.map(entryFromRow), ({ owner }) => owner);
}

/** The cycles that bind each Party, as anybody may know them. */
export async function roundsByParty(db: Reading, parties: readonly string[] | null): Promise<Map<string, BoundBy[]>> {
	const standings = await standingsOf(db, parties?.length === 1 && parties[0] !== undefined ? { party: parties[0] } : {});
	return Map.groupBy(
		standings.map((standing) => ({ ...publicStanding(standing), cycle: standing.cycle })),
		({ party }) => party
	);
}

type Asked = { party: string | null; region: string | null };
const all: Asked = { party: null, region: null };

interface Found {
	parties: readonly string[];
	own: Map<string, Entry[]>;
	rounds: Map<string, BoundBy[]>;
}

async function look(looking: Looking, asked: Asked): Promise<Found> {
	const { convention } = looking;
	const parties = ownersAsked(asked, convention)?.filter((id) => convention.state(id)) ?? null;
	const [own, rounds] = await Promise.all([entriesByParty(looking, parties), roundsByParty(looking.db, parties)]);
	return { parties: parties ?? convention.states.map(({ id }) => id), own, rounds };
}

const rowsOf = ({ convention, definitions, today }: Omit<Looking, 'db'>, { own, rounds }: Found, parties: readonly string[]): DeadlineRow[] =>
	parties.flatMap((id) =>
		rowsFrom(id, obligationsOf(id, { convention, definitions, today, own: own.get(id) ?? [], rounds: rounds.get(id) ?? [] }), today)
	);

/** Every day that is known, in no order: for a Party or a region, or for all. A key that names none gives nothing. */
export async function readDeadlines(looking: Looking, asked: Asked = all): Promise<DeadlineRow[]> {
	const found = await look(looking, asked);
	return rowsOf(looking, found, found.parties);
}

/**
 * The same, and beside it the days that there were, within a year, until a fact was changed by hand (of one State, by a rule, before a meeting) or a
 * record that they rested on was withdrawn, superseded or revised. What was moved to another day is among them where it stood under another key or, in
 * a list of all, on the day that it left.
 */
export async function readWithFallen(looking: Looking, asked: Asked = all): Promise<{ rows: DeadlineRow[]; fallen: DeadlineRow[] }> {
	const found = await look(looking, asked);
	const rows = rowsOf(looking, found, found.parties);
	const placed = (row: DeadlineRow) => `${row.key} ${row.due}`;
	const known = new Set(rows.map(placed));
	const fallen: DeadlineRow[] = [];
	const add = (before: readonly DeadlineRow[]) => {
		for (const row of before) {
			if (known.has(placed(row))) continue;
			known.add(placed(row));
			fallen.push(row);
		}
	};
	for (const { kind, ids, convention } of await pastConventions(looking.db, looking.convention, looking.today)) {
		const concerned = kind === 'state' ? found.parties.filter((party) => ids.has(party)) : found.parties;
		add(rowsOf({ ...looking, convention }, found, concerned));
	}
	for (const entry of await entriesBefore(looking, asked)) {
		const others = (found.own.get(entry.owner) ?? []).filter(({ recordId }) => recordId !== entry.recordId);
		add(rowsOf(looking, { ...found, own: new Map([[entry.owner, [entry, ...others]]]) }, [entry.owner]));
	}
	return { rows, fallen };
}

/**
 * What stood within a year and stands no more, of the records that days rest on, as if it stood: the latest first. What is computed from it is a day
 * that was told before; its answers go nowhere else.
 */
async function entriesBefore({ db, definitions, convention, today }: Looking, asked: Asked): Promise<Entry[]> {
	const parties = ownersAsked(asked, convention) ?? null;
	const replaced = await replacedRevisions(db, definitions, clocks, new Date(`${toldSince(today)}T00:00:00Z`), parties);
	return replaced.map((revision) => entryAsOf({ ...revision, record: { ...revision.record, state: 'published' } }, definitions, convention));
}

/** Of the records that days rest on, how often each changed: what raises the number of a day that was told. */
export async function changesOfClocks({ db, convention }: Looking, asked: Asked = all): Promise<ClockChange[]> {
	const parties = ownersAsked(asked, convention) ?? null;
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(['record_id', 'type', 'owner', 'revision', 'state', 'changed_at', sql<boolean>`register ? 'outcome'`.as('decided')])
		.where('owner_kind', '=', 'party')
		.where('type', 'in', clocks)
		.where(sql<boolean>`(${parties === null} or owner = any(${[...(parties ?? [])]}::text[]))`)
		.execute();
	return rows.map(({ record_id: record, type, owner, revision, state, changed_at: last, decided }) => ({
		record,
		type,
		party: owner,
		// What was decided of a record is forgotten with it: taking it back counts for both.
		count: revision + (state === 'published' ? (decided ? 1 : 0) : 2),
		last
	}));
}
