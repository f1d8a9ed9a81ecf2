// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Writing } from '#platform/server/database.ts';

/** The day on which the source was seen is on the page of every record, so that pages kept ready are made anew. */
export const pagesAnew = (db: Writing) =>
	db
		.insertInto('platform.settings')
		.values({ name: 'catalogue-version', value: String(Date.now()) })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint::text` }))
		.execute();
