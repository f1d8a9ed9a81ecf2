// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { goodPassword, peopleGround, type PeopleGround } from '../../../test/ground/people.ts';
import { askNewEmail, changeAccount, takeNewEmail } from './change-account.ts';
import { erase } from './erase.ts';
import { invite } from './invite.ts';
import { personalData } from './personal-data.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let people: PeopleGround;
beforeAll(async () => {
	people = await peopleGround();
});
afterAll(() => people.close());

const role = { role: 'focal-point', party: 'GHA' } as const;

/** Everything in the database that is text, for looking a word up. */
async function everything(): Promise<string> {
	const tables = await sql<{ name: string }>`
		select table_schema || '.' || table_name as name from information_schema.tables
		where table_type = 'BASE TABLE' and table_schema in ('people', 'records', 'platform', 'catalogue')`.execute(people.database.kysely);
	const rows = [];
	for (const { name } of tables.rows) rows.push(...(await sql`select * from ${sql.table(name)}`.execute(people.database.kysely)).rows);
	return JSON.stringify(rows);
}

test('an erased person leaves the bare account id, and nothing that names them', async () => {
	const there = await people.someone('leaving.person@example.org', role, { name: 'Quilliam Unmistakable' });
	const officer = await people.someone('officer@example.org', { role: 'editor' });
	const doing = await there.doingAs();
	const byOfficer = await officer.doingAs();
	await people.database.write((db) =>
		invite(db, byOfficer, { email: there.email, language: 'en', role: { role: 'party-contributor', party: 'CHE' } })
	);
	await askNewEmail(doing, { email: 'leaving.elsewhere@example.org', password: goodPassword });
	expect(await erase(doing, { account: there.id, confirmed: false, password: goodPassword })).toEqual({ refusal: 'not-confirmed' });
	expect(await erase(doing, { account: there.id, confirmed: true, password: 'not this one' })).toEqual({ refusal: 'wrong-credentials' });
	expect(await erase(doing, { account: officer.id, confirmed: true, password: goodPassword })).toEqual({ refusal: 'not-allowed' });
	expect(await erase(doing, { account: there.id, confirmed: true, password: goodPassword })).toEqual({ account: there.id });
	const left = await everything();
	expect(left).not.toMatch(/leaving\.person|leaving\.elsewhere|Unmistakable/);
	expect(left).toContain(there.id);
	expect(await there.person()).toBeNull();
	expect(await people.browser().signIn('leaving.person@example.org')).toEqual({ refusal: 'wrong-credentials' });
	expect(await people.events('account.erased')).toMatchObject([{ caused_by: there.id, about: there.id }]);
	// The address is free again for whoever is invited next.
	expect(await people.someone('leaving.person@example.org', role)).not.toMatchObject({ id: there.id });
});

test('an administrator erases on request; the last administrator is not erased', async () => {
	const admin = await people.someone('admin@example.org', { role: 'administrator' });
	const somebody = await people.someone('somebody@example.org', role);
	const doing = await admin.doingAs();
	expect(await erase(doing, { account: somebody.id, confirmed: true })).toEqual({ account: somebody.id });
	expect(await erase(doing, { account: somebody.id, confirmed: true })).toEqual({ refusal: 'not-found' });
	expect(await erase(doing, { account: admin.id, confirmed: true, password: goodPassword })).toEqual({ refusal: 'last-of-its-kind' });
	await people.someone('second.admin@example.org', { role: 'administrator' });
	expect(await erase(doing, { account: admin.id, confirmed: true, password: goodPassword })).toEqual({ account: admin.id });
});

