// SPDX-License-Identifier: Apache-2.0
// Counts what this process answers: a note in memory for each reply, written down once a minute. No statement stands in the way of a reply. What was
// not yet written is lost when the process is killed, and written when it is stopped.
import { hash } from 'node:crypto';
import type { Database } from '#platform/server/database.ts';
import type { Log } from '#platform/server/log.ts';
import { type Answered, countedOf } from '../usage.ts';
import { type Cell, tally } from '../usage-tally.ts';
import { addToCounts, forgetVisitors, newSalt, saltFor } from './usage-counts.ts';

export interface Counter {
	/** Counts one reply. The address is used for the mark of its visitor, and forgotten. */
	note(answered: Answered, address: string): void;
	/** Writes what was counted. What cannot be written is kept for the next time. */
	flush(): Promise<void>;
	/** Reads the salt of the day, and writes once a minute from now on. */
	start(): Promise<void>;
	/** Writes the rest. */
	stop(): Promise<void>;
}

interface Counting {
	database: Pick<Database, 'write'>;
	log: Pick<Log, 'warn'>;
	/** Address of the platform: a reader who comes from there comes from no other site. */
	origin: string;
	clock?: () => Date;
}

const minute = 60_000;
/** From this hour (UTC) on the salt of the next day is fetched too. */
const late = 23;

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The mark of a visitor within a day: without the salt it leads nowhere, and with another salt it is another one. */
export const markOf = (salt: string, address: string, agent: string | null): string =>
	hash('sha256', `${salt}\n${address}\n${agent ?? ''}`, 'base64url').slice(0, 12);

export function openCounter({ database, log, origin, clock = () => new Date() }: Counting): Counter {
	const own = new URL(origin).hostname;
	const counts = tally();
	const salts = new Map<string, string>();
	let timer: NodeJS.Timeout | undefined;
	let writing: Promise<void> = Promise.resolve();

	const saltOf = (day: string): string => {
		const known = salts.get(day);
		if (known) return known;
		// The database has not been asked yet: the day begins with a salt of our own, which is offered to the others.
		const made = newSalt();
		salts.set(day, made);
		return made;
	};

	async function fetchSalts(): Promise<void> {
		const now = clock();
		const today = dayOf(now);
		const days = now.getUTCHours() >= late ? [today, dayOf(new Date(now.getTime() + 86_400_000))] : [today];
		for (const day of salts.keys()) if (day < today) salts.delete(day);
		if (days.every((day) => fetched.has(day))) return;
		for (const day of days) salts.set(day, await database.write((db) => saltFor(db, day, saltOf(day))));
		fetched = new Set(days);
	}
	let fetched = new Set<string>();

	async function write(): Promise<void> {
		let cells: Cell[] = [];
		try {
			cells = counts.take();
			if (cells.length) await database.write((db) => addToCounts(db, cells));
			cells = [];
			await fetchSalts();
		} catch (err) {
			counts.addBack(cells);
			log.warn({ err }, 'what was counted of the use could not be written, and is kept for the next time');
		}
	}

	const flush = () => (writing = writing.then(write));

	return {
		note(answered, address) {
			const counted = countedOf(answered, own);
			if (!counted) return;
			const day = dayOf(answered.at);
			counts.add(day, counted, () => markOf(saltOf(day), address, answered.agent));
		},
		flush,
		async start() {
			await flush();
			// Nobody ran at night: what should be gone goes now.
			await database
				.write((db) => forgetVisitors(db, dayOf(clock())))
				.catch((err: unknown) => log.warn({ err }, 'marks of visitors of days that are over could not be thrown away'));
			timer = setInterval(() => void flush(), minute);
			timer.unref();
		},
		async stop() {
			clearInterval(timer);
			await flush();
		}
	};
}
