// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goodPassword, later, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { isRefusal } from '../refusal.ts';
import { addPasskey, beginPasskey, beginPasskeySignIn, passkeysOf, removePasskey, signInWithPasskey } from './passkeys.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());

const role = { role: 'focal-point', party: 'GHA' } as const;
const base64url = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');

/** The little of CBOR (RFC 8949) that an authenticator needs to write. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
	const head = (major: number, length: number) =>
		length < 24
			? Buffer.from([(major << 5) | length])
			: length < 256
				? Buffer.from([(major << 5) | 24, length])
				: Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
	if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
	if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
	if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
	return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, each]) => [cbor(key), cbor(each as never)])]);
}

/** A device of our own: makes a key on P-256 and signs what it is asked, as a security key does (WebAuthn Level 3, 6.5 and 7). */
function device({ origin = 'http://localhost:3000', verifies = true } = {}) {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
	const id = randomBytes(16);
	let counter = 0;
	const client = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
	const authenticatorData = (rest: Buffer, flags: number) => {
		const count = Buffer.alloc(4);
		count.writeUInt32BE((counter += 1));
		return Buffer.concat([createHash('sha256').update('localhost').digest(), Buffer.from([flags | (verifies ? 5 : 1)]), count, rest]);
	};
	return {
		rewind: () => (counter = 0),
		register(challenge: string) {
			const key = new Map<number, unknown>([
				[1, 2],
				[3, -7],
				[-1, 1],
				[-2, Buffer.from(x, 'base64url')],
				[-3, Buffer.from(y, 'base64url')]
			]);
			const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cbor(key)]);
			const attestation = cbor(
				new Map<string, unknown>([
					['fmt', 'none'],
					['attStmt', new Map()],
					['authData', authenticatorData(credential, 0x40)]
				])
			);
			const response = {
				clientDataJSON: base64url(client('webauthn.create', challenge)),
				attestationObject: base64url(attestation),
				transports: ['internal' as const]
			};
			return { id: base64url(id), rawId: base64url(id), type: 'public-key' as const, clientExtensionResults: {}, response };
		},
		answer(challenge: string) {
			const data = authenticatorData(Buffer.alloc(0), 0);
			const clientData = client('webauthn.get', challenge);
			const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(clientData).digest()]), privateKey);
			const response = { clientDataJSON: base64url(clientData), authenticatorData: base64url(data), signature: base64url(signature) };
			return { id: base64url(id), rawId: base64url(id), type: 'public-key' as const, clientExtensionResults: {}, response };
		}
	};
}

async function registered(email: string, made = device()) {
	const there = await people.someone(email, role);
	const doing = await there.doingAs();
	const options = await beginPasskey(doing, goodPassword);
	if (isRefusal(options)) throw new Error(options.refusal);
	const response = made.register(options.challenge);
	return { there, doing, made, response, added: await people.database.write((db) => addPasskey(db, doing, { name: 'Office laptop', response })) };
}

const entering = async (made: ReturnType<typeof device>, { at = new Date(), challenge = '' } = {}) => {
	const there = people.browser();
	const options = await beginPasskeySignIn(await there.doing(at));
	const doing = await there.doing(at);
	const outcome = await people.database.write((db) => signInWithPasskey(db, doing, made.answer(challenge || options.challenge)));
	there.take(outcome);
	return { there, outcome, challenge: options.challenge };
};

test('a passkey is added with the password, signs in without it, and is removed', async () => {
	const { there, doing, made, response, added } = await registered('passkey@example.org');
	expect(added).toHaveProperty('id');
	expect(await passkeysOf(people.read, there.id)).toMatchObject([{ name: 'Office laptop', usedAt: null }]);
	// The same answer a second time: its challenge is used up.
	expect(await people.database.write((db) => addPasskey(db, doing, { name: 'Again', response }))).toEqual({ refusal: 'step-expired' });
	const entered = await entering(made);
	expect(entered.outcome).toMatchObject({ step: 'done', account: there.id });
	expect((await entered.there.person())?.email).toBe('passkey@example.org');
	expect((await passkeysOf(people.read, there.id))[0]?.usedAt).toBeInstanceOf(Date);
	expect((await people.events('signed-in')).at(-1)).toMatchObject({ details: { with: 'passkey' } });
	const stranger = await (await people.someone('not-the-owner@example.org', role)).doingAs();
	const id = 'id' in added ? added.id : '';
	expect(await people.database.write((db) => removePasskey(db, stranger, id))).toEqual({ refusal: 'not-found' });
	expect(await people.database.write((db) => removePasskey(db, doing, id))).toEqual({ id });
	expect((await entering(made)).outcome).toEqual({ refusal: 'wrong-credentials' });
});

test('an answer works once, within five minutes, and only to a question that was put here', async () => {
	const { made } = await registered('replayed@example.org');
	const first = await entering(made);
	expect(first.outcome).toHaveProperty('step', 'done');
	expect((await entering(made, { challenge: first.challenge })).outcome).toEqual({ refusal: 'step-expired' });
	expect((await entering(made, { challenge: base64url(randomBytes(32)) })).outcome).toEqual({ refusal: 'step-expired' });
	const there = people.browser();
	const { challenge } = await beginPasskeySignIn(await there.doing());
	const late = await there.doing(later(6));
	expect(await people.database.write((db) => signInWithPasskey(db, late, made.answer(challenge)))).toEqual({ refusal: 'step-expired' });
});

test('another site, a device that did not check its owner, a copied key and a wrong password get nowhere', async () => {
	expect((await registered('phished@example.org', device({ origin: 'https://example.net' }))).added).toEqual({ refusal: 'not-valid' });
	expect((await registered('unlocked@example.org', device({ verifies: false }))).added).toEqual({ refusal: 'not-valid' });
	const { there, made } = await registered('copied@example.org');
	expect((await entering(made)).outcome).toHaveProperty('step', 'done');
	made.rewind();
	expect((await entering(made)).outcome).toEqual({ refusal: 'wrong-credentials' });
	const unknown = device();
	expect((await entering(unknown)).outcome).toEqual({ refusal: 'wrong-credentials' });
	expect(await beginPasskey(await there.doingAs(), 'not the password')).toEqual({ refusal: 'wrong-credentials' });
	const doing = await there.doing();
	const nonsense = { ...made.answer('x'), response: { ...made.answer('x').response, clientDataJSON: 'no json' } };
	expect(await people.database.write((db) => signInWithPasskey(db, doing, nonsense))).toEqual({ refusal: 'step-expired' });
});
