// SPDX-License-Identifier: Apache-2.0
// The administrator's home on a real platform with its jobs and a real mail server: what stands, what failed and why, stepping in, the audit log and who may.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trailAsked, trailQuery } from '#insights/administration/trail.ts';
import { askCount, stepIn, unlockAccount } from '#insights/administration/server/acts.ts';
import { contentPage } from '#insights/administration/server/content.ts';
import { mailPage } from '#insights/administration/server/mail.ts';
import { overview } from '#insights/administration/server/overview.ts';
import { signInsPage } from '#insights/administration/server/sign-ins.ts';
import { counts, storagePage } from '#insights/administration/server/storage.ts';
import { readTrail } from '#insights/administration/server/trail.ts';
import { lockTries, countTry } from '#people/server/attempts.ts';
import { groundOf, lettersQueue } from '#people/server/ground.ts';
import { logEvent } from '#people/server/log-event.ts';
import { isRefusal } from '#people/refusal.ts';
import { type Configuration, configurationFrom } from '#platform/configuration.ts';
import { openLog } from '#platform/server/log.ts';
import { openPlatform } from '#platform/server/platform.ts';
import { queueStandings, scheduledJobs, troubledJobs } from '#platform/server/queues.ts';
import { begin } from '#records/server/begin.ts';
import { attach } from '#records/server/attach.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { type Instance, instanceOn } from '#worker/instance.ts';
import { information } from '../exchange.ts';
import { startMailServer, type TestMailServer } from '../ground/mail-server.ts';
import { adam, ama, lena, paul } from '../people.ts';

let folder: string;
let mail: TestMailServer;
let instance: Instance;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'home-'));
	mail = await startMailServer();
	const env = { DATA_DIR: folder, SMTP_URL: mail.url, ORIGIN: 'https://exchange.example.org', LOG_LEVEL: 'silent', DEMO: '0' };
	instance = await instanceOn(await openPlatform(configurationFrom(env) as Configuration, { log: openLog('silent'), drained: true }));
	await instance.work();
	await instance.platform.database.write((db) =>
		db
			.insertInto('people.accounts')
			.values(
				[ama, lena, paul, adam].map(({ id, name, email, language }) => ({
					id,
					name,
					email,
					language,
					created_at: new Date(),
					updated_at: new Date()
				}))
			)
			.execute()
	);
	await instance.platform.database.write((db) =>
		db.insertInto('people.roles').values({ id: 'r1', account_id: paul.id, role: 'publisher', given_by: 'platform', given_at: new Date() }).execute()
	);
}, 120_000);
afterAll(async () => {
	await instance?.close();
	await mail?.stop();
	await rm(folder, { recursive: true, force: true });
});

const database = () => instance.platform.database;
const fresh = () => database().fresh;
type Done<T> = Exclude<T, { refusal: unknown }>;
function done<T>(outcome: T): Done<T> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Done<T>;
}
const as = (by: typeof adam | null) => ({ by, at: new Date() });
const partOf = async (id: string) => (await overview(instance.platform, new Date())).parts.find((part) => part.id === id);
const ask = (query: string) => trailAsked(new URLSearchParams(query));

async function published(title: string): Promise<string> {
	const [asAma, asPaul] = [await instance.doing(ama), await instance.doing(paul)];
	const wish = { type: 'art17-exchange-record', ownerKind: 'party' as const, owner: 'GHA', ownerCode: 'GH', answers: information(title) };
	const { id } = done(await database().write((db) => begin(db, asAma, wish)));
	done(await database().write((db) => submit(db, asAma, id)));
	const checklist = instance.definitions.current('art17-exchange-record')?.form.checklist;
	done(await database().write((db) => moveRecord(db, asPaul, { record: id, move: 'publish', checklist })));
	return id;
}

describe('health', () => {
	test('tells the process, the database and the disk, with a sentence for each part', async () => {
		const { parts, health, runs } = await overview(instance.platform, new Date());
		expect(parts.map(({ id }) => id)).toEqual(['health', 'jobs', 'mail', 'harvests', 'storage', 'content', 'sign-ins', 'webhooks', 'log']);
		expect(health).toMatchObject({ replica: null, files: 'folder', mail: 'server', migrations: { waiting: [] } });
		expect(health.database.bytes).toBeGreaterThan(1_000_000);
		expect(health.database.version).toMatch(/^\d+/);
		expect(health.disk?.all).toBeGreaterThan(0);
		expect(health.migrations.ran).toBeGreaterThan(20);
		expect(runs.length).toBeGreaterThan(0);
		expect(parts.find(({ id }) => id === 'sign-ins')).toMatchObject({ tone: 'look', code: 'sign-ins.factor', values: { count: 1 } });
	});
});

