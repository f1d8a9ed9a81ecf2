// SPDX-License-Identifier: Apache-2.0
// National reports as a stranger reads them: before and after a cycle is opened, while a report is worked on, and once it is published. Pages, files,
// API and calendar say the same.
import { sql } from 'kysely';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingState } from '#catalogue/server/reading-tag.ts';
import { readStatistic } from '#insights/server/statistics.ts';
import { readReportsOf, readTracker } from '#insights/server/tracker.ts';
import type { StatisticView } from '#components/reporting/statistic-view.ts';
import type { Answers, Form } from '#forms/form.ts';
import type { Denominators } from '#insights/statistic.ts';
import type { Totals, Tracked } from '#insights/tracker.ts';
import type { Person } from '#people/person.ts';
import type { Check } from '#reporting/checks/check.ts';
import { isRefusal } from '#people/refusal.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import type { Cycle } from '#reporting/cycle.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { extend } from '#reporting/server/extend.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { showProgress } from '#reporting/server/show-progress.ts';
import { languages, type Language } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { GET as calendarFile } from '../../src/routes/calendar/[lang]/reporting.ics/+server.ts';
import { load as cyclesPage } from '../../src/routes/[lang]/reporting/+page.server.ts';
import { load as trackerPage } from '../../src/routes/[lang]/reporting/[cycle]/+page.server.ts';
import { load as questionPage } from '../../src/routes/[lang]/reporting/[cycle]/[question]/+page.server.ts';
import { GET as questionFile } from '../../src/routes/[lang]/reporting/[cycle]/[question].[format]/+server.ts';
import { GET as trackerFile } from '../../src/routes/[lang]/reporting/[cycle].[format]/+server.ts';
import { load as checksPage } from '../../src/routes/[lang]/reporting/checks/+page.server.ts';
import { load as formPage } from '../../src/routes/[lang]/reporting/forms/[form]/[version]/+page.server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { eventsOf, readCalendar, textOf, valueOf } from '../ground/read-calendar.ts';
import { ama, lena, paul, ravi } from '../people.ts';

const id = '2025-2026';
let exchange: Exchange;
let cycle: Cycle;
beforeAll(async () => {
	exchange = await openExchange();
	cycle = exchange.world.convention.cycle(id) as Cycle;
}, 120_000);
afterAll(() => exchange.close());

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);
const read = () => exchange.world.database.read;

/** What the pages are given. */
interface Tracking {
	rows: Tracked[];
	totals: Totals;
}
interface Counted {
	over: Denominators;
	view: StatisticView;
	demo: boolean;
}

/** As the web framework asks. */
async function asks<Given>(
	load: (event: never) => unknown,
	path: string,
	params: object = {},
	language: Language = 'en',
	person: Person | null = null
): Promise<Given> {
	const { database, definitions, convention } = exchange.world;
	const url = new URL(`${origin}${path}`);
	const locals = {
		platform: { database, configuration: { origin } },
		definitions,
		convention,
		today,
		person,
		reader: await readerIn(language),
		remembered: (_: string, make: () => unknown) => make()
	};
	return (await load({ locals, url, params: { lang: language, ...params }, request: new Request(url) } as never)) as Given;
}
const tracker = (query = '', language: Language = 'en') =>
	asks<Tracking>(trackerPage, `/${language}/reporting/${id}${query}`, { cycle: id }, language);
const question = (name: string, language: Language = 'en') =>
	asks<Counted>(questionPage, `/${language}/reporting/${id}/${name}`, { cycle: id, question: name }, language);
const rowOf = async (party: string) => (await tracker()).rows.find((row) => row.party === party);
const state = async () => readingState(read(), Date.now() + 1e9 * (calls += 1));
let calls = 0;

