// SPDX-License-Identifier: Apache-2.0
// Writes one letter of a round to the focal points of a Party: each person once, however often it is asked for. What is written here is remembered in
// the same transaction in which it goes into the post.
import { type FocalPoint, focalPointsOf } from '#people/server/addressees.ts';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import type { World } from '#records/server/judge.ts';
import { draftOf } from '#records/server/records.ts';
import { type Cycle, reportTypes } from '../cycle.ts';
import type { LetterDue } from '../letter.ts';
import type { Proposal } from '../prefill.ts';
import { reportFor } from './rounds.ts';
import { proposalsFor } from './take-over.ts';

/** All that the wording of a letter needs. */
export interface ReportLetter extends LetterDue {
	to: FocalPoint;
	round: Cycle;
	/** What could be taken over into the report now. */
	waiting: Proposal[];
	/** Why there is more time, where the letter tells of that. */
	reason: string | null;
}

export interface WritingLetters extends World {
	at: Date;
	/** Words it and puts it into the post. */
	write(db: Writing, letter: ReportLetter): Promise<void>;
}

/** Returns how many were written. */
export async function writeLetters(db: Writing, { at, write, ...world }: WritingLetters, due: LetterDue): Promise<number> {
	const { cycle, party, letter } = due;
	const round = world.convention.cycle(cycle);
	const people = await focalPointsOf(reading(db), [party]);
	if (!round || people.length === 0) return 0;
	const fresh = await db
		.insertInto('reporting.letters')
		.values(people.map(({ account }) => ({ cycle, party, letter, account, sent_at: at })))
		.onConflict((conflict) => conflict.doNothing())
		.returning('account')
		.execute();
	if (fresh.length === 0) return 0;
	const waiting = await waitingFor(reading(db), world, round, party, at.toISOString().slice(0, 10));
	const reason = letter.startsWith('extension') ? await lastReason(reading(db), cycle, party) : null;
	const accounts = new Set(fresh.map(({ account }) => account));
	for (const to of people) if (accounts.has(to.account)) await write(db, { ...due, to, round, waiting, reason });
	return fresh.length;
}

/** Proposals for the report as it stands, or for one that has yet to be begun. */
async function waitingFor(db: Reading, world: World, round: Cycle, party: string, today: string): Promise<Proposal[]> {
	const type = reportTypes[round.kind];
	const form = world.definitions.form(type, round.formVersion ?? undefined);
	if (!form) return [];
	const there = await reportFor(db, round.id, party);
	const draft = there === undefined ? undefined : await draftOf(db, there);
	const subject = draft ?? { formVersion: form.version, answers: { cycle: round.id } };
	return proposalsFor(db, world, { id: there ?? '', type, owner: party }, subject, today);
}

async function lastReason(db: Reading, cycle: string, party: string): Promise<string | null> {
	const row = await db
		.selectFrom('reporting.extensions')
		.select('reason')
		.where('cycle', '=', cycle)
		.where('party', '=', party)
		.orderBy('extended_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row?.reason ?? null;
}
