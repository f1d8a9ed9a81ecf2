// SPDX-License-Identifier: Apache-2.0
// The entity tag of reading pages: changes when anything that anybody can read has changed.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';

/** How long a state is believed without asking again, in milliseconds: a page that was read may be a moment old, no more. */
const believed = 500;

const known = new WeakMap<Reading, { state: Promise<string>; until: number }>();

async function stateOf(db: Reading): Promise<string> {
	const { rows } = await sql<{ state: string }>`
		select concat_ws(' ', (select max(seq) from records.events), (select max(seq) from convention.fact_changes),
			(select value from platform.settings where name = 'catalogue-version')) as state`.execute(db as never);
	return rows[0]?.state ?? '';
}

/**
 * The state is asked before the page is made, so an old state never goes with a newer tag: at worst a tag is old and the next request
 * makes the page again.
 */
function state(db: Reading, now: number): Promise<string> {
	const last = known.get(db);
	if (last && now < last.until) return last.state;
	const asked = { state: stateOf(db), until: now + believed };
	asked.state.catch(() => known.delete(db));
	known.set(db, asked);
	return asked.state;
}

/** `url` is part of it, language included; the day too, since deadlines and expiries turn with it. */
export async function readingTag(db: Reading, build: string, today: string, url: URL, now = Date.now()): Promise<string> {
	const hash = createHash('sha256').update([build, today, url.pathname, url.search, await state(db, now)].join(' '));
	return `W/"${hash.digest('base64url').slice(0, 22)}"`;
}
