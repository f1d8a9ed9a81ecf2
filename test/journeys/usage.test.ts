// SPDX-License-Identifier: Apache-2.0
// Use is counted right: a log is replayed with its own times through two counters, as two processes would, and brought in as a file; both agree with a
// few lines that count it another way. Nobody can be told from what is kept.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLogLine } from '#insights/access-log.ts';
import { importUsage } from '#insights/server/import-usage.ts';
import { type Counter, openCounter } from '#insights/server/usage-counter.ts';
import { addToCounts, forgetVisitors } from '#insights/server/usage-counts.ts';
import { readUsage } from '#insights/server/usage-figures.ts';
import { countedOf } from '#insights/usage.ts';
import { tally } from '#insights/usage-tally.ts';
import { ownPeriod, periodAround } from '#insights/usage-period.ts';
import { openLog } from '#platform/server/log.ts';
import { testDatabase } from '../ground/database.ts';

const own = 'exchange.example.org';
const log = openLog('silent');
let database: Awaited<ReturnType<typeof testDatabase>>;
let imported: Awaited<ReturnType<typeof testDatabase>>;
let text: string;

beforeAll(async () => {
	[database, imported, text] = [await testDatabase(), await testDatabase(), await readFile('test/files/access-log.txt', 'utf8')];
}, 120_000);
afterAll(async () => {
	await database?.close();
	await imported?.close();
});

/** Counted another way: by cutting lines at their quotes and spaces, with a handful of rules of its own. */
function recount() {
	const days = new Map<
		string,
		{ views: number; acts: number; visitors: Set<string>; robots: number; programs: number; pages: Map<string, number> }
	>();
	for (const line of text.split('\n')) {
		const [head = '', request = '', numbers = '', , , agent = ''] = line.split('"');
		const stamp = /\[(\d\d)\/Mar\/2026:(\d\d:\d\d:\d\d) \+0100\]/.exec(head);
		const [method, target = ''] = request.split(' ');
		const status = Number(numbers.trim().split(' ')[0]);
		if (!stamp || !target || stamp[1] === '31') continue;
		const day = new Date(`2026-03-${stamp[1]}T${stamp[2]}+01:00`).toISOString().slice(0, 10);
		const kept = days.get(day) ?? { views: 0, acts: 0, visitors: new Set(), robots: 0, programs: 0, pages: new Map() };
		days.set(day, kept);
		const path = target.split('?')[0] as string;
		if (path.startsWith('/_app')) continue;
		if (agent.includes('ExampleBot')) kept.robots += 1;
		else if (/^\/(api|feeds|oai)/.test(path)) kept.programs += 1;
		else if (agent === '-' || agent.startsWith('curl')) kept.robots += 1;
		else {
			const good = method === 'GET' && [200, 304].includes(status);
			const file = /\.(pdf|xlsx|csv)$/.test(path);
			const view = good && !file;
			const act = (good && (file || /search\?q=./.test(target))) || (method === 'POST' && status === 303);
			if (view) kept.views += 1;
			if (act) kept.acts += 1;
			if (view || act) kept.visitors.add(head.split(' ')[0] + agent);
			const page = decodeURI(path).replace(/^\/(ar|en|es|fr|ru|zh)(?=\/|$)/, '') || '/';
			if (view) kept.pages.set(page, (kept.pages.get(page) ?? 0) + 1);
		}
	}
	return days;
}

/** The log as two processes answer it, by turns, each writing once an hour of the log, and the night's work at its time. */
async function replay(): Promise<void> {
	let now = new Date('2026-03-08T05:00:00Z');
	const make = () => openCounter({ database, log, origin: `https://${own}`, clock: () => now });
	const counters: Counter[] = [make(), make()];
	for (const counter of counters) await counter.start();
	let turn = 0;
	for (const line of text.split('\n')) {
		const read = readLogLine(line);
		if (!read) continue;
		while (now.getTime() + 3_600_000 <= read.at.getTime()) {
			now = new Date(now.getTime() + 3_600_000);
			for (const counter of counters) await counter.flush();
			if (now.getUTCHours() === 1) await database.write((db) => forgetVisitors(db, now.toISOString().slice(0, 10)));
		}
		counters[(turn += 1) % 2]?.note(read, read.address);
	}
	for (const counter of counters) await counter.stop();
}

const peopleOn = async (from: typeof database, day: string) => {
	const figures = await readUsage(from.fresh, periodAround('day', day, day));
	return { ...figures, people: figures.totals.people.now };
};

