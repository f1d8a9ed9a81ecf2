// SPDX-License-Identifier: Apache-2.0
// Ways that records go other than to the public: from one Party to another, registered and closed, from the secretariat; and what becomes of them.
// Canaries sit in everything that two Parties say to one another.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowanceOf } from '#api/allowance.ts';
import { serve } from '#api/serve.ts';
import { askedFrom } from '#catalogue/register-asked.ts';
import { registerOf, registersOf } from '#catalogue/registers.ts';
import { deskOf, queueOf } from '#catalogue/server/desk.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { project } from '#catalogue/server/project.ts';
import { fileTextQueue } from '#catalogue/server/read-file-text.ts';
import { readRegister } from '#catalogue/server/registers.ts';
import { search } from '#catalogue/server/search.ts';
import type { Answers } from '#forms/form.ts';
import { publicationsFeed, registerFeed } from '#interop/feeds/server/publications.ts';
import { sitemap } from '#interop/feeds/server/sheets.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { sendLetters } from '#people/server/ground.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { openMailer } from '#platform/server/mail.ts';
import type { Platform } from '#platform/server/platform.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { type Announced, type Doing, eventQueue } from '#records/server/doing.ts';
import { type Moving, moveRecord } from '#records/server/move-record.ts';
import { readableFile } from '#records/server/readable-file.ts';
import { findRecord, movesOf } from '#records/server/records.ts';
import { brokenSeals, movesSeenBy, readRevision } from '#records/server/revisions.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import type { OwnerKind } from '#records/type.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { react, reactions } from '#worker/reactions.ts';
import { adam, ama, edith, kofi, lena, nina, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const canary = 'nightjar';
const origin = 'https://exchange.test';
const today = '2026-11-24';
const tara: Person = { id: 'tara', name: 'Tara Kamau', email: 'tara@example.org', language: 'fr', roles: [{ role: 'focal-point', party: 'KEN' }] };
/** The Swiss reader of letters reads French, the Ghanaian Arabic: so that the language of a letter is seen to be the reader's. */
const claire: Person = { ...lena, language: 'fr' };
const aisha: Person = { ...ama, language: 'ar' };
/** Everybody but the two Parties. */
const outsiders: (Person | null)[] = [null, tara, nina, ravi, edith, paul, adam];

let world: World;
let platform: Platform;
let jobs: Jobs;
let folder: string;

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'flows-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const mailer = await openMailer({ dataDir: folder, mailServer: null, sender: 'noreply@example.org' });
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, mailer, files, jobs, close: async () => mailer.close() };
	await sendLetters(platform);
	// Reading files is another's story (search): its queue is known, and nobody works on it here.
	await jobs.declare(fileTextQueue);
	await jobs.work<Announced>(eventQueue, (event) => react({ platform, world: world.catalogue }, event));
	await world.database.write(async (db) => {
		await db
			.insertInto('people.organisations')
			.values({
				id: 'clean-rivers',
				code: 'RIVERS',
				name: 'Clean Rivers & Lakes',
				kind: 'ngo',
				state: 'admitted',
				contact_name: 'Nina Alvarez',
				contact_email: nina.email,
				language: 'en',
				applied_at: new Date()
			})
			.execute();
		for (const { id, name, email, language, roles } of [aisha, kofi, claire, tara, nina, ravi, edith, paul, adam]) {
			await db.insertInto('people.accounts').values({ id, name, email, language, created_at: new Date(), updated_at: new Date() }).execute();
			for (const role of roles) await addRole(db, id, role, { by: 'platform', at: new Date() });
		}
	});
}, 120_000);
afterAll(async () => {
	await jobs.stop();
	await platform.close();
	await world.database.close();
	await rm(folder, { recursive: true });
});

