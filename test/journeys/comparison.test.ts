// SPDX-License-Identifier: Apache-2.0
// Reports held against each other as a stranger reads them: page, frame for other sites, files and API say the same, and nothing that is private.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ComparisonView } from '#components/comparison/view.ts';
import type { Answers } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { GET as comparisonFile } from '../../src/routes/[lang]/reporting/compare.[format]/+server.ts';
import { load as comparisonPage } from '../../src/routes/[lang]/reporting/compare/+page.server.ts';
import { load as framePage } from '../../src/routes/[lang]/embed/compare/+page.server.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama, lena, paul } from '../people.ts';

const id = '2025-2026';
let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
	fine(await write((db) => openCycle(db, exchange.world.doing(paul), id)));
}, 120_000);
afterAll(() => exchange.close());

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);

const answers = (more: Answers): Answers => ({
	'a-2': '2017-03-23',
	'a-3': '2017-08-16',
	'a-4': { name: 'A. Person', organisation: 'Agency', email: `${canary}@example.org`, telephone: canary, private: ['email', 'telephone'] },
	'a-5-differs': false,
	'q3-1': true,
	'q3-1-a': ['2031-05'],
	'q3-1-c': [{ year: 2025, quantity: { amount: '0.1', unit: 't' } }],
	'q3-3': false,
	'q3-3-iii': 'A survey of laboratories found no stock above the threshold in 2025.',
	'q3-5': ['no-exports'],
	'q11-2': false,
	...more
});

async function published(by: typeof ama, party: string, more: Answers = {}): Promise<string> {
	const doing = () => exchange.world.doing(by);
	const report = fine(await write((db) => beginReport(db, doing(), { cycle: id, party })));
	const draft = await draftOf(exchange.world.database.fresh, report.id);
	fine(await write((db) => saveAnswers(db, doing(), { record: report.id, version: draft?.version ?? 0, answers: answers(more) })));
	fine(await write((db) => submit(db, doing(), report.id)));
	const checklist = exchange.world.definitions.current('art21-short')?.form.checklist;
	fine(await write((db) => moveRecord(db, exchange.world.doing(paul), { record: report.id, move: 'publish', checklist })));
	await exchange.world.react();
	return report.id;
}

async function asks<Given>(load: (event: never) => unknown, query: string, params: object = {}, language: Language = 'en'): Promise<Given> {
	const { database, definitions, convention } = exchange.world;
	const url = new URL(`${origin}/${language}/reporting/compare${query}`);
	const locals = {
		platform: { database, configuration: { origin } },
		definitions,
		convention,
		today,
		person: null,
		reader: await readerIn(language),
		remembered: (_: string, make: () => unknown) => make()
	};
	return (await load({ locals, url, params: { lang: language, ...params }, request: new Request(url) } as never)) as Given;
}

interface Page {
	view: ComparisonView | null;
	lacking: string | null;
	choices: { parties: { id: string }[]; chosen: { left: string; leftCycle: string } };
	examples: { text: string; query: string }[];
}
const page = (query: string, language: Language = 'en') => asks<Page>(comparisonPage, query, {}, language);
const file = (query: string, format: string) => asks<Response>(comparisonFile, query, { format });

describe('before two reports are published', () => {
	test('the page says what can be compared, offers nothing, and finds nothing wrong', async () => {
		expect(await page('')).toMatchObject({ view: null, lacking: null, examples: [], choices: { parties: [] } });
	});
	test('what is asked for in vain is said in words that help, and the choice stays', async () => {
		const said = async (query: string) => (await page(query)).lacking;
		expect(await said('?left=GHA&right=CHE')).toContain('No report of Ghana');
		expect(await said('?left=QQQ&right=CHE')).toContain('QQQ is not a Party');
		expect(await said('?left=GHA@1999&right=world')).toContain('There is no reporting cycle 1999');
		expect(await said('?left=world&right=region:africa')).toContain('No report of any Party');
		expect((await page(`?left=GHA@${id}&right=CHE`)).choices.chosen).toMatchObject({ left: 'GHA', leftCycle: id });
	});
});