test('the export holds what is kept about the person, from every noun, and no secret', async () => {
	const there = await people.someone('export@example.org', role, { name: 'Ama Export' });
	const doing = await there.doingAs();
	await people.database.write((db) =>
		invite(db, doing, { email: 'colleague@example.org', language: 'en', role: { role: 'party-contributor', party: 'GHA' } })
	);
	await people.database.kysely
		.insertInto('records.records')
		.values({
			id: 'MC-EXPORT-GH-0001',
			type: 'x',
			owner_kind: 'party',
			owner: 'GHA',
			stage: 'draft',
			state: 'unpublished',
			created_by: there.id,
			created_at: new Date(),
			changed_at: new Date()
		})
		.execute();
	await people.database.kysely
		.insertInto('records.answer_changes')
		.values({
			record_id: 'MC-EXPORT-GH-0001',
			version: 1,
			question: 'title',
			value: JSON.stringify('the Party’s answer'),
			changed_by: there.id,
			changed_at: new Date()
		})
		.execute();
	const data = await people.database.write((db) => personalData(db, doing));
	expect(data.account).toMatchObject({ name: 'Ama Export', email: 'export@example.org', language: 'en' });
	expect(data.roles).toMatchObject([{ role: 'focal-point', party: 'GHA' }]);
	expect(data.sessions).toMatchObject([{ browser: 'Firefox', system: 'Linux' }]);
	expect(data.invitations).toMatchObject([{ email: 'export@example.org' }]);
	expect(data.traces['records.records.created_by']).toMatchObject([{ id: 'MC-EXPORT-GH-0001' }]);
	expect(data.traces['records.answer_changes.changed_by']).toMatchObject([{ record_id: 'MC-EXPORT-GH-0001', question: 'title' }]);
	expect((data.events as { event: string }[]).map(({ event }) => event)).toEqual(
		expect.arrayContaining(['account.created', 'role.given', 'invitation.sent', 'data.exported'])
	);
	const text = JSON.stringify(data);
	const secrets = await people.read
		.selectFrom('people.credentials as credential')
		.innerJoin('people.sessions as session', 'session.account_id', 'credential.account_id')
		.select(['credential.password', 'session.token'])
		.where('credential.account_id', '=', there.id)
		.executeTakeFirstOrThrow();
	expect(text).not.toContain(secrets.password);
	expect(text).not.toContain(secrets.token);
	// What belongs to others or to the Party stays out.
	expect(text).not.toMatch(/colleague@|the Party’s answer|token_sha256/);
});

test('name, language and address are changed; the new address proves itself, and the old one is told', async () => {
	const there = await people.someone('old@example.org', role);
	const taken = await people.someone('taken@example.org', role);
	const doing = await there.doingAs();
	expect(await people.database.write((db) => changeAccount(db, doing, { name: ' ', language: 'fr' }))).toEqual({ refusal: 'name-missing' });
	expect(await people.database.write((db) => changeAccount(db, doing, { name: 'A', language: 'xx' }))).toEqual({ refusal: 'not-valid' });
	await people.database.write((db) => changeAccount(db, doing, { name: ' New Name ', language: 'fr' }));
	expect(await there.person()).toMatchObject({ name: 'New Name', language: 'fr' });
	const now = await there.doingAs();
	expect(await askNewEmail(now, { email: 'new@example.org', password: 'not this one' })).toEqual({ refusal: 'wrong-credentials' });
	const letters = people.letters.length;
	// Whether an address has an account is not told to whoever asks.
	expect(await askNewEmail(now, { email: taken.email, password: goodPassword })).toEqual({ email: taken.email });
	expect(people.letters).toHaveLength(letters);
	expect(await askNewEmail(now, { email: 'new@example.org', password: goodPassword })).toEqual({ email: 'new@example.org' });
	const token = people.linkIn('new@example.org', 'email');
	const other = await taken.doingAs();
	expect(await people.database.write((db) => takeNewEmail(db, other, 'x'.repeat(43)))).toEqual({ refusal: 'link-expired' });
	expect(await people.database.write((db) => takeNewEmail(db, now, token))).toEqual({ email: 'new@example.org' });
	expect(await people.database.write((db) => takeNewEmail(db, now, token))).toEqual({ refusal: 'link-expired' });
	expect(people.letters.at(-1)).toMatchObject({ to: 'old@example.org', language: 'fr' });
	expect(await people.browser().signIn('old@example.org')).toEqual({ refusal: 'wrong-credentials' });
	expect(await people.browser().signIn('new@example.org')).toHaveProperty('step', 'done');
});
