// SPDX-License-Identifier: Apache-2.0
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Database, openEmbedded } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import type { AreaValue, Fact } from '../fact.ts';
import { currentConvention, forget } from './current.ts';
import { editFact, type FactEdit } from './edit-fact.ts';
import { allFacts, factOf, historyOf, markOfFacts } from './facts.ts';
import { readSeeds, seedConvention } from './seed.ts';

let database: Database;
let folder: string;
const seed = () => database.write((db) => seedConvention(db, folder));
const at = new Date('2026-01-15T10:00:00Z');
const by = 'officer-1';

/** Changes the text of one seed file, as a later release would. */
async function release(kind: string, change: (text: string) => string): Promise<void> {
	const path = join(folder, `${kind}.yaml`);
	const text = await readFile(path, 'utf8');
	const changed = change(text);
	expect(changed).not.toBe(text);
	await writeFile(path, changed);
}

async function areaEdit(change: Partial<AreaValue> = {}, rest: Partial<FactEdit> = {}): Promise<FactEdit> {
	const fact = await factOf(database.read, 'area', 'asgm');
	return { kind: 'area', id: 'asgm', value: { ...fact?.value, ...change }, status: fact?.status, source: fact?.source, by, at, ...rest };
}
const edit = async (change: Partial<AreaValue> = {}, rest: Partial<FactEdit> = {}) => {
	const wanted = await areaEdit(change, rest);
	return database.write((db) => editFact(db, wanted));
};

beforeAll(async () => {
	database = await openEmbedded(null);
	await migrate(database);
	expect(await database.write((db) => seedConvention(db))).toBe((await readSeeds()).length);
	await database.script('create table public.as_seeded as table convention.facts');
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'seeds-'));
	await cp('seeds/convention', folder, { recursive: true });
	await database.script('truncate convention.facts, convention.fact_changes; insert into convention.facts select * from public.as_seeded');
	forget(database);
});
afterEach(async () => {
	vi.useRealTimers();
	await rm(folder, { recursive: true });
});

describe('seeding', () => {
	it('loads every row of every file, in order', async () => {
		const seeds = await readSeeds(folder);
		const byKey = (a: Fact, b: Fact) => (`${a.kind} ${a.id}` < `${b.kind} ${b.id}` ? -1 : 1);
		expect((await allFacts(database.read)).toSorted(byKey)).toEqual(seeds.toSorted(byKey));
	});

	it('changes nothing the second time, with or without a memory of the first', async () => {
		const mark = await markOfFacts(database.read);
		expect(await seed()).toBe(0);
		await database.script('truncate platform.settings');
		expect(await seed()).toBe(0);
		expect(await markOfFacts(database.read)).toBe(mark);
	});

	it('brings a later release, and keeps what was edited by hand', async () => {
		await edit({ articles: [7, 16] });
		await release('area', (text) => text.replaceAll('Proposal made from', 'Proposal drawn from'));
		expect(await seed()).toBe(11);
		expect((await factOf(database.read, 'area', 'emissions'))?.source).toContain('drawn from');
		const edited = await factOf(database.read, 'area', 'asgm');
		expect(edited?.source).toContain('made from');
		expect(edited?.value.articles).toEqual([7, 16]);
	});

	it('keeps a row that a later release does not name any more', async () => {
		await release('waste-threshold', () => '[]\n');
		expect(await seed()).toBe(0);
		expect(await factOf(database.read, 'waste-threshold', 'contaminated')).toBeDefined();
	});

	it('stops on seeds that are not valid, naming all faults, and loads nothing of them', async () => {
		const mark = await markOfFacts(database.read);
		await release('unit', (text) => text.replace('en: kilogram\n', "en: ''\n").replace("- id: 'g'", '- id: g').replace('- id: mg\n', '- id: kg\n'));
		await release('deadline', (text) => text.replace('rule: EIF+15y', 'rule: EIF+fifteen'));
		const fault = await seed().catch((error: Error) => error.message);
		expect(fault).toContain('unit.yaml, kg: name.en language-missing');
		expect(fault).toContain('unit.yaml, kg: twice');
		expect(fault).toContain('deadline.yaml, primary-mining-ends: rule not-a-rule');
		expect(await markOfFacts(database.read)).toBe(mark);
	});

	it('refuses a file of no kind', async () => {
		await writeFile(join(folder, 'weather.yaml'), '[]\n');
		await expect(seed()).rejects.toThrow('weather.yaml: not a kind of fact');
	});
});

