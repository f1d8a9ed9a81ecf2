// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goodPassword, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { isRefusal } from '../refusal.ts';
import { acceptAsNew } from './accept-invitation.ts';
import { type Application, apply } from './apply.ts';
import { decide } from './decide.ts';
import { allOrganisations, isAdmitted, organisationById } from './organisations.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());

const application: Application = {
	name: 'Coast Network',
	code: 'cn',
	kind: 'ngo',
	country: 'KEN',
	website: 'coast.example.org',
	contactName: 'Wanjiru Kamau',
	email: 'Wanjiru@Example.org',
	language: 'en'
};
const applying = async (changes: Partial<Application> = {}, address = '192.0.2.1') => {
	const doing = await people.browser({ address }).doing();
	return await people.database.write((db) => apply(db, doing, { ...application, ...changes }));
};

test('an organisation applies, its person may draft at once and submits when it is admitted', async () => {
	const outcome = await applying();
	if (isRefusal(outcome)) throw new Error(outcome.refusal);
	expect(people.letters.at(-1)?.text).toContain('Coast Network');
	const there = people.browser();
	there.take(
		await acceptAsNew(await there.doing(), { token: people.linkIn('wanjiru@example.org', 'invitation'), name: 'Wanjiru', password: goodPassword })
	);
	const roles = [{ role: 'organisation-contributor', organisation: outcome.organisation }];
	expect((await there.person())?.roles).toEqual(roles);
	expect(await isAdmitted(people.read, outcome.organisation)).toBe(false);

	const editor = await people.someone('editor@example.org', { role: 'editor' });
	const byEditor = await editor.doingAs();
	const byApplicant = await there.doingAs();
	const { organisation } = outcome;
	const deciding = (by: typeof byEditor, state: 'admitted' | 'declined', reason = '') =>
		people.database.write((db) => decide(db, by, { organisation, state, reason }));
	expect(await deciding(byApplicant, 'admitted')).toEqual({ refusal: 'not-allowed' });
	expect(await deciding(byEditor, 'declined', '  ')).toEqual({ refusal: 'reason-missing' });
	expect(await deciding(byEditor, 'admitted')).toEqual({ organisation });
	expect(await deciding(byEditor, 'admitted')).toEqual({ refusal: 'changed-meanwhile' });
	expect(await isAdmitted(people.read, organisation)).toBe(true);
	expect(people.letters.at(-1)).toMatchObject({ to: 'wanjiru@example.org', subject: 'Coast Network is admitted' });

	expect(await deciding(byEditor, 'declined', 'No longer active')).toEqual({ organisation });
	expect(people.letters.at(-1)?.text).toContain('No longer active');
	expect(await isAdmitted(people.read, organisation)).toBe(false);
	// The role rests, and comes back with the organisation.
	expect((await there.person())?.roles).toEqual([]);
	expect(await deciding(byEditor, 'admitted')).toEqual({ organisation });
	expect((await there.person())?.roles).toEqual(roles);
	expect((await people.events('organisation.admitted')).length).toBe(2);
});

test('what does not fit is refused, and nothing is kept of it', async () => {
	const before = (await allOrganisations(people.read)).length;
	expect(await applying({ name: ' ' })).toEqual({ refusal: 'name-missing' });
	expect(await applying({ contactName: '' })).toEqual({ refusal: 'name-missing' });
	expect(await applying({ email: 'nobody' })).toEqual({ refusal: 'email-not-valid' });
	expect(await applying({ code: 'ÖKO' })).toEqual({ refusal: 'code-not-valid' });
	expect(await applying({ website: 'javascript:alert(1)' })).toEqual({ refusal: 'website-not-valid' });
	expect(await applying({ kind: 'party' })).toEqual({ refusal: 'not-valid' });
	expect(await applying({ country: 'XXX' })).toEqual({ refusal: 'no-such-fact' });
	expect(await applying({ code: 'OTHER' })).toEqual({ refusal: 'organisation-taken' });
	expect(await applying({ name: 'Another', code: 'C.N.' })).toEqual({ refusal: 'organisation-taken' });
	expect(await allOrganisations(people.read)).toHaveLength(before);
});

test('a declined one frees its name; an address applies ten times an hour at most', async () => {
	const outcomes = [];
	for (let time = 0; time < 11; time += 1)
		outcomes.push(await applying({ name: `Network ${time}`, code: `NET${time}`, country: '', website: '' }, '203.0.113.50'));
	expect(outcomes.slice(0, 10).every((outcome) => !isRefusal(outcome))).toBe(true);
	expect(outcomes[10]).toMatchObject({ refusal: 'too-many-requests' });
	const first = outcomes[0];
	if (!first || isRefusal(first)) throw new Error('not applied');
	const editor = await people.someone('editor.two@example.org', { role: 'publisher' });
	const by = await editor.doingAs();
	await people.database.write((db) => decide(db, by, { organisation: first.organisation, state: 'declined', reason: 'Not known' }));
	expect(await applying({ name: 'Network 0', code: 'NET0' })).toHaveProperty('organisation');
	// It cannot come back beside the one that took its code.
	expect(await people.database.write((db) => decide(db, by, { organisation: first.organisation, state: 'admitted', reason: '' }))).toEqual({
		refusal: 'organisation-taken'
	});
	expect(await organisationById(people.read, first.organisation)).toMatchObject({
		state: 'declined',
		reason: 'Not known',
		country: null,
		website: null
	});
});
