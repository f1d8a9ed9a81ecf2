// SPDX-License-Identifier: Apache-2.0
// Following what is published: by account and by an address that confirms itself; letters at once and digests, each once; the way out of a letter; letters
// that come back; saved pages. A real platform with its jobs, letters received by a real mail server.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { groundOf } from '#people/server/ground.ts';
import { type Configuration, configurationFrom } from '#platform/configuration.ts';
import { openLog } from '#platform/server/log.ts';
import { openPlatform } from '#platform/server/platform.ts';
import type { Answers } from '#forms/form.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { submit } from '#records/server/submit.ts';
import { mostInstant } from '#watching/watched.ts';
import { askToFollow, confirmWish, wishOf } from '#watching/server/ask-to-follow.ts';
import type { Watching } from '#watching/server/doing.ts';
import { changeThrough, openDoor, stopByLetter } from '#watching/server/door.ts';
import { follow, resume } from '#watching/server/follow.ts';
import { tell, writeDigests } from '#watching/server/tell.ts';
import { removeView, saveView, viewsOf } from '#watching/server/views.ts';
import { findReader, watchesOf } from '#watching/server/watches.ts';
import { takeIn } from '#worker/inbox.ts';
import { type Instance, instanceOn } from '#worker/instance.ts';
import { information } from '../exchange.ts';
import { startMailServer, type TestMailServer } from '../ground/mail-server.ts';
import { ama, lena, paul } from '../people.ts';
import type { Language } from '#text/languages.ts';

const origin = 'https://exchange.example.org';
const domain = 'reply.example.org';
let folder: string;
let mail: TestMailServer;
let instance: Instance;
const people: Person[] = [ama, lena, paul];

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'watching-'));
	mail = await startMailServer();
	const env = { DATA_DIR: folder, SMTP_URL: mail.url, MAIL_REPLY_DOMAIN: domain, ORIGIN: origin, LOG_LEVEL: 'silent', DEMO: '0' };
	instance = await instanceOn(await openPlatform(configurationFrom(env) as Configuration, { log: openLog('silent'), drained: true }));
	await instance.work();
	await instance.platform.database.write((db) =>
		db
			.insertInto('people.accounts')
			.values(people.map(({ id, name, email, language }) => ({ id, name, email, language, created_at: new Date(), updated_at: new Date() })))
			.execute()
	);
}, 120_000);
afterAll(async () => {
	await instance?.close();
	await mail?.stop();
	await rm(folder, { recursive: true, force: true });
});

type Done<T> = Exclude<T, { refusal: unknown }>;
function done<T>(outcome: T): Done<T> {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as Done<T>;
}
const database = () => instance.platform.database;
let calls = 0;
/** Each from an address of its own, so that limits are met where they are meant. */
async function watching(by: Person | null, language: Language = 'en', at = new Date(), address = `192.0.2.${(calls += 1)}`): Promise<Watching> {
	return { ...(await groundOf(instance.platform)), by, at, headers: new Headers(), address, language, world: await instance.world() };
}
const as = async (by: Person) => ({ ...(await watching(by)), by });
async function drained(): Promise<void> {
	await instance.platform.jobs.drain();
}
/** Letters to an address, those that came since. */
const lettersTo = (address: string, from = 0) => mail.messages.slice(from).filter(({ to }) => to.includes(address));

async function publish(title: string, more: Answers = {}): Promise<string> {
	const [asAma, asPaul] = [await instance.doing(ama), await instance.doing(paul)];
	const wish = { type: 'art17-exchange-record', ownerKind: 'party' as const, owner: 'GHA', ownerCode: 'GH', answers: information(title, more) };
	const { id } = done(await database().write((db) => begin(db, asAma, wish)));
	done(await database().write((db) => submit(db, asAma, id)));
	const checklist = instance.definitions.current('art17-exchange-record')?.form.checklist;
	done(await database().write((db) => moveRecord(db, asPaul, { record: id, move: 'publish', checklist })));
	await drained();
	return id;
}
const linkIn = (text: string | undefined, way: string): string => new RegExp(`/${way}/([\\w-]{43})`).exec(text ?? '')?.[1] ?? '';

async function subscribe(email: string, address: string, frequency: string, language: Language = 'en'): Promise<void> {
	const from = mail.messages.length;
	done(await askToFollow(await watching(null, language), { email, address, frequency }));
	await drained();
	const [letter] = lettersTo(email, from);
	done(await confirmWish(await watching(null), linkIn(letter?.mail.text, 'follow')));
}

