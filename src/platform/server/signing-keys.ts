// SPDX-License-Identifier: Apache-2.0
// The keys that the platform signs with (Ed25519): made at first need, one in use at a time, the same for every process. Knows nothing that is signed.
// A private key leaves this file only in the hands of whoever signs, and is never logged.
import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { type Database, type Reading, reading, type Writing } from './database.ts';

export interface PublicKey {
	/** Fingerprint of the key (RFC 7638). */
	id: string;
	/** The 32 bytes as base64url. */
	x: string;
	createdAt: Date;
	retiredAt: Date | null;
}

export interface SigningKey {
	id: string;
	privateKey: KeyObject;
}

/** Fingerprint of a public key by RFC 7638: anybody can compute it from the key. */
export const fingerprint = (x: string): string => createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');

async function inUse(db: Reading): Promise<SigningKey | undefined> {
	const row = await db.selectFrom('platform.signing_keys').select(['id', 'private_key']).where('retired_at', 'is', null).executeTakeFirst();
	if (!row?.private_key) return undefined;
	return { id: row.id, privateKey: createPrivateKey({ key: Buffer.from(row.private_key, 'base64'), format: 'der', type: 'pkcs8' }) };
}

/** Two that come at once agree: the insert of the second waits for the first one's, does nothing, and the first one's key is read. */
async function make(db: Writing, at: Date): Promise<SigningKey> {
	const { publicKey, privateKey } = generateKeyPairSync('ed25519');
	const x = publicKey.export({ format: 'jwk' }).x as string;
	await db
		.insertInto('platform.signing_keys')
		.values({
			id: fingerprint(x),
			public_key: x,
			private_key: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
			created_at: at
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	return (await inUse(reading(db))) as SigningKey;
}

/** The key in use, made now where there is none. */
export const signingKey = async (database: Pick<Database, 'fresh' | 'write'>, at: Date): Promise<SigningKey> =>
	(await inUse(database.fresh)) ?? (await database.write((db) => make(db, at)));

/** A new key takes the place of the one in use, whose private part is forgotten. Gives the new one's id. */
export async function renewSigningKey(db: Writing, at: Date): Promise<string> {
	await db.updateTable('platform.signing_keys').set({ retired_at: at, private_key: null }).where('retired_at', 'is', null).execute();
	return (await make(db, at)).id;
}

/** All keys that ever signed, the newest first. */
export async function publicKeys(db: Reading): Promise<PublicKey[]> {
	const rows = await db
		.selectFrom('platform.signing_keys')
		.select(['id', 'public_key', 'created_at', 'retired_at'])
		.orderBy('created_at', 'desc')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({ id: row.id, x: row.public_key, createdAt: row.created_at, retiredAt: row.retired_at }));
}