const db = () => world.database.read;
const doing = (by: Person, at?: string): Doing => ({
	...world.doing(by, at),
	announce: async (own, event) => {
		if (reactions[event.event]) await jobs.enqueue(own, eventQueue, event);
	}
});
const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const write: World['database']['write'] = (act) => world.database.write(act);
const owners: { [person: string]: [OwnerKind, string, string] } = {
	ama: ['party', 'GHA', 'GH'],
	kofi: ['party', 'GHA', 'GH'],
	lena: ['party', 'CHE', 'CH'],
	tara: ['party', 'KEN', 'KE'],
	edith: ['secretariat', 'secretariat', 'SEC'],
	nina: ['organisation', 'clean-rivers', 'RIVERS']
};

async function begun(by: Person, type: string, answers: Answers, at?: string): Promise<string> {
	const [ownerKind, owner, ownerCode] = owners[by.id] as [OwnerKind, string, string];
	const { id } = fine(await write((own) => begin(own, doing(by, at), { type, ownerKind, owner, ownerCode, answers })));
	for (const sha256 of new Set(JSON.stringify(answers).match(/[0-9a-f]{64}/g)))
		fine(await write((own) => attach(own, doing(by, at), { record: id, sha256, name: `${canary}.pdf`, mediaType: 'application/pdf', size: 10 })));
	return id;
}
const submitted = async (by: Person, type: string, answers: Answers, at?: string): Promise<string> => {
	const id = await begun(by, type, answers, at);
	fine(await write((own) => submit(own, doing(by, at), id)));
	return id;
};
const move = (by: Person, moving: Moving, at?: string) => write((own) => moveRecord(own, doing(by, at), moving));
const published = async (by: Person, type: string, answers: Answers, at?: string): Promise<string> => {
	const id = await submitted(by, type, answers, at);
	fine(await move(paul, { record: id, move: 'publish', checklist: world.definitions.current(type)?.form.checklist ?? [] }, at));
	return id;
};

interface Letter {
	to: string;
	text: string;
}
/** Letters that were sent since the last call. Those who wait for their day come with `later`. */
async function letters(later = false): Promise<Letter[]> {
	await jobs.drain({ later });
	const outbox = join(folder, 'outbox');
	const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith('.eml')).toSorted();
	const found = await Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
	for (const name of names) await rm(join(outbox, name));
	return found.map((raw) => ({ to: /^To: .*?([\w.-]+@[\w.-]+)/m.exec(raw)?.[1] ?? '', text: plain(raw) }));
}

/** The text of a letter as it was before it was made fit for the way. */
function plain(raw: string): string {
	const unfolded = raw.replace(/\?=\r?\n\s+=\?/g, '?==?');
	const heads = unfolded.replace(/=\?utf-8\?([qb])\?(.*?)\?=/gi, (_, how: string, text: string) =>
		how.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replaceAll('_', ' '))
	);
	const parts = heads.split(/\r?\n--/).map((part) => {
		const body = part
			.split(/\r?\n\r?\n/)
			.slice(1)
			.join('\n\n');
		return /transfer-encoding: base64/i.test(part)
			? Buffer.from(body.replace(/\s/g, ''), 'base64').toString('utf8')
			: quoted(body.replace(/=\r?\n/g, ''));
	});
	return `${heads}\n${parts.join('\n')}`;
}
const quoted = (text: string): string =>
	Buffer.from(
		text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
		'latin1'
	).toString('utf8');

async function call(path: string, by: Person | null, from = allowanceOf(1_000_000)): Promise<{ status: number; text: string }> {
	const url = new URL(`${origin}/api/v1/${path}`);
	const { definitions, convention } = world;
	const locals = { platform, definitions, convention, person: by, reader: await readerIn('en'), today, requestId: 'test' };
	const reply = await serve(
		{
			request: new Request(url),
			url,
			path: decodeURIComponent(url.pathname.slice('/api/v1/'.length)),
			address: '192.0.2.1',
			locals,
			doingFor: async (person) => world.doing(person)
		},
		from
	);
	return { status: reply.status, text: await reply.text() };
}
const desk = async (by: Person, on = today) =>
	(await deskOf({ person: by, platform, definitions: world.definitions, convention: world.convention, today: on }))[0];