describe('an address without an account', () => {
	const reader = 'reader@example.net';
	let token: string;

	test('confirms itself by a letter in its language, whose link works once', async () => {
		done(
			await askToFollow(await watching(null, 'fr'), {
				email: ` ${reader.toUpperCase()}`,
				address: '/fr/search?q=thermometers&page=3',
				frequency: 'instant'
			})
		);
		await drained();
		const [letter] = lettersTo(reader);
		expect(letter?.mail.headers.get('content-language')).toBe('fr');
		expect(letter?.mail.text).toContain('Recherche\u00a0: «\u00a0thermometers\u00a0»');
		token = linkIn(letter?.mail.text, 'follow');
		expect(letter?.mail.text).toContain(`${origin}/fr/follow/${token}`);
		// Only the hash is kept, and nothing is followed yet.
		expect(JSON.stringify(await database().fresh.selectFrom('watching.wishes').selectAll().execute())).not.toContain(token);
		expect(await findReader(database().fresh, { email: reader })).toBeUndefined();
		expect(await wishOf(database().fresh, token, new Date())).toMatchObject({ address: '/search?q=thermometers', email: reader });
		const both = await Promise.all([confirmWish(await watching(null), token), confirmWish(await watching(null), token)]);
		expect(both.filter(isRefusal)).toEqual([{ refusal: 'link-expired' }]);
		expect(await confirmWish(await watching(null), token)).toEqual({ refusal: 'link-expired' });
	});

	test('cannot follow what is not there, nor with an address that is none', async () => {
		const asked = { email: reader, address: '/search', frequency: 'daily' };
		expect(await askToFollow(await watching(null), { ...asked, address: '/parties/XXX' })).toEqual({ refusal: 'nothing-to-follow' });
		expect(await askToFollow(await watching(null), { ...asked, address: 'https://elsewhere.example/search' })).toEqual({
			refusal: 'nothing-to-follow'
		});
		expect(await askToFollow(await watching(null), { ...asked, address: '/work/watching' })).toEqual({ refusal: 'nothing-to-follow' });
		expect(await askToFollow(await watching(null), { ...asked, email: 'reader@' })).toEqual({ refusal: 'email-not-valid' });
		expect(await askToFollow(await watching(null), { ...asked, email: 'a@example.net\r\nBcc: b@example.net' })).toEqual({
			refusal: 'email-not-valid'
		});
	});

	test('is told at once of what the search finds, in other words too, and of nothing else; once, however often the work is repeated', async () => {
		const from = mail.messages.length;
		await publish('Batteries without mercury');
		expect(lettersTo(reader, from)).toEqual([]);
		const record = await publish('A thermometer without mercury', {
			title: { en: 'A thermometer without mercury', fr: 'Un thermomètre sans mercure' }
		});
		const [letter, ...more] = lettersTo(reader, from);
		expect(more).toEqual([]);
		expect(letter?.mail.subject).toBe('Publié\u00a0: Un thermomètre sans mercure');
		expect(letter?.mail.text).toContain(`${origin}/fr/records/${record}`);
		const telling = { database: database(), ground: await groundOf(instance.platform), world: await instance.world(), replyDomain: domain };
		const again = await Promise.all([1, 2].map(() => tell(telling, { record, event: 'published' }, new Date())));
		expect(again.map(({ sent }) => sent)).toEqual([0, 0]);
		await drained();
		expect(lettersTo(reader, from)).toHaveLength(1);
	});

	test('has a way out in the head of each letter, which works by a bare post and twice; then the address is forgotten', async () => {
		const letter = lettersTo(reader).at(-1);
		const head = letter?.mail.headerLines.map(({ line }) => line.replace(/\r?\n\s+/g, ' ')) ?? [];
		const key = linkIn(letter?.mail.text, 'watching');
		expect(head).toContain(`List-Unsubscribe: <${origin}/fr/watching/${key}/stop>`);
		expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
		expect(JSON.stringify(await database().fresh.selectFrom('watching.letters').selectAll().execute())).not.toContain(key);
		expect((await openDoor(database().fresh, key))?.told).toHaveLength(1);
		expect(await openDoor(database().fresh, 'x'.repeat(43))).toBeUndefined();
		expect(await stopByLetter(await watching(null), key)).toEqual({ stopped: 1 });
		expect(await stopByLetter(await watching(null), key)).toEqual({ refusal: 'link-unknown' });
		for (const table of ['watching.readers', 'watching.wishes', 'watching.letters', 'watching.events'] as const)
			expect(JSON.stringify(await database().fresh.selectFrom(table).selectAll().execute())).not.toContain(reader);
	});

	test('gets so many letters of confirmation an hour and no more, with the same answer; one network address asks so often and no more', async () => {
		const from = mail.messages.length;
		for (let count = 0; count < 7; count += 1)
			expect(await askToFollow(await watching(null), { email: 'victim@example.net', address: '/areas/asgm', frequency: 'daily' })).toEqual({
				email: 'victim@example.net'
			});
		await drained();
		expect(lettersTo('victim@example.net', from)).toHaveLength(5);
		const one = async (count: number) =>
			askToFollow(await watching(null, 'en', new Date(), '198.51.100.7'), {
				email: `v${count}@example.net`,
				address: '/areas/asgm',
				frequency: 'daily'
			});
		const outcomes = [];
		for (let count = 0; count < 22; count += 1) outcomes.push(await one(count));
		expect(outcomes.filter(isRefusal)).toMatchObject([{ refusal: 'too-many-requests' }, { refusal: 'too-many-requests' }]);
	});
});

