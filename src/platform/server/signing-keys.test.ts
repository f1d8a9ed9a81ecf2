// SPDX-License-Identifier: Apache-2.0
import { createPublicKey, sign, verify } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onPostgres, testDatabase } from '../../../test/ground/database.ts';
import { type Database, openServer } from './database.ts';
import { fingerprint, publicKeys, renewSigningKey, signingKey } from './signing-keys.ts';

let database: Database & { url: string | null };
beforeEach(async () => {
	database = await testDatabase();
});
afterEach(() => database.close());

const at = new Date('2026-11-24T10:00:00.000Z');
const later = new Date('2026-11-25T10:00:00.000Z');

test('the example of RFC 8037 has the fingerprint that stands there', () => {
	expect(fingerprint('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo')).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('is made at first need and stays; what it signs is right under its public half', async () => {
	expect(await publicKeys(database.fresh)).toEqual([]);
	const key = await signingKey(database, at);
	expect((await signingKey(database, later)).id).toBe(key.id);
	const [known, ...more] = await publicKeys(database.fresh);
	expect(more).toEqual([]);
	expect(known).toEqual({ id: fingerprint(known?.x ?? ''), x: known?.x, createdAt: at, retiredAt: null });
	expect(key.id).toBe(known?.id);
	const open = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: known?.x }, format: 'jwk' });
	const text = Buffer.from('text');
	expect(verify(null, text, open, sign(null, text, key.privateKey))).toBe(true);
});

test('many that need it at once get the same', async () => {
	const needing = onPostgres ? Array.from({ length: 5 }, () => openServer(database.url ?? '', null)) : Array.from({ length: 5 }, () => database);
	const keys = await Promise.all(needing.flatMap((each) => [signingKey(each, at), signingKey(each, at)]));
	expect(new Set(keys.map(({ id }) => id)).size).toBe(1);
	const renewed = await Promise.all(needing.map((each) => each.write((db) => renewSigningKey(db, later))));
	if (onPostgres) await Promise.all(needing.map((each) => each.close()));
	const all = await publicKeys(database.fresh);
	expect(all.filter(({ retiredAt }) => retiredAt === null).map(({ id }) => id)).toEqual([(await signingKey(database, later)).id]);
	for (const id of [...renewed, ...keys.map((key) => key.id)]) expect(all.map((key) => key.id)).toContain(id);
});

test('a key that was replaced stays known, and can sign nothing any more', async () => {
	const { id: first } = await signingKey(database, at);
	const second = await database.write((db) => renewSigningKey(db, later));
	expect((await signingKey(database, later)).id).toBe(second);
	expect((await publicKeys(database.fresh)).map(({ id, retiredAt }) => [id, retiredAt])).toEqual([
		[second, null],
		[first, later]
	]);
	const kept = await database.kysely.selectFrom('platform.signing_keys').select('private_key').where('id', '=', first).executeTakeFirstOrThrow();
	expect(kept.private_key).toBeNull();
});
