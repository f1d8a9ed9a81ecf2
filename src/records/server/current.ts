// SPDX-License-Identifier: Apache-2.0
// Keeps the form definitions in memory, one snapshot for each database, and notices when a version was published by another process.
import type { Database, Reading } from '#platform/server/database.ts';
import type { Definitions } from '../definitions.ts';
import { loadDefinitions, markOfDefinitions } from './definitions.ts';

interface Kept {
	definitions: Definitions;
	mark: string;
	/** Monotonic milliseconds of the last look. */
	looked: number;
}

const marks = new WeakMap<Definitions, string>();

/** What tells this state of the forms from every other, in all processes alike: part of the tag of whatever is made of them. */
export const markOfForms = (definitions: Definitions): string => marks.get(definitions) ?? '';

/** How long a snapshot is trusted by those who only read, in milliseconds. */
const patience = 3000;

const kept = new WeakMap<Database, Kept>();
const underway = new WeakMap<Database, Promise<Definitions>>();

/**
 * The forms in use. Readers may be a few seconds behind a publication; whoever writes (`now`) is not, since a draft that follows a new
 * version must be read with it. As long as nothing was published, the same object is given.
 */
export async function currentDefinitions(database: Database, { now = false } = {}): Promise<Definitions> {
	const held = kept.get(database);
	if (now) return lookForWriters(database);
	if (held && performance.now() - held.looked <= patience) return held.definitions;
	const running = underway.get(database);
	if (running) return running;
	const looking = look(database, database.read, held).finally(() => underway.delete(database));
	underway.set(database, looking);
	return looking;
}

const lookers = new WeakMap<Database, { looking: Promise<Definitions>; next?: Promise<Definitions> }>();

/** Writers that come together share one look, and always one that began after they came. */
function lookForWriters(database: Database): Promise<Definitions> {
	const running = lookers.get(database);
	if (running) {
		running.next ??= running.looking.then(
			() => lookForWriters(database),
			() => lookForWriters(database)
		);
		return running.next;
	}
	const looking = look(database, database.fresh, kept.get(database)).finally(() => lookers.delete(database));
	lookers.set(database, { looking });
	return looking;
}

async function look(database: Database, db: Reading, held: Kept | undefined): Promise<Definitions> {
	// The mark is taken before the rows: a change in between is then noticed at the next look.
	const mark = await markOfDefinitions(db);
	const looked = performance.now();
	const last = kept.get(database);
	if (last && last.mark === mark) {
		last.looked = Math.max(last.looked, looked);
		return last.definitions;
	}
	const definitions = await loadDefinitions(db);
	marks.set(definitions, mark);
	// Whoever looked meanwhile knows at least as much.
	if (kept.get(database) === held) kept.set(database, { definitions, mark, looked });
	return definitions;
}

/** The snapshot as this process knows it, without asking. */
export const lastDefinitions = (database: Database): Definitions | undefined => kept.get(database)?.definitions;
