// SPDX-License-Identifier: Apache-2.0
// Brings in the use of before from lines of a log. Days that have sums already are left as they are: no day is counted twice, and a second run changes nothing.
import type { Database } from '#platform/server/database.ts';
import { readLogLine } from '../access-log.ts';
import { countedOf } from '../usage.ts';
import { tally } from '../usage-tally.ts';
import { addToCounts, countedDays, forgetVisitors, newSalt } from './usage-counts.ts';
import { dayOf, markOf } from './usage-counter.ts';

export interface Imported {
	lines: number;
	counted: number;
	/** Numbers of the lines that are none of a log, the first of them. */
	bad: { file: string; line: number }[];
	badInAll: number;
	days: string[];
	/** Days that had sums already, with the lines that were left out for it. */
	leftOut: { day: string; lines: number }[];
}

const mostNamed = 100;

interface Lines {
	name: string;
	lines: AsyncIterable<string> | Iterable<string>;
}

/** `own`: the host name of the site, so that its own pages are no referrers. Visitors are told apart by salts that are never written anywhere. */
export async function importUsage(database: Database, files: readonly Lines[], { own, today }: { own: string; today: string }): Promise<Imported> {
	const there = await countedDays(database.fresh);
	const salts = new Map<string, string>();
	// Names of days alone decide how much is held: the whole of a log is one tally, so that a visitor of a day is one in two files too.
	const counts = tally(500_000);
	const outcome: Imported = { lines: 0, counted: 0, bad: [], badInAll: 0, days: [], leftOut: [] };
	const left = new Map<string, number>();
	for (const { name, lines } of files) {
		let number = 0;
		for await (const line of lines) {
			number += 1;
			if (line.trim() === '') continue;
			outcome.lines += 1;
			const read = readLogLine(line);
			if (!read) {
				outcome.badInAll += 1;
				if (outcome.bad.length < mostNamed) outcome.bad.push({ file: name, line: number });
				continue;
			}
			const day = dayOf(read.at);
			// Of today the platform counts itself.
			if (there.has(day) || day >= today) {
				left.set(day, (left.get(day) ?? 0) + 1);
				continue;
			}
			const counted = countedOf(read, own);
			if (!counted) continue;
			outcome.counted += 1;
			const salt = salts.get(day) ?? newSalt();
			salts.set(day, salt);
			counts.add(day, counted, () => markOf(salt, read.address, read.agent));
		}
	}
	const cells = counts.take();
	// All of it or nothing, so that a day is never half there.
	await database.write(async (db) => {
		await addToCounts(db, cells, 'log');
		await forgetVisitors(db, today);
	});
	outcome.days = [...new Set(cells.map(({ day }) => day))].sort();
	outcome.leftOut = [...left].map(([day, lines]) => ({ day, lines })).sort((a, b) => (a.day < b.day ? -1 : 1));
	return outcome;
}
