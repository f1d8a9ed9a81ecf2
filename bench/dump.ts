// SPDX-License-Identifier: Apache-2.0
// Everything that is public written into files: how long it takes and how much memory it adds, at two numbers of records on the embedded database, so that
// memory that grows with them is seen. `node --expose-gc bench/dump.ts [records]`.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { writeDump } from '#interop/dump/server/write-dump.ts';
import { openEmbedded } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { definitionsFrom } from '#records/definitions.ts';
import { readSeededDefinitions } from '#records/server/definitions.ts';
import { readerIn } from '#text/message.ts';

const most = Number(process.argv[2] ?? 100_000);
const collect = (globalThis as { gc?: () => void }).gc;
const definitions = definitionsFrom((await readSeededDefinitions()).map(({ definition, earlier }) => ({ ...definition, current: !earlier })));
const convention = conventionOf(await readSeeds());
const reader = await readerIn('en');
const folder = await mkdtemp(join(tmpdir(), 'bench-dump-'));
const database = await openEmbedded(null);
await migrate(database);

/** Notifications as ours are, with a text of some two hundred words in two languages. */
async function fill(from: number, to: number): Promise<void> {
	const text = 'Artisanal and small-scale gold mining is more than insignificant in this territory. '.repeat(15);
	await sql`
		insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, summary, answers, languages, parties, areas, articles, concepts,
			region, year, demo, first_published_at, published_at, register, number, facets, search)
		select 'MC-ASGM-GH-' || lpad(n::text, 7, '0'), 1, 'art7-notification', 'party', 'GHA', 'published', '{"en":"A notification"}'::jsonb, null,
			jsonb_build_object('determinedOn', '2026-01-15', 'statement', jsonb_build_object('en', ${text}::text || n, 'fr', ${text}::text || n)),
			array['en', 'fr'], array['GHA'], array['asgm'], array['7'], array[]::text[], 'africa', 2026, true, now(), now(), '{}'::jsonb, n, array[]::int[], ''::tsvector
		from generate_series(${from}::int, ${to}::int) as n`.execute(database.kysely);
}

async function measured(records: number) {
	collect?.();
	const before = process.memoryUsage();
	let peak = before.heapUsed + before.external;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().heapUsed + process.memoryUsage().external)), 50);
	const began = performance.now();
	const words = (name: string) => ({ en: name });
	const written = await writeDump({
		db: database.read,
		definitions,
		convention,
		reader,
		about: {
			title: words('All'),
			description: '',
			licence: words('-'),
			page: 'https://x.example/data',
			origin: 'https://x.example',
			site: words('x')
		},
		words: { file: words, column: words },
		at: new Date(),
		folder
	});
	clearInterval(watch);
	const milliseconds = performance.now() - began;
	const bytes = written.files.reduce((sum, { size, name }) => sum + (name.endsWith('.zip') ? 0 : size), 0);
	await written.drop();
	return {
		records,
		milliseconds: Math.round(milliseconds),
		perSecond: Math.round(records / (milliseconds / 1000)),
		megabytes: Math.round(bytes / 1e6),
		memoryAdded: Math.round((peak - before.heapUsed - before.external) / 1e6)
	};
}

const small = Math.round(most / 10);
await fill(1, small);
await measured(small);
const first = await measured(small);
await fill(small + 1, most);
const last = await measured(most);
const result = { measure: 'dump', home: 'pglite', cores: cpus().length, at: new Date().toISOString(), first, last };
console.log(JSON.stringify(result, null, '\t'));
await mkdir('bench/results', { recursive: true });
await writeFile('bench/results/dump.json', `${JSON.stringify(result, null, '\t')}\n`);
await database.close();
await rm(folder, { recursive: true });