describe('jobs', () => {
	let attempts = 0;
	let broken = true;
	beforeAll(async () => {
		await instance.platform.jobs.work('brittle', async () => {
			attempts += 1;
			if (broken) throw new Error('no ground');
		});
		await database().write(async (db) => {
			await instance.platform.jobs.enqueue(db, 'brittle', { secret: 'canary' });
			await instance.platform.jobs.enqueue(db, 'brittle', { secret: 'canary' });
		});
		await instance.platform.jobs.drain({ later: true });
	});

	test('that were given up stand with their reason and never with their data', async () => {
		const troubled = await troubledJobs(fresh(), { queue: 'brittle' });
		expect(troubled).toHaveLength(2);
		expect(troubled[0]).toMatchObject({ state: 'failed', reason: 'no ground', tries: 10, nextAt: null });
		expect(JSON.stringify(troubled)).not.toContain('canary');
		expect((await queueStandings(fresh())).find(({ queue }) => queue === 'brittle')).toMatchObject({ failed: 2, waiting: 0, running: 0 });
		expect(await partOf('jobs')).toMatchObject({ tone: 'look', code: 'jobs.failed', values: { count: 2 } });
	});

	test('are tried again or put aside by an administrator alone, and the log says by whom', async () => {
		const [one, two] = await troubledJobs(fresh(), { queue: 'brittle' });
		const before = attempts;
		for (const by of [ama, paul, null])
			expect(await database().write((db) => stepIn(db, as(by as typeof adam), { queue: 'brittle', job: one?.id ?? '', way: 'retry' }))).toMatchObject(
				{ refusal: 'not-allowed' }
			);
		broken = false;
		done(await database().write((db) => stepIn(db, as(adam), { queue: 'brittle', job: one?.id ?? '', way: 'retry' })));
		done(await database().write((db) => stepIn(db, as(adam), { queue: 'brittle', job: two?.id ?? '', way: 'cancel' })));
		await instance.platform.jobs.drain();
		expect(attempts).toBe(before + 1);
		expect(await troubledJobs(fresh(), { queue: 'brittle' })).toEqual([]);
		// Somebody else was quicker, or the identifier was made up.
		for (const job of [one?.id ?? '', 'x', "'; drop table pgboss.job"])
			expect(await database().write((db) => stepIn(db, as(adam), { queue: 'brittle', job, way: 'retry' }))).toMatchObject({
				refusal: 'changed-meanwhile'
			});
		const { lines } = await readTrail(fresh(), ask('act=job.'));
		expect(lines.map(({ act, name, details }) => [act, name, details])).toEqual([
			['job.cancelled', 'Adam Haddad', { queue: 'brittle' }],
			['job.retried', 'Adam Haddad', { queue: 'brittle' }]
		]);
	});

	test('by the clock are all listed, also those that were never done', async () => {
		const scheduled = await scheduledJobs(fresh());
		expect(scheduled.map(({ queue }) => queue)).toEqual(expect.arrayContaining(['digests', 'due-editorial-links', 'storage-count']));
		expect(scheduled.every(({ cron }) => cron.split(' ').length === 5)).toBe(true);
	});
});

describe('mail', () => {
	test('that the server does not take stands with its reader and subject, and is sent again', async () => {
		const ground = await groundOf(instance.platform);
		const letter = { to: 'reader@example.org', language: 'en' as const, subject: 'Your link', text: 'https://exchange.example.org/reset/canary\n' };
		await mail.stop();
		await database().write((db) => ground.post(db, letter));
		await instance.platform.jobs.drain({ later: true });
		const { troubled } = await mailPage(database(), new Date());
		expect(troubled).toMatchObject([{ queue: lettersQueue, state: 'failed', to: 'reader@example.org', subject: 'Your link' }]);
		expect(troubled[0]?.reason).toMatch(/ECONNREFUSED|closed|connect/i);
		expect(JSON.stringify(troubled)).not.toContain('canary');
		expect(await partOf('mail')).toMatchObject({ tone: 'look', code: 'mail.failed', values: { count: 1 } });
		done(await database().write((db) => stepIn(db, as(adam), { queue: lettersQueue, job: troubled[0]?.id ?? '', way: 'cancel' })));
		expect(await partOf('mail')).toMatchObject({ tone: 'good' });
	}, 60_000);
});

describe('storage', () => {
	test('is counted by a job, and tells files that no row names', async () => {
		expect(await partOf('storage')).toMatchObject({ code: 'storage.uncounted' });
		const put = async (text: string) => {
			const kept = await instance.platform.files.put(Buffer.from(text), { limitBytes: 1000, accept: ['text/plain'] });
			return kept as { sha256: string; size: number; mediaType: string };
		};
		const named = await put('named by a record');
		const lost = await put('named by nothing at all');
		const asAma = await instance.doing(ama);
		const wish = { type: 'art17-exchange-record', ownerKind: 'party' as const, owner: 'GHA', ownerCode: 'GH', answers: information('With a file') };
		const { id } = done(await database().write((db) => begin(db, asAma, wish)));
		done(await database().write((db) => attach(db, asAma, { record: id, name: 'named.txt', ...named })));
		expect(await database().write((db) => askCount(db, as(paul), instance.platform.jobs))).toMatchObject({ refusal: 'not-allowed' });
		done(await database().write((db) => askCount(db, as(adam), instance.platform.jobs)));
		await instance.platform.jobs.drain();
		const [counted] = await counts(fresh());
		expect(counted).toMatchObject({ unnamed: 1, unnamedBytes: lost.size });
		expect(counted?.files).toBeGreaterThanOrEqual(2);
		expect(await partOf('storage')).toMatchObject({ tone: 'look', code: 'storage.unnamed', values: { count: 1 } });
		const page = await storagePage(fresh());
		expect(page.biggest).toMatchObject([{ record: id, name: 'named.txt', bytes: named.size }]);
		expect(page.kinds).toMatchObject([{ mediaType: 'text/plain', files: 1, bytes: named.size }]);
		expect(page.tables.length).toBeGreaterThan(3);
	});
});

