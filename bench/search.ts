// SPDX-License-Identifier: Apache-2.0
// How long a search with all its facets takes: RATE (50) questions a second by the clock, 60 % rare words (in fewer than 0.1 % of the records), 30 %
// middling (0.1 to 2 %), 10 % broad (2 to 30 %), per language, at each of ROWS records. Asked of the product's own search, in this process.
import { sql } from 'kysely';
import { queriesOf } from '#catalogue/plan.ts';
import { search } from '#catalogue/server/search.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { currentConvention } from '#convention/server/current.ts';
import type { Database } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { seedDefinitions } from '#records/server/definitions.ts';
import type { Language } from '#text/languages.ts';
import { percentile } from './ground/figures.ts';
import { embeddedHome, serverHome } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { chanceFrom } from '../test/ground/chance.ts';
import { vocabulary } from './ground/invented-words.ts';
import { load } from './search-loader.ts';

const rows = (process.env.ROWS ?? '10000,100000,1000000').split(',').map(Number);
const settings = { rows: rows.join(','), rate: wanted('RATE', 50), seconds: wanted('SECONDS', 20), embeddedRows: wanted('EMBEDDED_ROWS', 10_000) };
const languages: Language[] = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];
const figures: Figure[] = [];
const notes: string[] = [];

type Kind = 'rare' | 'middle' | 'broad';
const least: Record<Kind, number> = { rare: 0, middle: 0.001, broad: 0.02 };
const most: Record<Kind, number> = { rare: 0.001, middle: 0.02, broad: 0.3 };

interface Asked {
	language: Language;
	words: string;
	kind: Kind;
}

/** The words of each kind that really have the share of the records that their kind says: counted, not believed. */
async function sorted(database: Database, count: number): Promise<Asked[]> {
	const found: Asked[] = [];
	const convention = await currentConvention(database);
	for (const language of languages) {
		const { rare, middle, broad } = vocabulary(language);
		// Evenly from the whole of the made-up words, so that no question is asked twice in short time.
		const some = rare.filter((_, at) => at % 197 === 0);
		for (const words of [...some, ...middle, ...broad]) {
			const { plan } = await search(database.read, { words, facets: {}, sort: 'newest', page: 1, perPage: 1, language, convention });
			const { total } = await counted(database, plan);
			const share = total / count;
			const kind = (['rare', 'middle', 'broad'] as const).find((each) => share >= least[each] && share < most[each]);
			if (kind && total > 0) found.push({ language, words, kind });
		}
	}
	return found;
}

async function counted(database: Database, plan: Parameters<typeof queriesOf>[0]): Promise<{ total: number }> {
	const { rows: found } = await sql<{ total: number }>`
		select catalogue.at_least(${queriesOf(plan).must}::tsquery, 2000000) as total`.execute(database.kysely);
	return { total: found[0]?.total ?? 0 };
}

/** Questions go out by the clock, whether or not earlier ones were answered; a late start counts as waiting. */
async function ask(database: Database, asked: Asked[], language: Language | null): Promise<Map<Kind, number[]>> {
	const convention = await currentConvention(database);
	const chance = chanceFrom(23);
	const of = (kind: Kind) => asked.filter((each) => each.kind === kind && (language === null || each.language === language));
	const pools: Record<Kind, Asked[]> = { rare: of('rare'), middle: of('middle'), broad: of('broad') };
	const times = new Map<Kind, number[]>([
		['rare', []],
		['middle', []],
		['broad', []]
	]);
	const began = performance.now();
	const running: Promise<void>[] = [];
	for (let at = 0; at < settings.seconds * settings.rate; at += 1) {
		const due = began + (at * 1000) / settings.rate;
		if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
		const draw = chance();
		const kind: Kind = draw < 0.6 ? 'rare' : draw < 0.9 ? 'middle' : 'broad';
		const pool = pools[kind];
		const one = pool[Math.floor(chance() * pool.length)];
		if (!one) continue;
		running.push(
			search(database.read, { words: one.words, facets: {}, sort: 'relevance', page: 1, perPage: 20, language: one.language, convention }).then(
				() => {
					times.get(kind)?.push(performance.now() - due);
				}
			)
		);
	}
	await Promise.all(running);
	return times;
}

const before = new Map<string, number>();
function put(home: string, count: number, language: Language | null, times: Map<Kind, number[]>): void {
	const all = [...times.values()].flat();
	const smallest = Math.min(...rows);
	const key = language ?? 'all languages';
	const p99 = percentile(all, 99);
	if (count === smallest && home === 'PostgreSQL') before.set(key, p99);
	figures.push({
		what: `search on ${home} at ${count} records`,
		of: key,
		value: home === 'PGlite' ? percentile(all, 95) : p99,
		unit: home === 'PGlite' ? 'ms (p95)' : 'ms (p99)',
		...(home === 'PGlite'
			? { target: { on: 'value' as const, most: 100 } }
			: count >= 1_000_000
				? { target: { on: 'value' as const, most: 300 } }
				: {}),
		...(count > smallest && before.has(key) ? { baseline: { what: `p99 at ${smallest} records`, value: before.get(key) as number } } : {}),
		more: {
			p50: percentile(all, 50),
			p95: percentile(all, 95),
			p99,
			asked: all.length,
			...Object.fromEntries([...times].map(([kind, each]) => [`p95 ${kind}`, percentile(each, 95)]))
		}
	});
}

async function measure(name: 'PGlite' | 'PostgreSQL', count: number): Promise<void> {
	const home = name === 'PGlite' ? await embeddedHome() : await serverHome({ name: `records-${count}` });
	const database = await home.open();
	await migrate(database);
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	const began = Date.now();
	await load(database, count, { said: true });
	notes.push(`${name}: ${count} records loaded in ${Math.round((Date.now() - began) / 1000)} s.`);
	const asked = await sorted(database, count);
	for (const kind of ['rare', 'middle', 'broad'] as const)
		notes.push(`${name}, ${count} records: ${asked.filter((each) => each.kind === kind).length} ${kind} words.`);
	await ask(database, asked, null);
	put(name, count, null, await ask(database, asked, null));
	// Each language by itself takes six times as long as it says.
	if (name === 'PostgreSQL') for (const language of languages) put(name, count, language, await ask(database, asked, language));
	await database.close();
	await home.close();
}

const on = process.env.ON?.toLowerCase();
if (on !== 'postgresql') await measure('PGlite', settings.embeddedRows);
if (on !== 'pglite') for (const count of rows.toSorted((a, b) => a - b)) await measure('PostgreSQL', count);
report(
	{
		name: 'search',
		question: 'How long does a search with all its facets take, by the number of records?',
		settings,
		notes: [...notes, 'Times count from when a question was due, waiting included. Everything is loaded by bench/search-loader.ts.']
	},
	figures
);
