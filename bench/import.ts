// SPDX-License-Identifier: Apache-2.0
// How long `platform import` takes for very many records on PostgreSQL, whether its memory grows, and how long the same file takes when all of it is there
// already. The command runs as an operator runs it, in a process of its own. ROWS (100000); ON=pglite measures the embedded database instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { information, type } from './ground/answers.ts';
import { embeddedHome, openInside, parties, serverHome } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { root, throwAway } from './ground/root.ts';

const rows = wanted('ROWS', 100_000);
const embedded = process.env.ON?.toLowerCase() === 'pglite';
const home = await (embedded ? embeddedHome() : serverHome());
const instance = await openInside(home);
const owners = await parties(instance, 100);
await instance.close();

/** Words that tell records apart, some rare and some not, as in a register of many years. */
const words = ['lamps', 'dental', 'amalgam', 'mining', 'batteries', 'emissions', 'thermometers', 'waste', 'cosmetics', 'storage', 'trade', 'soil'];
const file = join(throwAway('bench-import'), 'records.jsonl');
await pipeline(
	Readable.from(
		(function* () {
			for (let at = 0; at < rows; at += 1) {
				const mark = `${words[at % words.length]} ${words[(at * 7 + 3) % words.length]} ${at}`;
				const answers = { ...information(String(at)), title: { en: `Mercury, ${mark}`, fr: `Le mercure, ${mark}` } };
				const day = new Date(Date.UTC(2017, 7, 16 + (at % 3300))).toISOString().slice(0, 10);
				yield `${JSON.stringify({ type, party: owners[at % owners.length]?.key, key: `k${at}`, publishedOn: day, answers })}\n`;
			}
		})()
	),
	createWriteStream(file)
);

interface Ran {
	seconds: number;
	said: string;
	/** Megabytes in use, four times a second. */
	memory: number[];
}

async function run(): Promise<Ran> {
	const began = performance.now();
	const env = {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		DATA_DIR: home.folder,
		DEMO: '0',
		NODE_ENV: 'production',
		...(home.url ? { DATABASE_URL: home.url } : {})
	};
	const child = spawn(process.execPath, ['src/cli/platform.ts', 'import', file], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
	let said = '';
	child.stdout.on('data', (text) => (said += text));
	const memory: number[] = [];
	const look = setInterval(() => {
		const resident = /^VmRSS:\s+(\d+)/m.exec(statusOf(child.pid))?.[1];
		if (resident) memory.push(Number(resident) / 1024);
	}, 250);
	const [code] = (await once(child, 'close')) as [number | null];
	clearInterval(look);
	if (code !== 0) throw new Error(`the import ended with ${code}: ${said}`);
	return { seconds: (performance.now() - began) / 1000, said: said.trim(), memory };
}

function statusOf(pid: number | undefined): string {
	try {
		return readFileSync(`/proc/${pid}/status`, 'utf8');
	} catch {
		return '';
	}
}

/** Rise of the line through the points, from their beginning to their end. */
function rise(values: readonly number[]): number {
	const middle = (values.length - 1) / 2;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const above = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
	const below = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
	return below === 0 ? 0 : (above / below) * (values.length - 1);
}

const first = await run();
const again = await run();
const database = await home.open();
const { rows: counted } = await sql<{ records: number; entries: number }>`
	select (select count(*)::int from records.records) as records, (select count(*)::int from catalogue.entries) as entries`.execute(database.kysely);
await database.close();
await home.close();

// What a process needs to warm up is no growth: stems are remembered up to a limit, and the engine finds the size of its heap.
const settled = first.memory.slice(Math.floor(first.memory.length / 2));
const typical = settled.reduce((sum, value) => sum + value, 0) / settled.length;
const figures: Figure[] = [
	{
		what: `import of ${rows} records`,
		of: home.name,
		value: first.seconds / 60,
		unit: 'min',
		target: { on: 'value', most: 10 },
		more: { 'records a second': rows / first.seconds, 'seconds at this rate for 100,000': (first.seconds / rows) * 100_000 }
	},
	{ what: 'largest memory of the process', of: home.name, value: Math.max(...first.memory), unit: 'MB' },
	{
		what: 'growth of the memory in the second half',
		of: home.name,
		value: (rise(settled) / typical) * 100,
		unit: '%',
		target: { on: 'value', most: 10 },
		more: { 'typical MB': typical, samples: settled.length }
	},
	{
		what: 'the same file again, all of it there already',
		of: home.name,
		value: again.seconds,
		unit: 's',
		more: { 'rows a second': rows / again.seconds }
	},
	{
		what: 'records lost or twice',
		of: home.name,
		value: Math.abs((counted[0]?.records ?? 0) - rows) + Math.abs((counted[0]?.entries ?? 0) - rows),
		unit: '',
		target: { on: 'value', most: 0 }
	}
];
report(
	{
		name: 'import',
		question: 'How long does the import of very many records take, and does its memory grow?',
		settings: { rows, on: home.name },
		notes: [
			'Each record: checked by its form, sealed, three moves and three events, projected into the catalogue with its search vector, all within the import.',
			first.said,
			again.said
		]
	},
	figures
);
