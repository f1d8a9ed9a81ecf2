// SPDX-License-Identifier: Apache-2.0
// What was published is matched with what is followed, once; letters at once and digests are written from that. What is told is read in the catalogue,
// so that nothing can be told that is not public.
import { foundAmong } from '#catalogue/server/search.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import type { World } from '#catalogue/server/project.ts';
import type { Entry } from '#catalogue/entry.ts';
import { registerOf } from '#catalogue/registers.ts';
import type { Ground } from '#people/server/doing.ts';
import { type Database, reading, type Reading, type Writing } from '#platform/server/database.ts';
import { type Frequency, fits, mostInstant, type Watched, watchedFrom } from '../watched.ts';
import { groupsFor, type Told } from './groups.ts';
import { bounceAddress } from '../bounce.ts';
import { hashOf, newBounceKey, newId, newKey } from './doing.ts';
import { tidings } from './letters.ts';
import { addressesWatched, findReader, forgetOld, watchesOf } from './watches.ts';

export interface Telling {
	database: Database;
	ground: Pick<Ground, 'post' | 'origin'>;
	world: World;
	/** Domain whose mail we read: letters come back there. Null where none does. */
	replyDomain: string | null;
}

export type Happened = 'published' | 'withdrawn' | 'superseded';
const day = 86_400_000;

/** Addresses, of those that are followed, that the entry belongs to. */
export async function matching(db: Reading, world: World, entry: Entry, addresses: readonly string[], origin: string): Promise<string[]> {
	const matched: string[] = [];
	for (const address of addresses) {
		const watched = watchedFrom(address, origin);
		if (watched && (await fitsWhole(db, world, entry, watched))) matched.push(address);
	}
	return matched;
}

async function fitsWhole(db: Reading, world: World, entry: Entry, watched: Watched): Promise<boolean> {
	const types = watched.kind === 'register' ? ((await registerOf(world.definitions, watched.id))?.definitions.map(({ type }) => type.id) ?? []) : [];
	if (!fits(watched, entry, types)) return false;
	if (!watched.words) return true;
	// Nothing is found any more by the words of what is withdrawn; whoever was told of it is told that it is gone.
	if (entry.state !== 'published') return false;
	const { convention } = world;
	const { words, facets, expand, spell } = watched;
	return (await foundAmong(db, { words, facets, expand, spell, convention }, [entry.recordId])).length > 0;
}

/** Finds who is to be told, and writes to those who want to know at once. Repeatable: what was found or sent stays so. */
export async function tell(
	telling: Telling,
	{ record, event }: { record: string; event: Happened },
	at: Date
): Promise<{ matched: number; sent: number }> {
	const { database, world, ground } = telling;
	const db = database.fresh;
	const addresses = await addressesWatched(db);
	const entry = addresses.length ? await findEntry(db, record) : undefined;
	// It has gone on meanwhile: the event of that tells.
	if (!entry || entry.state !== event) return { matched: 0, sent: 0 };
	const matched = await matching(db, world, entry, addresses, ground.origin);
	return database.write(async (write) => {
		const found = await remember(write, entry, event, matched, at);
		let sent = 0;
		const readers = new Set(found.filter((each) => each.frequency === 'instant').map((each) => each.reader_id));
		for (const reader of [...readers].toSorted()) sent += await writeTo(telling, write, reader, 'instant', at);
		return { matched: found.length, sent };
	});
}

async function remember(db: Writing, entry: Entry, event: Happened, addresses: readonly string[], at: Date) {
	const told = db.selectFrom('watching.matches').select('watch_id').where('record_id', '=', entry.recordId).where('event', '=', 'published');
	const watches = await db
		.selectFrom('watching.watches')
		.select(['id', 'reader_id', 'frequency'])
		.where((where) =>
			where.or([where('address', 'in', addresses.length ? [...addresses] : ['']), ...(event === 'published' ? [] : [where('id', 'in', told)])])
		)
		.where('watched_at', '<=', at)
		.execute();
	if (!watches.length) return [];
	const rows = await db
		.insertInto('watching.matches')
		.values(watches.map(({ id }) => ({ watch_id: id, record_id: entry.recordId, revision: entry.revision, event, matched_at: at })))
		.onConflict((conflict) => conflict.doNothing())
		.returning('watch_id')
		.execute();
	const fresh = new Set(rows.map((row) => row.watch_id));
	return watches.filter(({ id }) => fresh.has(id));
}