/** A short report of one Party. */
const answers = (more: Answers): Answers => ({
	'a-2': '2017-03-23',
	'a-3': '2017-08-16',
	'a-4': { name: 'A. Person', organisation: 'Agency', email: `${canary}@example.org`, telephone: canary, private: ['email', 'telephone'] },
	'a-5-differs': false,
	'q3-1': true,
	'q3-1-a': ['2031-05'],
	'q3-1-c': [
		{ year: 2025, quantity: { amount: '0.1', unit: 't' } },
		{ year: 2026, quantity: { amount: '200', unit: 'kg' } }
	],
	'q3-3': false,
	'q3-3-iii': 'Nothing is known of such stocks.',
	'q3-5': ['no-exports'],
	'q11-2': false,
	...more
});
async function handedIn(by: typeof ama, party: string, more: Answers = {}): Promise<string> {
	const report = fine(await write((db) => beginReport(db, exchange.world.doing(by), { cycle: id, party })));
	const draft = await draftOf(exchange.world.database.fresh, report.id);
	fine(await write((db) => saveAnswers(db, exchange.world.doing(by), { record: report.id, version: draft?.version ?? 0, answers: answers(more) })));
	fine(await write((db) => submit(db, exchange.world.doing(by), report.id)));
	return report.id;
}
async function publish(record: string): Promise<void> {
	const checklist = exchange.world.definitions.current('art21-short')?.form.checklist;
	fine(await write((db) => moveRecord(db, exchange.world.doing(paul), { record, move: 'publish', checklist })));
	await exchange.world.react();
}

describe('before the cycle is opened', () => {
	test('it is listed with the number that binds it, and nobody is said to be late or to have submitted', async () => {
		const { cycles } = await asks<{ cycles: { cycle: Cycle; totals: Totals }[] }>(cyclesPage, '/en/reporting');
		expect(cycles.map((each) => each.cycle.id)).toEqual(exchange.world.convention.cycles.map((each) => each.id).toReversed());
		const one = cycles.find((each) => each.cycle.id === '2017-2020');
		expect(one?.totals).toMatchObject({ bound: 123, from: 'source', open: false, submitted: null, published: 0 });
		expect((await tracker()).rows.every((row) => row.state === 'not-here' && !row.late)).toBe(true);
	});
	test('a cycle, a question or a format that does not exist is not found', async () => {
		await expect(asks(trackerPage, '/en/reporting/1999', { cycle: '1999' })).rejects.toMatchObject({ status: 404 });
		await expect(question('q99')).rejects.toMatchObject({ status: 404 });
		await expect(question('cycle')).rejects.toMatchObject({ status: 404 });
		await expect(asks(trackerFile, '/en/x', { cycle: id, format: 'exe' })).rejects.toMatchObject({ status: 404 });
		for (const path of ['cycles/1999', 'cycles/1999/parties', `cycles/${id}/questions/q99`, `cycles/${id}/questions/a-1`])
			expect((await exchange.call(path)).status, path).toBe(404);
	});
});

describe('while Parties work', () => {
	let report: string;
	test('opening, more time and showing the progress change what kept pages were made of', async () => {
		const states = [await state()];
		fine(await write((db) => openCycle(db, exchange.world.doing(paul), id)));
		states.push(await state());
		fine(await write((db) => extend(db, exchange.world.doing(paul), { cycle: id, party: 'CHE', due: '2028-03-31', reason: `${canary} illness` })));
		states.push(await state());
		report = fine(await write((db) => beginReport(db, exchange.world.doing(ama), { cycle: id, party: 'GHA' }))).id;
		states.push(await state());
		expect(await rowOf('GHA')).toMatchObject({ state: 'not-begun', record: null });
		fine(await write((db) => showProgress(db, exchange.world.doing(ama), { cycle: id, party: 'GHA', shows: true })));
		states.push(await state());
		expect(await rowOf('GHA')).toMatchObject({ state: 'begun', record: null });
		expect(new Set(states).size).toBe(states.length);
		expect(await rowOf('CHE')).toMatchObject({ due: '2028-03-31', extended: true });
	});
	test('what was submitted is told without its identifier', async () => {
		expect(await handedIn(ama, 'GHA')).toBe(report);
		expect(await rowOf('GHA')).toMatchObject({ state: 'submitted', submitted: today, late: false, record: null });
		const { totals } = await tracker();
		expect(totals).toMatchObject({ from: 'frozen', submitted: 1, onTime: 1, published: 0 });
		// Nothing of it is counted before it is published.
		expect((await question('q3-1')).over).toMatchObject({ reports: 0, asked: 0 });
	});
	test('once published it is linked, counted and told on the page of the Party', async () => {
		await publish(report);
		expect(await rowOf('GHA')).toMatchObject({ state: 'published', record: report });
		expect((await tracker('?region=weog')).rows.every((row) => row.region === 'weog')).toBe(true);
		expect((await tracker('?state=published')).rows.map((row) => row.party)).toEqual(['GHA']);
		const { convention } = exchange.world;
		const looking = { db: read(), convention, today };
		expect(await readReportsOf(looking, 'GHA')).toMatchObject([{ cycle: id, state: 'published', record: report }]);
		expect(await readReportsOf(looking, 'XXX')).toEqual([]);
	});
});

