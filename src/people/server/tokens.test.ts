// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goodPassword, later, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { isRefusal } from '../refusal.ts';
import { callsPerMinuteOfToken, looksLikeToken, mostTokens, scopes } from '../token.ts';
import { erase } from './erase.ts';
import { makeToken, revokeToken } from './make-token.ts';
import { personalData } from './personal-data.ts';
import { askReset, resetPassword } from './reset-password.ts';
import { bearerOf, tokensOf } from './tokens.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());

const role = { role: 'focal-point', party: 'GHA' } as const;
type Someone = Awaited<ReturnType<PeopleGround['someone']>>;

async function made(there: Pick<Someone, 'doingAs'>, typed: Partial<Parameters<typeof makeToken>[2]> = {}, at = new Date()) {
	const doing = await there.doingAs(at);
	const outcome = await people.database.write((db) => makeToken(db, doing, { name: 'Upload', scopes: ['read'], days: 30, ...typed }));
	if (isRefusal(outcome)) throw new Error(outcome.refusal);
	return outcome;
}

const bearer = (token: string, at?: Date) => bearerOf(people.database.kysely, token, at);

test('a token speaks for its person, with the roles of today, until it expires', async () => {
	const there = await people.someone('maker@example.org', role);
	const { id, token, expiresAt } = await made(there, { scopes: ['moves', 'read', 'read'] });
	expect(looksLikeToken(token)).toBe(true);
	expect(await bearer(token)).toMatchObject({ person: { id: there.id, roles: [role] }, token: { id, scopes: ['moves', 'read'] } });
	await people.database.kysely.deleteFrom('people.roles').where('account_id', '=', there.id).execute();
	expect((await bearer(token))?.person.roles).toEqual([]);
	const used = new Date(expiresAt.getTime() - 1000);
	await bearer(token, used);
	expect(await tokensOf(people.read, there.id)).toMatchObject([{ id, scopes: ['moves', 'read'], expiresAt, lastUsedAt: used, revokedAt: null }]);
	expect(await bearer(token, expiresAt)).toBeNull();
	expect(await people.events('token.made')).toMatchObject([{ caused_by: there.id, about: there.id, details: { token: id, scopes: 'moves read' } }]);
});

test('a role whose term is over opens nothing, neither by a session nor by a token', async () => {
	const there = await people.someone('reader@example.org', { role: 'committee-reader', until: '2099-12-31' });
	const { token } = await made(there);
	expect((await bearer(token))?.person.roles).toEqual([{ role: 'committee-reader', until: '2099-12-31' }]);
	const end = async (until: string) => people.database.kysely.updateTable('people.roles').set({ until }).where('account_id', '=', there.id).execute();
	const today = new Date().toISOString().slice(0, 10);
	const tomorrow = new Date(Date.now() + 86_400_000);
	await end(today);
	expect((await bearer(token))?.person.roles).toHaveLength(1);
	expect((await bearer(token, tomorrow))?.person.roles).toEqual([]);
	await end('2020-01-01');
	expect((await bearer(token))?.person.roles).toEqual([]);
	expect((await there.person())?.roles).toEqual([]);
});

test('calls are counted by the minute', async () => {
	const { token } = await made(await people.someone('counted@example.org', role));
	const start = later(1);
	expect((await bearer(token, start))?.calls).toEqual({
		allowed: true,
		limit: callsPerMinuteOfToken,
		remaining: callsPerMinuteOfToken - 1,
		seconds: 60
	});
	await people.database.kysely.updateTable('people.tokens').set({ window_calls: callsPerMinuteOfToken }).execute();
	expect((await bearer(token, new Date(start.getTime() + 15_000)))?.calls).toMatchObject({ allowed: false, remaining: 0, seconds: 45 });
	expect((await bearer(token, later(1, start)))?.calls).toMatchObject({ allowed: true, seconds: 60 });
});

test('what is not said rightly is refused', async () => {
	const there = await people.someone('refused@example.org', role);
	const doing = await there.doingAs();
	const refused = async (typed: object) =>
		await people.database.write((db) => makeToken(db, doing, { name: 'x', scopes: ['read'], days: 30, ...typed }));
	expect(await refused({ name: ' \u202e ' })).toEqual({ refusal: 'name-missing' });
	expect(await refused({ scopes: [] })).toEqual({ refusal: 'scopes-missing' });
	expect(await refused({ scopes: ['everything'] })).toEqual({ refusal: 'scopes-missing' });
	for (const days of [0, 31, Number.NaN, -30]) expect(await refused({ days })).toEqual({ refusal: 'not-valid' });
	for (let times = 0; times < mostTokens; times += 1) await made(there, { scopes });
	expect(await refused({})).toEqual({ refusal: 'too-many-tokens', values: { most: mostTokens } });
	const [{ id } = { id: '' }] = await tokensOf(people.read, there.id);
	await people.database.write((db) => revokeToken(db, doing, id));
	expect(await refused({})).toMatchObject({ token: expect.any(String) });
});

test('only its owner revokes it, at once and for good', async () => {
	const [there, other] = [await people.someone('owner@example.org', role), await people.someone('stranger@example.org', role)];
	const { id, token } = await made(there);
	const [own, strange] = [await there.doingAs(), await other.doingAs()];
	expect(await people.database.write((db) => revokeToken(db, strange, id))).toEqual({ refusal: 'not-found' });
	expect(await bearer(token)).not.toBeNull();
	expect(await people.database.write((db) => revokeToken(db, own, id))).toEqual({ id });
	expect(await bearer(token)).toBeNull();
	expect(await people.database.write((db) => revokeToken(db, own, id))).toEqual({ refusal: 'not-found' });
});

test('a new password by mail ends all tokens', async () => {
	const there = await people.someone('forgetful@example.org', role);
	const { token } = await made(there);
	await askReset(await there.doing(), there.email);
	const outcome = await resetPassword(await there.doing(), { token: people.linkIn(there.email, 'reset'), password: 'another nine violet lamps' });
	expect(outcome).toEqual({ account: there.id });
	expect(await bearer(token)).toBeNull();
});

test('the export lists tokens without their hash; erasing takes them away', async () => {
	const there = await people.someone('leaver@example.org', role);
	const { id, token } = await made(there, { name: 'Nightly' });
	const doing = await there.doingAs();
	const data = await people.database.write((db) => personalData(db, doing));
	expect(data.tokens).toMatchObject([{ id, name: 'Nightly', scopes: ['read'] }]);
	const { token_sha256: hash } = await people.database.kysely
		.selectFrom('people.tokens')
		.select('token_sha256')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	expect(JSON.stringify(data)).not.toContain(hash);
	expect(await erase(doing, { account: there.id, confirmed: true, password: goodPassword })).toEqual({ account: there.id });
	expect(await bearer(token)).toBeNull();
	expect(await tokensOf(people.read, there.id)).toEqual([]);
});
