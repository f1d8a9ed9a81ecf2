// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { seedConvention } from '#convention/server/seed.ts';
import type { Database } from '#platform/server/database.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { type Mailer, openMailer } from '#platform/server/mail.ts';
import { testDatabase } from '../../../test/ground/database.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { acceptAsNew } from './accept-invitation.ts';
import { seedDemoAccounts } from './demo-accounts.ts';
import { doingOf, groundOf, sendLetters } from './ground.ts';
import { inviteByHand } from './by-operator.ts';
import { askReset } from './reset-password.ts';
import { signIn } from './sign-in.ts';

// Passwords are hashed in earnest, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let platform: { database: Database; jobs: Jobs; mailer: Mailer; configuration: { origin: string; dataDir: string } };
beforeAll(async () => {
	const dataDir = await mkdtemp(join(tmpdir(), 'people-'));
	const database = await testDatabase();
	await database.write((db) => seedConvention(db));
	const jobs = await openJobs(database, { log: openLog('silent'), drained: true });
	const mailer = await openMailer({ dataDir, mailServer: null, sender: 'noreply@example.org' });
	platform = { database, jobs, mailer, configuration: { origin: 'http://localhost:3000', dataDir } };
});
afterAll(async () => {
	await platform.jobs.stop();
	platform.mailer.close();
	await platform.database.close();
	await rm(platform.configuration.dataDir, { recursive: true });
});

const request = () =>
	doingOf({
		locals: { platform, person: null },
		request: new Request('http://localhost:3000/en/sign-in', { headers: { 'user-agent': 'Firefox/140.0' } }),
		getClientAddress: () => '192.0.2.8'
	});

test('every role has a demonstration account with a password of its own, in a file that only its owner reads; a second start changes nothing', async () => {
	const accounts = await seedDemoAccounts(platform);
	expect(accounts.map(({ role, party }) => [role, party])).toEqual([
		['focal-point', 'GHA'],
		['party-contributor', 'GHA'],
		['focal-point', 'CHE'],
		['focal-point', 'BRA'],
		['organisation-contributor', 'MFCN'],
		['organisation-contributor', 'ITRM'],
		['committee-reader', null],
		['reviewer', null],
		['editor', null],
		['publisher', null],
		['administrator', null]
	]);
	expect(new Set(accounts.map(({ password }) => password)).size).toBe(accounts.length);
	const path = join(platform.configuration.dataDir, 'demo-accounts.json');
	expect((await stat(path)).mode & 0o777).toBe(0o600);
	expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(accounts);
	expect(await seedDemoAccounts(platform)).toEqual(accounts);
	for (const { email, password } of accounts.slice(0, 2)) expect(await signIn(await request(), { email, password })).toHaveProperty('step', 'done');
	// Where the file is lost, the accounts are left alone rather than given passwords that another machine does not know.
	await writeFile(path, '[]');
	expect(await seedDemoAccounts(platform)).toEqual([]);
	await writeFile(path, JSON.stringify(accounts));
});

test('letters leave with the act by the queue, sealed, and arrive; none leaves when the act is undone', async () => {
	const outbox = join(platform.configuration.dataDir, 'outbox');
	const queued = async () => JSON.stringify((await sql`select data from pgboss.job where name = 'letters'`.execute(platform.database.kysely)).rows);
	await askReset(await request(), 'focal.ghana@example.org');
	expect(await queued()).toMatch(/sealed/);
	expect(await queued()).not.toMatch(/reset|focal\.ghana/);
	const ground = await groundOf(platform);
	await platform.database
		.write(async (db) => {
			await ground.post(db, { to: 'never@example.org', language: 'en', subject: 'never', text: 'never' });
			throw new Error('undone');
		})
		.catch(() => refuse('unavailable'));
	await sendLetters(platform);
	expect(await platform.jobs.drain()).toEqual({ done: 1, failed: 0 });
	const [file = '', ...others] = await readdir(outbox);
	expect(others).toEqual([]);
	const mail = await simpleParser(await readFile(join(outbox, file)));
	expect(mail.text).toMatch(/http:\/\/localhost:3000\/en\/reset\/[\w-]{20,}/);
	expect(mail.html).toMatch(/<a href="http:\/\/localhost:3000\/en\/reset\//);
});

test('the first administrator comes in by the operator’s link', async () => {
	const ground = await groundOf(platform);
	const invited = await platform.database.write((db) =>
		inviteByHand(db, ground, { email: 'Operator@Example.org', language: 'es', role: { role: 'administrator' } }, new Date())
	);
	if (isRefusal(invited)) throw new Error(invited.refusal);
	expect(invited.link).toMatch(/^http:\/\/localhost:3000\/es\/invitation\//);
	const token = invited.link.split('/').at(-1) ?? '';
	expect(await acceptAsNew(await request(), { token, name: 'Operator', password: 'a stone bridge in the rain' })).toHaveProperty('step', 'done');
});

test('one key signs for all processes of an installation', async () => {
	const [one, other] = await Promise.all([groundOf({ ...platform }), groundOf({ ...platform })]);
	expect(one.key).toBe(other.key);
	expect(Buffer.from(one.key, 'base64')).toHaveLength(32);
});
