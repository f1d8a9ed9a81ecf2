// SPDX-License-Identifier: Apache-2.0
// What the operator does from the machine: offers, a lost authenticator, a lock, a stolen device.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodPassword, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { inviteByHand, resetSecondFactor, signOutEverywhere, unlock } from './by-operator.ts';

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());
const at = () => new Date();

test('a role is offered by hand; not one that is held, nor for a Party that there is not', async () => {
	const offer = (email: string, party: string) =>
		people.database.write((db) => inviteByHand(db, people.ground, { email, language: 'fr', role: { role: 'focal-point', party } }, at()));
	expect(await offer('new@example.org', 'GHA')).toMatchObject({ link: expect.stringMatching(/\/fr\/invitation\/[\w-]{20,}$/) });
	expect(await offer('new@example.org', 'XXX')).toEqual({ refusal: 'no-such-fact' });
	expect(await offer('no address', 'GHA')).toEqual({ refusal: 'email-not-valid' });
	await people.someone('held@example.org', { role: 'focal-point', party: 'GHA' });
	expect(await offer('Held@Example.org', 'GHA')).toEqual({ refusal: 'role-held' });
});

test('a lock after wrong passwords is lifted', async () => {
	await people.someone('locked@example.org', { role: 'reviewer' });
	const there = people.browser();
	for (let tries = 0; tries < 10; tries += 1) await there.signIn('locked@example.org', 'wrong words in a row here');
	expect(await there.signIn('locked@example.org', goodPassword)).toMatchObject({ refusal: 'locked-out' });
	await people.database.write((db) => unlock(db, 'locked@example.org'));
	expect(await there.signIn('locked@example.org', goodPassword)).toMatchObject({ step: 'done' });
});

test('authenticator codes are turned off, sessions end, tokens are revoked, and the trail says so', async () => {
	const person = await people.someone('lost@example.org', { role: 'editor' });
	expect(await people.database.write((db) => resetSecondFactor(db, person.id, at()))).toEqual({ refusal: 'not-found' });
	await people.database.write(async (db) => {
		await db.insertInto('people.second_factors').values({ id: 'f', account_id: person.id, secret: 's', backup_codes: '[]' }).execute();
		await db.updateTable('people.accounts').set({ second_factor: true }).where('id', '=', person.id).execute();
		await db
			.insertInto('people.tokens')
			.values({
				id: 't',
				account_id: person.id,
				name: 'T',
				token_sha256: 'x',
				scopes: ['read'],
				created_at: at(),
				expires_at: at(),
				window_began_at: at()
			})
			.execute();
	});
	expect(await person.person()).not.toBeNull();
	expect(await people.database.write((db) => resetSecondFactor(db, person.id, at()))).toEqual({ ended: 1 });
	expect(await person.person()).toBeNull();
	const again = people.browser();
	expect(await again.signIn('lost@example.org')).toMatchObject({ step: 'done' });
	expect(await people.database.write((db) => signOutEverywhere(db, person.id, at()))).toEqual({ ended: 1, revoked: 1 });
	expect(await again.person()).toBeNull();
	expect((await people.events('second-factor.off')).at(-1)).toMatchObject({ caused_by: 'platform', about: person.id });
	expect((await people.events('token.revoked')).at(-1)).toMatchObject({ caused_by: 'platform', about: person.id });
});
