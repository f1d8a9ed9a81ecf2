// SPDX-License-Identifier: Apache-2.0
// What falls due, as a stranger finds it: page by page through the API, as a page, as files, as calendars; before and after something is published.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeadlineRow } from '#catalogue/deadlines.ts';
import { readDeadlines } from '#catalogue/server/deadlines.ts';
import { entryIntoForce } from '#convention/deadline.ts';
import { currentConvention, forget } from '#convention/server/current.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { languages, type Language } from '#text/languages.ts';
import { isRefusal } from '#people/refusal.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { readerIn } from '#text/message.ts';
import { GET as deadlinesIcs } from '../../src/routes/calendar/[lang]/deadlines.ics/+server.ts';
import { GET as meetingsIcs } from '../../src/routes/calendar/[lang]/meetings.ics/+server.ts';
import { GET as reportingIcs } from '../../src/routes/calendar/[lang]/reporting.ics/+server.ts';
import { load } from '../../src/routes/[lang]/deadlines/+page.server.ts';
import { GET as file } from '../../src/routes/[lang]/deadlines.[format]/+server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama, lena, paul } from '../people.ts';
import { eventsOf, readCalendar, textOf, valueOf } from '../ground/read-calendar.ts';

let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
}, 120_000);
afterAll(() => exchange.close());

interface Due {
	id: string;
	deadline: string;
	due: string;
	party: { id: string };
	article: string;
	nature: string;
	state: string;
	records: string[];
	record: string | null;
	forms: { id: string }[];
}

/** Every page of a question, as a program follows it. */
async function walked(query: string): Promise<Due[]> {
	const found: Due[] = [];
	for (let next: string | null = `${origin}/api/v1/deadlines?${query}`; next;) {
		const reply = await exchange.call(next.slice(`${origin}/api/v1/`.length));
		expect(reply.status).toBe(200);
		const page = (await reply.json()) as { deadlines: Due[]; links: { next: string | null } };
		expect(reply.headers.get('link')).toBe(page.links.next && `<${page.links.next}>; rel="next"`);
		found.push(...page.deadlines);
		next = page.links.next;
	}
	return found;
}

/** As the web framework asks. */
async function event(language: Language, path: string, params: object, headers: HeadersInit = {}, day = today) {
	const { database, definitions } = exchange.world;
	const url = new URL(`${origin}${path}`);
	const locals = {
		platform: { database, configuration: { origin } },
		definitions,
		convention: await currentConvention(database),
		today: day,
		reader: await readerIn(language),
		remembered: (_: string, make: () => unknown) => make()
	};
	return { locals, url, params: { lang: language, ...params }, request: new Request(url, { headers }) };
}
/** What the page is given. */
interface Given {
	total: number;
	pages: number;
	months: { month: string; rows: DeadlineRow[] }[];
}
const page = async (query: string, language: Language = 'en') =>
	(await load((await event(language, `/${language}/deadlines${query}`, {})) as unknown as Parameters<typeof load>[0])) as Given;
const fileOf = async (format: string, query: string, language: Language = 'en') =>
	file((await event(language, `/${language}/deadlines.${format}${query}`, { format })) as unknown as Parameters<typeof file>[0]);
const calendarOf = async (query: string, language: Language = 'en', headers: HeadersInit = {}, day = today) =>
	deadlinesIcs(
		(await event(language, `/calendar/${language}/deadlines.ics${query}`, {}, headers, day)) as unknown as Parameters<typeof deadlinesIcs>[0]
	);
const meetingsOf = async (language: Language, headers: HeadersInit = {}) =>
	meetingsIcs((await event(language, `/calendar/${language}/meetings.ics`, {}, headers)) as unknown as Parameters<typeof meetingsIcs>[0]);
const reportingOf = async (party: string) =>
	reportingIcs((await event('en', `/calendar/en/reporting.ics?party=${party}`, {})) as unknown as Parameters<typeof reportingIcs>[0]);

