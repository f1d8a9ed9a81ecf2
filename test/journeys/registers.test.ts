// SPDX-License-Identifier: Apache-2.0
// The life of a register: published, revised, extended, withdrawn, and read as it stood on days before and after, in every format.
import { sql } from 'kysely';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asked, askedFrom } from '#catalogue/register-asked.ts';
import { registerOf, registersOf } from '#catalogue/registers.ts';
import { readRegister } from '#catalogue/server/registers.ts';
import { firstRows, walkRegister } from '#catalogue/server/walk-register.ts';
import type { Answers } from '#forms/form.ts';
import { registerFeed } from '#interop/feeds/server/publications.ts';
import { registerSheet } from '#interop/sheets/register-table.ts';
import { xlsx } from '#interop/sheets/xlsx.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { attach } from '#records/server/attach.ts';
import { begin } from '#records/server/begin.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { publicRevisionsAsOf } from '#records/server/revisions-as-of.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama, paul } from '../people.ts';

const register = 'exemptions-annex-a';
let exchange: Exchange;
/** Ghana's exemptions: the one that is revised and extended, the one that is withdrawn. */
let kept: string;
let withdrawn: string;

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const file = (letter: string, name: string) => ({ file: letter.repeat(64), name, mediaType: 'application/pdf', size: 10, language: 'en' });

const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);
const doing = (by: Person, day: string) => exchange.world.doing(by, `${day}T12:00:00.000Z`);
const checklist = (type: string) => exchange.world.definitions.current(type)?.form.checklist;
const publish = async (id: string, type: string, day: string) => {
	fine(await write((db) => submit(db, doing(ama, day), id)));
	fine(await write((db) => moveRecord(db, doing(paul, day), { record: id, move: 'publish', checklist: checklist(type) })));
	await exchange.world.react();
};
async function published(type: string, day: string, answers: Answers): Promise<string> {
	const { id } = fine(await write((db) => begin(db, doing(ama, day), { type, ownerKind: 'party', owner: 'GHA', ownerCode: 'GH', answers })));
	for (const sha256 of new Set(JSON.stringify(answers).match(/[0-9a-f]{64}/g)))
		fine(await write((db) => attach(db, doing(ama, day), { record: id, sha256, name: 'file.pdf', mediaType: 'application/pdf', size: 10 })));
	await publish(id, type, day);
	return id;
}

const exemption = (more: Answers): Answers => ({
	activities: ['import'],
	explanation: [file('b', 'Why.pdf')],
	signature: { name: 'Ama Owusu', title: 'Head', date: '2020-01-01', document: file('c', `${canary}.pdf`) },
	...more
});

beforeAll(async () => {
	exchange = await openExchange();
	// Phased out by the end of 2020: five years run out with 2025, fewer before.
	const entry = exchange.world.convention.entries('annex-a').find(({ id }) => exchange.world.convention.annexAEntry(id)?.phaseOutYear === 2020)?.id;
	if (!entry) throw new Error('no entry of Annex A is phased out by 2020');
	kept = await published('art6-exemption-annex-a', '2026-03-02', exemption({ entry, subcategory: '=first words' }));
	withdrawn = await published('art6-exemption-annex-a', '2026-03-05', exemption({ entry, subcategory: `${canary} of what was withdrawn` }));

	fine(await write((db) => moveRecord(db, doing(ama, '2026-05-09'), { record: kept, move: 'revise' })));
	const { version } = await exchange.world.database.read
		.selectFrom('records.drafts')
		.select('version')
		.where('record_id', '=', kept)
		.executeTakeFirstOrThrow();
	fine(await write((db) => saveAnswers(db, doing(ama, '2026-05-09'), { record: kept, version, answers: { subcategory: 'second words' } })));
	await publish(kept, 'art6-exemption-annex-a', '2026-05-10');

	fine(await write((db) => moveRecord(db, doing(ama, '2026-07-01'), { record: withdrawn, move: 'withdraw', reason: 'No longer needed.' })));
	await exchange.world.react();
}, 120_000);
afterAll(() => exchange.close());

