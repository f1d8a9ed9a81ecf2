// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openExchange, type Exchange } from '../../../test/exchange.ts';
import { bringInStep, taxonomyMark } from './keep-in-step.ts';

let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
});
afterAll(() => exchange.close());

const changedSince = async (mark: string) =>
	(await sql<{ n: number }>`select count(*)::int as n from catalogue.entries where xmin::text <> ${mark}`.execute(exchange.world.database.kysely))
		.rows[0]?.n;
const entries = async () =>
	(await exchange.world.database.read.selectFrom('catalogue.entries').select(['record_id', 'number']).orderBy('record_id').execute()).length;

test('the first look only remembers the taxonomy; a second one finds nothing to do', async () => {
	const { database, catalogue } = exchange.world;
	expect(await bringInStep({ database }, catalogue)).toBe(0);
	expect(await bringInStep({ database }, catalogue)).toBe(0);
});

test('entries that search cannot find are made anew', async () => {
	const { database, catalogue } = exchange.world;
	const [one] = await database.read.selectFrom('catalogue.entries').select('record_id').where('state', '=', 'published').limit(1).execute();
	await database.write((db) => sql`update catalogue.entries set number = null where record_id = ${one?.record_id}`.execute(db).then(() => undefined));
	expect(await bringInStep({ database }, catalogue)).toBe(1);
	const after = await database.read
		.selectFrom('catalogue.entries')
		.select('number')
		.where('record_id', '=', one?.record_id ?? '')
		.executeTakeFirst();
	expect(after?.number).not.toBeNull();
});

test('a concept that gets another label brings all entries in step, once', async () => {
	const { database, catalogue } = exchange.world;
	const { convention } = catalogue;
	const renamed = {
		...convention,
		all: (kind: string) =>
			kind === 'concept'
				? convention.all('concept').map((concept, at) => (at ? concept : { ...concept, altLabel: { en: ['a new label'] } }))
				: convention.all(kind as 'concept')
	} as typeof convention;
	expect(taxonomyMark(renamed)).not.toBe(taxonomyMark(convention));
	const count = await entries();
	expect(await bringInStep({ database }, { ...catalogue, convention: renamed })).toBe(count);
	expect(await bringInStep({ database }, { ...catalogue, convention: renamed })).toBe(0);
	expect(await changedSince('')).toBe(count);
});
