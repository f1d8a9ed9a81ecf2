// SPDX-License-Identifier: Apache-2.0
// Webhooks from a real platform to a real server, which verifies what comes with the library that receivers use: what is told and what never, tries over
// days, redirects, slow and endless answers, 410, two secrets, sending by hand, and who may.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
	changeEndpoint,
	makeEndpoint,
	type Managing,
	removeEndpoint,
	rotateSecret,
	switchEndpoint,
	type TypedEndpoint
} from '#interop/webhooks/server/change-endpoints.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { deliver } from '#interop/webhooks/server/deliver.ts';
import { endpoints, findEndpoint, forgetOldMessages, messagesOf } from '#interop/webhooks/server/endpoints.ts';
import { exampleMessage, exampleSecret, postingLines } from '#interop/webhooks/server/example.ts';
import { pingEndpoint, sendAgain } from '#interop/webhooks/server/send-by-hand.ts';
import { tellEndpoints } from '#interop/webhooks/server/tell.ts';
import { tellOthers } from '#interop/webhooks/server/tell-others.ts';
import { saveDump } from '#interop/dump/server/dumps.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factOf } from '#convention/server/facts.ts';
import { addressFrom, mostTries, nextTry, type Told, waitAsked } from '#interop/webhooks/webhook.ts';
import { readTrail } from '#insights/administration/server/trail.ts';
import { trailAsked } from '#insights/administration/trail.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { groundOf } from '#people/server/ground.ts';
import { personalData } from '#people/server/personal-data.ts';
import { type Configuration, configurationFrom } from '#platform/configuration.ts';
import { openLog } from '#platform/server/log.ts';
import { openPlatform } from '#platform/server/platform.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { type Instance, instanceOn } from '#worker/instance.ts';
import { canary, information } from '../exchange.ts';
import { startMailServer, type TestMailServer } from '../ground/mail-server.ts';
import { adam, ama, edith, paul } from '../people.ts';

const origin = 'https://exchange.example.org';
interface Came {
	headers: IncomingHttpHeaders;
	body: string;
	path: string;
}
let folder: string;
let mail: TestMailServer;
let instance: Instance;
let receiver: Server;
let base: string;
let came: Came[] = [];
let answer: (response: ServerResponse, path: string) => void = ok;
function ok(response: ServerResponse): void {
	response.writeHead(200).end('taken');
}

beforeAll(async () => {
	receiver = createServer((request, response) => {
		const pieces: Buffer[] = [];
		request.on('data', (piece: Buffer) => pieces.push(piece));
		request.on('end', () => {
			came.push({ headers: request.headers, body: Buffer.concat(pieces).toString(), path: request.url ?? '' });
			answer(response, request.url ?? '');
		});
	});
	await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
	const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
	base = `http://${host}`;
	folder = await mkdtemp(join(tmpdir(), 'webhooks-'));
	mail = await startMailServer();
	const env = { DATA_DIR: folder, SMTP_URL: mail.url, ORIGIN: origin, LOG_LEVEL: 'silent', DEMO: '0', HARVEST_HOSTS: host };
	instance = await instanceOn(await openPlatform(configurationFrom(env) as Configuration, { log: openLog('silent'), drained: true }));
	await instance.work();
	// What a first start brings is done before anybody is told of anything.
	await instance.platform.jobs.drain();
	await instance.platform.database.write(async (db) => {
		await db
			.insertInto('people.accounts')
			.values(
				[ama, paul, adam].map(({ id, name, email, language }) => ({ id, name, email, language, created_at: new Date(), updated_at: new Date() }))
			)
			.execute();
		await db
			.insertInto('people.roles')
			.values({ id: 'adam-1', account_id: adam.id, role: 'administrator', given_by: 'platform', given_at: new Date() })
			.execute();
	});
}, 120_000);
afterAll(async () => {
	await instance?.close();
	await mail?.stop();
	receiver?.closeAllConnections();
	await new Promise((done) => receiver?.close(done));
	await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
	for (const { id } of await endpoints(fresh())) await database().write(async (db) => removeEndpoint(db, await managing(), id));
	came = [];
	answer = ok;
});

