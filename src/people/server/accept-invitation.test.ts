// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goodPassword, later, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { acceptAsNew, acceptSignedIn, lookAt } from './accept-invitation.ts';
import { invite, revoke, sendAgain } from './invite.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
let editor: Awaited<ReturnType<PeopleGround['someone']>>;

beforeAll(async () => {
	people = await peopleGround();
	editor = await people.someone('editor@example.org', { role: 'editor' });
});
afterAll(() => people.close());

const inviting = async (email: string, at = new Date()) => {
	const doing = await editor.doingAs();
	return await people.database.write((db) => invite(db, { ...doing, at }, { email, language: 'fr', role: { role: 'focal-point', party: 'GHA' } }));
};

test('a focal point is invited by mail in their language, sets a password and is signed in with the role', async () => {
	await inviting('Ama@Example.org');
	const letter = people.letters.at(-1);
	expect(letter).toMatchObject({ to: 'ama@example.org', language: 'fr' });
	expect(letter?.text).toContain('Pour : Ghana');
	expect(letter?.text).toMatch(/http:\/\/localhost:3000\/fr\/invitation\/[\w-]{43}\n/);
	const token = people.linkIn('ama@example.org', 'invitation');
	expect(JSON.stringify(await people.read.selectFrom('people.invitations').selectAll().execute())).not.toContain(token);
	const there = people.browser();
	// Looking at the link, as mail scanners do, does not use it up.
	for (let time = 0; time < 3; time += 1)
		expect(await lookAt(await there.doing(), token)).toMatchObject({ hasAccount: false, invitation: { email: 'ama@example.org' } });
	const outcome = await acceptAsNew(await there.doing(), { token, name: ' Ama Mensah ', password: goodPassword });
	there.take(outcome);
	expect(await there.person()).toMatchObject({
		name: 'Ama Mensah',
		email: 'ama@example.org',
		language: 'fr',
		roles: [{ role: 'focal-point', party: 'GHA' }]
	});
	expect(await people.read.selectFrom('people.accounts').select('email_verified').where('email', '=', 'ama@example.org').executeTakeFirst()).toEqual({
		email_verified: true
	});
	expect((await people.events('role.given')).at(-1)).toMatchObject({ details: { role: 'focal-point', party: 'GHA' } });
});

test('the link works once, even for two at the same moment', async () => {
	await inviting('twice@example.org');
	const token = people.linkIn('twice@example.org', 'invitation');
	const both = await Promise.all(
		['One', 'Two'].map(async (name) => acceptAsNew(await people.browser().doing(), { token, name, password: goodPassword }))
	);
	expect(both.filter((outcome) => 'cookies' in outcome)).toHaveLength(1);
	expect(both.find((outcome) => 'refusal' in outcome)).toEqual({ refusal: 'link-used' });
	expect(await lookAt(await people.browser().doing(), token)).toEqual({ refusal: 'link-used' });
});

test('the link ends after seven days, and when it is taken back; a new letter brings a new link', async () => {
	const sent = await inviting('late@example.org');
	const id = 'id' in sent ? sent.id : '';
	const first = people.linkIn('late@example.org', 'invitation');
	const officer = await editor.doingAs();
	const nextWeek = later(7 * 24 * 60 + 1);
	expect(await acceptAsNew(await people.browser().doing(nextWeek), { token: first, name: 'Late', password: goodPassword })).toEqual({
		refusal: 'link-expired'
	});
	await people.database.write((db) => sendAgain(db, officer, id));
	const second = people.linkIn('late@example.org', 'invitation');
	expect(second).not.toBe(first);
	expect(await lookAt(await people.browser().doing(), first)).toEqual({ refusal: 'link-unknown' });
	await people.database.write((db) => revoke(db, officer, id));
	expect(await lookAt(await people.browser().doing(), second)).toEqual({ refusal: 'link-expired' });
	await people.database.write((db) => sendAgain(db, officer, id));
	expect(await lookAt(await people.browser().doing(), people.linkIn('late@example.org', 'invitation'))).toHaveProperty('invitation');
});