async function read(query: string, language: Language = 'en', id = register) {
	const { definitions, convention, database } = exchange.world;
	const found = await registerOf(definitions, id);
	if (!found) throw new Error(`no register ${id}`);
	const asked = askedFrom(new URLSearchParams(query), today) as Asked;
	return fine(await readRegister({ db: database.read, definitions, convention, today, language }, found, asked, true));
}
async function sheetOf(query: string, language: Language = 'en', id = register) {
	const file = await xlsx(registerSheet({ ...(await read(query, language, id)), origin }, await readerIn(language)));
	return (
		(await readSheet(Buffer.from(file)))[0]?.data.map((row) => row.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell))) ??
		[]
	);
}
async function feedOf(query: string, language: Language = 'en', id = register) {
	const { definitions, convention, database } = exchange.world;
	const asking = { db: database.read, origin, definitions, convention, reader: await readerIn(language) };
	return registerFeed(asking, 'atom', id, new URLSearchParams(query), today);
}
const rowsOn = async (on: string) => {
	const { rows } = await read(`on=${on}&party=GHA`);
	return Object.fromEntries(rows.map((row) => [row.id, [row.standing, row.entry?.revision, row.entry?.answers.subcategory ?? null]]));
};

describe('a register as of a past day', () => {
	test('holds what was published by the end of that day, in the revision of that day', async () => {
		expect(await rowsOn('2026-03-01')).toEqual({});
		expect(await rowsOn('2026-03-02')).toEqual({ [kept]: ['expired', 1, '=first words'] });
		expect(await rowsOn('2026-05-09')).toMatchObject({ [kept]: ['expired', 1, '=first words'] });
		expect(await rowsOn('2026-05-10')).toMatchObject({ [kept]: ['expired', 2, 'second words'] });
	});

	test('what was withdrawn since stood in it as published, says so, and shows its content no more', async () => {
		const before = await read('on=2026-06-30&party=GHA');
		const row = before.rows.find(({ id }) => id === withdrawn);
		expect(row).toMatchObject({ standing: 'published', entry: { state: 'published', withdrawnSince: '2026-07-01', answers: {}, reason: null } });
		expect(row?.entry?.title).not.toEqual({});
		const after = await read('on=2026-07-01&party=GHA');
		expect(after.rows.find(({ id }) => id === withdrawn)).toMatchObject({
			standing: 'withdrawn',
			entry: { state: 'withdrawn', reason: 'No longer needed.' }
		});
		expect(after.counts).toEqual({ expired: 1, withdrawn: 1 });
	});

	test('now and as of today are the same rows', async () => {
		const now = await read('');
		const asOf = await read(`on=${today}`);
		const seen = (rows: typeof now.rows) => rows.map(({ id, standing, cells }) => ({ id, standing, cells }));
		expect(seen(asOf.rows)).toEqual(seen(now.rows));
		for (const each of await registersOf(exchange.world.definitions))
			expect(seen((await read(`on=${today}`, 'en', each.id)).rows), each.id).toEqual(seen((await read('', 'en', each.id)).rows));
	});

	test('superseded: the old notification stands alone until the new one took its place', async () => {
		const { notification, superseded } = exchange.ids;
		const { rows } = await read(`on=${today}`, 'en', 'asgm-notifications');
		expect(rows.find(({ id }) => id === superseded)).toMatchObject({ standing: 'superseded', entry: { supersededBy: notification } });
		// Both were published on one day, minutes apart: just after the first one, only that one is there.
		const first = await exchange.world.database.read
			.selectFrom('records.revisions')
			.select('published_at')
			.where('record_id', '=', superseded)
			.executeTakeFirstOrThrow();
		const { database, definitions } = exchange.world;
		const moment = new Date((first.published_at as Date).getTime() + 1);
		const then = await publicRevisionsAsOf(database.read, definitions, ['art7-notification'], moment, 10);
		expect(then.map(({ record, state }) => [record.id, state])).toEqual([[superseded, 'published']]);
	});
});

