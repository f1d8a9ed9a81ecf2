// SPDX-License-Identifier: Apache-2.0
// The entity tag of reading pages: changes when anything that anybody can read has changed.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';

/** `url` is part of it, language included; the day too, since deadlines and expiries turn with it. */
export async function readingTag(db: Reading, build: string, today: string, url: URL): Promise<string> {
	const { rows } = await sql<{ state: string }>`
		select concat_ws(' ', (select max(seq) from records.events), (select max(seq) from convention.fact_changes),
			(select value from platform.settings where name = 'catalogue-version')) as state`.execute(db as never);
	return `W/"${createHash('sha256').update([build, today, url.pathname, url.search, rows[0]?.state].join(' ')).digest('base64url').slice(0, 22)}"`;
}