describe('what the reports say', () => {
	let swiss: string;
	beforeAll(async () => {
		swiss = await handedIn(lena, 'CHE', { 'q3-1': false, 'q3-1-a': null, 'q3-1-c': null });
		await publish(swiss);
	});
	test('is counted by answer, over the Parties bound, the reports and those asked', async () => {
		const { over, view, demo } = await question('q3-1');
		const { totals } = await tracker();
		expect(over).toEqual({ bound: totals.bound, reports: 2, asked: 2, answered: 2 });
		expect(view.choices[0]?.rows.map(({ label, count, ofReports }) => [label, count, ofReports])).toEqual([
			['Yes', 1, 0.5],
			['No', 1, 0.5]
		]);
		expect(demo).toBe(false);
	});
	test('of a question that depends on another only those asked are the whole', async () => {
		const { over, view } = await question('q3-1-c');
		expect(over).toMatchObject({ reports: 2, asked: 1, answered: 1 });
		expect(view.sums[0]?.rows.map(({ year, amount, reports }) => [year, amount, reports])).toEqual([
			['2025', '0.1 t', 1],
			['2026', '0.2 t', 1]
		]);
	});
	test('is the same in the API and in files, and marks demonstration', async () => {
		const reply = (await (await exchange.call(`cycles/${id}/questions/q3-1-c`)).json()) as { parts: unknown[]; reports: number };
		const file = (await (await asks<Response>(questionFile, '/x', { cycle: id, question: 'q3-1-c', format: 'json' })).json()) as typeof reply;
		expect(file).toEqual(reply);
		expect(reply).toMatchObject({ reports: 2, asked: 1, demo: false });
		const csv = await (await asks<Response>(questionFile, '/x', { cycle: id, question: 'q3-1-c', format: 'csv' })).text();
		expect(csv).toContain('2026,0.2,t,1');
		await write((db) => sql`update catalogue.entries set demo = true where record_id = ${swiss}`.execute(db as never));
		expect((await question('q3-1')).demo).toBe(true);
		expect((await tracker()).totals.demo).toBe(true);
	});
	test('shows nothing that is private, and no name of a file or person', async () => {
		const texts = [JSON.stringify(await question('a-4')), JSON.stringify(await tracker())];
		for (const path of ['cycles', `cycles/${id}`, `cycles/${id}/parties`, `cycles/${id}/questions/a-4`])
			texts.push(await (await exchange.call(path)).text());
		for (const text of texts) expect(text).not.toContain(canary);
		expect((await question('a-4')).view.texts).toMatchObject([{ answered: 2 }]);
	});
	test('forgets what is withdrawn', async () => {
		fine(await write((db) => moveRecord(db, exchange.world.doing(lena), { record: swiss, move: 'withdraw', reason: 'Sent by mistake.' })));
		await exchange.world.react();
		expect((await question('q3-1')).over.reports).toBe(1);
		expect(await rowOf('CHE')).toMatchObject({ state: 'not-begun', record: null, submitted: null });
	});
	test('is what stands in the catalogue, also when that is made anew or emptied', async () => {
		const counted = async () => {
			const { rows } = await sql<{ differing: number; told: number }>`
				with stands as (
					select record_id, key as question, value as answer from catalogue.entries, jsonb_each(answers)
					where type like 'art21-%' and answers ->> 'cycle' is not null
				)
				select count(*) filter (where stands.answer is distinct from told.answer)::int as differing, count(told.answer)::int as told
				from stands full join catalogue.report_answers as told using (record_id, question)`.execute(read() as never);
			return rows[0];
		};
		expect(await counted()).toMatchObject({ differing: 0 });
		expect((await counted())?.told).toBeGreaterThan(10);
		await write(async (db) => {
			await sql`update catalogue.entries set answers = answers || '{"q3-1": "unknown"}' where type like 'art21-%'`.execute(db as never);
			return {};
		});
		expect(await counted()).toMatchObject({ differing: 0 });
		await write((db) => sql`update catalogue.entries set answers = answers || '{"q3-1": true}' where type like 'art21-%'`.execute(db as never));
	});
	test('is read in one statement', async () => {
		const statements: string[] = [];
		const { definitions, convention } = exchange.world;
		const db = read().withPlugin({
			transformQuery: ({ node }) => (statements.push(node.kind), node),
			transformResult: async ({ result }) => result
		});
		expect(await readStatistic(db as never, { definitions, convention }, { cycle: id, question: 'q3-1-c' })).toBeDefined();
		expect(statements).toHaveLength(1);
	});
});

