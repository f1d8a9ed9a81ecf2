// SPDX-License-Identifier: Apache-2.0
// How long a page of OData takes on the server, from the route to its last byte, on both databases: a hundred decisions with all that InforMEA opens, as its
// harvester asks for them and in Atom, the last page, a filter that the rows themselves must answer; V4 for tables. The decisions of seeds/library are
// multiplied, each with keywords and files. DECISIONS (2000), RUNS (40) after WARM (25), LETTERS of text in each
// language (0, as seeded); ON=pglite|postgresql.
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { parse } from 'yaml';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { odata } from '#interop/informea/server/reply.ts';
import type { Database } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { median, percentile } from './ground/figures.ts';
import { homes } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const decisions = wanted('DECISIONS', 2000);
const letters = wanted('LETTERS', 0);
const runs = wanted('RUNS', 40);
const warm = wanted('WARM', 25);
const origin = 'https://exchange.test';

const expand = '$expand=title,keywords,files,content,summary&$orderby=updated%20desc,id';
const asked: [what: string, base: '/informea.svc' | '/odata', path: string, accept: string][] = [
	['100 expanded decisions, JSON', '/informea.svc', `/Decisions?$top=100&$skip=0&${expand}`, 'application/json'],
	['100 expanded decisions, Atom', '/informea.svc', `/Decisions?$top=100&$skip=0&${expand}`, 'application/atom+xml'],
	['the last 100 of all, expanded', '/informea.svc', `/Decisions?$top=100&$skip=${Math.max(0, decisions - 100)}&${expand}`, 'application/json'],
	[
		'a filter on what is opened, 100 expanded',
		'/informea.svc',
		`/Decisions?$top=100&$filter=substringof('e',title/value)&${expand}`,
		'application/json'
	],
	['100 records as a table', '/odata', '/Records?$top=100&$count=true', 'application/json']
];

async function fill(database: Database) {
	await migrate(database);
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	const seeded = parse(await readFile('seeds/library/decisions.yaml', 'utf8')) as { number: string; meeting: string; title: Words }[];
	const said = 'The Conference of the Parties, recalling its earlier decisions, decides as follows. '.repeat(100);
	const inAll = (length: number) => Object.fromEntries(languages.map((language) => [language, `${language}: ${said}`.slice(0, length)]));
	const text = letters ? inAll(letters) : undefined;
	const summary = letters ? JSON.stringify(inAll(300)) : null;
	await database.write(async (db) => {
		for (let at = 0; at < decisions; at += 1) {
			const { number, meeting, title } = seeded[at % seeded.length] as (typeof seeded)[number];
			const files = languages.map((language) => ({
				file: 'ab'.repeat(32),
				name: `${language}.pdf`,
				mediaType: 'application/pdf',
				size: 1,
				language
			}));
			const answers = JSON.stringify({ number, title, meeting, text, files, keywords: ['mercury', 'elemental-mercury'] });
			await sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, summary, answers, languages, parties, areas, articles,
					concepts, year, demo, first_published_at, published_at, search)
				values (${`MC-DECISION-${String(at).padStart(5, '0')}`}, 1, 'decision', 'secretariat', 'secretariat', 'published', ${JSON.stringify(title)}::jsonb,
					${summary}::jsonb, ${answers}::jsonb, '{en}', '{}', '{}', '{}', '{}', 2025, true, now(), now() - ${at} * interval '1 minute', '')`.execute(
				db as never
			);
		}
	});
	await database.script('vacuum analyze catalogue.entries');
	return { definitions: await loadDefinitions(database.read), convention: await currentConvention(database) };
}

const reader = await readerIn('en');
const figures: Figure[] = [];
for (const open of homes()) {
	const home = await open();
	const database = await home.open();
	const configuration = { origin, informeaTreaty: 'minamata', odataPageSize: 1000 };
	const locals = { ...(await fill(database)), platform: { database, configuration }, reader, today: '2026-11-24' };
	for (const [what, base, path, accept] of asked) {
		const [times, empty, processor]: [number[], number[], number[]] = [[], [], []];
		let bytes = 0;
		for (let run = 0; run <= runs + warm; run += 1) {
			const url = new URL(`${origin}${base}${path}`);
			const busy = process.cpuUsage();
			const began = performance.now();
			const reply = await odata({ locals, url, request: new Request(url, { headers: { accept } }) }, base, base === '/odata' ? 'v4' : 'v2');
			bytes = (await reply.arrayBuffer()).byteLength;
			const ended = performance.now();
			const { user, system } = process.cpuUsage(busy);
			if (reply.status !== 200) throw new Error(`${path}: ${reply.status}`);
			await sql`select 1`.execute(database.read as never);
			// The first ones teach the process what it does over and over.
			if (run <= warm) continue;
			times.push(ended - began);
			processor.push((user + system) / 1000);
			empty.push(performance.now() - ended);
		}
		figures.push({
			what,
			of: home.name,
			value: median(times),
			unit: 'ms (median)',
			baseline: { what: 'a statement that reads nothing', value: median(empty) },
			target: { on: 'value', most: 30 },
			more: { 'ms, 95 %': percentile(times, 95), 'ms of processor in this process': median(processor), kB: bytes / 1000 }
		});
	}
	await database.close();
	await home.close();
}
report(
	{
		name: 'odata',
		question: 'How long does a page of OData take on the server, from the route to its last byte?',
		settings: { decisions, letters, runs, warm },
		notes: ['Every decision has a title in six languages, two keywords, and a file in each of six languages; those seeded have no text.']
	},
	figures
);