const file = (letter: string) => ({ file: letter.repeat(64), name: `${canary}.pdf`, mediaType: 'application/pdf', size: 10, language: 'en' });
const contact = { name: `${canary} contact`, organisation: 'Authority', email: `${canary}@example.org`, telephone: canary };
const company = { name: `${canary} company`, address: `${canary} street` };
const formA = (more: Answers = {}): Answers => ({
	importingContact: contact,
	exportingCountry: 'CHE',
	exportingContact: contact,
	approxQuantity: { amount: '25', unit: 'kg' },
	approxShipmentDate: '2027-01-01',
	fromPrimaryMining: false,
	notExcessChlorAlkali: true,
	interimStorage: true,
	useAfterStorage: `${canary} storage`,
	allowedUse: false,
	importer: company,
	exporter: company,
	decision: 'granted',
	conditions: `${canary} conditions`,
	signature: { name: `${canary} official`, title: 'Director', date: '2026-11-01', document: file('d') },
	...more
});

describe('a consent goes from one Party to another', () => {
	let id: string;

	test('the draft is its owner’s alone; it goes to another State, never to its own', async () => {
		const draft = await begun(ama, 'art3-form-a', formA({ exportingCountry: 'GHA' }));
		for (const viewer of [lena, ...outsiders]) expect(await readRevision(db(), world.definitions, viewer, draft), viewer?.id).toBeUndefined();
		const own = [{ at: 'exportingCountry', code: 'exchange-side-own', severity: 'error' }];
		expect(await write((db) => submit(db, doing(ama), draft))).toMatchObject({ refusal: 'has-errors', findings: own });
		// Asked again by the act, whoever examines.
		const { examine, ...bare } = doing(ama);
		expect(examine).toBeDefined();
		expect(await write((db) => submit(db, bare, draft))).toMatchObject({ refusal: 'other-side-own' });
		expect(await write((own) => submit(own, doing(kofi), draft))).toMatchObject({ refusal: 'not-allowed' });
		expect(await findRecord(db(), draft)).toMatchObject({ stage: 'draft', state: 'unpublished', otherParty: null });
	});

	test('submitting sends it at once; the other side gets a letter in its language with the day, and nobody else one', async () => {
		id = await submitted(ama, 'art3-form-a', formA(), '2026-11-02T10:00:00.000Z');
		expect(await findRecord(db(), id)).toMatchObject({ stage: 'done', state: 'published', visibility: 'bilateral', otherParty: 'CHE', published: 1 });
		expect(await brokenSeals(db(), id)).toEqual([]);
		// With the reminders of half time and of the last day, whose time has come for whoever runs this later.
		const sent = await letters(true);
		expect(sent.map(({ to }) => to)).toEqual([claire.email, claire.email, claire.email]);
		for (const letter of sent) expect(letter.text).not.toContain(canary);
		const first = sent.filter(({ text }) => text.includes('30 jours ouvrables'));
		expect(first).toHaveLength(1);
		expect(first[0]?.text).toContain('14 décembre 2026');
		expect(first[0]?.text).toContain(`${origin}/fr/work/records/${id}`);
	});

	test('the other Party reads all of it, with its file, on its desk with the clock running', async () => {
		const read = await readRevision(db(), world.definitions, lena, id);
		if (!read || 'gone' in read) throw new Error('not readable');
		expect(read.revision.answers).toMatchObject({ importer: company, importingContact: contact, signature: { document: file('d') } });
		expect(read.history.map((each) => each.move)).toEqual(['submit']);
		expect(await readableFile(db(), world.definitions, lena, id, 'd'.repeat(64))).toMatchObject({ sha256: 'd'.repeat(64) });
		expect((await call(`records/${id}`, lena)).text).toContain(`${canary} company`);
		const listed = (await call('me/received', lena)).text;
		expect(listed).toContain(`"id":"${id}"`);
		expect(listed).toContain('"otherParty":"CHE","reply":{"due":"2026-12-14","status":"waiting","left":14}');
		expect((await call('me/records', ama)).text).toContain('"due":"2026-12-14"');
		expect((await call('me/received', ama)).text).not.toContain(id);
		const received = (await desk(lena))?.received ?? [];
		expect(received.map((line) => line.record.id)).toEqual([id]);
		expect(received[0]).toMatchObject({
			side: { is: 'from', name: { en: 'Ghana' } },
			outcome: null,
			reply: { due: '2026-12-14', status: 'waiting', left: 14 }
		});
		const own = (await desk(ama))?.sent.find((line) => line.record.id === id);
		expect(own).toMatchObject({ side: { is: 'to', name: { en: 'Switzerland' } }, reply: { due: '2026-12-14', status: 'waiting' } });
		// After its last day the clock says so on both desks.
		expect((await desk(lena, '2026-12-14'))?.received[0]?.reply).toMatchObject({ status: 'waiting', left: 0 });
		for (const party of [lena, ama]) {
			const late = await desk(party, '2026-12-15');
			expect([...(late?.received ?? []), ...(late?.sent ?? [])].find((line) => line.record.id === id)?.reply).toMatchObject({ status: 'overdue' });
		}
	});

	test('nobody else hears the canary, whatever is asked', async () => {
		for (const viewer of outsiders) {
			const who = viewer?.id ?? 'anonymous';
			expect(await readRevision(db(), world.definitions, viewer, id), who).toBeUndefined();
			expect(await readRevision(db(), world.definitions, viewer, id, 1), who).toBeUndefined();
			expect(await readableFile(db(), world.definitions, viewer, id, 'd'.repeat(64)), who).toBeUndefined();
			for (const path of ['', '/revisions', '/revisions/1', '/history', `/files/${'d'.repeat(64)}`, '/draft'])
				expect((await call(`records/${id}${path}`, viewer)).status, `${who} ${path}`).toBeGreaterThanOrEqual(401);
			for (const path of [
				'records?state=any&limit=100',
				`search?q=${canary}`,
				'search?limit=100',
				'me/records',
				'me/received',
				'queue',
				'parties/GHA',
				'parties/CHE'
			]) {
				const { text } = await call(path, viewer);
				expect(text.replaceAll(`q=${canary}`, '').replaceAll(`"${canary}"`, ''), `${who} ${path}`).not.toContain(canary);
				expect(text, `${who} ${path}`).not.toContain(id);
			}
			for (const name of ['withdraw', 'return', 'publish', 'decline', 'revise', 'decide'] as const)
				expect(viewer && (await move(viewer, { record: id, move: name, reason: 'x', outcome: 'denied' })), `${who} ${name}`).toEqual(
					viewer && { refusal: 'not-found' }
				);
			if (viewer)
				expect(
					JSON.stringify(await deskOf({ person: viewer, platform, definitions: world.definitions, convention: world.convention, today })),
					who
				).not.toContain(id);
		}
		expect(
			JSON.stringify(await queueOf({ person: paul, platform, definitions: world.definitions, convention: world.convention, today }))
		).not.toContain(id);
		const rows = await db().selectFrom('catalogue.entries').selectAll().execute();
		expect(JSON.stringify(rows)).not.toContain(canary);
		await write((own) => project(own, world.catalogue, id));
		expect(await findEntry(db(), id)).toBeUndefined();
		for (const words of [canary, id, `${canary} company`]) {
			const found = await search(db(), { words, facets: {}, sort: 'relevance', page: 1, perPage: 10, convention: world.convention, spell: false });
			expect(found.entries.map((entry) => entry.recordId)).not.toContain(id);
		}
		for (const register of await registersOf(world.definitions)) {
			for (const on of ['', '2026-11-20']) {
				const asked = fine(askedFrom(new URLSearchParams(on ? { on } : {}), today));
				const { definitions, convention } = world;
				const read = fine(await readRegister({ db: db(), definitions, convention, today, language: 'en' }, register, asked, true));
				expect(JSON.stringify(read.rows), register.id).not.toContain(canary);
				expect(JSON.stringify(read.rows), register.id).not.toContain(id);
			}
			const asking = { db: db(), origin, definitions: world.definitions, convention: world.convention, reader: await readerIn('en') };
			expect(JSON.stringify(await registerFeed(asking, 'atom', register.id, new URLSearchParams(), today))).not.toContain(id);
		}
		for (const language of languages) {
			const reading = { db: db(), origin, definitions: world.definitions, convention: world.convention, reader: await readerIn(language) };
			const feed = await publicationsFeed(reading, 'atom');
			expect(feed).not.toContain(canary);
			expect(feed).not.toContain(id);
		}
		const asking = { db: db(), origin, definitions: world.definitions, convention: world.convention };
		expect([...((await sitemap(asking)) ?? [])].join('')).not.toContain(id);
	});

	test('the other Party answers; only it may, with an outcome that there is and a day that has come', async () => {
		expect(await move(ama, { record: id, move: 'decide', outcome: 'consented' })).toEqual({ refusal: 'not-allowed' });
		expect(await move(lena, { record: id, move: 'decide', outcome: 'granted' })).toMatchObject({ refusal: 'outcome-unknown' });
		expect(await move(lena, { record: id, move: 'decide' })).toMatchObject({ refusal: 'outcome-unknown' });
		expect(await move(lena, { record: id, move: 'decide', outcome: 'consented', day: '2026-02-30' })).toMatchObject({ refusal: 'not-a-day' });
		expect(await move(lena, { record: id, move: 'decide', outcome: 'consented', day: '2026-11-25' })).toMatchObject({ refusal: 'day-to-come' });
		await letters();
		fine(await move(lena, { record: id, move: 'decide', outcome: 'consented', day: '2026-11-20', reason: `${canary} agreed` }));
		expect(await findRecord(db(), id)).toMatchObject({ outcome: 'consented', outcomeDay: '2026-11-20', stage: 'done', state: 'published' });
		const told = await letters();
		expect(told.map(({ to }) => to).toSorted()).toEqual([aisha.email, kofi.email].toSorted());
		expect(told.find(({ to }) => to === aisha.email)?.text).toContain('الموافقة مسجلة لدى الطرف المصدِّر');
		expect((await desk(lena))?.received[0]).toMatchObject({ outcome: { en: expect.stringContaining('Consent') }, reply: { status: 'answered' } });
	});

	test('whoever has answered is not reminded', async () => {
		const other = await submitted(ama, 'art3-form-a', formA(), '2026-11-03T10:00:00.000Z');
		fine(await move(lena, { record: other, move: 'decide', outcome: 'consented' }));
		expect((await letters(true)).map(({ to }) => to).toSorted()).toEqual([aisha.email, kofi.email, claire.email].toSorted());
	});

	test('a denial corrects it with its reason; the history keeps both', async () => {
		fine(await move(lena, { record: id, move: 'decide', outcome: 'denied', reason: `${canary} second thoughts` }));
		expect(await findRecord(db(), id)).toMatchObject({ outcome: 'denied', outcomeDay: null });
		const record = await findRecord(db(), id);
		if (!record) throw new Error('gone');
		const history = movesSeenBy(ama, record, await movesOf(db(), id));
		expect(history.filter((each) => each.move === 'decide').map((each) => [each.outcome, each.outcomeDay, each.reason])).toEqual([
			['consented', '2026-11-20', `${canary} agreed`],
			['denied', null, `${canary} second thoughts`]
		]);
	});

	test('a new revision goes to the same Party alone, and asks for a new answer', async () => {
		fine(await move(ama, { record: id, move: 'revise' }));
		// The draft of the revision is not the other Party’s.
		expect(JSON.stringify(await readRevision(db(), world.definitions, lena, id))).not.toContain('revise');
		const draft = await db().selectFrom('records.drafts').select('version').where('record_id', '=', id).executeTakeFirstOrThrow();
		const saved = fine(
			await write((own) => saveAnswers(own, doing(ama), { record: id, version: draft.version, answers: { exportingCountry: 'KEN' } }))
		);
		expect(await write((own) => submit(own, doing(ama), id))).toMatchObject({ refusal: 'other-side-changed' });
		fine(await write((own) => saveAnswers(own, doing(ama), { record: id, version: saved.draft.version, answers: { exportingCountry: 'CHE' } })));
		await letters();
		fine(await write((own) => submit(own, doing(ama, '2026-11-23T10:00:00.000Z'), id)));
		expect(await findRecord(db(), id)).toMatchObject({ published: 2, outcome: null, otherParty: 'CHE' });
		expect(await readRevision(db(), world.definitions, tara, id)).toBeUndefined();
		// Told anew, and reminded of this revision alone: at half time and on the last day, in the language of the reader.
		const told = await letters(true);
		expect(told.map(({ to }) => to)).toEqual([claire.email, claire.email, claire.email]);
		for (const letter of told) expect(letter.text).toContain('4 janvier 2027');
	});

	test('what is withdrawn is no longer shown to the other Party, and it is told so', async () => {
		await letters(true);
		fine(await move(ama, { record: id, move: 'withdraw', reason: 'The shipment was given up.' }));
		expect(await readRevision(db(), world.definitions, lena, id)).toMatchObject({ gone: { id } });
		expect(await readableFile(db(), world.definitions, lena, id, 'd'.repeat(64))).toBeUndefined();
		expect((await letters()).map(({ to }) => to).toSorted()).toEqual([aisha.email, claire.email, kofi.email].toSorted());
		for (const viewer of outsiders) expect(await readRevision(db(), world.definitions, viewer, id)).toBeUndefined();
	});
});