describe('a program', () => {
	test('walks through all deadlines by day and meets each once', async () => {
		const [small, large] = [await walked('limit=37&period=1-year'), await walked('limit=500&period=1-year')];
		expect(large.length).toBeGreaterThan(50);
		expect(small).toEqual(large);
		expect(new Set(large.map(({ id }) => id)).size).toBe(large.length);
		const days = large.map(({ due }) => due);
		expect(days).toEqual(days.toSorted());
		expect([days[0] && days[0] >= today, days.every((day) => day <= '2027-11-24')]).toEqual([true, true]);
	});

	test('narrows the list', async () => {
		const ghana = await walked('party=gha&period=5-years');
		expect(new Set(ghana.map(({ party }) => party.id))).toEqual(new Set(['GHA']));
		const { convention } = exchange.world;
		const africa = await walked('region=africa&article=8&nature=duty&limit=500');
		expect(africa.length).toBeGreaterThan(0);
		for (const { party, article, nature } of africa)
			expect([convention.state(party.id)?.region, article.startsWith('8('), nature]).toEqual(['africa', true, 'duty']);
		expect(await walked('party=GHA&region=weog')).toEqual([]);
		expect(await walked('party=ZZZ')).toEqual([]);
	});

	test('is told what is wrong with its question', async () => {
		for (const [query, parameter] of [
			['from=2026-02-30', 'from'],
			['from=tomorrow', 'from'],
			['period=for-ever', 'period'],
			['cursor=bm9wZQ', 'cursor'],
			['limit=0', 'limit']
		]) {
			const reply = await exchange.call(`deadlines?${query}`);
			expect([reply.status, ((await reply.json()) as { parameters: { parameter: string }[] }).parameters[0]?.parameter]).toEqual([422, parameter]);
		}
	});
});

describe('what is published', () => {
	test('begins a clock, and is named where it meets a deadline', async () => {
		// Three years after the notification of 15 January 2026 (Article 7(3)(b)).
		const [plan] = (await walked('party=GHA&article=7&from=2029-01-01&period=6-months')).filter(({ deadline }) => deadline === 'asgm-plan');
		expect(plan).toMatchObject({ due: '2029-01-15', state: 'due', records: [], forms: [{ id: 'art7-nap' }] });
		const exemption = (await walked('party=CHE&from=2020-01-01&period=5-years')).filter(({ record }) => record === exchange.ids.exemption);
		expect(exemption).toMatchObject([{ deadline: 'exemption-expiry', nature: 'from-then-on' }]);
	});

	test('what is overdue is a duty whose day is past and of which no record is here', async () => {
		const overdue = await walked('period=overdue&party=GHA');
		expect(overdue.length).toBeGreaterThan(0);
		for (const each of overdue) expect([each.state, each.nature, each.due < today, each.records]).toEqual(['passed', 'duty', true, []]);
	});

	test('no draft, nothing confidential and nothing withdrawn shows anywhere', async () => {
		const everything = JSON.stringify([
			await walked('period=5-years&limit=500'),
			await walked('period=overdue&limit=500'),
			await (await calendarOf('?party=GHA')).text()
		]);
		for (const hidden of ['draft', 'submitted', 'returned', 'bilateral', 'restricted', 'withdrawn'] as const)
			expect(everything).not.toContain(exchange.ids[hidden]);
		expect(everything).not.toContain(canary);
	});
});

