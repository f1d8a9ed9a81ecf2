// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goodPassword, later, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { askReset, resetLinkWorks, resetPassword } from './reset-password.ts';
import { signIn } from './sign-in.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());

const role = { role: 'focal-point', party: 'GHA' } as const;
const fresh = 'an entirely new password';

test('a forgotten password: a link by mail that works once, ends all sessions and lifts the lock', async () => {
	const there = await people.someone('forgetful@example.org', role);
	for (let time = 0; time < 10; time += 1)
		await signIn(await people.browser({ address: '203.0.113.9' }).doing(), { email: there.email, password: 'a wrong password' });
	expect(await askReset(await people.browser().doing(), ' Forgetful@Example.org')).toEqual({ email: there.email });
	const token = people.linkIn(there.email, 'reset');
	expect(JSON.stringify(await people.read.selectFrom('people.verifications').selectAll().execute())).not.toContain(token);
	const doing = await people.browser().doing();
	expect(await resetLinkWorks(doing, token)).toBe(true);
	expect(await resetPassword(doing, { token, password: 'short' })).toMatchObject({ refusal: 'password-too-short' });
	expect(await resetPassword(doing, { token, password: there.email })).toEqual({ refusal: 'password-too-common' });
	expect(await resetPassword(doing, { token, password: fresh })).toEqual({ account: there.id });
	expect(await there.person()).toBeNull();
	expect(await resetPassword(doing, { token, password: 'and yet another one' })).toEqual({ refusal: 'link-expired' });
	expect(await resetLinkWorks(doing, token)).toBe(false);
	expect(await people.browser().signIn(there.email, goodPassword)).toEqual({ refusal: 'wrong-credentials' });
	expect(await people.browser().signIn(there.email, fresh)).toHaveProperty('step', 'done');
	expect(people.letters.at(-1)?.text).toContain('The password of your account was changed.');
});

test('two that use a link at the same moment: one sets the password', async () => {
	const there = await people.someone('raced@example.org', role);
	await askReset(await people.browser().doing(), there.email);
	const token = people.linkIn(there.email, 'reset');
	const doing = await people.browser().doing();
	const outcomes = await Promise.all(
		['the first password set', 'the second password set'].map((password) => resetPassword(doing, { token, password }))
	);
	expect(outcomes.filter((outcome) => 'account' in outcome)).toHaveLength(1);
});

test('the link ends after an hour', async () => {
	const there = await people.someone('slow@example.org', role);
	await askReset(await people.browser().doing(), there.email);
	const token = people.linkIn(there.email, 'reset');
	const row = await people.read
		.selectFrom('people.verifications')
		.select(['expires_at', 'created_at'])
		.orderBy('created_at', 'desc')
		.executeTakeFirstOrThrow();
	expect(row.expires_at.getTime() - row.created_at.getTime()).toBeLessThanOrEqual(60 * 60 * 1000);
	await people.database.kysely
		.updateTable('people.verifications')
		.set({ expires_at: later(-1) })
		.execute();
	expect(await resetPassword(await people.browser().doing(), { token, password: fresh })).toEqual({ refusal: 'link-expired' });
});

test('an unknown address is answered alike and gets no letter; three letters an hour are the most', async () => {
	const before = people.letters.length;
	expect(await askReset(await people.browser().doing(), 'stranger@example.org')).toEqual({ email: 'stranger@example.org' });
	expect(people.letters).toHaveLength(before);
	const there = await people.someone('often@example.org', role);
	for (let time = 0; time < 5; time += 1)
		expect(await askReset(await people.browser({ address: '192.0.2.44' }).doing(), there.email)).toEqual({ email: there.email });
	expect(people.letters.filter((letter) => letter.to === there.email)).toHaveLength(3);
	const outcomes = [];
	for (let time = 0; time < 21; time += 1)
		outcomes.push(await askReset(await people.browser({ address: '192.0.2.45' }).doing(), `someone${time}@example.org`));
	expect(outcomes.at(-1)).toMatchObject({ refusal: 'too-many-requests' });
	expect(await askReset(await people.browser().doing(), 'nothing like an address')).toEqual({ refusal: 'email-not-valid' });
});