describe('an extension that was granted', () => {
	test('moves the day on which the exemption runs out, from its grant on and not before', async () => {
		expect((await read('party=GHA')).rows.find(({ id }) => id === kept)).toMatchObject({ standing: 'expired' });
		const request = await published('art6-extension-request', '2026-08-01', {
			exemption: kept,
			requestedYears: 3,
			justification: [file('d', 'Report.pdf')],
			eliminationActivities: 'Replacing the lamps.'
		});
		expect((await read('party=GHA')).rows.find(({ id }) => id === kept)).toMatchObject({ standing: 'expired' });
		fine(await write((db) => moveRecord(db, doing(paul, '2026-09-01'), { record: request, move: 'decide', outcome: 'granted', day: '2026-08-30' })));
		await exchange.world.react();
		const extended = (await read('party=GHA')).rows.find(({ id }) => id === kept);
		expect(extended?.standing).toBe('in-force');
		expect(extended?.cells.at(-1)).toEqual({ is: 'day', day: '2028-12-31', past: false, extendedBy: request });
		const own = (await read('', 'fr', 'exemption-extensions')).rows[0];
		expect(own?.cells[1]).toEqual({ is: 'record', id: kept });
		expect(own?.cells[3]).toMatchObject({ is: 'options', options: [{ en: 'Granted' }] });
		expect((await read('standing=in-force&party=GHA')).rows.map(({ id }) => id)).toEqual([kept]);
		const on = async (day: string) => (await read(`on=${day}&party=GHA`)).rows.find(({ id }) => id === kept)?.standing;
		expect([await on('2026-08-31'), await on('2026-09-01')]).toEqual(['expired', 'in-force']);
	});
});

describe('a focal point', () => {
	const id = 'national-focal-points';
	const cellsOf = async (query: string) => {
		const { rows, register: found } = await read(query, 'en', id);
		return Object.fromEntries(rows.map((row) => [row.id, Object.fromEntries(found.columns.map((column, at) => [column.id, row.cells[at]]))]));
	};
	let person: string;
	const address = 'kofi@example.org';
	const designation = (open: string[]): Answers => ({
		role: 'alternate',
		start: '2026-04-01',
		end: '2026-09-30',
		name: 'Kofi Mensah',
		title: 'Deputy director',
		ministry: { en: 'Ministry of Environment' },
		address: `${canary} street`,
		open,
		telephone: canary,
		email: address,
		designatingAuthority: 'Ministry of Foreign Affairs',
		letter: [file('a', `${canary}.pdf`)]
	});
	const told = async () => ({
		api: await (await exchange.call(`records/${person}/revisions/1`)).text(),
		register: await (await exchange.call(`registers/${id}?on=2026-05-01`)).text(),
		csv: await (await exchange.call(`registers/${id}?format=csv`)).text(),
		sheet: JSON.stringify(await sheetOf('', 'fr', id)),
		entry: JSON.stringify((await read('', 'en', id)).rows.find((row) => row.id === person)?.entry?.answers)
	});

	test('is current from the first to the last day of the designation, on any day that one asks for', async () => {
		person = await published('art17-4-nfp', '2026-03-20', designation(['email']));
		const on = async (day: string) => (await read(`on=${day}`, 'en', id)).rows.find((row) => row.id === person)?.standing;
		expect([await on('2026-03-31'), await on('2026-04-01'), await on('2026-09-30'), await on('2026-10-01')]).toEqual([
			'not-in-force',
			'in-force',
			'in-force',
			'expired'
		]);
		expect((await read('standing=in-force', 'en', id)).rows.map((row) => row.id)).not.toContain(person);
		expect((await cellsOf(''))[person]).toMatchObject({ end: { day: '2026-09-30', past: true } });
	});

	test('is reached as the Party allows: what it opened stands everywhere, what it did not nowhere', async () => {
		for (const [where, text] of Object.entries(await told())) {
			expect(text, where).toContain(address);
			expect(text, where).not.toContain(canary);
		}
	});

	test('is hidden again in every revision and on every past day once the Party takes the permission back', async () => {
		fine(await write((db) => moveRecord(db, doing(ama, '2026-10-05'), { record: person, move: 'revise' })));
		const { version } = await exchange.world.database.read
			.selectFrom('records.drafts')
			.select('version')
			.where('record_id', '=', person)
			.executeTakeFirstOrThrow();
		fine(await write((db) => saveAnswers(db, doing(ama, '2026-10-05'), { record: person, version, answers: { open: [] } })));
		await publish(person, 'art17-4-nfp', '2026-10-06');
		const texts = await told();
		expect(texts.api).toContain('Kofi Mensah');
		for (const [where, text] of Object.entries(texts)) expect(text, where).not.toContain(address);
		// Whoever speaks for the Party still reads what was said.
		expect(await (await exchange.call(`records/${person}/revisions/1`, { by: ama })).text()).toContain(address);
	});
});

