// SPDX-License-Identifier: Apache-2.0
// Reads what was withdrawn and stood in calendars, so that they can say that it is off.
import { sql } from 'kysely';
import type { Day } from '#convention/day.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Entry } from '../entry.ts';
import { entryColumns, entryFromRow } from './entries.ts';

const most = 500;

/** The withdrawn of a type whose last day would not have been before this one, the newest first. */
export async function withdrawnFrom(db: Reading, type: string, since: Day): Promise<Entry[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('type', '=', type)
		.where('state', '=', 'withdrawn')
		.where(sql<boolean>`coalesce(register -> 'when' ->> 'endDay', register -> 'when' ->> 'startDay') >= ${since}`)
		.orderBy('changed_at', 'desc')
		.orderBy('record_id')
		.limit(most)
		.execute();
	return rows.map(entryFromRow);
}