test('an extension of an exemption is granted by the secretariat’s record of the decision, and the register knows since when', async () => {
	const entry = world.convention.entries('annex-a')[0]?.id ?? '';
	const exemption = await published(
		lena,
		'art6-exemption-annex-a',
		{
			entry,
			activities: ['manufacture'],
			durationYears: 3,
			subcategory: '-5+cells',
			explanation: [file('b')],
			signature: { name: 'Lena Frei', title: 'Head', date: '2026-01-01', document: file('c') }
		},
		'2026-02-01T10:00:00.000Z'
	);
	const id = await published(
		lena,
		'art6-extension-request',
		{ exemption, requestedYears: 2, justification: [file('e')], eliminationActivities: 'Stocks are being used up.' },
		'2026-03-02T10:00:00.000Z'
	);
	for (const by of [lena, edith, ravi])
		expect(await move(by, { record: id, move: 'decide', outcome: 'granted' }), by.id).toEqual({ refusal: 'not-allowed' });
	await letters();
	fine(
		await move(
			paul,
			{ record: id, move: 'decide', outcome: 'granted', day: '2026-06-01', reason: 'Decision of the COP.' },
			'2026-06-02T10:00:00.000Z'
		)
	);
	expect((await letters()).map(({ to }) => to)).toEqual([claire.email]);
	expect(await findEntry(db(), id)).toMatchObject({ register: { outcome: 'granted' } });
	const { definitions, convention } = world;
	const cells = async (on?: string) => {
		const register = await registerOf(definitions, 'exemption-extensions');
		if (!register) throw new Error('no register');
		const asked = fine(askedFrom(new URLSearchParams(on ? { on } : {}), today));
		return JSON.stringify(fine(await readRegister({ db: db(), definitions, convention, today, language: 'en' }, register, asked)).rows);
	};
	const granted = definitions.current('art6-extension-request')?.form.words['outcome.granted']?.en ?? 'nothing';
	expect(await cells()).toContain(granted);
	expect(await cells('2026-05-31')).not.toContain(granted);
	expect(await cells('2026-06-03')).toContain(granted);
	// Everybody may read what became of it, and why.
	expect((await call(`records/${id}/history`, null)).text).toContain('Decision of the COP.');
});