/** One letter with all that waits for this reader and kind. Holds the reader, so that two who write at once write one letter. */
async function writeTo(telling: Telling, db: Writing, readerId: string, kind: Frequency, at: Date): Promise<number> {
	const { world, ground, replyDomain } = telling;
	const held = await db.selectFrom('watching.readers').select('stopped_at').where('id', '=', readerId).forUpdate().executeTakeFirst();
	const reader = held && !held.stopped_at ? await findReader(reading(db), { id: readerId }) : undefined;
	if (!reader) return 0;
	if (kind === 'instant' && (await sentSince(db, readerId, new Date(at.getTime() - day))) >= mostInstant) return 0;
	const watches = await watchesOf(reading(db), readerId);
	// What did not go at once goes with the daily letter.
	const kinds: Frequency[] = kind === 'daily' ? ['daily', 'instant'] : [kind];
	const asked = watches.filter((watch) => kinds.includes(watch.frequency));
	const waiting: Told[] = (
		await db
			.selectFrom('watching.matches')
			.select(['watch_id', 'record_id', 'event'])
			.where('watch_id', 'in', asked.length ? asked.map(({ id }) => id) : [''])
			.where('sent_at', 'is', null)
			.orderBy('matched_at')
			.orderBy('record_id')
			.execute()
	).map((row) => ({ watch: row.watch_id, record: row.record_id, event: row.event as Happened }));
	if (!waiting.length) return 0;
	const groups = await groupsFor(reading(db), world, asked, waiting, reader.language, ground.origin);
	await db
		.updateTable('watching.matches')
		.set({ sent_at: at })
		.where('watch_id', 'in', [...new Set(waiting.map(({ watch }) => watch))])
		.where('sent_at', 'is', null)
		.execute();
	if (!groups.length) return 0;
	const [key, back] = [newKey(), newBounceKey()];
	await db
		.insertInto('watching.letters')
		.values({
			id: newId(),
			reader_id: readerId,
			kind,
			watches: [...new Set(waiting.map(({ watch }) => watch))],
			key_sha256: hashOf(key),
			bounce_sha256: hashOf(back),
			sent_at: at
		})
		.execute();
	await ground.post(
		db,
		await tidings({
			to: reader.email,
			language: reader.language,
			kind,
			groups,
			key,
			origin: ground.origin,
			back,
			returnTo: replyDomain ? bounceAddress(back, replyDomain) : null
		})
	);
	return 1;
}

async function sentSince(db: Writing, readerId: string, since: Date): Promise<number> {
	const { count } = await db
		.selectFrom('watching.letters')
		.select((select) => select.fn.countAll<number>().as('count'))
		.where('reader_id', '=', readerId)
		.where('kind', '=', 'instant')
		.where('sent_at', '>', since)
		.executeTakeFirstOrThrow();
	return Number(count);
}

/** On Mondays the weekly ones too. One transaction a reader: what was written before a fault stays written, and is not written again. */
export async function writeDigests(telling: Telling, at: Date): Promise<number> {
	const { database } = telling;
	await database.write((db) => forgetOld(db, at));
	let sent = 0;
	for (const kind of at.getUTCDay() === 1 ? (['daily', 'weekly'] as const) : (['daily'] as const)) {
		const kinds = kind === 'daily' ? ['daily', 'instant'] : ['weekly'];
		const readers = await database.fresh
			.selectFrom('watching.matches as match')
			.innerJoin('watching.watches as watch', 'watch.id', 'match.watch_id')
			.select('watch.reader_id')
			.distinct()
			.where('match.sent_at', 'is', null)
			.where('watch.frequency', 'in', kinds)
			.orderBy('watch.reader_id')
			.execute();
		for (const { reader_id } of readers) sent += await database.write((db) => writeTo(telling, db, reader_id, kind, at));
	}
	return sent;
}