describe('a log that is replayed', () => {
	test('is counted as it is counted another way, day by day, over midnight and by two processes', async () => {
		await replay();
		const expected = recount();
		expect([...expected.keys()].sort()).toEqual(['2026-03-08', '2026-03-09', '2026-03-10']);
		for (const [day, { views, acts, visitors, robots, programs, pages }] of expected) {
			const { people, totals, by } = await peopleOn(database, day);
			expect({ day, views: people.views, acts: people.acts, visitors: people.visitors }).toEqual({ day, views, acts, visitors: visitors.size });
			expect([totals.robots.now.replies, totals.programs.now.replies]).toEqual([robots, programs]);
			expect(Object.fromEntries((by.page ?? []).filter(({ now }) => now.views > 0).map(({ value, now }) => [value, now.views]))).toEqual(
				Object.fromEntries(pages)
			);
			expect(by.page?.some(({ value }) => value === '/pages/زئبق')).toBe(true);
		}
	});

	test('holds neither an address nor a browser, and no mark or salt of a day that is over', async () => {
		const tables = ['counts', 'days', 'marks', 'salts'] as const;
		const all = JSON.stringify(await Promise.all(tables.map((table) => database.fresh.selectFrom(`usage.${table}`).selectAll().execute())));
		expect(all).not.toMatch(/203\.0\.113|198\.51\.100|2001:db8|Firefox|Chrome|reader=7/);
		expect(all).toContain('news.example');
		await database.write((db) => forgetVisitors(db, '2026-03-12'));
		expect(await database.fresh.selectFrom('usage.marks').selectAll().execute()).toEqual([]);
		expect(await database.fresh.selectFrom('usage.salts').selectAll().execute()).toEqual([]);
	});

	test('a time has the change against the time before, and says where that was not counted', async () => {
		const expected = recount();
		const two = await readUsage(database.fresh, ownPeriod({ from: '2026-03-09', to: '2026-03-09' }, '2026-03-10'));
		expect([two.totals.people.now.views, two.totals.people.before.views]).toEqual([
			expected.get('2026-03-09')?.views,
			expected.get('2026-03-08')?.views
		]);
		expect(two.comparable).toBe(true);
		const first = await readUsage(database.fresh, periodAround('month', '2026-03-10', '2026-03-10'));
		expect(first).toMatchObject({ since: '2026-03-08', comparable: false });
		expect(first.days.map(({ day }) => day)).toEqual(['2026-03-08', '2026-03-09', '2026-03-10']);
	});
});

describe('a log that is brought in', () => {
	const files = () => [{ name: 'access.log', lines: text.split('\n') }];
	test('gives the same figures, names lines that are none, and changes nothing the second time', async () => {
		const asked = { own, today: '2026-03-20' };
		const outcome = await importUsage(imported, files(), asked);
		expect(outcome.bad.map(({ line }) => line)).toEqual([40, 121, 200]);
		expect(outcome.days).toEqual(['2026-03-08', '2026-03-09', '2026-03-10']);
		for (const [day, { views, acts, visitors }] of recount()) {
			const { people, fromLog } = await peopleOn(imported, day);
			expect({ views: people.views, acts: people.acts, visitors: people.visitors, fromLog }).toEqual({
				views,
				acts,
				visitors: visitors.size,
				fromLog: true
			});
		}
		const again = await importUsage(imported, files(), asked);
		expect(again.counted).toBe(0);
		expect(again.leftOut.map(({ day }) => day)).toEqual(outcome.days);
		expect(await imported.fresh.selectFrom('usage.marks').selectAll().execute()).toEqual([]);
	});
});

describe('counting', () => {
	const reply = (more: object = {}) => ({ ...(readLogLine(text.split('\n')[0] as string) as object), acceptLanguage: 'en', ...more }) as never;

	test('a reply is noted without a word to the database; what cannot be written is kept and written later', async () => {
		let down = true;
		let asked = 0;
		const failing = {
			write: (act: Parameters<typeof database.write>[0]) => {
				asked += 1;
				if (down) return Promise.reject(new Error('gone'));
				return database.write(act);
			}
		} as never;
		const now = new Date('2026-04-01T10:00:00Z');
		const counter = openCounter({ database: failing, log, origin: `https://${own}`, clock: () => now });
		const view = { at: now, method: 'GET', path: '/en/news', status: 200, searched: false, agent: 'Mozilla/5.0 Firefox' };
		for (let at = 0; at < 50; at += 1) counter.note(reply(view), `192.0.2.${at % 7}`);
		expect(asked).toBe(0);
		await counter.flush();
		counter.note(reply(view), '192.0.2.1');
		down = false;
		await counter.stop();
		expect((await peopleOn(database, '2026-04-01')).people).toMatchObject({ views: 51, visitors: 7 });
		// Another process that begins later in the day, or the same after a stop, makes the same marks.
		const after = openCounter({ database, log, origin: `https://${own}`, clock: () => now });
		await after.start();
		after.note(reply(view), '192.0.2.1');
		after.note(reply(view), '192.0.2.200');
		await after.stop();
		expect((await peopleOn(database, '2026-04-01')).people).toMatchObject({ views: 53, visitors: 8 });
	});

	test('two processes that write at once lose nothing', async () => {
		const cells = (salt: string) => {
			const counts = tally();
			for (let at = 0; at < 300; at += 1) {
				const counted = countedOf(reply({ path: `/en/pages/p${at % 40}`, method: 'GET', status: 200 }), own);
				if (counted) counts.add('2026-05-01', counted, () => `${salt}${at % 50}`);
			}
			return counts.take();
		};
		await Promise.all(['a', 'a', 'b'].map((salt) => database.write((db) => addToCounts(db, cells(salt)))));
		expect((await peopleOn(database, '2026-05-01')).people).toMatchObject({ views: 900, visitors: 100 });
	});
});
