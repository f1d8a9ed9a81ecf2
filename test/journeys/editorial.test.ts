// SPDX-License-Identifier: Apache-2.0
// The editorial desk: a page of the site and news are written, looked at by a second person and published, at once or when their hour comes; where
// they lead is looked at on a real site of the test; the menu and the banners are arranged.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPage } from '#api/pages.ts';
import type { Entry } from '#catalogue/entry.ts';
import { sectionLine } from '#catalogue/section-line.ts';
import { editorialDesk } from '#catalogue/server/editorial-desk.ts';
import { pageAt, readSection } from '#catalogue/server/sections.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { withdrawnFrom } from '#catalogue/server/withdrawn.ts';
import { addFact } from '#convention/server/add-fact.ts';
import { changedFacts, lostDays } from '#convention/server/changed-facts.ts';
import { currentConvention, forget } from '#convention/server/current.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factOf } from '#convention/server/facts.ts';
import { bannersOn, menuIn } from '#editorial/menu.ts';
import { plannedMoment, planZones } from '#editorial/plan.ts';
import { sectionAsked, sections } from '#editorial/sections.ts';
import { cancelPlan, planPublication } from '#editorial/server/plan-publication.ts';
import { plansOf } from '#editorial/server/plans.ts';
import { visit } from '#editorial/server/visit.ts';
import type { Answers } from '#forms/form.ts';
import { changeKey, meetingEvents } from '#interop/calendar/events.ts';
import { icalendar } from '#interop/calendar/icalendar.ts';
import { publishedEvent } from '#interop/calendar/published-event.ts';
import { sectionFeed } from '#interop/feeds/server/sections.ts';
import type { Person } from '#people/person.ts';

import { cardOf } from '#interop/cards/server/cards.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import type { Platform } from '#platform/server/platform.ts';
import { begin } from '#records/server/begin.ts';
import { type Announced, type Doing, eventQueue } from '#records/server/doing.ts';
import { moveRecord, type Moving } from '#records/server/move-record.ts';
import { findRecord } from '#records/server/records.ts';
import { submit } from '#records/server/submit.ts';
import { readerIn } from '#text/message.ts';
import { lookAtLinks, runEditorial } from '#worker/editorial.ts';
import { headOfLetter } from '#people/server/ground.ts';
import { sql } from 'kysely';
import { react } from '#worker/reactions.ts';
import { eventsOf, readCalendar, textOf, valueOf } from '../ground/read-calendar.ts';
import { ama, edith, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let platform: Platform;
let jobs: Jobs;
let folder: string;
let site: Server;
let address: string;
const asked: string[] = [];

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'editorial-'));
	const log = openLog('silent');
	const configuration = configurationFrom({ DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	jobs = await openJobs(world.database, { log, drained: true });
	const files = await openFiles(configuration);
	const mailer = await openMailer({ dataDir: folder, mailServer: null, sender: 'noreply@example.org' });
	platform = { configuration, log, database: world.database, mailer, files, jobs, close: async () => mailer.close() };
	await jobs.declare('letters', 'file-texts');
	await jobs.work<Announced>(eventQueue, async (event) => react({ platform, world: world.catalogue }, event));
	await runEditorial(
		platform,
		async () => world.catalogue,
		async (by, at) => doing(by, at.toISOString()),
		{ allows: () => true }
	);
	await world.database.write(async (db) => {
		const at = new Date();
		for (const { id, name, email, language, roles } of [paul, edith]) {
			await db.insertInto('people.accounts').values({ id, name, email, language, created_at: at, updated_at: at }).execute();
			for (const role of roles) await addRole(db, id, role, { by: 'platform', at });
		}
	});
	site = createServer((request, reply) => {
		asked.push(`${request.method} ${request.url}`);
		const { url = '' } = request;
		if (url === '/moved') return reply.writeHead(301, { location: '/good' }).end();
		if (url === '/elsewhere') return reply.writeHead(302, { location: '/good' }).end();
		if (url === '/circle') return reply.writeHead(302, { location: '/circle' }).end();
		if (url === '/inside') return reply.writeHead(302, { location: 'http://10.0.0.1/secrets' }).end();
		if (url === '/reads' && request.method === 'HEAD') return reply.writeHead(405).end();
		if (url === '/closed') return reply.writeHead(403).end();
		if (url === '/silent') return;
		reply.writeHead(url === '/gone' ? 404 : 200).end('x');
	});
	await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
	address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
}, 120_000);
afterAll(async () => {
	site.closeAllConnections();
	site.close();
	await jobs.stop();
	await platform.close();
	await world.database.close();
	await rm(folder, { recursive: true });
});