test('a restricted record is registered for its owner and the secretariat, and the public sees nothing of it', async () => {
	const id = await submitted(ama, 'art15-self-submission', { provision: ['21'], matter: `${canary} matter`, contact });
	const waits = await queueOf({ person: paul, platform, definitions: world.definitions, convention: world.convention, today });
	expect(waits.find((each) => each.id === id)).toMatchObject({ visibility: 'restricted' });
	await letters();
	fine(await move(paul, { record: id, move: 'publish', checklist: world.definitions.current('art15-self-submission')?.form.checklist ?? [] }));
	const told = await letters();
	expect(told.map(({ to }) => to).toSorted()).toEqual([aisha.email, kofi.email].toSorted());
	// Registered, not published to the world.
	expect(told.find(({ to }) => to === kofi.email)?.text).toContain('Registered');
	expect(told.map(({ text }) => text).join()).not.toContain('Everybody');
	expect((await desk(ama))?.registered.map((line) => line.record.id)).toContain(id);
	expect((await desk(ama))?.published.map((line) => line.record.id)).not.toContain(id);
	expect(await findEntry(db(), id)).toBeUndefined();
	for (const viewer of [null, lena, tara, nina]) {
		expect(await readRevision(db(), world.definitions, viewer, id)).toBeUndefined();
		expect((await call(`records/${id}`, viewer)).status).toBe(404);
	}
	for (const viewer of [ama, kofi, ravi, paul])
		expect(JSON.stringify(await readRevision(db(), world.definitions, viewer, id))).toContain(`${canary} matter`);
	fine(await move(paul, { record: id, move: 'decide', outcome: 'closed', reason: 'Considered.' }));
	expect(await findRecord(db(), id)).toMatchObject({ outcome: 'closed' });
	expect(await findEntry(db(), id)).toBeUndefined();
});