const database = () => instance.platform.database;
const fresh = () => database().fresh;
type Done<T> = Exclude<T, { refusal: unknown }>;
function done<T>(outcome: T): Done<T> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Done<T>;
}
async function managing(by: Person | null = adam, at = new Date()): Promise<Managing> {
	const { key } = await groundOf(instance.platform);
	return { by, at, key, allowedHosts: instance.platform.configuration.harvestHosts, isType: (id) => instance.definitions.type(id) !== undefined };
}
const typed = (more: Partial<TypedEndpoint> = {}): TypedEndpoint => ({ name: 'Catalogue', address: `${base}/hook`, types: [], events: [], ...more });
/** What an act needs of the platform is asked before its transaction. */
async function make(more: Partial<TypedEndpoint> = {}, by: Person | null = adam) {
	const doing = await managing(by);
	return database().write((db) => makeEndpoint(db, doing, typed(more)));
}
const made = async (more: Partial<TypedEndpoint> = {}) => done(await make(more));
const sending = (by: Person | null = adam) => ({ by, at: new Date(), jobs: instance.platform.jobs });
const drained = () => instance.platform.jobs.drain();
const verifies = (secret: string, one: Came) => {
	try {
		return Boolean(verified(secret, one));
	} catch {
		return false;
	}
};
const verified = (secret: string, { body, headers }: Came) => new Webhook(secret).verify(body, headers as Record<string, string>) as Told;

async function submitted(title: string): Promise<string> {
	const asAma = await instance.doing(ama);
	const wish = { type: 'art17-exchange-record', ownerKind: 'party' as const, owner: 'GHA', ownerCode: 'GH', answers: information(title) };
	const { id } = done(await database().write((db) => begin(db, asAma, wish)));
	done(await database().write((db) => submit(db, asAma, id)));
	return id;
}
async function publish(title: string): Promise<string> {
	const id = await submitted(title);
	const asPaul = await instance.doing(paul);
	const checklist = instance.definitions.current('art17-exchange-record')?.form.checklist;
	done(await database().write((db) => moveRecord(db, asPaul, { record: id, move: 'publish', checklist })));
	await drained();
	return id;
}
async function withdraw(id: string): Promise<void> {
	const asAma = await instance.doing(ama);
	done(await database().write((db) => moveRecord(db, asAma, { record: id, move: 'withdraw', reason: 'Filed by mistake.' })));
	await drained();
}