const doing = (by: Person, at?: string): Doing => ({ ...world.doing(by, at), announce: async (own, event) => jobs.enqueue(own, eventQueue, event) });
const planning = (by: Person, at?: string) => ({ ...doing(by, at), jobs });
const db = () => world.database.read;
const fine = <T>(outcome: T | Refusal): T => {
	if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
	return outcome as T;
};
const move = (by: Person, moving: Moving) => world.database.write((own) => moveRecord(own, doing(by), moving));
const six = (text: string) => Object.fromEntries(['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((language) => [language, `${text} ${language}`]));
const items = (type: string) => world.definitions.current(type)?.form.checklist ?? [];

const begun = async (type: string, answers: Answers): Promise<string> =>
	fine(
		await world.database.write((own) => begin(own, doing(edith), { type, ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC', answers }))
	).id;
async function submitted(type: string, answers: Answers): Promise<string> {
	const id = await begun(type, answers);
	fine(await world.database.write((own) => submit(own, doing(edith), id)));
	return id;
}
async function published(type: string, answers: Answers): Promise<string> {
	const id = await submitted(type, answers);
	fine(await move(paul, { record: id, move: 'publish', checklist: items(type) }));
	await jobs.drain();
	return id;
}
const news = (more: Answers = {}): Answers => ({
	title: six('Title'),
	date: '2026-11-20',
	summary: six('Summary'),
	body: six('## Head\n\nText **strong**'),
	...more
});

describe('a page of the site', () => {
	let about: string;
	test('is found by its address once it is published, and by nobody before', async () => {
		const id = await submitted('page', { title: six('About'), body: six('Text'), slug: 'about' });
		expect(await pageAt(db(), 'about')).toBeUndefined();
		expect(await move(edith, { record: id, move: 'publish', checklist: items('page') })).toEqual({ refusal: 'not-allowed' });
		fine(await move(paul, { record: id, move: 'publish', checklist: items('page') }));
		await jobs.drain();
		expect((await pageAt(db(), 'about'))?.recordId).toBe(id);
		about = id;
	});

	test('is shared with a picture of its own, and so is a meeting', async () => {
		const { definitions, convention } = world;
		const asking = { db: db(), origin: 'https://exchange.test', definitions, convention, reader: await readerIn('fr'), demonstration: false };
		expect(await cardOf(asking, 'pages', 'about')).toMatchObject({ title: { text: 'About fr' }, address: 'exchange.test/fr/pages/about' });
		expect(await cardOf(asking, 'pages', 'nowhere')).toBeUndefined();
		expect(await cardOf(asking, 'meetings', 'COP6')).toMatchObject({ address: 'exchange.test/fr/meetings/COP6' });
		expect((await cardOf(asking, 'meetings', 'COP6'))?.below).toContain('2025-11-03');
		expect(await cardOf(asking, 'meetings', 'COP99')).toBeUndefined();
	});

	test('has an address of its own, and none above itself', async () => {
		const twin = await begun('page', { title: six('Twin'), body: six('Text'), slug: 'about' });
		expect(await world.database.write((own) => submit(own, doing(edith), twin))).toMatchObject({
			refusal: 'has-errors',
			findings: [{ at: 'slug', code: 'editorial-slug-taken', values: { record: about } }]
		});
		const odd = await begun('page', { title: six('Odd'), body: six('Text'), slug: 'Not a slug/../x' });
		expect(await world.database.write((own) => submit(own, doing(edith), odd))).toMatchObject({ findings: [{ at: 'slug', code: 'not-a-slug' }] });
		const below = await published('page', { title: six('Below'), body: six('Text'), slug: 'below', parent: about });
		const again = await begun('page', { title: six('Circle'), body: six('Text'), slug: 'circle', parent: below });
		fine(await world.database.write((own) => submit(own, doing(edith), again)));
		fine(await move(edith, { record: about, move: 'revise' }));
		const { saveAnswers } = await import('#records/server/save-answers.ts');
		fine(await world.database.write((own) => saveAnswers(own, doing(edith), { record: about, version: 2, answers: { parent: below } })));
		expect(await world.database.write((own) => submit(own, doing(edith), about))).toMatchObject({
			findings: [{ at: 'parent', code: 'editorial-parent-circle' }]
		});
		fine(await move(edith, { record: about, move: 'discard' }));
	});

	test('has its address alone also where another one waits with it', async () => {
		const [first, second] = [
			await submitted('page', { title: six('First'), body: six('Text'), slug: 'both' }),
			await submitted('page', { title: six('Second'), body: six('Text'), slug: 'both' })
		];
		fine(await move(paul, { record: first, move: 'publish', checklist: items('page') }));
		expect(await move(paul, { record: second, move: 'publish', checklist: items('page') })).toEqual({
			refusal: 'name-taken',
			values: { record: first, name: 'both' }
		});
	});

	test('leaves its address when it is withdrawn', async () => {
		const id = await published('page', { title: six('Short'), body: six('Text'), slug: 'short-lived' });
		fine(await move(paul, { record: id, move: 'withdraw', reason: 'It was a trial.' }));
		await jobs.drain();
		expect(await pageAt(db(), 'short-lived')).toBeUndefined();
	});
});

describe('a picture', () => {
	test('is not published without words, in every language of the text', async () => {
		const sha = 'd'.repeat(64);
		const id = await begun('news', { ...news({ body: { en: 'Text', fr: 'Texte' } }) });
		const { attach } = await import('#records/server/attach.ts');
		const { saveAnswers } = await import('#records/server/save-answers.ts');
		fine(
			await world.database.write((own) =>
				attach(own, doing(edith), { record: id, sha256: sha, name: 'mine.webp', mediaType: 'image/webp', size: 10 })
			)
		);
		const picture = { file: sha, name: 'mine.webp', mediaType: 'image/webp', size: 10, language: '' };
		const save = async (answers: Answers, version: number) =>
			fine(await world.database.write((own) => saveAnswers(own, doing(edith), { record: id, version, answers })));
		const { draft } = await save({ image: picture }, 1);
		expect(await world.database.write((own) => submit(own, doing(edith), id))).toMatchObject({ findings: [{ at: 'imageAlt', code: 'required' }] });
		const { draft: second } = await save({ imageAlt: { en: 'A mine' } }, draft.version);
		expect(await world.database.write((own) => submit(own, doing(edith), id))).toMatchObject({
			findings: [{ at: 'imageAlt.fr', code: 'editorial-alt-language' }]
		});
		await save({ imageAlt: { en: 'A mine', fr: 'Une mine' } }, second.version);
		fine(await world.database.write((own) => submit(own, doing(edith), id)));
	});
});

describe('a publication that is planned', () => {
	const soon = new Date('2026-12-01T08:00:00Z');
	const plan = (by: Person, record: string, at = soon, checklist = items('news')) =>
		world.database.write((own) => planPublication(own, planning(by), { record, at, checklist }));

	test('is asked for as a day and an hour that exist', () => {
		expect(plannedMoment('2026-12-01', '08:00')?.toISOString()).toBe('2026-12-01T08:00:00.000Z');
		for (const [day, time] of [
			['2026-02-30', '08:00'],
			['2026-12-01', '24:00'],
			['1.12.2026', '8'],
			['', '']
		] as const)
			expect(plannedMoment(day, time)).toBeNull();
	});

	test('is done when its hour comes, in the name of who planned it', async () => {
		const id = await submitted('news', news());
		expect(await plan(edith, id)).toEqual({ refusal: 'not-allowed' });
		expect(await plan(ama, id)).toEqual({ refusal: 'not-found' });
		expect(await plan(paul, id, soon, [])).toEqual({ refusal: 'checklist-incomplete' });
		expect(await plan(paul, id, new Date('2026-11-01T00:00:00Z'))).toEqual({ refusal: 'moment-past' });
		expect(await plan(paul, id, new Date('2029-11-01T00:00:00Z'))).toMatchObject({ refusal: 'too-far-ahead' });
		const [one, two] = await Promise.all([plan(paul, id), plan(paul, id)]);
		expect([one, two].filter((outcome) => isRefusal(outcome))).toEqual([{ refusal: 'already-planned' }]);
		const desk = await editorialDesk({ db: db(), definitions: world.definitions, convention: world.convention }, 12, new Date('2026-11-24'));
		expect(desk.planned.map((line) => [line.id, line.by])).toEqual([[id, 'Paul Petrov']]);
		expect(desk.waiting.find((line) => line.id === id)?.planned).toBe(true);
		await jobs.drain({ later: true });
		expect((await findRecord(db(), id))?.state).toBe('published');
		const moves = await db().selectFrom('records.moves').select(['move', 'moved_by']).where('record_id', '=', id).orderBy('seq').execute();
		expect(moves.at(-1)).toEqual({ move: 'publish', moved_by: 'paul' });
		expect((await plansOf(db(), id)).map(({ outcome }) => outcome)).toEqual(['done']);
	});

	test('can be called off until then, and stays in the history', async () => {
		const id = await submitted('news', news());
		const made = fine(await plan(paul, id));
		expect(await world.database.write((own) => cancelPlan(own, doing(ravi), made.id))).toEqual({ refusal: 'not-allowed' });
		fine(await world.database.write((own) => cancelPlan(own, doing(paul), made.id)));
		expect(await world.database.write((own) => cancelPlan(own, doing(paul), made.id))).toEqual({ refusal: 'not-planned' });
		await jobs.drain({ later: true });
		expect((await findRecord(db(), id))?.state).toBe('unpublished');
		expect((await plansOf(db(), id))[0]).toMatchObject({ outcome: 'cancelled', endedBy: 'paul' });
	});

	test('ends when the record is recalled, and does not publish what was not looked at', async () => {
		const id = await submitted('news', news());
		fine(await plan(paul, id));
		fine(await move(edith, { record: id, move: 'recall' }));
		await jobs.drain();
		expect((await plansOf(db(), id))[0]).toMatchObject({ outcome: 'cancelled', endedBy: 'edith' });
		fine(await world.database.write((own) => submit(own, doing(edith), id)));
		await jobs.drain({ later: true });
		expect((await findRecord(db(), id))?.stage).toBe('submitted');
	});

	test('is refused where the publisher is none any more, and the desk says so', async () => {
		const id = await submitted('news', news());
		fine(await plan(paul, id));
		await world.database.write((own) => own.deleteFrom('people.roles').where('account_id', '=', 'paul').execute());
		await jobs.drain({ later: true });
		expect((await plansOf(db(), id))[0]).toMatchObject({ outcome: 'refused', why: 'not-found' });
		// Whoever planned it is written to.
		const { rows } = await sql<{ data: { sealed: string } }>`select data from pgboss.job where name = 'letters'`.execute(world.database.kysely);
		const heads = await Promise.all(rows.map(({ data }) => headOfLetter(world.database, data.sealed)));
		expect(heads).toContainEqual({ to: paul.email, subject: expect.stringContaining(id) as string });
		const desk = await editorialDesk({ db: db(), definitions: world.definitions, convention: world.convention }, 12, new Date());
		expect(desk.refused.map((line) => line.id)).toContain(id);
		await world.database.write((own) => addRole(own, 'paul', { role: 'publisher' }, { by: 'adam', at: new Date() }));
	});
});

test('the hour of a plan is of the zone that was chosen, summer time and all', () => {
	expect(plannedMoment('2027-07-01', '08:00')?.toISOString()).toBe('2027-07-01T08:00:00.000Z');
	expect(plannedMoment('2027-07-01', '08:00', 'Europe/Zurich')?.toISOString()).toBe('2027-07-01T06:00:00.000Z');
	expect(plannedMoment('2027-01-01', '08:00', 'Europe/Zurich')?.toISOString()).toBe('2027-01-01T07:00:00.000Z');
	expect(plannedMoment('2027-02-30', '08:00', 'Asia/Tokyo')).toBeNull();
	expect(plannedMoment('2027-07-01', '08:00', 'Nowhere/Else')).toBeNull();
	expect(planZones[0]).toBe('UTC');
	expect(planZones).toContain('Africa/Accra');
});

describe('the sections', () => {
	test('show events to come and past by their days, with hours in their zone', async () => {
		const event = (day: string, more: Answers = {}): Answers => ({
			title: six('Event'),
			kind: 'webinar',
			body: six('Text'),
			startDay: day,
			endDay: day,
			timeZone: 'Europe/Zurich',
			online: 'https://example.org/x',
			languages: ['en'],
			...more
		});
		const to = await published('event', event('2027-03-30', { startTime: '14:00', endTime: '15:30' }));
		const past = await published('event', event('2026-01-10'));
		const read = (query: string) => readSection(db(), sections.events, sectionAsked(sections.events, new URLSearchParams(query)), '2026-11-24');
		expect((await read('')).entries.map(({ recordId }) => recordId)).toEqual([to]);
		expect((await read('when=past')).entries.map(({ recordId }) => recordId)).toEqual([past]);
		const [entry] = (await read('')).entries;
		if (!entry) throw new Error('no entry');
		// Summer time has begun in Zürich two days before.
		expect(sectionLine(entry, world.definitions.form('event')).event?.start?.toISOString()).toBe('2027-03-30T12:00:00.000Z');
		expect(publishedEvent(entry, 'en', 'demo')).toMatchObject({ from: new Date('2027-03-30T12:00:00Z'), until: new Date('2027-03-30T13:30:00Z') });
		const wrong = await begun('event', event('2027-03-30', { startTime: '25:00', timeZone: 'Zurich', endDay: '2027-03-29' }));
		expect(await world.database.write((own) => submit(own, doing(edith), wrong))).toMatchObject({
			findings: [{ at: 'startTime', code: 'not-a-time' }, { at: 'timeZone', code: 'not-a-time-zone' }, { code: 'not-in-order' }]
		});
	});

	test('say in calendars that what was withdrawn, or has no day any more, is off', async () => {
		const title = six('Called off');
		const days = { startDay: '2027-06-01', startTime: '09:00', endDay: '2027-06-02', timeZone: 'Europe/Zurich' };
		const id = await published('event', {
			title,
			kind: 'webinar',
			body: six('Text'),
			online: 'https://example.org/canary',
			languages: ['en'],
			...days
		});
		const line = (entry: Entry) =>
			icalendar({
				...{ origin: 'https://exchange.test', language: 'en', title: 'Events', path: '/calendar/en/events.ics', page: '/en/events' },
				events: [publishedEvent(entry, 'en', 'demo')]
			});
		const off = (since = '2026-01-01') => withdrawnFrom(db(), 'event', since);
		const before = eventsOf(readCalendar(line((await findEntry(db(), id)) as Entry)))[0];
		expect(await off()).toEqual([]);
		fine(await move(paul, { record: id, move: 'withdraw', reason: 'The speaker is ill.' }));
		await jobs.drain();
		expect(await off('2027-06-03')).toEqual([]);
		const [entry] = await off();
		expect(entry?.answers).toEqual({});
		const text = line(entry as Entry);
		expect(text).not.toContain('canary');
		const after = eventsOf(readCalendar(text))[0];
		if (!before || !after) throw new Error('no event');
		for (const name of ['UID', 'DTSTART', 'DTEND']) expect(valueOf(after, name), name).toBe(valueOf(before, name));
		expect([valueOf(before, 'STATUS'), valueOf(after, 'STATUS')]).toEqual(['CONFIRMED', 'CANCELLED']);
		expect(Number(valueOf(after, 'SEQUENCE'))).toBeGreaterThan(Number(valueOf(before, 'SEQUENCE')));
		expect(valueOf(after, 'LAST-MODIFIED')).toBeTruthy();
		expect(textOf(after, 'DESCRIPTION')).toBe('The speaker is ill.');

		// A meeting whose day the secretariat takes off.
		const fact = await factOf(db(), 'meeting', 'COP6');
		const edit = { kind: 'meeting' as const, id: 'COP6', status: 'to-verify', source: 'desk', by: 'adam', at: new Date(), reason: '' };
		fine(await world.database.write((own) => editFact(own, { ...edit, value: { ...fact?.value, start: null, end: null } } as never)));
		const meetings = async () => {
			forget(world.database);
			const changes = new Map((await changedFacts(db(), ['meeting'])).map((each) => [changeKey(each.kind, each.id), each]));
			const events = meetingEvents(await currentConvention(world.database), changes, await lostDays(db()));
			return events.find((each) => each.id === 'meeting.COP6');
		};
		const days6 = { start: fact?.value.start, end: fact?.value.end };
		expect(await meetings()).toMatchObject({ ...days6, cancelled: true, changes: 1, changed: expect.any(Date) });
		fine(await world.database.write((own) => editFact(own, { ...edit, status: 'sourced', value: fact?.value } as never)));
		expect(await meetings()).toMatchObject({ ...days6, cancelled: false, changes: 2 });
	});

	test('are narrowed by year, area and language, whatever the address says', async () => {
		const id = await published('news', news({ date: '2025-05-05', areas: ['asgm'], body: { en: 'Only English' } }));
		const read = async (query: string) =>
			(await readSection(db(), sections.news, sectionAsked(sections.news, new URLSearchParams(query)), '2026-11-24')).entries.map(
				({ recordId }) => recordId
			);
		expect(await read('year=2025')).toEqual([id]);
		expect(await read('area=asgm')).toEqual([id]);
		expect((await read("year=2025'--&area=%00&page=-1&language=xx")).length).toBeGreaterThan(1);
		expect(await read('year=1999')).toEqual([]);
	});

	test('are feeds, with whole texts and whole addresses', async () => {
		await published('news', news({ title: { en: 'Linked <news>' }, body: { en: 'See [areas](/areas) <script>alert(1)</script>' } }));
		const asking = {
			db: db(),
			origin: 'https://exchange.test',
			definitions: world.definitions,
			convention: world.convention,
			reader: await readerIn('fr')
		};
		const feed = JSON.parse(await sectionFeed(asking, 'news', 'json')) as { items: { title: string; content_html: string; language: string }[] };
		const item = feed.items.find(({ title }) => title === 'Linked <news>');
		expect(item?.content_html).toContain('href="https://exchange.test/fr/areas"');
		expect(item?.content_html).not.toContain('<script>');
		expect(item?.language).toBe('en');
		expect(await sectionFeed(asking, 'news', 'rss')).toContain('<content:encoded>&lt;');
		expect(await sectionFeed(asking, 'news', 'atom')).toContain('<content type="html" xml:lang="en">');
		expect(await sectionFeed(asking, 'letters', 'atom')).toContain('/feeds/fr/letters.atom');
	});
});

describe('links', () => {
	test('are looked at where texts lead, and what needs somebody is on the desk', async () => {
		const paths = ['good', 'moved', 'elsewhere', 'gone', 'reads', 'closed', 'circle'];
		const text = [
			...paths.map((path) => `[${path}](${address}/${path})`),
			'[areas](/areas/asgm)',
			'[none](/areas/nowhere)',
			'[page](/pages/none)',
			'[old](/pages/%E9v%E9nement)',
			'[after](/parties/GHA)',
			'[start](/)',
			'[french](/fr/areas)',
			'[register](/registers/nope)',
			'[call](/calls/MC-CALL-SEC-9999)',
			'[meeting](/meetings/COP99)',
			'[known meeting](/en/meetings/COP5#documents)',
			'[document](/documents/UNEP/MC/COP.99/1)',
			'[feed](/feeds/en/publications.atom)',
			'[m](mailto:a@example.org)'
		].join(' ');
		const id = await published('news', news({ body: { en: text } }));
		const rows = await db().selectFrom('editorial.links').select(['address', 'state']).execute();
		const states = Object.fromEntries(rows.map((row) => [row.address.replace(address, ''), row.state]));
		expect(states).toMatchObject({
			'/good': 'good',
			'/moved': 'moved',
			'/elsewhere': 'good',
			'/gone': 'broken',
			'/reads': 'good',
			'/closed': 'unsure',
			'/circle': 'broken',
			'/areas/asgm': 'good',
			'/areas/nowhere': 'broken',
			'/pages/none': 'broken',
			'/pages/%E9v%E9nement': 'broken',
			'/parties/GHA': 'good',
			'/': 'good',
			'/fr/areas': 'good',
			'/registers/nope': 'broken',
			'/calls/MC-CALL-SEC-9999': 'broken',
			'/meetings/COP99': 'broken',
			'/en/meetings/COP5#documents': 'good',
			'/documents/UNEP/MC/COP.99/1': 'broken',
			'/feeds/en/publications.atom': 'good'
		});
		expect(Object.keys(states)).not.toContain('mailto:a@example.org');
		const { links } = await editorialDesk({ db: db(), definitions: world.definitions, convention: world.convention }, 12, new Date());
		expect(links.filter(({ records }) => records.includes(id)).map(({ address: each }) => each.replace(address, ''))).toEqual([
			'/areas/nowhere',
			'/calls/MC-CALL-SEC-9999',
			'/documents/UNEP/MC/COP.99/1',
			'/meetings/COP99',
			'/pages/%E9v%E9nement',
			'/pages/none',
			'/registers/nope',
			'/circle',
			'/gone',
			'/moved'
		]);
		// What was looked at lately is left alone, and what no text leads to any more is forgotten.
		const before = asked.length;
		expect(await lookAtLinks(platform, world.catalogue, new Date(), { allows: () => true })).toBe(0);
		expect(asked.length).toBe(before);
		fine(await move(paul, { record: id, move: 'withdraw', reason: 'Over.' }));
		await jobs.drain();
		expect(await db().selectFrom('editorial.link_places').selectAll().where('record_id', '=', id).execute()).toEqual([]);
	});

	test('never lead into somebody’s own network', async () => {
		const before = asked.length;
		expect(await visit(`${address}/good`)).toEqual({ state: 'broken', status: null, reason: 'private-address' });
		expect(await visit('http://localhost/')).toMatchObject({ reason: 'private-address' });
		expect(await visit('http://[::1]/')).toMatchObject({ reason: 'private-address' });
		expect(await visit('http://2130706433/')).toMatchObject({ reason: 'private-address' });
		expect(await visit('http://user:secret@example.org/')).toMatchObject({ reason: 'not-the-web' });
		expect(await visit('file:///etc/passwd')).toMatchObject({ reason: 'not-the-web' });
		expect(asked.length).toBe(before);
		const only = { allows: (each: string) => each === '127.0.0.1' };
		expect(await visit(`${address}/inside`, only)).toEqual({ state: 'broken', status: null, reason: 'private-address' });
	});

	test('are not waited for for ever', async () => {
		expect(await visit(`${address}/silent`, { allows: () => true, patience: 150 })).toMatchObject({ state: 'unsure', reason: 'too-slow' });
	});
});

describe('menu and banners', () => {
	const renewed = async () => {
		forget(world.database);
		return currentConvention(world.database);
	};

	test('are facts that the desk edits: what leads nowhere is not shown', async () => {
		const there = (path: string) => isPage(`/en${path}`);
		const before = menuIn(await renewed(), 'fr', there);
		expect(before.flatMap(({ items: lines }) => lines.map(({ href }) => href))).toEqual(
			expect.arrayContaining(['/fr/search', '/fr/parties', '/fr/news', '/fr/events', '/fr/resources', '/fr/letters'])
		);
		expect(menuIn(world.convention, 'en', () => false)).toEqual([]);
		const fact = await factOf(world.database.read, 'menu-item', 'news-news');
		const edit = (value: object) => ({
			kind: 'menu-item' as const,
			id: 'news-news',
			value: { ...fact?.value, ...value },
			status: 'sourced',
			source: 'desk',
			by: 'edith',
			at: new Date()
		});
		expect(isRefusal(await world.database.write((own) => editFact(own, edit({ to: 'javascript:alert(1)' }) as never)))).toBe(true);
		await world.database.write((own) => editFact(own, edit({ shown: false }) as never));
		const after = menuIn(await renewed(), 'fr', there);
		expect(after.flatMap(({ items: lines }) => lines.map(({ id }) => id))).not.toContain('news-news');
	});

	test('show a banner on its days alone, warnings first', async () => {
		const add = (id: string, value: object) =>
			world.database.write((own) =>
				addFact(own, { kind: 'banner', id, value, status: 'sourced', source: 'desk', by: 'edith', at: new Date() } as never)
			);
		await add('calm', { words: six('Calm'), severity: 'note', from: '2026-12-01', until: '2026-12-03', link: '/news' });
		await add('storm', { words: six('Storm'), severity: 'warning', from: '2026-12-02', until: '2026-12-02', link: null });
		const convention = await renewed();
		expect(bannersOn(convention, 'ar', '2026-11-30')).toEqual([]);
		expect(bannersOn(convention, 'ar', '2026-12-02').map(({ id, href }) => [id, href])).toEqual([
			['storm', null],
			['calm', '/ar/news']
		]);
		expect(bannersOn(convention, 'ar', '2026-12-03').map(({ id }) => id)).toEqual(['calm']);
	});
});
