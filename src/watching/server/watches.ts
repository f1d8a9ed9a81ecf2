// SPDX-License-Identifier: Apache-2.0
// Where readers and what they follow are kept.
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import type { Frequency } from '../watched.ts';
import { newId } from './doing.ts';

/** Somebody who follows, with the address and language that letters take now. */
export interface WatchReader {
	id: string;
	account: string | null;
	email: string;
	language: Language;
	stoppedAt: Date | null;
}

export interface Watch {
	id: string;
	readerId: string;
	address: string;
	frequency: Frequency;
	watchedAt: Date;
}

/** Of an account, or of an address that has confirmed itself. */
export type Whose = { account: string } | { email: string };

const readers = (db: Reading) =>
	db
		.selectFrom('watching.readers as reader')
		.leftJoin('people.accounts as account', 'account.id', 'reader.watched_by')
		.select(['reader.id', 'reader.watched_by', 'reader.stopped_at', 'reader.language', 'reader.email'])
		.select(['account.email as account_email', 'account.language as account_language'])
		.where((where) =>
			where.or([where('reader.watched_by', 'is', null), where.and([where('account.id', 'is not', null), where('account.erased_at', 'is', null)])])
		);

type Row = Awaited<ReturnType<ReturnType<typeof readers>['executeTakeFirstOrThrow']>>;
const fromRow = (row: Row): WatchReader => ({
	id: row.id,
	account: row.watched_by,
	email: row.account_email ?? row.email,
	language: (row.account_language ?? row.language) as Language,
	stoppedAt: row.stopped_at
});

export async function findReader(db: Reading, whose: Whose | { id: string }): Promise<WatchReader | undefined> {
	const query = readers(db);
	const row = await (
		'id' in whose
			? query.where('reader.id', '=', whose.id)
			: 'account' in whose
				? query.where('reader.watched_by', '=', whose.account)
				: query.where('reader.email', '=', whose.email)
	).executeTakeFirst();
	return row && fromRow(row);
}

/** The id of the reader, made where there is none yet. Two at once make one. */
export async function readerFor(db: Writing, whose: Whose, language: Language, at: Date): Promise<string> {
	const account = 'account' in whose ? whose.account : null;
	const email = 'email' in whose ? whose.email : '';
	await db
		.insertInto('watching.readers')
		.values({ id: newId(), watched_by: account, email, language, made_at: at })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	// Whoever comes second waits here for the first: what is counted and told of one reader is done by one at a time.
	const row = await db
		.selectFrom('watching.readers')
		.select('id')
		.where(account ? 'watched_by' : 'email', '=', account ?? email)
		.forUpdate()
		.executeTakeFirstOrThrow();
	return row.id;
}

export async function watchesOf(db: Reading, readerId: string): Promise<Watch[]> {
	const rows = await db.selectFrom('watching.watches').selectAll().where('reader_id', '=', readerId).orderBy('watched_at').orderBy('id').execute();
	return rows.map((row) => ({
		id: row.id,
		readerId: row.reader_id,
		address: row.address,
		frequency: row.frequency as Frequency,
		watchedAt: row.watched_at
	}));
}

/** Follows, or changes how often one is told. */
export async function putWatch(db: Writing, watch: Omit<Watch, 'id'> & { account: string | null }): Promise<string> {
	const row = await db
		.insertInto('watching.watches')
		.values({
			id: newId(),
			reader_id: watch.readerId,
			address: watch.address,
			frequency: watch.frequency,
			followed_by: watch.account,
			watched_at: watch.watchedAt
		})
		.onConflict((conflict) => conflict.columns(['reader_id', 'address']).doUpdateSet({ frequency: watch.frequency }))
		.returning('id')
		.executeTakeFirstOrThrow();
	return row.id;
}

/** Ends these; with the last one goes a reader without an account, address and all. Returns how many ended. */
export async function removeWatches(db: Writing, readerId: string, ids: readonly string[] | 'all'): Promise<number> {
	let query = db.deleteFrom('watching.watches').where('reader_id', '=', readerId);
	if (ids !== 'all') query = query.where('id', 'in', ids.length ? [...ids] : ['']);
	const { numDeletedRows } = await query.executeTakeFirst();
	await db
		.deleteFrom('watching.readers as reader')
		.where('reader.id', '=', readerId)
		.where('reader.watched_by', 'is', null)
		.where((where) =>
			where.not(where.exists(where.selectFrom('watching.watches as watch').select('watch.id').whereRef('watch.reader_id', '=', 'reader.id')))
		)
		.execute();
	return Number(numDeletedRows);
}

/** Everything that anybody follows, once each. */
export async function addressesWatched(db: Reading): Promise<string[]> {
	const rows = await db.selectFrom('watching.watches').select('address').distinct().execute();
	return rows.map((row) => row.address);
}

/** What has no use any more: wishes nobody confirmed, letters too old to come back, followers and views whose account is gone. */
export async function forgetOld(db: Writing, at: Date): Promise<void> {
	await db.deleteFrom('watching.wishes').where('expires_at', '<=', at).execute();
	await db
		.deleteFrom('watching.letters')
		.where('sent_at', '<', new Date(at.getTime() - 400 * 86_400_000))
		.execute();
	await db
		.deleteFrom('watching.matches')
		.where('sent_at', '<', new Date(at.getTime() - 400 * 86_400_000))
		.execute();
	const erased = db.selectFrom('people.accounts').select('id').where('erased_at', 'is not', null);
	await db.deleteFrom('watching.readers').where('watched_by', 'in', erased).execute();
	await db.deleteFrom('watching.views').where('saved_by', 'in', erased).execute();
}