describe('the secretariat calls, and is answered', () => {
	const letter = (more: Answers = {}): Answers => ({
		symbol: 'MC/TEST/1',
		date: '2026-11-01',
		title: { en: 'Call for comments' },
		body: { en: 'Comments are invited.' },
		languages: ['en'],
		addressees: ['all'],
		deadline: '2027-01-15',
		...more
	});
	let id: string;

	test('an editor begins, a publisher publishes; nobody else speaks for the secretariat', async () => {
		for (const by of [ama, nina, ravi, adam])
			expect(
				await write((own) => begin(own, doing(by), { type: 'communication', ownerKind: 'secretariat', owner: 'secretariat', ownerCode: 'SEC' })),
				by.id
			).toEqual({ refusal: 'not-allowed' });
		id = await submitted(edith, 'communication', letter());
		expect(id).toBe('MC-LETTER-SEC-0001');
		expect(await move(edith, { record: id, move: 'publish', checklist: world.definitions.current('communication')?.form.checklist })).toEqual({
			refusal: 'not-allowed'
		});
		fine(await move(paul, { record: id, move: 'publish', checklist: world.definitions.current('communication')?.form.checklist }));
		await letters();
		expect(await findEntry(db(), id)).toMatchObject({ ownerKind: 'secretariat' });
		expect((await desk(edith))?.published.map((line) => line.record.id)).toContain(id);
		expect((await call(`records/${id}`, null)).text).toContain('Secretariat of the Minamata Convention');
	});

	test('the call is due on desks until it is answered or its day has passed', async () => {
		const due = async (by: Person, on = today) => (await desk(by, on))?.due.filter((each) => each.id.includes(id)) ?? [];
		expect(await due(ama)).toMatchObject([{ due: '2027-01-15', status: 'soon', record: 'call-response' }]);
		expect((await due(nina))[0]?.title.en).toContain('Call for comments');
		expect(await due(ama, '2027-01-16')).toEqual([]);
		const answer = await published(ama, 'call-response', {
			call: id,
			decision: 'MC/TEST/1',
			respondent: { name: 'Ministry', kind: 'government' },
			respondentKind: 'party',
			receivedAt: '2026-11-20',
			language: 'en',
			comments: [{ comment: 'We agree.' }]
		});
		await letters();
		expect(await due(ama)).toEqual([]);
		expect(await due(lena)).toHaveLength(1);
		expect(await findEntry(db(), answer)).toMatchObject({ answers: { call: id } });
	});
});