describe('every format answers the same question', () => {
	test('JSON, CSV, spreadsheet and feed hold the row of that day', async () => {
		const json = (await (await exchange.call(`registers/${register}?on=2026-03-02&party=GHA`)).json()) as {
			on: string;
			counts: object;
			rows: { id: string; revision: number; standing: string; cells: Record<string, { text?: string } | null>; history: string }[];
		};
		expect([json.on, json.counts]).toEqual(['2026-03-02', { expired: 1 }]);
		expect(json.rows).toMatchObject([{ id: kept, revision: 1, standing: 'expired', cells: { subcategory: { text: '=first words' } } }]);
		expect(json.rows[0]?.history).toBe(`${origin}/api/v1/records/${kept}/history`);

		const csv = await exchange.call(`registers/${register}?on=2026-03-02&party=GHA&format=csv&lang=fr`);
		expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="${register}-2026-03-02.csv"`);
		const bytes = Buffer.from(await csv.arrayBuffer());
		expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
		const text = bytes.toString();
		expect(text.split('\r\n').filter((line) => line.includes(kept))).toHaveLength(1);
		expect(text).toContain(",'=first words,");
		expect(text).not.toContain(withdrawn);

		const sheet = await sheetOf('on=2026-03-02&party=GHA');
		expect(sheet.flat()).toEqual(expect.arrayContaining(['2026-03-02', kept, '=first words', '2025-12-31', 'Ghana', 'English']));
		expect(sheet.flat()).not.toContain(withdrawn);

		const feed = await feedOf('on=2026-03-02&party=GHA');
		expect(feed).toContain(`${origin}/api/v1/records/${kept}`);
		expect(feed).toContain(`rel="self" type="application/atom+xml" href="${origin}/feeds/en/registers/${register}.atom?on=2026-03-02&amp;party=GHA"`);
		expect(feed).not.toContain(withdrawn);
	});

	test('the register of amendments has no record and the same formats', async () => {
		const reply = await exchange.call('registers/amendments?on=2024-01-01&party=GHA');
		const body = (await reply.json()) as { rows: { id: string; record: null; standing: string }[]; recordTypes: string[] };
		expect(body.recordTypes).toEqual([]);
		expect(body.rows.map(({ id, record }) => [id, record])).toEqual(
			expect.arrayContaining([
				['GHA original', null],
				['GHA cop-4', null]
			])
		);
		expect(body.rows.map(({ id }) => id)).not.toContain('GHA cop-6');
		expect((await (await exchange.call('registers/amendments?format=csv&lang=ar&party=GHA')).text()).split('\r\n').length).toBeGreaterThan(2);
		expect((await sheetOf('party=GHA', 'zh', 'amendments')).length).toBeGreaterThan(6);
		expect(await feedOf('party=GHA', 'ru', 'amendments')).toMatch(/<entry>.*GHA%20original/);
	});

	test('several types feed one register, each row saying which', async () => {
		const found = await registerOf(exchange.world.definitions, 'declarations');
		expect(found?.definitions.length).toBeGreaterThan(1);
		const id = await published('art25-2-declaration', '2026-04-01', { means: ['arbitration-annex-e'], date: '2026-03-30' });
		const { rows } = await read('', 'en', 'declarations');
		expect(rows.find((row) => row.id === id)?.cells.slice(0, 3)).toMatchObject([
			{ is: 'owner', id: 'GHA' },
			{ is: 'words', words: exchange.world.definitions.current('art25-2-declaration')?.form.words['form.short'] },
			{ is: 'day', day: '2026-03-30' }
		]);
	});
});

describe('a question that cannot be answered', () => {
	test.each([
		['2026-02-30', 'not-a-day'],
		['2026-11-25', 'day-to-come']
	])('as of %s is refused with the reason, in the language of the call', async (on, code) => {
		const messages = new Set<string>();
		for (const language of languages) {
			const reply = await exchange.call(`registers/${register}?on=${on}&lang=${language}`);
			expect(reply.status).toBe(422);
			const body = (await reply.json()) as { code: string; title: string };
			expect(body.code).toBe(code);
			expect(body.title).toContain(on);
			messages.add(body.title);
		}
		expect(messages.size).toBe(6);
		expect(await feedOf(`on=${on}`)).toMatchObject({ refusal: code });
	});

	test.each(['on=x', 'on=2026-1-1', 'on=2026-02-01&on=2026-02-02', 'party=%00', 'region=nowhere', 'standing=x', "party='; drop table"])(
		'%s is the fault of a parameter',
		async (query) => {
			const reply = await exchange.call(`registers/${register}?${query}`);
			expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([422, 'not-valid']);
		}
	);
});

describe('a register that has grown large', () => {
	const type = 'art20-implementation-plan';
	const grow = (from: number, to: number) =>
		write((db) =>
			sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, answers, languages, parties, areas, articles,
					concepts, year, demo, first_published_at, published_at, search)
				select 'MC-PLAN-XX-' || lpad(n::text, 6, '0'), 1, ${type}, 'party', (array['GHA', 'CHE', 'DZA'])[n % 3 + 1],
					case when n % 10 = 0 then 'superseded' else 'published' end, '{}', '{}', '{}', '{}', '{}', '{}', '{}', 2026, false,
					timestamptz '2026-01-01' + n * interval '1 second', '2026-01-01', ''
				from generate_series(${from}::int, ${to}::int) as n`.execute(db)
		);
	const ask = async (query: string, whole = false) => {
		const { definitions, convention, database } = exchange.world;
		const found = await registerOf(definitions, 'implementation-plans');
		if (!found) throw new Error('no register of implementation plans');
		const asked = askedFrom(new URLSearchParams(query), today) as Asked;
		return readRegister({ db: database.read, definitions, convention, today, language: 'ru' }, found, asked, whole);
	};
	afterAll(() => write((db) => db.deleteFrom('catalogue.entries').where('record_id', 'like', 'MC-PLAN-XX-%').execute()));

	test('turns its pages in the database, in the same order and with the same counts as in memory', async () => {
		await grow(1, 2_400);
		const whole = fine(await ask('', true));
		expect([whole.total, whole.counts]).toEqual([2_400, { published: 2_160, superseded: 240 }]);
		for (const page of [1, 2, 9, 24, 25]) {
			const read = fine(await ask(`page=${page}`));
			expect(
				read.rows.map(({ id }) => id),
				`page ${page}`
			).toEqual(whole.rows.slice((page - 1) * 100, page * 100).map(({ id }) => id));
			expect([read.total, read.counts]).toEqual([whole.total, whole.counts]);
		}
		const old = fine(await ask('standing=superseded&page=3&party=GHA'));
		expect([old.total, old.rows.every(({ standing, owner }) => standing === 'superseded' && owner.id === 'GHA')]).toEqual([80, true]);
		expect(fine(await ask('sort=record')).rows[0]?.id).toBe('MC-PLAN-XX-000001');
	});

	test('of any length comes whole as JSON, as CSV and in the pages; a sheet says that it ends before', async () => {
		await grow(2_401, 20_001);
		expect(await ask('', true)).toMatchObject({ refusal: 'too-many-rows', values: { most: 20_000 } });
		expect(await ask('sort=record')).toMatchObject({ refusal: 'too-many-rows' });
		expect(fine(await ask('')).total).toBe(20_001);
		expect(fine(await ask('page=201')).rows).toHaveLength(1);
		expect(fine(await ask('party=GHA', true)).total).toBe(6_667);

		const reply = await exchange.call('registers/implementation-plans?lang=ru');
		const json = (await reply.json()) as { counts: object; rows: { id: string; owner: { id: string } }[]; columns: object[] };
		expect([reply.status, json.rows.length, new Set(json.rows.map(({ id }) => id)).size]).toEqual([200, 20_001, 20_001]);
		expect([json.counts, json.columns.length]).toEqual([{ published: 18_001, superseded: 2_000 }, 5]);
		const pages = [fine(await ask('page=1')), fine(await ask('page=67')), fine(await ask('page=201'))];
		expect(pages.map(({ rows }) => rows.map(({ id }) => id))).toEqual(
			[0, 66, 200].map((page) => json.rows.slice(page * 100, page * 100 + 100).map(({ id }) => id))
		);
		const csv = await exchange.call('registers/implementation-plans?format=csv&standing=published');
		expect([csv.headers.get('content-type'), (await csv.text()).trimEnd().split('\r\n').length]).toEqual([
			'text/csv; charset=utf-8; header=present',
			18_002
		]);

		const { definitions, convention, database } = exchange.world;
		const found = await registerOf(definitions, 'implementation-plans');
		if (!found) throw new Error('no register of implementation plans');
		const reading = { db: database.read, definitions, convention, today, language: 'en' } as const;
		const first = await firstRows(walkRegister(reading, found, askedFrom(new URLSearchParams(), today) as Asked), 150);
		const sheet = registerSheet({ ...first, origin, cutAt: 150 }, await readerIn('en'));
		expect([sheet.rows.length, sheet.above?.some(([, said]) => said.includes('first 150 rows only'))]).toEqual([150, true]);
	});

	test('that runs out turns its pages in the database too, each row in its standing on the day', async () => {
		await write((db) =>
			sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, answers, languages, parties, areas, articles,
					concepts, year, demo, first_published_at, published_at, search)
				select 'MC-PLAN-XX-9' || lpad(n::text, 6, '0'), 1, 'art17-4-nfp', 'party', (array['GHA', 'CHE', 'DZA'])[n % 3 + 1], 'published', '{}',
					jsonb_build_object('start', '2020-01-01') || (case n % 4 when 0 then '{"end":"2021-01-01"}' when 1 then '{"start":"2099-01-01"}' else '{}' end)::jsonb,
					'{}', '{}', '{}', '{}', '{}', 2026, false, timestamptz '2026-01-01' + n * interval '1 second', '2026-01-01', ''
				from generate_series(1, 2400) as n`.execute(db)
		);
		const whole = await read('', 'ru', 'national-focal-points');
		const paged = async (query: string) => {
			const { definitions, convention, database } = exchange.world;
			const found = await registerOf(definitions, 'national-focal-points');
			if (!found) throw new Error('no register of focal points');
			const asked = askedFrom(new URLSearchParams(query), today) as Asked;
			return fine(await readRegister({ db: database.read, definitions, convention, today, language: 'ru' }, found, asked));
		};
		const third = await paged('page=3');
		expect([third.counts, third.total]).toEqual([whole.counts, whole.total]);
		expect(third.rows.map(({ id, standing }) => [id, standing])).toEqual(whole.rows.slice(200, 300).map(({ id, standing }) => [id, standing]));
		const expired = await paged('standing=expired&page=2');
		expect(expired.total).toBe(whole.counts.expired);
		expect(new Set(expired.rows.map(({ standing }) => standing))).toEqual(new Set(['expired']));
	});
});

test('walking through a register finds the same rows as reading it, now and on any day', async () => {
	const { definitions, convention, database } = exchange.world;
	const reading = { db: database.read, definitions, convention, today, language: 'en' } as const;
	let rows = 0;
	for (const found of (await registersOf(definitions)).filter((each) => each.definitions.length))
		for (const query of ['', 'on=2026-05-09', 'on=2026-06-30', `on=${today}&party=GHA`, 'standing=current']) {
			const whole = await read(query, 'en', found.id);
			const walked = await firstRows(walkRegister(reading, found, askedFrom(new URLSearchParams(query), today) as Asked), 1_000_000);
			const seen = (all: typeof whole.rows) =>
				all.map(({ id, standing, cells }) => ({ id, standing, cells })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
			expect(seen(walked.rows), `${found.id} ${query}`).toEqual(seen(whole.rows));
			expect([walked.counts, walked.total]).toEqual([whole.counts, whole.total]);
			rows += walked.rows.length;
		}
	expect(rows).toBeGreaterThan(20);
});

test('no register of any day gives a canary away, in any format', async () => {
	let asked = 0;
	for (const { id } of await registersOf(exchange.world.definitions))
		for (const query of ['', 'on=2026-02-01', 'on=2026-06-30', 'on=2026-07-01', `on=${today}`])
			for (const [format, text] of [
				['json', await (await exchange.call(`registers/${id}?${query}`)).text()],
				['csv', await (await exchange.call(`registers/${id}?format=csv&${query}`)).text()],
				['xlsx', JSON.stringify(await sheetOf(query, 'en', id))],
				['atom', String(await feedOf(query, 'en', id))]
			] as const) {
				asked += 1;
				expect(text.toLowerCase(), `${id} ${query} ${format}`).not.toContain(canary);
			}
	expect(asked).toBeGreaterThan(100);
});
