// SPDX-License-Identifier: Apache-2.0
// What rows need to know beside their entries: which decisions were replaced, which record a decision is, when facts were changed. Small, and the same until
// something is published.
import { sql } from 'kysely';
import { symbolKey } from '#convention/symbol.ts';
import { seedsLoaded } from '#convention/server/seed.ts';
import { decisionType } from '#meetings/document.ts';
import type { Reading } from '#platform/server/database.ts';
import type { World } from '../world.ts';

export type Known = Pick<World, 'replaced' | 'decisions' | 'changed' | 'loaded' | 'letters'>;

export async function knownOf(db: Reading): Promise<Known> {
	const [decisions, replaced, changes, loaded, collations] = await Promise.all([
		db
			.selectFrom('catalogue.entries')
			.select(['record_id', sql<string | null>`answers ->> 'number'`.as('number')])
			.where('type', '=', decisionType)
			.where('state', '=', 'published')
			.orderBy('record_id', 'desc')
			.execute(),
		db
			.selectFrom('catalogue.entries')
			.select(sql<unknown>`answers -> 'replaces'`.as('replaces'))
			.where('type', '=', decisionType)
			.where('state', '=', 'published')
			.where(sql<boolean>`answers ? 'replaces'`)
			.execute(),
		db
			.selectFrom('convention.facts')
			.select(['kind', 'id', 'edited_at'])
			.where('kind', 'in', ['meeting', 'state'])
			.where('edited_at', 'is not', null)
			.execute(),
		seedsLoaded(db),
		sql`select from pg_collation where collname = 'und-x-icu'`.execute(db as never)
	]);
	const numbers = replaced.flatMap((row) => [row.replaces ?? []].flat()).filter((each): each is string => typeof each === 'string');
	return {
		replaced: new Set(numbers.map(symbolKey)),
		decisions: new Map(decisions.flatMap((row) => (row.number ? [[symbolKey(row.number), row.record_id] as const] : []))),
		loaded,
		letters: collations.rows.length > 0,
		changed: new Map(changes.flatMap((row) => (row.edited_at ? [[`${row.kind} ${row.id}`, row.edited_at] as const] : [])))
	};
}
