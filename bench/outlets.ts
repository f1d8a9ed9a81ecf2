// SPDX-License-Identifier: Apache-2.0
// Everything that is public, taken away by others: harvested by OAI-PMH from the first page to the last, and written into files as every night. Asked at two
// numbers of records on PostgreSQL: does a page take longer the further one reads, and does memory grow with the records? ROWS (10000,1000000); with
// KEEP the records of `search` are found again. The server has HEAP (256) megabytes for its objects; this process gets as much by
// `node --expose-gc --max-old-space-size=256`.
import { readFileSync } from 'node:fs';
import { writeDump } from '#interop/dump/server/write-dump.ts';
import { readerIn } from '#text/message.ts';
import { line } from './ground/browser.ts';
import { median } from './ground/figures.ts';
import { type Home, openInside, serverHome, startPlatform } from './ground/platform.ts';
import { throwAway } from './ground/root.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { load } from './search-loader.ts';

const sizes = (process.env.ROWS ?? '10000,1000000').split(',').map(Number);
const collect = (globalThis as { gc?: () => void }).gc;
/** Megabytes: without a limit a process takes what the machine has before it looks for what it could do without. */
const heap = wanted('HEAP', 256);
const figures: Figure[] = [];

/** Pages at the beginning and at the end of which the time is compared. */
const compared = 50;

const memoryOf = (pid: number | 'self'): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Reads as a harvester does: the next page is asked for by the token of the one before. */
async function harvest(home: Home): Promise<{ records: number; pages: number[]; memory: { early: number; late: number }; seconds: number }> {
	const platform = await startPlatform(home, { env: { LOG_LEVEL: 'warn' }, flags: [`--max-old-space-size=${heap}`] });
	const harvester = line(platform.origin, '');
	const pages: number[] = [];
	const memory: number[] = [];
	let records = 0;
	const began = performance.now();
	for (let address: string | null = '/oai?verb=ListRecords&metadataPrefix=oai_dc'; address;) {
		const asked = performance.now();
		const page = await harvester.get(address);
		if (page.status !== 200) throw new Error(`${address}: status ${page.status}`);
		pages.push(performance.now() - asked);
		memory.push(memoryOf(platform.pid));
		records += page.text.split('<record>').length - 1;
		const token = /<resumptionToken[^>]*>([^<]+)</.exec(page.text)?.[1];
		address = token ? `/oai?verb=ListRecords&resumptionToken=${encodeURIComponent(token)}` : null;
	}
	const seconds = (performance.now() - began) / 1000;
	harvester.close();
	await platform.stop();
	// The first fifth warms up: caches and the collector of garbage find their size.
	const fifth = Math.max(1, Math.floor(memory.length / 5));
	return { records, pages, memory: { early: Math.max(...memory.slice(0, fifth)), late: Math.max(...memory.slice(-fifth)) }, seconds };
}

/** Writes all files once, and tells the most memory that this process held meanwhile beyond what it held before. */
async function dump(home: Home): Promise<{ seconds: number; megabytes: number; added: number }> {
	const inside = await openInside(home);
	const { convention, definitions } = await inside.world();
	const reader = await readerIn('en');
	const words = (name: string) => ({ en: name });
	collect?.();
	const before = memoryOf('self');
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, memoryOf('self'))), 50);
	const began = performance.now();
	const written = await writeDump({
		db: inside.platform.database.read,
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
		folder: throwAway('bench-dump')
	});
	clearInterval(watch);
	const seconds = (performance.now() - began) / 1000;
	const megabytes = written.files.reduce((sum, { size, name }) => sum + (name.endsWith('.zip') ? 0 : size), 0) / 1e6;
	await written.drop();
	await inside.platform.close();
	return { seconds, megabytes, added: most - before };
}

let smallest: number | undefined;
for (const rows of sizes) {
	const home = await serverHome({ name: `records-${rows}` });
	const inside = await openInside(home);
	await load(inside.platform.database, rows);
	await inside.platform.close();
	const read = await harvest(home);
	const [first, last] = [median(read.pages.slice(0, compared)), median(read.pages.slice(-compared))];
	figures.push({
		what: `a page of OAI-PMH at the end of ${rows} records`,
		of: home.name,
		value: last,
		unit: `ms (median of ${compared})`,
		baseline: { what: 'a page at the beginning', value: first },
		target: { on: 'ratio', most: 1.5 },
		more: { records: read.records, pages: read.pages.length, 'seconds in all': read.seconds }
	});
	figures.push({
		what: `memory of the server while the last fifth of ${rows} records is harvested`,
		of: home.name,
		value: read.memory.late,
		unit: 'MB (most)',
		baseline: { what: 'while the first fifth is', value: read.memory.early }
	});
	const files = await dump(home);
	figures.push({
		what: `memory that writing ${rows} records into files adds`,
		of: home.name,
		value: files.added,
		unit: 'MB (most)',
		...(smallest === undefined ? {} : { baseline: { what: `the same for ${sizes[0]} records`, value: smallest } }),
		more: { seconds: files.seconds, 'records/s': rows / files.seconds, MB: files.megabytes }
	});
	smallest ??= files.added;
	await home.close();
}
report(
	{
		name: 'outlets',
		question: 'Does it take longer, or more memory, the more there is to take away?',
		settings: { rows: sizes.join(','), compared, heap }
	},
	figures
);
