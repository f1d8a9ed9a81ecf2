// SPDX-License-Identifier: Apache-2.0
// Keeps the snapshot of the facts in memory, one for each database, and notices when another process changed them. Knows nothing about their content.
import type { Database } from '#platform/server/database.ts';
import { type Convention, conventionOf } from '../convention.ts';
import { allFacts, markOfFacts } from './facts.ts';

interface Kept {
	convention: Convention;
	mark: string;
	/** Monotonic milliseconds of the last look. */
	looked: number;
}

const marks = new WeakMap<Convention, string>();

/** What tells this state of the facts from every other, in all processes alike: part of the tag of whatever is made of them. */
export const markOf = (convention: Convention): string => marks.get(convention) ?? '';

/** How long a snapshot is trusted before the database is asked again, in milliseconds. */
const patience = 3000;

const kept = new WeakMap<Database, Kept>();
const underway = new WeakMap<Database, Promise<Convention>>();

/** The treaty as it stands; at most a few seconds behind an edit made by another process. Readers that come together share one look. */
export async function currentConvention(database: Database): Promise<Convention> {
	const held = kept.get(database);
	if (held && performance.now() - held.looked <= patience) return held.convention;
	const running = underway.get(database);
	if (running) return running;
	const looking: Promise<Convention> = look(database, held, () => underway.get(database) === looking).finally(() => {
		if (underway.get(database) === looking) underway.delete(database);
	});
	underway.set(database, looking);
	return looking;
}

async function look(database: Database, held: Kept | undefined, stillWanted: () => boolean): Promise<Convention> {
	// The mark is taken before the rows: a change in between is then noticed at the next look.
	const mark = await markOfFacts(database.read);
	const convention = held?.mark === mark ? held.convention : conventionOf(await allFacts(database.read));
	marks.set(convention, mark);
	// What was read before somebody called forget must not be kept after it.
	if (stillWanted()) kept.set(database, { convention, mark, looked: performance.now() });
	return convention;
}

/** Drops the snapshot, after an edit of one's own: the next reader gets the new one. */
export function forget(database: Database): void {
	kept.delete(database);
	underway.delete(database);
}