describe('to take away', () => {
	test('the tracker comes as CSV, as a spreadsheet and as JSON, narrowed as asked', async () => {
		const csv = await (await asks<Response>(trackerFile, `/en/reporting/${id}.csv?state=published`, { cycle: id, format: 'csv' })).text();
		expect(csv.trim().split('\r\n')).toHaveLength(2);
		expect(csv).toContain('Ghana,GHA');
		const sheet = await asks<Response>(trackerFile, `/ar/reporting/${id}.xlsx`, { cycle: id, format: 'xlsx' }, 'ar');
		const [first] = await readSheet(Buffer.from(await sheet.arrayBuffer()));
		const { rows } = await tracker();
		expect((first as unknown as { data: unknown[] }).data.length).toBeGreaterThan(rows.length);
		const json = (await (await asks<Response>(trackerFile, `/en/reporting/${id}.json`, { cycle: id, format: 'json' })).json()) as {
			parties: unknown[];
		};
		expect(json.parties).toHaveLength(rows.length);
		const api = (await (await exchange.call(`cycles/${id}/parties`)).json()) as { parties: unknown[] };
		expect(json.parties).toEqual(api.parties);
		expect(((await (await exchange.call(`cycles/${id}/parties?state=published`)).json()) as typeof api).parties).toHaveLength(1);
	});
	test.each(languages)('the due days are a calendar in %s, and of one Party with its more time', async (language) => {
		const of = async (query: string) =>
			eventsOf(readCalendar(await (await asks<Response>(calendarFile, `/calendar/${language}/reporting.ics${query}`, {}, language)).text()));
		const all = await of('');
		expect(all).toHaveLength(exchange.world.convention.cycles.length);
		const [event] = all.filter((each) => valueOf(each, 'UID') === `cycle.${id}@exchange.test`);
		expect(event && [valueOf(event, 'DTSTART'), textOf(event, 'SUMMARY')]).toEqual(['20271231', expect.stringContaining(cycle.name[language] ?? '')]);
		const swiss = (await of('?party=CHE')).find((each) => valueOf(each, 'UID') === `cycle.${id}@exchange.test`);
		expect(swiss && valueOf(swiss, 'DTSTART')).toBe('20280331');
	});
});

describe('what is explained', () => {
	test('every check has its words and leads to questions that are there', async () => {
		const { checks, form } = await asks<{ checks: Pick<Check, 'code'>[]; form?: { id: string } }>(checksPage, '/en/reporting/checks');
		expect(checks.length).toBeGreaterThan(15);
		expect(form?.id).toBe('art21-full');
		for (const language of languages) {
			const { t } = await readerIn(language);
			for (const { code } of checks) expect(t(`reporting.check.${code}`)).toMatch(/\S/);
		}
	});
	test('the questionnaire is read in every version, its marks by the secretariat alone', async () => {
		const of = (version: string, person: Person | null = null) =>
			asks<{ form: Form; secretariat: boolean }>(formPage, '/x', { form: 'art21-full', version }, 'en', person);
		expect((await of('mc-1-8')).form.version).toBe('mc-1-8');
		expect([(await of('mc-5-13')).secretariat, (await of('mc-5-13', ama)).secretariat]).toEqual([false, false]);
		await expect(of('mc-9-9')).rejects.toMatchObject({ status: 404 });
		await expect(asks(formPage, '/x', { form: 'art7-nap', version: 'x' })).rejects.toMatchObject({ status: 404 });
		expect((await of('mc-5-13', paul)).secretariat || (await of('mc-5-13', ravi)).secretariat).toBe(true);
	});
});

test('how far a Party is costs one look at each table, whatever the number of Parties', async () => {
	const { tracked } = await readTracker({ db: read(), convention: exchange.world.convention, today }, cycle);
	expect(tracked.length).toBeGreaterThan(100);
	expect(new Set(tracked.map(({ party }) => party)).size).toBe(tracked.length);
});
