// SPDX-License-Identifier: Apache-2.0
// Where old addresses are kept, brought in, and asked when no page answers.
import { sql } from 'kysely';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, reading, type Database, type Reading, type Writing } from '#platform/server/database.ts';
import { logWatching } from '#watching/server/doing.ts';
import { readCsv } from '../../sheets/read-csv.ts';
import { mostRedirects, oldAddress, type ReadRedirects, readRedirects, type Redirect, type RedirectStatus } from '../redirect.ts';

export interface Kept extends Redirect {
	used: number;
}

export async function redirectsOf(db: Reading, limit?: number): Promise<Kept[]> {
	let query = db.selectFrom('platform.redirects').select(['from_path', 'to_path', 'status', 'used']).orderBy('used', 'desc').orderBy('from_path');
	if (limit !== undefined) query = query.limit(limit);
	return (await query.execute()).map((row) => ({
		from: row.from_path,
		to: row.to_path,
		status: row.status as RedirectStatus,
		used: Number(row.used)
	}));
}

export async function redirectCount(db: Reading): Promise<number> {
	const row = await db
		.selectFrom('platform.redirects')
		.select((select) => select.fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return Number(row.count);
}

export interface Imported {
	taken: number;
	/** Those that were there already, just so. */
	same: number;
	faults: ReadRedirects['faults'];
}

/** Where the list comes from, and how one knows whether a page answers at a path. */
export interface Importing {
	/** Null for the command of the operator. */
	by: Person | null;
	at: Date;
	origin: string;
	exists: (db: Reading, path: string) => Promise<boolean>;
}

/** What is right is not kept waiting by what is wrong. The same list brought in again changes nothing. */
export async function importRedirects(db: Writing, { by, at, origin, exists }: Importing, text: string): Promise<Imported | Refusal> {
	if (by && !may(by, 'redirect.import')) return refuse('not-allowed');
	const rows = readCsv(text.replace(/^\ufeff/, ''), { rows: mostRedirects + 1, columns: 20 });
	if (rows === 'broken') return refuse('not-valid');
	if (rows === 'too-many-rows') return refuse('too-large');
	if (!rows.length) return refuse('empty');
	const standing = await redirectsOf(reading(db));
	const { redirects, faults } = await readRedirects(rows, { origin, standing, exists: (path) => exists(reading(db), path) });
	const before = new Map(standing.map((each) => [each.from, each]));
	const changed = redirects.filter(({ from, to, status }) => before.get(from)?.to !== to || before.get(from)?.status !== status);
	const imported = { imported_by: by?.id ?? 'platform', imported_at: at };
	for (let from = 0; from < changed.length; from += 500)
		await db
			.insertInto('platform.redirects')
			.values(changed.slice(from, from + 500).map((each) => ({ from_path: each.from, to_path: each.to, status: each.status, ...imported })))
			.onConflict((conflict) =>
				conflict.column('from_path').doUpdateSet((set) => ({
					to_path: set.ref('excluded.to_path'),
					status: set.ref('excluded.status'),
					...imported
				}))
			)
			.execute();
	const counts = { taken: changed.length, same: redirects.length - changed.length, faulty: faults.length };
	await logWatching(db, 'redirects-imported', { about: 'redirects', by: by?.id ?? null, at, details: counts });
	return { taken: counts.taken, same: counts.same, faults };
}

export async function removeRedirect(db: Writing, { by, at }: { by: Person | null; at: Date }, from: string): Promise<{ removed: string } | Refusal> {
	if (!may(by, 'redirect.import')) return refuse('not-allowed');
	const { numDeletedRows } = await db.deleteFrom('platform.redirects').where('from_path', '=', from).executeTakeFirst();
	if (!Number(numDeletedRows)) return refuse('not-found');
	await logWatching(db, 'redirect-removed', { about: 'redirects', by: by?.id ?? null, at, details: { from } });
	return { removed: from };
}

/** Where an address that no page answers leads; an address with a query falls back on the one without. Counted, a little later. */
export async function redirectFor(
	database: Database,
	path: string,
	search: string,
	at: Date
): Promise<{ to: string; status: RedirectStatus } | undefined> {
	const whole = oldAddress(path + search);
	const bare = oldAddress(path);
	if (!whole && !bare) return undefined;
	const rows = await database.read
		.selectFrom('platform.redirects')
		.select(['from_path', 'to_path', 'status'])
		.where(
			'from_path',
			'in',
			[whole, bare].filter((each) => each !== null)
		)
		.execute();
	const found = rows.find((row) => row.from_path === whole) ?? rows[0];
	if (!found) return undefined;
	note(database, found.from_path, at);
	return { to: found.to_path, status: found.status as RedirectStatus };
}

interface Use {
	from: string;
	many: number;
	at: Date;
}

const uses = new WeakMap<Database, Map<string, Use>>();
const soon = 10_000;

/** Who follows an old address does not wait for a transaction, and a crawler that follows thousands makes one of each ten seconds. */
function note(database: Database, from: string, at: Date): void {
	const noted = uses.get(database) ?? new Map<string, Use>();
	if (!noted.size) setTimeout(() => void writeUses(database).catch(() => {}), soon).unref();
	uses.set(database, noted.set(from, { from, many: (noted.get(from)?.many ?? 0) + 1, at }));
}

/** Writes down what was counted since the last time: by itself after a while, and when the process stops. Nothing else needs these figures. */
export async function writeUses(database: Database): Promise<void> {
	const noted = [...(uses.get(database)?.values() ?? [])].sort((a, b) => (a.from < b.from ? -1 : 1));
	uses.delete(database);
	if (!noted.length) return;
	await database.write(async (db) => {
		await sql`
			update platform.redirects as redirect set used = redirect.used + noted.many, used_at = noted.at
			from jsonb_to_recordset(${json(noted)}) as noted ("from" text, many integer, at timestamptz)
			where redirect.from_path = noted."from"`.execute(db);
	});
}
