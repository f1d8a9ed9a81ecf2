// SPDX-License-Identifier: Apache-2.0
// Reads what falls due for one State or for all: the facts and the published records that the clocks look at. Everything in here is public.
import { type Selectable, sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { Definitions } from '#records/definitions.ts';
import { publicStanding } from '#reporting/cycle.ts';
import { standingsOf } from '#reporting/server/rounds.ts';
import { type DeadlineRow, rowsFrom } from '../deadlines.ts';
import type { Entry } from '../entry.ts';
import { type BoundBy, obligationsOf } from '../obligation.ts';
import { ownersAsked } from '../register-asked.ts';
import { entryColumns, entryFromRow } from './entries.ts';

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

/** Every day that is known, in no order: for a Party or a region, or for all. A key that names none gives nothing. */
export async function readDeadlines(
	looking: Looking,
	asked: { party: string | null; region: string | null } = { party: null, region: null }
): Promise<DeadlineRow[]> {
	const { convention, definitions, today } = looking;
	const parties = ownersAsked(asked, convention)?.filter((id) => convention.state(id)) ?? null;
	const [own, rounds] = await Promise.all([entriesByParty(looking, parties), roundsByParty(looking.db, parties)]);
	return (parties ?? convention.states.map(({ id }) => id)).flatMap((id) =>
		rowsFrom(id, obligationsOf(id, { convention, definitions, today, own: own.get(id) ?? [], rounds: rounds.get(id) ?? [] }), today)
	);
}
