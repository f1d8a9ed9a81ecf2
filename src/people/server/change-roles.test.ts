// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import type { Role } from '../person.ts';
import { listAccounts, personById } from './accounts.ts';
import { delegate, giveRole, takeRole } from './change-roles.ts';
import type { DoingAs } from './doing.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());

const act = <T>(doing: DoingAs, does: (db: Parameters<typeof takeRole>[0], doing: DoingAs) => Promise<T>) =>
	people.database.write((db) => does(db, doing));
const roleId = async (account: string, role: Role['role']) =>
	(await people.read.selectFrom('people.roles').select('id').where('account_id', '=', account).where('role', '=', role).executeTakeFirstOrThrow()).id;

test('a focal point adds and removes own contributors and lets them submit; never another Party’s, never a focal point', async () => {
	const focal = await people.someone('focal@example.org', { role: 'focal-point', party: 'GHA' });
	const kofi = await people.someone('kofi@example.org', { role: 'party-contributor', party: 'GHA' });
	const claire = await people.someone('claire@example.org', { role: 'party-contributor', party: 'CHE' });
	const doing = await focal.doingAs();
	const own = await roleId(kofi.id, 'party-contributor');
	const others = await roleId(claire.id, 'party-contributor');
	expect(await act(doing, (db, by) => giveRole(db, by, { account: kofi.id, role: { role: 'focal-point', party: 'GHA' } }))).toEqual({
		refusal: 'not-allowed'
	});
	expect(await act(doing, (db, by) => takeRole(db, by, others))).toEqual({ refusal: 'not-allowed' });
	expect(await act(doing, (db, by) => delegate(db, by, { id: others, maySubmit: true }))).toEqual({ refusal: 'not-allowed' });
	expect(await act(doing, (db, by) => delegate(db, by, { id: own, maySubmit: true }))).toEqual({ account: kofi.id });
	expect((await kofi.person())?.roles).toEqual([{ role: 'party-contributor', party: 'GHA', maySubmit: true }]);
	const contributor = await kofi.doingAs();
	expect(await act(contributor, (db, by) => giveRole(db, by, { account: claire.id, role: { role: 'party-contributor', party: 'GHA' } }))).toEqual({
		refusal: 'not-allowed'
	});
	expect(await act(doing, (db, by) => takeRole(db, by, own))).toEqual({ account: kofi.id });
	// At once: the next request of the person has no role any more.
	expect((await kofi.person())?.roles).toEqual([]);
	expect(await act(doing, (db, by) => takeRole(db, by, own))).toEqual({ refusal: 'not-found' });
	expect(people.letters.at(-1)).toMatchObject({ to: kofi.email });
	expect(await people.events('role.changed')).toMatchObject([{ caused_by: focal.id, about: kofi.id, details: { maySubmit: true } }]);
});

test('officers manage focal points and organisations’ people; administrators manage officers; the last administrator stays', async () => {
	const editor = await people.someone('editor@example.org', { role: 'editor' });
	const admin = await people.someone('admin@example.org', { role: 'administrator' });
	const second = await people.someone('second@example.org', { role: 'administrator' });
	const newcomer = await people.someone('newcomer@example.org', { role: 'focal-point', party: 'BRA' });
	const byEditor = await editor.doingAs();
	const byAdmin = await admin.doingAs();
	expect(await act(byEditor, (db, by) => giveRole(db, by, { account: newcomer.id, role: { role: 'reviewer' } }))).toEqual({ refusal: 'not-allowed' });
	expect(await act(byAdmin, (db, by) => giveRole(db, by, { account: newcomer.id, role: { role: 'reviewer' } }))).toEqual({ account: newcomer.id });
	expect(await act(byAdmin, (db, by) => giveRole(db, by, { account: newcomer.id, role: { role: 'reviewer' } }))).toEqual({ refusal: 'role-held' });
	expect(
		await act(byAdmin, (db, by) => giveRole(db, by, { account: newcomer.id, role: { role: 'organisation-contributor', organisation: 'none' } }))
	).toEqual({ refusal: 'no-such-fact' });
	const focalRole = await roleId(newcomer.id, 'focal-point');
	expect(await act(byEditor, (db, by) => takeRole(db, by, focalRole))).toEqual({ account: newcomer.id });
	const reviewing = await roleId(newcomer.id, 'reviewer');
	expect(await act(byEditor, (db, by) => takeRole(db, by, reviewing))).toEqual({ refusal: 'not-allowed' });

	// Two administrators take each other's role at the same moment: one of the two remains.
	const bySecond = await second.doingAs();
	const [first, other] = [await roleId(admin.id, 'administrator'), await roleId(second.id, 'administrator')];
	const outcomes = await Promise.all([act(byAdmin, (db, by) => takeRole(db, by, other)), act(bySecond, (db, by) => takeRole(db, by, first))]);
	expect(outcomes.filter((outcome) => 'account' in outcome)).toHaveLength(1);
	expect(outcomes.find((outcome) => 'refusal' in outcome)).toEqual({ refusal: 'last-of-its-kind' });
	const left = await people.read.selectFrom('people.roles').select(['id', 'account_id']).where('role', '=', 'administrator').execute();
	expect(left).toHaveLength(1);
	const last = left[0]?.account_id === admin.id ? byAdmin : bySecond;
	expect(await act(last, (db, by) => takeRole(db, by, left[0]?.id ?? ''))).toEqual({ refusal: 'last-of-its-kind' });
});

test('people are listed with all their roles, found by name or address, and by Party', async () => {
	const two = await people.someone('two@example.org', { role: 'party-contributor', party: 'FRA' }, { name: 'Zoé 100%' });
	await people.someone('one@example.org', { role: 'focal-point', party: 'FRA' }, { name: 'Aline' });
	const { people: found, total } = await listAccounts(people.read, { parties: ['FRA'] });
	expect(total).toBe(2);
	expect(found.map((each) => [each.name, each.roles.map(({ role }) => role)])).toEqual([
		['Aline', [{ role: 'focal-point', party: 'FRA' }]],
		['Zoé 100%', [{ role: 'party-contributor', party: 'FRA', maySubmit: false }]]
	]);
	expect(found.every((each) => each.lastSeen instanceof Date)).toBe(true);
	expect((await listAccounts(people.read, { text: '100%' })).people.map((each) => each.id)).toEqual([two.id]);
	expect((await listAccounts(people.read, { text: 'TWO@' })).total).toBe(1);
	expect(await personById(people.read, 'nobody')).toBeNull();
});