describe('digests', () => {
	const monday = new Date('2037-11-23T05:45:00Z');
	const tuesday = new Date('2037-11-24T05:45:00Z');
	const telling = async () => ({
		database: database(),
		ground: await groundOf(instance.platform),
		world: await instance.world(),
		replyDomain: domain
	});

	test('tell once a day and once a week, each thing once, by what was followed; what went meanwhile is not told as new', async () => {
		await subscribe('daily@example.net', '/parties/gha', 'daily', 'ar');
		await subscribe('daily@example.net', '/search?area=products-processes', 'daily', 'ar');
		await subscribe('weekly@example.net', '/articles/5', 'weekly', 'zh');
		const from = mail.messages.length;
		const stays = await publish('Stays <b>bold</b>');
		const goes = await publish('Goes');
		const asPaul = await instance.doing(paul);
		done(await database().write((db) => moveRecord(db, asPaul, { record: goes, move: 'withdraw', reason: 'Sent by mistake' })));
		await drained();
		expect(mail.messages.slice(from).filter(({ to }) => to[0]?.endsWith('@example.net'))).toEqual([]);
		const sent = await Promise.all([writeDigests(await telling(), tuesday), writeDigests(await telling(), tuesday)]);
		expect(sent.reduce((a, b) => a + b)).toBe(1);
		await drained();
		const [letter, ...more] = lettersTo('daily@example.net', from);
		expect(more).toEqual([]);
		const text = letter?.mail.text ?? '';
		expect(text.split(`/ar/records/${stays}`)).toHaveLength(2);
		expect(text).toContain('غانا');
		expect(text).toContain('سُحب');
		expect(text.indexOf(goes)).toBe(text.lastIndexOf(goes));
		expect(letter?.mail.html).toContain('&lt;b&gt;bold&lt;/b&gt;');
		expect(await writeDigests(await telling(), monday)).toBe(1);
		await drained();
		expect(lettersTo('weekly@example.net', from)).toHaveLength(1);
		expect(lettersTo('weekly@example.net', from)[0]?.mail.text).toContain('您关注的内容有新动态');
		expect(await writeDigests(await telling(), monday)).toBe(0);
	});

	test('carry what was beyond the letters of a day', async () => {
		await subscribe('eager@example.net', '/search', 'instant');
		const reader = await findReader(database().fresh, { email: 'eager@example.net' });
		await database().write((db) =>
			db
				.insertInto('watching.letters')
				.values(
					Array.from({ length: mostInstant }, (_, count) => ({
						id: `l${count}`,
						reader_id: reader?.id ?? '',
						kind: 'instant',
						watches: [],
						key_sha256: `k${count}`,
						bounce_sha256: `b${count}`,
						sent_at: new Date()
					}))
				)
				.execute()
		);
		const from = mail.messages.length;
		await publish('One too many');
		expect(lettersTo('eager@example.net', from)).toEqual([]);
		await writeDigests(await telling(), tuesday);
		await drained();
		expect(lettersTo('eager@example.net', from)[0]?.mail.text).toContain('One too many');
	});
});