describe('what is told', () => {
	test('can be tried by the lines of the page for developers, which sign as the platform does', async () => {
		const { secret } = await made();
		const id = await publish('Ghana’s \'third\' list of "thermometers"');
		const told = verified(secret, came.shift() as Came);
		const entry = await findEntry(fresh(), id);
		const example = entry && (await exampleMessage(fresh(), entry, origin));
		expect(example).toEqual(told);
		await promisify(execFile)('sh', ['-c', postingLines(told)], { env: { ...process.env, RECEIVER: `${base}/hook` } });
		expect(verified(exampleSecret, came[0] as Came)).toEqual(told);
	});

	test('is signed, public and leads to the record', async () => {
		const { secret } = await made();
		const id = await publish('Thermometers');
		expect(came).toHaveLength(1);
		const [message] = came as [Came];
		expect(message.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': expect.stringMatching(/^msg_[\w-]{24}$/) });
		const told = verified(secret, message);
		expect(told).toMatchObject({
			type: 'record.published',
			data: {
				record: id,
				revision: 1,
				recordType: 'art17-exchange-record',
				state: 'published',
				owner: { kind: 'party', id: 'GHA' },
				title: { en: 'Thermometers' },
				address: `${origin}/records/${id}`,
				json: `${origin}/api/v1/records/${id}`
			}
		});
		expect(Date.parse(told.timestamp)).toBeGreaterThan(0);
		expect(message.body).not.toContain(canary);
		// Another secret verifies nothing, nor does a changed body.
		expect(() => verified('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', message)).toThrow();
		expect(() => verified(secret, { ...message, body: message.body.replace('Thermometers', 'Barometers') })).toThrow();
	});

	test('is a withdrawal too, without what was withdrawn; nothing is told before publication', async () => {
		const { secret } = await made();
		await submitted('Not yet');
		await drained();
		expect(came).toEqual([]);
		const id = await publish('To be withdrawn');
		await withdraw(id);
		const all = came.map((each) => verified(secret, each));
		expect(all.map(({ type, data }) => [type, data.record, data.state])).toEqual([
			['record.published', id, 'published'],
			['record.withdrawn', id, 'withdrawn']
		]);
		// Order is told, since nothing promises it on the way.
		expect(all[1]?.data.sequence).toBeGreaterThan(all[0]?.data.sequence ?? 0);
	});

	test('is only what an endpoint asked for', async () => {
		await made({ events: ['withdrawn'], address: `${base}/withdrawn` });
		await made({ types: ['project'], address: `${base}/projects` });
		await made({ types: ['art17-exchange-record', 'no-such-type'], events: ['published', 'nonsense'], address: `${base}/published` });
		const id = await publish('Chosen');
		expect(came.map(({ path }) => path)).toEqual(['/published']);
		await withdraw(id);
		expect(came.map(({ path }) => path)).toEqual(['/published', '/withdrawn']);
	});

	test('comes once for one event, however often its reaction is repeated', async () => {
		const { id: endpoint } = await made();
		const id = await publish('Once');
		const event = await fresh()
			.selectFrom('records.events')
			.select('seq')
			.where('record_id', '=', id)
			.where('event', '=', 'published')
			.executeTakeFirstOrThrow();
		const telling = { database: database(), jobs: instance.platform.jobs, origin };
		const announced = { seq: event.seq, record: id, event: 'published' };
		expect(await Promise.all([tellEndpoints(telling, announced, new Date()), tellEndpoints(telling, announced, new Date())])).toEqual([0, 0]);
		await drained();
		expect(came).toHaveLength(1);
		expect(await messagesOf(fresh(), endpoint)).toMatchObject([
			{ state: 'delivered', record: id, attempts: [{ status: 200, fault: null, reply: 'taken' }] }
		]);
	});
});

describe('a receiver that fails', () => {
	test('is tried again with the same id and bytes until it takes the message', async () => {
		const { id: endpoint, secret } = await made();
		let times = 0;
		answer = (response) => void ((times += 1) < 4 ? response.writeHead(503).end('busy \u0007 just now') : ok(response));
		const id = await publish('Patience');
		expect(came).toHaveLength(1);
		expect((await findEndpoint(fresh(), endpoint))?.failingSince).not.toBeNull();
		const [waiting] = await messagesOf(fresh(), endpoint);
		expect(waiting).toMatchObject({ state: 'waiting', attempts: [{ status: 503, fault: 'status', reply: 'busy   just now' }] });
		expect(waiting?.dueAt?.getTime()).toBeGreaterThan(Date.now());
		await instance.platform.jobs.drain({ later: true });
		expect(new Set(came.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
		expect(came).toHaveLength(4);
		for (const each of came) expect(verified(secret, each).data.record).toBe(id);
		expect(await messagesOf(fresh(), endpoint)).toMatchObject([{ state: 'delivered', dueAt: null }]);
		expect(await findEndpoint(fresh(), endpoint)).toMatchObject({ failingSince: null, state: 'on' });
	});

	test('is not followed to where it points, not waited for without end, and not read to its end', async () => {
		const { id: endpoint } = await made();
		const one = async (path: string) => {
			const before = await findEndpoint(fresh(), endpoint);
			done(await database().write(async (db) => changeEndpoint(db, await managed, endpoint, typed({ ...before, address: `${base}${path}` }))));
			const { id } = done(await database().write((db) => pingEndpoint(db, sending(), endpoint)));
			const ground = await groundOf(instance.platform);
			const delivering = { database: database(), jobs: instance.platform.jobs, ground, allowedHosts: instance.platform.configuration.harvestHosts };
			await deliver({ ...delivering, patienceMs: 500 }, { message: id, round: 1, after: 0 }, new Date());
			return (await messagesOf(fresh(), endpoint)).find((message) => message.id === id)?.attempts[0];
		};
		const managed = managing();
		answer = (response, path) => {
			if (path === '/away') response.writeHead(302, { location: `${base}/elsewhere` }).end();
			else if (path === '/endless') {
				response.writeHead(200);
				const flood = () => {
					while (response.write('x'.repeat(65_536)));
					response.once('drain', flood);
				};
				flood();
				// Whoever has read enough hangs up.
				response.on('error', () => undefined);
			} else if (path === '/broken') response.destroy();
			// /silent: nothing ever comes.
		};
		expect(await one('/away')).toMatchObject({ status: 302, fault: 'redirect' });
		expect(await one('/silent')).toMatchObject({ status: null, fault: 'timed-out' });
		expect(await one('/broken')).toMatchObject({ status: null, fault: 'unreachable' });
		const endless = await one('/endless');
		expect(endless).toMatchObject({ status: 200, fault: null });
		expect(endless?.reply.length).toBe(500);
		expect(came.map(({ path }) => path)).toEqual(['/away', '/silent', '/broken', '/endless']);
	});

	test('that answers 410 is told nothing more, and its owner is written to', async () => {
		const { id: endpoint } = await made({ name: 'Old system' });
		const letters = mail.messages.length;
		answer = (response) => void response.writeHead(410).end();
		await publish('Gone');
		expect(await findEndpoint(fresh(), endpoint)).toMatchObject({ state: 'failed' });
		const [letter] = mail.messages.slice(letters).filter(({ to }) => to.includes(adam.email));
		expect(letter?.mail.subject).toContain('Old system');
		expect(letter?.mail.text).toContain(`${origin}/en/work/webhooks/${endpoint}`);
		await publish('Not told');
		expect(came).toHaveLength(1);
		const { lines } = await readTrail(fresh(), trailAsked(new URLSearchParams(`about=${endpoint}`)));
		expect(lines[0]).toMatchObject({ act: 'webhook.disabled', by: 'platform', details: { why: 'gone' } });
		const doing = await managing();
		done(await database().write((db) => switchEndpoint(db, doing, endpoint, true)));
		answer = ok;
		await publish('Told again');
		expect(came).toHaveLength(2);
	});

	test('for three days is given up, and stands as stopped', async () => {
		const { id: endpoint } = await made();
		answer = (response) => void response.writeHead(500).end();
		const { id: message } = done(await database().write((db) => pingEndpoint(db, sending(), endpoint)));
		const ground = await groundOf(instance.platform);
		const delivering = { database: database(), jobs: instance.platform.jobs, ground, allowedHosts: instance.platform.configuration.harvestHosts };
		let at = new Date();
		for (let after = 0; after < mostTries; after += 1) {
			// A job that comes twice does nothing the second time.
			await deliver(delivering, { message, round: 1, after }, at);
			await deliver(delivering, { message, round: 1, after }, at);
			at = nextTry(after + 1, at) ?? at;
		}
		expect(came).toHaveLength(mostTries);
		expect(await messagesOf(fresh(), endpoint)).toMatchObject([{ state: 'failed', dueAt: null }]);
		expect(await findEndpoint(fresh(), endpoint)).toMatchObject({ state: 'failed' });
		expect(at.getTime() - Date.now()).toBeGreaterThan(3 * 86_400_000);
		// What was planned meanwhile finds nothing to do.
		await instance.platform.jobs.drain({ later: true });
		expect(came).toHaveLength(mostTries);
	});
});

describe('what happens beside records', () => {
	test('a changed fact and a data package are told once, to those who were there and asked', async () => {
		const all = await made();
		const recordsOnly = await made({ name: 'Records', types: ['project'] });
		const facts = await made({ name: 'Facts', types: ['project'], events: ['fact.changed'] });
		const telling = { database: database(), jobs: instance.platform.jobs, origin };
		expect(await tellOthers(telling, new Date())).toBe(0);
		const changed = async (kind: 'meeting' | 'menu-item', id: string, value: object) => {
			const fact = await factOf(fresh(), kind, id);
			const edit = { kind, id, value: { ...fact?.value, ...value }, status: 'to-verify', source: 'desk', by: adam.id, at: new Date(), reason: '' };
			done(await database().write((db) => editFact(db, edit as never)));
		};
		await changed('meeting', 'COP7', { start: '2027-11-01', end: '2027-11-05' });
		// How the site is arranged is no fact of the Convention.
		await changed('menu-item', 'news-news', { shown: false });
		const dump = { id: '20991231-011500', madeAt: new Date(), records: 7, withdrawn: 1 };
		await database().write((db) =>
			saveDump(db, {
				...dump,
				files: [{ name: 'x.csv', title: {}, mediaType: 'text/csv', recordType: null, lines: 1, size: 1, sha256: 'a'.repeat(64) }]
			})
		);
		expect(await tellOthers(telling, new Date())).toBe(3);
		expect(await tellOthers(telling, new Date())).toBe(0);
		// Whoever comes later is told of what happens from then on.
		await made({ name: 'Late' });
		expect(await tellOthers(telling, new Date())).toBe(0);
		await drained();
		const told = came.map((each) => JSON.parse(each.body) as { type: string; data: object });
		expect(told.map(({ type }) => type).toSorted()).toEqual(['dataset.made', 'fact.changed', 'fact.changed']);
		expect(told.find(({ type }) => type === 'fact.changed')?.data).toMatchObject({
			...{ kind: 'meeting', id: 'COP7', change: 'changed', address: `${origin}/meetings/COP7` }
		});
		expect(told.find(({ type }) => type === 'dataset.made')?.data).toMatchObject({
			records: 7,
			json: `${origin}/data/20991231-011500/datapackage.json`
		});
		expect(await messagesOf(fresh(), recordsOnly.id)).toEqual([]);
		expect(await messagesOf(fresh(), facts.id)).toMatchObject([{ event: 'fact.changed', state: 'delivered', record: null }]);
		expect(came.filter((each) => each.headers['webhook-signature'] && verifies(all.secret, each))).toHaveLength(2);
	});
});

describe('by hand', () => {
	test('a test is sent, and a message once more under its id', async () => {
		const { id: endpoint, secret } = await made();
		done(await database().write((db) => pingEndpoint(db, sending(), endpoint)));
		await drained();
		expect(verified(secret, came[0] as Came)).toMatchObject({ type: 'ping', data: {} });
		const [message] = await messagesOf(fresh(), endpoint);
		done(await database().write((db) => sendAgain(db, sending(), endpoint, message?.id ?? '')));
		await drained();
		expect(came.map(({ headers }) => headers['webhook-id'])).toEqual([message?.id, message?.id]);
		expect((await messagesOf(fresh(), endpoint))[0]).toMatchObject({ state: 'delivered', attempts: [{ number: 1 }, { number: 2 }] });
		expect(await database().write((db) => sendAgain(db, sending(), endpoint, 'msg_other'))).toMatchObject({ refusal: 'not-found' });
		expect(await database().write((db) => pingEndpoint(db, sending(paul), endpoint))).toMatchObject({ refusal: 'not-allowed' });
	});

	test('a new secret signs beside the old one for a day, then alone', async () => {
		const { id: endpoint, secret: old } = await made();
		const doing = await managing();
		const { secret } = done(await database().write((db) => rotateSecret(db, doing, endpoint)));
		expect(secret).not.toBe(old);
		await publish('Both');
		const [both] = came as [Came];
		expect(String(both.headers['webhook-signature']).split(' ')).toHaveLength(2);
		for (const each of [old, secret]) expect(verified(each, both).type).toBe('record.published');
		await database().write((db) =>
			db
				.updateTable('webhooks.endpoints')
				.set({ previous_until: new Date(Date.now() - 1000) })
				.execute()
		);
		await publish('One');
		const one = came[1] as Came;
		expect(verified(secret, one).type).toBe('record.published');
		expect(() => verified(old, one)).toThrow();
	});

	test('off means off: what waited is dropped', async () => {
		const { id: endpoint } = await made();
		answer = (response) => void response.writeHead(500).end();
		await publish('Waits');
		const doing = await managing();
		done(await database().write((db) => switchEndpoint(db, doing, endpoint, false)));
		await instance.platform.jobs.drain({ later: true });
		expect(came).toHaveLength(1);
		expect(await messagesOf(fresh(), endpoint)).toMatchObject([{ state: 'dropped' }]);
		expect(await database().write((db) => pingEndpoint(db, sending(), endpoint))).toMatchObject({ refusal: 'webhook-off' });
	});
});

describe('who and where', () => {
	test('an administrator alone; secrets are kept sealed and stand in no export of personal data', async () => {
		for (const by of [ama, paul, edith, null]) expect(await make({}, by)).toMatchObject({ refusal: 'not-allowed' });
		const { id, secret } = await made();
		const row = await fresh().selectFrom('webhooks.endpoints').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
		expect(JSON.stringify(row)).not.toContain(secret.slice('whsec_'.length));
		const ground = await groundOf(instance.platform);
		const doing = { ...ground, by: adam, at: new Date(), headers: new Headers(), address: '192.0.2.1' };
		const data = JSON.stringify(await database().write((db) => personalData(db, doing)));
		expect(data).toContain(id);
		expect(data).not.toContain(row.secret);
	});

	test.each([
		['http://example.org/hook', 'not secure'],
		['https://user:password@example.org/', 'a password'],
		['https://example.org/#part', 'a part of a page'],
		['ftp://example.org/', 'not of the web'],
		['javascript:alert(1)', 'a script'],
		['', 'empty']
	])('%s is refused: %s', async (address) => {
		expect(await make({ address })).toMatchObject({ refusal: 'webhook-address' });
	});

	test('an address inside is not posted to, whatever it is called', async () => {
		const { id: endpoint } = await made({ address: 'https://127.0.0.1:9/hook' });
		done(await database().write((db) => pingEndpoint(db, sending(), endpoint)));
		await drained();
		const [message] = await messagesOf(fresh(), endpoint);
		expect(message?.attempts).toMatchObject([{ status: null, fault: 'private-address' }]);
		const { id: named } = await made({ address: 'https://localhost:9/hook' });
		done(await database().write((db) => pingEndpoint(db, sending(), named)));
		await drained();
		expect((await messagesOf(fresh(), named))[0]?.attempts).toMatchObject([{ status: null, fault: 'private-address' }]);
	});

	test('pure rules: waits grow to a day, a receiver may ask for more, hosts of our own may be plain', () => {
		const at = new Date('2026-01-01T00:00:00Z');
		const waits = Array.from({ length: mostTries - 1 }, (_, tries) => (nextTry(tries + 1, at)?.getTime() ?? 0) - at.getTime());
		expect(waits).toEqual(waits.toSorted((a, b) => a - b));
		expect(waits.at(-1)).toBe(86_400_000);
		expect(nextTry(mostTries, at)).toBeNull();
		expect(nextTry(1, at, 60_000)).toEqual(new Date('2026-01-01T00:01:00Z'));
		expect(nextTry(1, at, 999_999_999)).toEqual(new Date('2026-01-02T00:00:00Z'));
		// In seconds, or until a moment in one of the three ways in which HTTP writes dates.
		for (const [said, asked] of [
			['120', 120_000],
			['Thu, 01 Jan 2026 00:10:00 GMT', 600_000],
			['Thursday, 01-Jan-26 00:10:00 GMT', 600_000],
			['Thu Jan  1 00:10:00 2026', 600_000],
			['Wed, 31 Dec 2025 00:00:00 GMT', 0],
			['soon', null],
			['-5', null],
			['1.5', null],
			['2026', 2_026_000],
			[undefined, null]
		] as const)
			expect([said, waitAsked(said, at)]).toEqual([said, asked]);
		expect(addressFrom('http://intranet:8080/in', ['intranet:8080'])).toBe('http://intranet:8080/in');
		expect(addressFrom('http://intranet:8081/in', ['intranet:8080'])).toBeNull();
	});

	test('the log is kept for ninety days', async () => {
		const { id: endpoint } = await made();
		await publish('Old news');
		await database().write((db) => forgetOldMessages(db, new Date(Date.now() + 89 * 86_400_000)));
		expect(await messagesOf(fresh(), endpoint)).toHaveLength(1);
		await database().write((db) => forgetOldMessages(db, new Date(Date.now() + 91 * 86_400_000)));
		expect(await messagesOf(fresh(), endpoint)).toEqual([]);
	});
});