describe('a reader', () => {
	test('turns the pages of a list by month', async () => {
		const [first, second] = [await page(''), await page('?page=2')];
		expect(first.pages).toBeGreaterThan(1);
		expect(first.months.flatMap(({ rows }) => rows)).toHaveLength(100);
		expect(first.months.map(({ month }) => month)).toEqual(first.months.map(({ month }) => month).toSorted());
		const keys = [first, second].flatMap(({ months }) => months.flatMap(({ rows }) => rows.map(({ key }) => key)));
		expect(new Set(keys).size).toBe(keys.length);
	});

	test('finds nothing where there is nothing, whatever the address says', async () => {
		for (const query of ['?from=2100-01-01', '?party=ZZZ', '?party=%00%22%3E', '?region=nowhere', '?page=99999'])
			expect((await page(query)).months, query).toEqual([]);
		expect((await page('?period=nonsense&nature=nonsense&from=nonsense&page=nonsense')).total).toBe((await page('')).total);
	});

	test.each(languages)('takes the same as a file in %s', async (language) => {
		const query = '?party=GHA&period=5-years';
		const { total } = await page(query, language);
		const csv = await fileOf('csv', query, language);
		expect(csv.headers.get('content-language')).toBe(language);
		expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="deadlines-${today}.csv"`);
		const [head, ...lines] = (await csv.text()).trim().split('\r\n');
		expect(lines).toHaveLength(total);
		expect(head).toContain((await readerIn(language)).t('deadlines.form'));
		const json = (await (await fileOf('json', query, language)).json()) as { total: number; deadlines: Due[] };
		expect([json.total, json.deadlines]).toEqual([total, await walked('party=GHA&period=5-years&limit=500')]);
		expect((await fileOf('xlsx', query, language)).status).toBe(200);
	});
	test('there is no other file', async () => {
		await expect(fileOf('pdf', '')).rejects.toMatchObject({ status: 404 });
	});
});

describe('a calendar', () => {
	test.each(languages)('of a Party holds every day that is known of it, in %s', async (language) => {
		const { database, definitions, convention } = exchange.world;
		const reply = await calendarOf('?party=gha', language);
		expect(Object.fromEntries(reply.headers)).toMatchObject({
			'content-type': 'text/calendar; charset=utf-8',
			'content-language': language,
			'access-control-allow-origin': '*'
		});
		const read = readCalendar(new Uint8Array(await reply.arrayBuffer()));
		const rows = await readDeadlines({ db: database.read, definitions, convention, today }, { party: 'GHA', region: null });
		expect(eventsOf(read).map((each) => valueOf(each, 'UID'))).toEqual(
			expect.arrayContaining(rows.map(({ key }) => `deadline.${key}@exchange.test`))
		);
		expect(eventsOf(read)).toHaveLength(rows.length);
		expect(textOf(read, 'X-WR-CALNAME')).toContain(convention.state('GHA')?.name[language]);
	});

	test('of a region or of all names the Parties of a day together, and is not long', async () => {
		const body = await (await calendarOf('')).text();
		const read = eventsOf(readCalendar(body));
		expect(read.length).toBeGreaterThan(20);
		expect(read.some((each) => /\(\d+ Parties\)$/.test(textOf(each, 'SUMMARY')))).toBe(true);
		expect(body.length).toBeLessThan(1_500_000);
		expect(eventsOf(readCalendar(await (await calendarOf('?region=africa&article=8')).text())).length).toBeGreaterThan(0);
	});

	test('of a State of which no day is known is whole and empty; of no State there is none', async () => {
		const neither = exchange.world.convention.states.find(({ party }) => !party)?.id ?? '';
		expect(eventsOf(readCalendar(await (await calendarOf(`?party=${neither}`)).text()))).toEqual([]);
		await expect(calendarOf('?party=ZZZ')).rejects.toMatchObject({ status: 404 });
		await expect(calendarOf('?party=GHA', 'xx' as Language)).rejects.toMatchObject({ status: 404 });
	});

	test('is not sent again while nothing changes', async () => {
		const etag = (await meetingsOf('ru')).headers.get('etag') ?? '';
		const again = await meetingsOf('ru', { 'if-none-match': etag });
		expect([again.status, await again.text()]).toEqual([304, '']);
		expect((await meetingsOf('zh', { 'if-none-match': etag })).status).toBe(200);
		const own = (await calendarOf('?party=GHA')).headers.get('etag') ?? '';
		expect((await calendarOf('?party=GHA', 'en', { 'if-none-match': own })).status).toBe(304);
	});

	test('is told when the secretariat learns a day: the meeting, and what is due before it', async () => {
		const { database } = exchange.world;
		const meeting = (await currentConvention(database)).all('meeting').find(({ body, start }) => body === 'COP' && start === null);
		if (!meeting) throw new Error('the day of every meeting is known');
		const of = async () =>
			eventsOf(readCalendar(await (await meetingsOf('en')).text())).find((each) => valueOf(each, 'UID')?.includes(`.${meeting.id}@`));
		const etag = (await meetingsOf('en')).headers.get('etag') ?? '';
		expect(await of()).toBeUndefined();
		const { id, status, source, ...value } = meeting;
		const edit = { kind: 'meeting', id, status, source, by: 'officer', at: new Date('2026-11-24T09:30:00Z') };
		const edited = await database.write((db) => editFact(db, { ...edit, value: { ...value, start: '2027-11-08', end: '2027-11-12' } }));
		expect(edited).not.toHaveProperty('refusal');
		forget(database);
		const told = await of();
		if (!told) throw new Error('the meeting is not in the calendar');
		expect(['DTSTART', 'DTEND', 'LAST-MODIFIED', 'SEQUENCE'].map((name) => valueOf(told, name))).toEqual([
			'20271108',
			'20271113',
			'20261124T093000Z',
			'1'
		]);
		expect((await meetingsOf('en', { 'if-none-match': etag })).status).toBe(200);
		const before = eventsOf(readCalendar(await (await calendarOf('?party=GHA')).text()));
		expect(before.find((each) => valueOf(each, 'UID') === 'deadline.amendment-proposal.GHA@exchange.test')).toBeDefined();
		const joining = (await page('?nature=joining-state')).months.flatMap(({ rows }) => rows);
		expect(joining.length).toBeGreaterThan(0);
		for (const { due, party } of joining) expect([due, exchange.world.convention.state(party)?.party]).toEqual(['2027-08-10', null]);
	});
});

describe('a deadline that there is no more', () => {
	const edited = async (kind: 'state' | 'meeting', id: string, more: object, hour: number) => {
		const { database } = exchange.world;
		const fact = (await currentConvention(database)).one(kind, id);
		if (!fact) throw new Error(`${kind} ${id} is not there`);
		const { id: _, status, source, ...value } = fact;
		const at = new Date(Date.UTC(2026, 10, 25, hour));
		const done = await database.write((db) => editFact(db, { kind, id, status, source, value: { ...value, ...more }, by: 'officer', at }));
		expect(done).not.toHaveProperty('refusal');
		forget(database);
	};
	const eventsIn = async (query: string, day = today) =>
		new Map(eventsOf(readCalendar(await (await calendarOf(query, 'en', {}, day)).text())).map((each) => [valueOf(each, 'UID') ?? '', each]));
	const told = (each: Parameters<typeof valueOf>[0] | undefined) => each && ['STATUS', 'SEQUENCE', 'DTSTART'].map((name) => valueOf(each, name));

	test('is off in the calendar of its Party and in that of all, and is on again when the fact is put back', async () => {
		const [before, all] = [await eventsIn('?party=GHA'), await eventsIn('')];
		const { entryIntoForce } = exchange.world.convention.state('GHA') ?? {};
		await edited('state', 'GHA', { entryIntoForce: null }, 9);
		const after = await eventsIn('?party=GHA');
		expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
		const gone = [...after].filter(([, each]) => valueOf(each, 'STATUS') === 'CANCELLED');
		expect(gone.length).toBeGreaterThan(3);
		for (const [uid, each] of gone) {
			const was = before.get(uid);
			expect([valueOf(each, 'DTSTART'), textOf(each, 'SUMMARY')], uid).toEqual([was && valueOf(was, 'DTSTART'), was && textOf(was, 'SUMMARY')]);
			expect(Number(valueOf(each, 'SEQUENCE')), uid).toBeGreaterThan(Number(was && valueOf(was, 'SEQUENCE')));
		}
		const cycles = eventsOf(readCalendar(await (await reportingOf('GHA')).text()));
		expect(cycles.length).toBeGreaterThan(1);
		for (const each of cycles) expect([valueOf(each, 'STATUS'), valueOf(each, 'SEQUENCE')]).toEqual(['CANCELLED', '1']);
		// What was shared with nobody is off in the calendar of all; what others share still stands.
		const shared = await eventsIn('');
		const off = [...shared].filter(([, each]) => valueOf(each, 'STATUS') === 'CANCELLED').map(([uid]) => uid);
		for (const uid of all.keys()) expect(shared.has(uid), uid).toBe(true);
		for (const uid of off) expect(all.has(uid), uid).toBe(true);

		await edited('state', 'GHA', { entryIntoForce }, 10);
		const again = await eventsIn('?party=GHA');
		for (const [uid, each] of again) expect(valueOf(each, 'STATUS'), uid).toBe('CONFIRMED');
		for (const each of eventsOf(readCalendar(await (await reportingOf('GHA')).text())))
			expect([valueOf(each, 'STATUS'), valueOf(each, 'SEQUENCE')]).toEqual(['CONFIRMED', '2']);
		for (const [uid, each] of gone) {
			const now = again.get(uid);
			expect(Number(now && valueOf(now, 'SEQUENCE')), uid).toBeGreaterThan(Number(valueOf(each, 'SEQUENCE')));
		}
	});

	test('moved to another day is the same event of its Party, and leaves its day in the calendar of all', async () => {
		const uid = 'deadline.emission-inventory.CHE@exchange.test';
		const [before, all] = [(await eventsIn('?party=CHE')).get(uid), await eventsIn('')];
		await edited('state', 'CHE', { instrumentDate: '2023-12-04', entryIntoForce: entryIntoForce('2023-12-04') }, 11);
		const own = await eventsIn('?party=CHE');
		expect([before && told(before)?.[0], told(own.get(uid))]).toEqual(['CONFIRMED', ['CONFIRMED', '1', '20290303']]);
		const shared = await eventsIn('');
		for (const [key] of all) expect(shared.has(key), key).toBe(true);
	});

	test('before a meeting that has no day any more is off', async () => {
		const meeting = (await currentConvention(exchange.world.database))
			.all('meeting')
			.find(({ body, start }) => body === 'COP' && start && start > today);
		const uid = 'deadline.amendment-proposal.GHA@exchange.test';
		const before = (await eventsIn('?party=GHA')).get(uid);
		expect(valueOf(before as NonNullable<typeof before>, 'STATUS')).toBe('CONFIRMED');
		await edited('meeting', meeting?.id ?? '', { start: null, end: null }, 12);
		const after = (await eventsIn('?party=GHA')).get(uid);
		expect([told(after)?.[0], told(after)?.[2]]).toEqual(['CANCELLED', told(before)?.[2]]);
		expect(Number(told(after)?.[1])).toBeGreaterThan(Number(told(before)?.[1]));
	});

	test('is still told after many more changes of facts, and for a year', async () => {
		const { database } = exchange.world;
		const { entryIntoForce } = (await currentConvention(database)).state('PER') ?? {};
		await edited('state', 'PER', { entryIntoForce: null }, 13);
		// What is due before the next meeting depends on the day beside.
		const off = async (day = today) =>
			[...(await eventsIn('?party=PER', day))]
				.filter(([uid, each]) => valueOf(each, 'STATUS') === 'CANCELLED' && !uid.includes('amendment-proposal'))
				.map(([uid]) => uid);
		const gone = await off();
		expect(gone.length).toBeGreaterThan(3);
		const others = (await currentConvention(database)).states.filter(({ id }) => !['GHA', 'CHE', 'PER'].includes(id)).slice(0, 45);
		for (const { id, notes } of others)
			await edited('state', id, { notes: [...notes, Object.fromEntries(languages.map((language) => [language, 'Looked at once more.']))] }, 14);
		expect(await off()).toEqual(gone);
		expect(await off('2027-11-25')).toEqual(gone);
		expect(await off('2027-11-26')).toEqual([]);
		await edited('state', 'PER', { entryIntoForce }, 15);
		expect(await off()).toEqual([]);
	});

	const fine = <T>(outcome: T) => {
		if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
		return outcome as Exclude<T, { refusal: unknown }>;
	};
	const move = async (by: typeof ama, record: string, name: 'revise' | 'withdraw' | 'publish', at: string, more: object = {}) => {
		const { database, doing, react } = exchange.world;
		fine(await database.write((db) => moveRecord(db, doing(by, at), { record, move: name, ...more })));
		await react();
	};

	test('for the notification it ran from was withdrawn is off for a year, with the number of its changes raised; what others share stands', async () => {
		const uid = 'deadline.asgm-plan.GHA@exchange.test';
		const before = (await eventsIn('?party=GHA')).get(uid);
		expect(told(before)).toEqual(['CONFIRMED', expect.anything(), '20290115']);
		const all = await eventsIn('');
		await move(ama, exchange.ids.notification, 'withdraw', '2026-11-24T10:00:00Z', { reason: 'It was notified by mistake.' });
		const own = await eventsIn('?party=GHA');
		const after = own.get(uid);
		expect(told(after)).toEqual(['CANCELLED', expect.anything(), '20290115']);
		expect(Number(told(after)?.[1])).toBeGreaterThan(Number(told(before)?.[1]));
		expect(textOf(after as NonNullable<typeof after>, 'SUMMARY')).toBe(textOf(before as NonNullable<typeof before>, 'SUMMARY'));
		const shared = await eventsIn('');
		for (const key of all.keys()) expect(shared.has(key), key).toBe(true);
		expect(told(shared.get('deadlines.asgm-plan.2029-01-15@exchange.test'))?.[0]).toBe('CANCELLED');
		expect((await eventsIn('?party=GHA', '2027-11-24')).has(uid)).toBe(true);
		expect((await eventsIn('?party=GHA', '2027-11-25')).has(uid)).toBe(false);
		expect(await (await calendarOf('?party=GHA')).text()).not.toContain(canary);
	});

	test('for its exemption was withdrawn is off; of one that was revised it is the same event with another day', async () => {
		const { ids, world } = exchange;
		const uid = `deadline.exemption-expiry.CHE.${ids.exemption}@exchange.test`;
		const [before, all] = [(await eventsIn('?party=CHE')).get(uid), await eventsIn('')];
		expect(told(before)?.[0]).toBe('CONFIRMED');
		const count = Number(told(before)?.[1]);
		await move(lena, ids.exemption, 'revise', '2026-11-24T10:00:00Z');
		const doing = world.doing(lena, '2026-11-24T11:00:00Z');
		const draft = await world.database.read.selectFrom('records.drafts').select('version').where('record_id', '=', ids.exemption).executeTakeFirst();
		const saving = { record: ids.exemption, version: draft?.version ?? 0, answers: { durationYears: 2 } };
		fine(await world.database.write((db) => saveAnswers(db, doing, saving)));
		fine(await world.database.write((db) => submit(db, doing, ids.exemption)));
		const checklist = world.definitions.current('art6-exemption-annex-a')?.form.checklist;
		await move(paul, ids.exemption, 'publish', '2026-11-24T12:00:00Z', { checklist });
		const moved = (await eventsIn('?party=CHE')).get(uid);
		expect(told(moved)?.slice(0, 2)).toEqual(['CONFIRMED', String(count + 1)]);
		expect(Number(told(before)?.[2]) - Number(told(moved)?.[2])).toBe(10_000);
		// In the calendar of all, nothing falls due on the day that it left.
		const shared = await eventsIn('');
		for (const key of all.keys()) expect(shared.has(key), key).toBe(true);
		await move(lena, ids.exemption, 'withdraw', '2026-11-24T13:00:00Z', { reason: 'Sent twice.' });
		const after = (await eventsIn('?party=CHE')).get(uid);
		expect([told(after)?.[0], told(after)?.[2]]).toEqual(['CANCELLED', told(moved)?.[2]]);
		expect(Number(told(after)?.[1])).toBeGreaterThan(count + 1);
		expect((await eventsIn('?party=CHE', '2027-11-25')).has(uid)).toBe(false);
	});
});