describe('sign-ins', () => {
	test('an account that is locked stands there and is unlocked, which the log says', async () => {
		const until = new Date(Date.now() + 600_000);
		await database().write(async (db) => {
			await countTry(db, 'sign-in', ama.email, new Date());
			await lockTries(db, 'sign-in', ama.email, until);
			await logEvent(db, 'account.locked', { by: null, about: ama.id, at: new Date() });
		});
		expect(await partOf('sign-ins')).toMatchObject({ code: 'sign-ins.locked', values: { count: 1 } });
		expect((await signInsPage(fresh(), new Date())).accounts).toMatchObject([{ id: ama.id, name: ama.name, locked: true }]);
		expect(await database().write((db) => unlockAccount(db, as(ama), ama.id))).toMatchObject({ refusal: 'not-allowed' });
		done(await database().write((db) => unlockAccount(db, as(adam), ama.id)));
		const after = await signInsPage(fresh(), new Date());
		expect(after).toMatchObject({ accounts: [{ id: ama.id, locked: false }], locks: [], unprotected: [{ id: paul.id }] });
		expect(after.days[0]?.counts['account.locked']).toBe(1);
		expect((await readTrail(fresh(), ask('act=account.unlocked'))).lines).toMatchObject([{ by: adam.id, about: ama.id, aboutName: ama.name }]);
	});
});

describe('the audit log', () => {
	let record: string;
	beforeAll(async () => {
		record = await published('Thermometers of Accra');
	});

	test('is asked by person, act, record and day', async () => {
		const of = async (query: string) => (await readTrail(fresh(), ask(query))).lines;
		expect((await of(`about=${record}`)).map(({ act, by }) => [act, by])).toEqual([
			['published', 'paul'],
			['submitted', 'ama'],
			['begun', 'ama']
		]);
		expect((await of(`about=${record}&person=PETROV`)).map(({ act }) => act)).toEqual(['published']);
		expect((await of(`about=${record}&act=sub`)).map(({ act }) => act)).toEqual(['submitted']);
		expect(await of(`about=${record}&to=2020-01-01`)).toEqual([]);
		expect(await of('person=nobody-of-that-name')).toEqual([]);
		expect((await of('source=platform')).every(({ source }) => source === 'platform')).toBe(true);
		const today = new Date().toISOString().slice(0, 10);
		expect((await of(`about=${record}&from=${today}&to=${today}`)).length).toBe(3);
		// A sign of the pattern stands for itself.
		expect(await of('person=%25')).toEqual([]);
	});

	test('goes from page to page without a line twice or lost', async () => {
		const key = ({ source, seq, about, at }: Awaited<ReturnType<typeof readTrail>>['lines'][number]) => `${source} ${seq} ${about} ${at.getTime()}`;
		const whole = (await readTrail(fresh(), ask(''), { skip: 0, take: 1000 })).lines.map(key);
		const paged: string[] = [];
		for (let skip = 0; ; skip += 60) {
			const { lines, more } = await readTrail(fresh(), ask(''), { skip, take: 60 });
			paged.push(...lines.map(key));
			if (!more) break;
		}
		expect(paged).toEqual(whole);
		expect(new Set(whole).size).toBe(whole.length);
	});

	test('reads an address however it is written', () => {
		expect(ask('person=%00Ama%20&source=elsewhere&from=yesterday&page=-3')).toEqual({
			person: 'Ama',
			source: null,
			act: '',
			about: '',
			from: null,
			to: null,
			page: 1
		});
		expect(trailQuery(ask('person=Ama&source=people&from=2026-01-01'), 2)).toBe('?person=Ama&source=people&from=2026-01-01&page=2');
	});
});

test('content tells coverage by language, broken links and facts to verify', async () => {
	await database().write(async (db) => {
		await db.insertInto('editorial.links').values({ address: 'https://gone.example.org/', state: 'broken', checked_at: new Date() }).execute();
		const { id } = await db.selectFrom('records.records').select('id').limit(1).executeTakeFirstOrThrow();
		await db.insertInto('editorial.link_places').values({ record_id: id, address: 'https://gone.example.org/' }).execute();
	});
	expect(await partOf('content')).toMatchObject({ tone: 'look', code: 'content.links', values: { count: 1 } });
	const page = await contentPage(fresh(), instance.definitions, new Date());
	expect(page.coverage.map(({ language }) => language)).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
	expect(page.links).toMatchObject([{ address: 'https://gone.example.org/', state: 'broken' }]);
	expect(page.facts.length).toBeGreaterThan(0);
});