test('a second invitation of the same role ends the first', async () => {
	await inviting('again@example.org');
	const first = people.linkIn('again@example.org', 'invitation');
	await inviting('again@example.org');
	expect(await lookAt(await people.browser().doing(), first)).toEqual({ refusal: 'link-expired' });
});

test('an account that is invited takes the role when it is signed in, and no other account can', async () => {
	const kofi = await people.someone('kofi@example.org', { role: 'party-contributor', party: 'GHA' });
	await inviting('kofi@example.org');
	const token = people.linkIn('kofi@example.org', 'invitation');
	expect(await lookAt(await people.browser().doing(), token)).toMatchObject({ hasAccount: true });
	expect(await acceptAsNew(await people.browser().doing(), { token, name: 'Thief', password: goodPassword })).toEqual({ refusal: 'email-taken' });
	const other = await editor.doingAs();
	expect(await people.database.write((db) => acceptSignedIn(db, other, token))).toEqual({ refusal: 'other-account' });
	const own = await kofi.doingAs();
	expect(await people.database.write((db) => acceptSignedIn(db, own, token))).toEqual({ account: kofi.id });
	expect((await kofi.person())?.roles).toEqual([
		{ role: 'party-contributor', party: 'GHA', maySubmit: false },
		{ role: 'focal-point', party: 'GHA' }
	]);
	expect(await inviting('kofi@example.org')).toEqual({ refusal: 'role-held' });
});

test('weak passwords and empty names are refused and leave the link usable', async () => {
	await inviting('weak@example.org');
	const token = people.linkIn('weak@example.org', 'invitation');
	const doing = await people.browser().doing();
	expect(await acceptAsNew(doing, { token, name: 'Weak', password: 'short' })).toEqual({ refusal: 'password-too-short', values: { shortest: 12 } });
	expect(await acceptAsNew(doing, { token, name: 'Weak', password: 'password123456' })).toEqual({ refusal: 'password-too-common' });
	expect(await acceptAsNew(doing, { token, name: 'Weak', password: 'weak@example.org' })).toEqual({ refusal: 'password-too-common' });
	expect(await acceptAsNew(doing, { token, name: '  ', password: goodPassword })).toEqual({ refusal: 'name-missing' });
	expect(await acceptAsNew(doing, { token, name: 'Weak', password: goodPassword })).toHaveProperty('cookies');
});

test('only who may give the role can invite, and only to Parties that exist', async () => {
	const focal = await people.someone('focal.che@example.org', { role: 'focal-point', party: 'CHE' });
	const doing = await focal.doingAs();
	const offer = (role: Parameters<typeof invite>[2]['role']) =>
		people.database.write((db) => invite(db, doing, { email: 'x@example.org', language: 'en', role }));
	expect(await offer({ role: 'focal-point', party: 'CHE' })).toEqual({ refusal: 'not-allowed' });
	expect(await offer({ role: 'party-contributor', party: 'GHA' })).toEqual({ refusal: 'not-allowed' });
	expect(await offer({ role: 'editor' })).toEqual({ refusal: 'not-allowed' });
	expect(await offer({ role: 'party-contributor', party: 'CHE', maySubmit: true })).toHaveProperty('id');
	const officer = await editor.doingAs();
	const byOfficer = (role: Parameters<typeof invite>[2]['role']) =>
		people.database.write((db) => invite(db, officer, { email: 'y@example.org', language: 'en', role }));
	expect(await byOfficer({ role: 'focal-point', party: 'XXX' })).toEqual({ refusal: 'no-such-fact' });
	expect(await byOfficer({ role: 'administrator' })).toEqual({ refusal: 'not-allowed' });
	// Delegation is the focal point's alone.
	expect(await byOfficer({ role: 'party-contributor', party: 'CHE', maySubmit: true })).toEqual({ refusal: 'not-allowed' });
	expect(await byOfficer({ role: 'party-contributor', party: 'CHE' })).toHaveProperty('id');
});