describe('two reports', () => {
	let ghana: string;
	let swiss: string;
	const both = `?left=GHA&right=CHE&cycle=${id}`;
	beforeAll(async () => {
		ghana = await published(ama, 'GHA');
		swiss = await published(lena, 'CHE', {
			'a-2': '2016-05-25',
			'q3-1-c': [
				{ year: 2025, quantity: { amount: '300', unit: 'kg' } },
				{ year: 2026, quantity: { amount: '1', unit: 't' } }
			],
			'q3-3-iii': '=SUM(A1) A survey of <b>laboratories</b> found no stock above the threshold in 2026.'
		});
	}, 60_000);
	const item = (view: ComparisonView | null, question: string) => view?.items.find((each) => each.id === question);

	test('are shown question by question, with what differs', async () => {
		const { view } = await page(`${both}&section=all`);
		expect(view).toMatchObject({
			title: 'Ghana, 2025–2026 and Switzerland, 2025–2026',
			demo: false,
			left: { record: ghana },
			right: { record: swiss }
		});
		expect(item(view, 'q3-1')?.verdict).toBe('same');
		expect(item(view, 'q3-1-c')?.rows.map(({ label, left, right, difference }) => [label, left.text, right.text, difference])).toEqual([
			['2025: Mercury mined', '0.1 t', '300 kg', '+0.2 t (+200%)'],
			['2026: Mercury mined', '–', '1 t', 'Only the second']
		]);
		const [row] = item(view, 'q3-3-iii')?.rows ?? [];
		expect(row?.segments?.[0]?.segments.filter(({ change }) => change === 'removed').map(({ text }) => text)).toContain('2025');
	});
	test('come part by part, the first with a difference at first, and without what is the same where that is wished', async () => {
		const { view } = await page(both);
		expect(view?.section).toBe('party');
		expect(view?.sections.find((section) => section.id === 'article-11')).toMatchObject({ differences: 0 });
		const { view: only } = await page(`${both}&section=article-3&only=differences`);
		expect(only?.items.map((each) => each.id)).toEqual(['q3-1-c', 'q3-3-iii']);
		expect(only?.hidden).toBeGreaterThan(1);
	});
	test('have one address, whatever was sent by the form', async () => {
		await expect(page(`?left=GHA&left-cycle=${id}&right=CHE&right-cycle=${id}&question=q3-1`)).rejects.toMatchObject({
			status: 303,
			location: `/en/reporting/compare${both}&question=q3-1`
		});
		expect((await page('?left=GHA&right=CHE&question=q3-1')).view?.query).toBe(`${both}&question=q3-1`);
		expect((await page(both)).view?.queries.swapped).toContain(`left=CHE&right=GHA&cycle=${id}`);
		expect(await page(`${both}&question=q99`)).toMatchObject({ view: null, lacking: expect.stringContaining('q99') as string });
		expect(await page(`?left=GHA&right=GHA&cycle=${id}`)).toMatchObject({ view: null, lacking: expect.stringContaining('same report') as string });
	});
	test('are offered as examples, each of which can be shown', async () => {
		const { examples } = await page('');
		expect(examples.length).toBeGreaterThan(1);
		for (const { query } of examples) expect((await page(query)).view?.items.length, query).toBeGreaterThan(0);
	});
	test('one beside its region and the world stands beside counts', async () => {
		const { view } = await page(`?left=GHA&right=world&cycle=${id}&question=q3-1&question=q3-1-c&question=q3-3-iii`);
		expect(view).toMatchObject({ group: true, right: { reports: 2 } });
		expect(item(view, 'q3-1')?.rows[0]).toMatchObject({
			left: { text: 'Yes' },
			right: { text: '2 of 2 reports that were asked', counts: [{ label: 'Yes', value: '2 (100%)' }] },
			difference: '2 reports say so: 100% of those that answer'
		});
		const quantity = item(view, 'q3-1-c')?.rows.at(-1);
		expect(quantity?.right.counts?.map(({ value }) => value)).toEqual(['1.4 t', '0.7 t', '0.4 t to 1 t', '0.1 t to 1.3 t']);
		expect(item(view, 'q3-3-iii')?.rows[0]?.right.said?.map(({ record }) => record)).toEqual(expect.arrayContaining([ghana, swiss]));
		expect((await page(`?left=GHA&right=region:africa&cycle=${id}`)).view?.right).toMatchObject({ name: 'African States', reports: 1 });
	});
	test('are worded in every language', async () => {
		for (const language of languages) {
			const { view } = await page(`${both}&section=all`, language);
			expect(view?.items.length, language).toBeGreaterThan(20);
			expect(JSON.stringify(view), language).not.toMatch(/undefined|\bnull\b(?=")/);
		}
	});
	test('are the same in a frame for other sites, which says what it cannot show', async () => {
		const frame = (query: string) => asks<{ view: ComparisonView | null; lacking: string | null }>(framePage, query);
		expect((await frame(`${both}&question=q3-1`)).view).toEqual((await page(`${both}&question=q3-1`)).view);
		expect(await frame('?left=GHA')).toMatchObject({ view: null, lacking: 'Choose what stands on both sides.' });
	});
	test('are the same in files and in the API; no formula is run and no markup is made', async () => {
		const csv = await (await file(both, 'csv')).text();
		expect(csv).toContain('0.2,t,200');
		expect(csv).toContain("'=SUM(A1) A survey of <b>laboratories</b>");
		const rows = await readSheet(Buffer.from(await (await file(both, 'xlsx')).arrayBuffer()));
		expect(JSON.stringify(rows)).toContain('=SUM(A1)');
		const json = (await (await file(both, 'json')).json()) as { questions: { id: string; verdict: string }[]; links: { self: string } };
		const reply = await exchange.call(`comparison${both}`);
		expect(reply.status).toBe(200);
		expect(await reply.json()).toEqual(json);
		expect(json.questions.find((each) => each.id === 'q3-1-c')).toMatchObject({ verdict: 'other', points: [{ distances: [{ amount: '0.2' }] }, {}] });
		const description = (await (await exchange.call('openapi.json')).json()) as object;
		const ajv = new Ajv2020({ strict: false, allErrors: true });
		addFormats.default(ajv);
		ajv.addSchema(description, 'api');
		const validate = ajv.compile({ $ref: 'api#/components/schemas/Comparison' });
		for (const query of [both, `?left=GHA&right=world&cycle=${id}`])
			expect([validate(await (await exchange.call(`comparison${query}`)).json()), validate.errors], query).toEqual([true, null]);
		const one = (await (await exchange.call(`comparison${both}&questions=q3-1`)).json()) as typeof json;
		expect(one.questions).toHaveLength(1);
		expect(one.links.self).toBe(`${origin}/api/v1/comparison${both}&questions=q3-1`);
	});
	test('asked for in vain are not found, and badly asked for are told so', async () => {
		await expect(file(both, 'exe')).rejects.toMatchObject({ status: 404 });
		await expect(file('?left=GHA', 'csv')).rejects.toMatchObject({ status: 404 });
		expect((await exchange.call('comparison?left=GHA&right=PER')).status).toBe(404);
		expect((await exchange.call('comparison?left=GHA')).status).toBe(422);
		expect((await exchange.call('comparison?left=GHA&right=region:mars')).status).toBe(422);
	});
	test('show nothing that is private', async () => {
		const texts = [JSON.stringify(await page(`${both}&section=all`)), JSON.stringify(await page(`?left=GHA&right=world&cycle=${id}&section=all`))];
		for (const format of ['csv', 'json']) texts.push(await (await file(both, format)).text());
		for (const text of texts) expect(text).not.toContain(canary);
	});
	test('forget what is withdrawn', async () => {
		fine(await write((db) => moveRecord(db, exchange.world.doing(lena), { record: swiss, move: 'withdraw', reason: 'Sent by mistake.' })));
		await exchange.world.react();
		expect(await page(both)).toMatchObject({ view: null, lacking: expect.stringContaining('Switzerland') as string });
	});
});