describe('editing', () => {
	it('changes the fact and keeps what it was', async () => {
		const before = await factOf(database.read, 'area', 'asgm');
		const result = await edit({ articles: [7, 16] }, { status: 'sourced', source: 'Secretariat page, read on 15 January 2026' });
		expect(result).toMatchObject({ kind: 'area', id: 'asgm', status: 'sourced', value: { articles: [7, 16] }, position: before?.position });
		expect(await factOf(database.read, 'area', 'asgm')).toEqual(result);
		const history = await historyOf(database.read, 'area', 'asgm');
		expect(history).toHaveLength(1);
		expect(history[0]).toMatchObject({
			by,
			at,
			before: { status: 'to-verify', value: { articles: [7] } },
			after: { status: 'sourced', value: { articles: [7, 16] } }
		});
	});

	it('lists changes newest first, and leaves no trace of an edit that changes nothing', async () => {
		await edit({ articles: [7, 16] });
		await edit({ articles: [7, 16] });
		await edit({ articles: [7] }, { by: 'officer-2' });
		expect((await historyOf(database.read, 'area', 'asgm')).map((change) => [change.by, change.after.value])).toMatchObject([
			['officer-2', { articles: [7] }],
			['officer-1', { articles: [7, 16] }]
		]);
		expect(await historyOf(database.read, 'area', 'emissions')).toEqual([]);
	});

	it('refuses what is not there', async () => {
		expect(await edit({}, { id: 'nowhere' })).toEqual({ refusal: 'no-such-fact' });
		expect(await edit({}, { kind: 'weather' })).toEqual({ refusal: 'no-such-fact' });
	});

	it('refuses what is not valid, with all findings, and changes nothing', async () => {
		const mark = await markOfFacts(database.read);
		const result = await edit({ articles: [99], name: { en: 'Gold mining' } }, { source: '' });
		expect(result).toMatchObject({ refusal: 'not-valid' });
		const codes = 'findings' in result ? result.findings.map((finding) => `${finding.at} ${finding.code}`) : [];
		expect(codes.toSorted()).toEqual([
			'articles.0 not-a-whole-number',
			'name.ar language-missing',
			'name.es language-missing',
			'name.fr language-missing',
			'name.ru language-missing',
			'name.zh language-missing',
			'source required'
		]);
		expect(await markOfFacts(database.read)).toBe(mark);
	});

	it('sees a circle in the taxonomy through the facts as they stand', async () => {
		const concept = await factOf(database.read, 'concept', 'products');
		const circle = {
			kind: 'concept',
			id: 'products',
			value: { ...concept?.value, broader: 'fluorescent-lamps' },
			status: 'to-verify',
			source: 'x',
			by,
			at
		};
		expect(await database.write((db) => editFact(db, circle))).toMatchObject({
			refusal: 'not-valid',
			findings: [{ at: 'broader', code: 'not-in-order' }]
		});
	});
});

describe('the current snapshot', () => {
	it('is the same object for all who ask', async () => {
		const [one, two] = await Promise.all([currentConvention(database), currentConvention(database)]);
		expect(two).toBe(one);
		expect(await currentConvention(database)).toBe(one);
		expect(one.state('GHA')?.name.en).toBe('Ghana');
	});

	it('shows an edit of one’s own after forget', async () => {
		expect((await currentConvention(database)).area('asgm')?.articles).toEqual([7]);
		await edit({ articles: [7, 16] });
		forget(database);
		expect((await currentConvention(database)).area('asgm')?.articles).toEqual([7, 16]);
	});

	it('does not keep what was being read when somebody called forget', async () => {
		const early = currentConvention(database);
		forget(database);
		await early;
		await edit({ articles: [7, 16] });
		expect((await currentConvention(database)).area('asgm')?.articles).toEqual([7, 16]);
	});

	it('notices within a few seconds what another process changed, and only then reads again', async () => {
		vi.useFakeTimers({ toFake: ['performance'] });
		const first = await currentConvention(database);
		vi.advanceTimersByTime(10_000);
		expect(await currentConvention(database)).toBe(first);
		await edit({ articles: [7, 16] });
		expect(await currentConvention(database)).toBe(first);
		vi.advanceTimersByTime(3001);
		expect((await currentConvention(database)).area('asgm')?.articles).toEqual([7, 16]);
	});

	it('has a mark that every change of any row changes', async () => {
		const marks = [await markOfFacts(database.read)];
		await edit({ articles: [7, 16] });
		marks.push(await markOfFacts(database.read));
		await release('region', (text) => text.replace('African States', 'States of Africa'));
		await seed();
		marks.push(await markOfFacts(database.read));
		await database.script("delete from convention.facts where kind = 'language' and id = 'sw'");
		marks.push(await markOfFacts(database.read));
		expect(new Set(marks).size).toBe(4);
	});
});
