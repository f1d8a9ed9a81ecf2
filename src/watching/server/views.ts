// SPDX-License-Identifier: Apache-2.0
// Pages with their filters that a person keeps under a name.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { DoingAs } from '#people/server/doing.ts';
import type { Reading } from '#platform/server/database.ts';
import { addressFrom } from '../watched.ts';
import { logWatching, newId } from './doing.ts';

export interface View {
	id: string;
	address: string;
	name: string;
	savedAt: Date;
}

const most = 200;
/** Pages of the desk are not views of what is public. */
const shape = /^\/(?!work(\/|$))[a-z0-9][a-z0-9./:@-]*$/i;

/** Of one page of ours, as it is asked for; null for any other. */
export function viewAddress(said: string, origin: string): string | null {
	const address = addressFrom(said, origin);
	if (!address) return null;
	address.query.delete('page');
	const query = address.query.toString();
	const path = address.path || '/search';
	return shape.test(path) && !path.includes('//') ? path + (query ? `?${query}` : '') : null;
}

export async function viewsOf(db: Reading, account: string): Promise<View[]> {
	const rows = await db.selectFrom('watching.views').selectAll().where('saved_by', '=', account).orderBy('saved_at', 'desc').orderBy('id').execute();
	return rows.map((row) => ({ id: row.id, address: row.address, name: row.name, savedAt: row.saved_at }));
}

/** The same page saved again gets the new name. */
export async function saveView(
	doing: Pick<DoingAs, 'database' | 'origin' | 'at' | 'by'>,
	asked: { address: string; name: string }
): Promise<{ view: string } | Refusal> {
	if (!may(doing.by, 'account.change', { account: doing.by.id })) return refuse('not-allowed');
	const address = viewAddress(asked.address, doing.origin);
	if (!address) return refuse('nothing-to-follow');
	const name = asked.name
		.toWellFormed()
		.replace(/\p{Cc}+/gu, ' ')
		.trim()
		.slice(0, 120);
	if (!name) return refuse('name-missing');
	return await doing.database.write(async (db) => {
		const { count } = await db
			.selectFrom('watching.views')
			.select((select) => select.fn.countAll<number>().as('count'))
			.where('saved_by', '=', doing.by.id)
			.where('address', '<>', address)
			.executeTakeFirstOrThrow();
		if (Number(count) >= most) return refuse('too-many-watches', { count: most });
		const { id } = await db
			.insertInto('watching.views')
			.values({ id: newId(), saved_by: doing.by.id, address, name, saved_at: doing.at })
			.onConflict((conflict) => conflict.columns(['saved_by', 'address']).doUpdateSet({ name, saved_at: doing.at }))
			.returning('id')
			.executeTakeFirstOrThrow();
		await logWatching(db, 'view-saved', { about: id, by: doing.by.id, at: doing.at });
		return { view: id };
	});
}

export async function removeView(doing: Pick<DoingAs, 'database' | 'at' | 'by'>, view: string): Promise<{ view: string } | Refusal> {
	if (!may(doing.by, 'account.change', { account: doing.by.id })) return refuse('not-allowed');
	return await doing.database.write(async (db) => {
		const { numDeletedRows } = await db.deleteFrom('watching.views').where('id', '=', view).where('saved_by', '=', doing.by.id).executeTakeFirst();
		if (!Number(numDeletedRows)) return refuse('not-found');
		await logWatching(db, 'view-removed', { about: view, by: doing.by.id, at: doing.at });
		return { view };
	});
}
