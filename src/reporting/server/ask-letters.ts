// SPDX-License-Identifier: Apache-2.0
// Asks the worker for letters, as part of the transaction that makes them necessary: an opening, more time, or a wish of the secretariat.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import type { Doing } from '#records/server/doing.ts';
import { type LettersAsked, lettersDue } from '../letter.ts';
import { standingsOf } from './rounds.ts';

export const reportLetters = 'report-letters';

/** `asked`: to how many Parties. Whom a letter was written already the worker leaves out. */
export async function askLetters(
	db: Writing,
	{ by, at, jobs }: Pick<Doing, 'by' | 'at'> & { jobs: Pick<Jobs, 'enqueue'> },
	asked: Exclude<LettersAsked, { letters: 'reminders' }>
): Promise<{ asked: number } | Refusal> {
	if (!may(by, asked.letters === 'extension' ? 'cycle.extend' : 'cycle.open')) return refuse('not-allowed');
	const { cycle } = asked;
	const standings = await standingsOf(reading(db), 'party' in asked ? { cycle, party: asked.party } : { cycle });
	if (standings.length === 0) return refuse('not-found');
	const due = lettersDue(standings, asked, at.toISOString().slice(0, 10));
	// A Party that has submitted is not asked again for what it has sent.
	if (due.length === 0 && asked.letters === 'again') return refuse('stage-does-not-fit');
	await jobs.enqueue(db, reportLetters, asked);
	return { asked: due.length };
}
