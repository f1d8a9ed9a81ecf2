// SPDX-License-Identifier: Apache-2.0
// What the secretariat follows: every cycle of the facts, and in one cycle every Party with its people and the letters that were written. Reading only.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import { type FocalPoint, focalPointsOf } from '#people/server/addressees.ts';
import { namesOf } from '#people/server/accounts.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Words } from '#text/words.ts';
import { boundBy, type Count, counted, type Cycle, isLate, type Standing } from '../cycle.ts';
import { roundsOpen, standingsOf } from './rounds.ts';

export interface FollowedCycle {
	cycle: Cycle;
	/** When it was opened; null where it was not. */
	openedAt: Date | null;
	/** Over the Parties that opening bound, or would bind. */
	counts: Count;
	/** Reports that are here, of a cycle that was never opened: they came by an import. */
	reports: number;
}

/** The newest first. */
export async function followCycles(db: Reading, convention: Convention): Promise<FollowedCycle[]> {
	const [open, standings, reports] = await Promise.all([
		roundsOpen(db),
		standingsOf(db, {}),
		db
			.selectFrom('reporting.reports')
			.select(['cycle', (select) => select.fn.countAll<string>().as('reports')])
			.groupBy('cycle')
			.execute()
	]);
	const byCycle = Map.groupBy(standings, ({ cycle }) => cycle);
	return convention.cycles
		.map((cycle) => {
			const openedAt = open.find((round) => round.cycle === cycle.id)?.openedAt ?? null;
			const own = byCycle.get(cycle.id) ?? [];
			return {
				cycle,
				openedAt,
				counts: counted(own, openedAt ? own.length : (cycle.bound ?? boundBy(convention, cycle).length)),
				reports: Number(reports.find((row) => row.cycle === cycle.id)?.reports ?? 0)
			};
		})
		.toSorted((a, b) => b.cycle.end.localeCompare(a.cycle.end) || b.cycle.start.localeCompare(a.cycle.start));
}

export interface FollowedParty extends Standing {
	name: Words;
	late: boolean;
	focalPoints: Pick<FocalPoint, 'account' | 'name' | 'email'>[];
	/** How many letters were written, and the last of them. */
	letters: { count: number; last: { letter: string; at: Date } | null };
}

/** Every Party that the cycle binds, in the order of the facts; [] where it is not open. */
export async function followParties(db: Reading, convention: Convention, cycle: string, today: Day): Promise<FollowedParty[]> {
	const [standings, people, letters] = await Promise.all([standingsOf(db, { cycle }), focalPointsOf(db), lettersIn(db, cycle)]);
	const ofParty = Map.groupBy(people, ({ party }) => party);
	const written = new Map(letters.map((row) => [row.party, row]));
	return standings.map(({ cycle: _, ...standing }) => {
		const row = written.get(standing.party);
		return {
			...standing,
			name: convention.state(standing.party)?.name ?? { en: standing.party },
			late: isLate(standing, today) && standing.progress !== 'published',
			focalPoints: (ofParty.get(standing.party) ?? []).map(({ account, name, email }) => ({ account, name, email })),
			letters: { count: Number(row?.count ?? 0), last: row ? { letter: row.letter, at: row.sent_at } : null }
		};
	});
}

/** The last letter to each Party, and how many there were. */
async function lettersIn(db: Reading, cycle: string) {
	const { rows } = await sql<{ party: string; letter: string; sent_at: Date; count: string }>`
		select distinct on (party) party, letter, sent_at, count(*) over (partition by party) as count
		from reporting.letters where cycle = ${cycle}
		order by party, sent_at desc, letter, account`.execute(db as never);
	return rows;
}

/** How many Parties opening would bind, and how many of them have somebody to be invited. */
export async function openingOf(db: Reading, convention: Convention, cycle: Cycle): Promise<{ bound: number; reachable: number; people: number }> {
	const bound = boundBy(convention, cycle);
	const people = await focalPointsOf(db, bound);
	return { bound: bound.length, reachable: new Set(people.map(({ party }) => party)).size, people: people.length };
}

export interface PartyHistory {
	extensions: { due: Day; reason: string; by: string; at: Date }[];
	letters: { letter: string; to: string; at: Date }[];
}

/** What was given and written to one Party in a cycle, the newest first. */
export async function historyOf(db: Reading, cycle: string, party: string): Promise<PartyHistory> {
	const [extensions, letters] = await Promise.all([
		sql<{ due: string; reason: string; extended_by: string; extended_at: Date }>`
			select due::text as due, reason, extended_by, extended_at from reporting.extensions
			where cycle = ${cycle} and party = ${party} order by extended_at desc`.execute(db as never),
		db
			.selectFrom('reporting.letters')
			.select(['letter', 'account', 'sent_at'])
			.where('cycle', '=', cycle)
			.where('party', '=', party)
			.orderBy('sent_at', 'desc')
			.orderBy('letter')
			.orderBy('account')
			.execute()
	]);
	const names = new Map(await namesOf(db, [...extensions.rows.map(({ extended_by }) => extended_by), ...letters.map(({ account }) => account)]));
	return {
		extensions: extensions.rows.map(({ due, reason, extended_by, extended_at }) => ({
			due,
			reason,
			by: names.get(extended_by) ?? extended_by,
			at: extended_at
		})),
		letters: letters.map(({ letter, account, sent_at }) => ({ letter, to: names.get(account) ?? account, at: sent_at }))
	};
}