describe('a letter that comes back', () => {
	const report = (address: string, action: string, status: string) =>
		Buffer.from(
			[
				'From: MAILER-DAEMON@mx.example.net',
				`To: ${address}`,
				'Subject: Undelivered Mail Returned to Sender',
				'MIME-Version: 1.0',
				'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
				'',
				'--b',
				'Content-Type: text/plain',
				'',
				'I could not deliver it.',
				'--b',
				'Content-Type: message/delivery-status',
				'',
				'Reporting-MTA: dns; mx.example.net',
				'',
				'Final-Recipient: rfc822; gone@example.net',
				`Action: ${action}`,
				`Status: ${status}`,
				'',
				'--b--',
				''
			].join('\r\n')
		);
	const took = async (letter: Buffer, at = new Date()) =>
		takeIn(database(), await instance.world(), { domain, tell: async () => undefined } as never, letter, at);

	test('for good ends what an address without an account follows, and the address is forgotten', async () => {
		await subscribe('gone@example.net', '/search', 'instant');
		await publish('For an address that does not work');
		const back = lettersTo('gone@example.net').at(-1)?.from ?? '';
		expect(back).toMatch(/^back\+[0-9a-f]{32}@reply\.example\.org$/);
		expect(await took(report(`back+${'0'.repeat(32)}@${domain}`, 'failed', '5.1.1'))).toBe('bounce-unknown');
		expect(await took(report(back.toUpperCase(), 'failed', '5.1.1'))).toBe('bounce-hard');
		expect(await findReader(database().fresh, { email: 'gone@example.net' })).toBeUndefined();
		expect(await took(report(back, 'failed', '5.1.1'))).toBe('bounce-unknown');
	});

	test('for good at the door of the mail server is counted like one that came back; a refusal of our own is tried again', async () => {
		await subscribe('closed@example.net', '/search', 'instant');
		await subscribe('strict@example.net', '/search', 'instant');
		mail.refuses.set('closed@example.net', '550 5.1.1 Nobody of this name');
		mail.refuses.set('strict@example.net', '550 5.7.1 Not from you');
		await publish('For a door that is closed').catch(() => undefined);
		expect(await findReader(database().fresh, { email: 'closed@example.net' })).toBeUndefined();
		expect(await findReader(database().fresh, { email: 'strict@example.net' })).toBeDefined();
		mail.refuses.clear();
	});

	test('for now is counted once a letter; after five none are sent to the account until its person says so', async () => {
		done(await follow(await as(lena), { address: '/search', frequency: 'instant' }));
		for (let count = 0; count < 5; count += 1) {
			await publish(`Full mailbox ${count}`);
			const back = lettersTo(lena.email).at(-1)?.from ?? '';
			expect(await took(report(back, 'delayed', '4.2.2'))).toBe('bounce-soft');
			expect(await took(report(back, 'delayed', '4.2.2'))).toBe('bounce-again');
		}
		expect((await findReader(database().fresh, { account: lena.id }))?.stoppedAt).toBeInstanceOf(Date);
		const from = mail.messages.length;
		await publish('Not told');
		expect(lettersTo(lena.email, from)).toEqual([]);
		await database().write((db) => resume(db, { account: lena.id, at: new Date() }));
		await publish('Told again');
		expect(lettersTo(lena.email, from)).toHaveLength(1);
		expect(lettersTo(lena.email, from)[0]?.mail.text).toContain('Not told');
	});
});

describe('a person with an account', () => {
	test('follows once what stands at one address, changes how often by the link of a letter, and is refused when looking on', async () => {
		await follow(await as(ama), { address: `${origin}/en/registers/exemptions-annex-a?party=GHA&standing=current&page=2`, frequency: 'weekly' });
		done(await follow(await as(ama), { address: '/registers/exemptions-annex-a?party=GHA', frequency: 'instant' }));
		const reader = await findReader(database().fresh, { account: ama.id });
		expect(await watchesOf(database().fresh, reader?.id ?? '')).toMatchObject([
			{ address: '/registers/exemptions-annex-a?party=GHA', frequency: 'instant' }
		]);
		expect(reader).toMatchObject({ email: ama.email, language: 'en' });
		const looking = { ...ama, lookingOn: 'support' };
		expect(await follow({ ...(await watching(ama)), by: looking as never }, { address: '/search', frequency: 'daily' })).toEqual({
			refusal: 'not-allowed'
		});
		const key = linkIn(lettersTo(lena.email).at(-1)?.mail.text, 'watching');
		const [watch] = (await openDoor(database().fresh, key))?.watches ?? [];
		expect(await changeThrough(await watching(null), key, watch?.id ?? '', 'weekly')).toEqual({ watch: watch?.id });
		expect(await changeThrough(await watching(null), key, 'of-another', 'weekly')).toEqual({ refusal: 'not-found' });
	});

	test('keeps pages under names that nobody else sees', async () => {
		const saved = done(await saveView(await as(ama), { address: '/en/reporting/2021-2024?region=africa&page=2', name: '  Africa\n<b> ' }));
		done(await saveView(await as(ama), { address: '/reporting/2021-2024?region=africa', name: 'Africa' }));
		expect(await viewsOf(database().fresh, ama.id)).toMatchObject([
			{ id: saved.view, name: 'Africa', address: '/reporting/2021-2024?region=africa' }
		]);
		expect(await viewsOf(database().fresh, lena.id)).toEqual([]);
		expect(await removeView(await as(lena), saved.view)).toEqual({ refusal: 'not-found' });
		expect(await saveView(await as(ama), { address: '//elsewhere.example', name: 'x' })).toEqual({ refusal: 'nothing-to-follow' });
		expect(await saveView(await as(ama), { address: '/en/work/account', name: 'x' })).toEqual({ refusal: 'nothing-to-follow' });
		expect(await saveView(await as(ama), { address: '/search', name: ' ' })).toEqual({ refusal: 'name-missing' });
		done(await removeView(await as(ama), saved.view));
		expect(await viewsOf(database().fresh, ama.id)).toEqual([]);
	});
});
