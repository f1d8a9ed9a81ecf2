// SPDX-License-Identifier: Apache-2.0
// How long `platform import-documents` takes for the documents of many meetings with a file in each of six languages, whether a run that is killed in its
// middle is gone on with, and whether anything is lost or there twice. The command runs as an operator runs it, in a process of its own.
// DOCUMENTS (2000); ON=pglite measures the embedded database instead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { csv } from '../src/api/csv.ts';
import { languages } from '../src/text/languages.ts';
import { documentOf } from '../src/worker/demonstration/document.ts';
import { embeddedHome, openInside, serverHome } from './ground/platform.ts';
import { report, wanted } from './ground/results.ts';
import { root, throwAway } from './ground/root.ts';

const documents = wanted('DOCUMENTS', 2_000);
const embedded = process.env.ON?.toLowerCase() === 'pglite';
const home = await (embedded ? embeddedHome() : serverHome());
await (await openInside(home)).close();

const folder = join(throwAway('bench-documents'), 'in');
mkdirSync(folder, { recursive: true });
const heads = ['symbol', 'agenda', 'articles', ...languages.map((each) => `title ${each}`), ...languages.map((each) => `file ${each}`)];
/** As many as a meeting has, one meeting after another. */
const perMeeting = 100;
const meetings = ['UNEP/MC/COP.1', 'UNEP/MC/COP.2', 'UNEP/MC/COP.3', 'UNEP/MC/COP.5', 'UNEP/MC/COP.6'];
const rows = Array.from({ length: documents }, (_, at) => {
	const meeting = meetings[Math.floor(at / perMeeting) % meetings.length];
	const number = Math.floor(at / perMeeting / meetings.length) * perMeeting + (at % perMeeting) + 1;
	const files = languages.map((language) => {
		const name = `k-${at}-${language}.pdf`;
		const lines = Array.from({ length: 20 }, (_, line) => `Line ${line} of document ${at} in ${language}, on mercury and its uses`);
		writeFileSync(join(folder, name), documentOf(name, { says: `Document ${at} in ${language}`, lines, language }));
		return name;
	});
	return [`${meeting}/${number}`, String(1 + (at % 12)), '7', ...languages.map((each) => `Document ${at} (${each})`), ...files];
});
const sheet = join(folder, '..', 'documents.csv');
writeFileSync(sheet, csv([heads, ...rows]));

/** Runs the command; `killAfter` lines it is killed, without a chance to tidy up. */
async function run(killAfter?: number): Promise<{ seconds: number; said: string; code: number | null }> {
	const began = performance.now();
	const env = {
		...{ PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: home.folder, DEMO: '0', NODE_ENV: 'production' },
		...(home.url ? { DATABASE_URL: home.url } : {})
	};
	const child = spawn(process.execPath, ['src/cli/platform.ts', 'import-documents', folder, sheet, '--progress'], {
		...{ cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }
	});
	let said = '';
	child.stdout.on('data', (text) => (said += text));
	child.stderr.on('data', (text) => {
		const done = Number(/(\d+) of \d+\s*$/.exec(String(text))?.[1] ?? 0);
		if (killAfter !== undefined && done >= killAfter) child.kill('SIGKILL');
	});
	const [code] = (await once(child, 'close')) as [number | null];
	if (code !== 0 && killAfter === undefined) throw new Error(`the import ended with ${code}: ${said}`);
	return { seconds: (performance.now() - began) / 1000, said: said.trim(), code };
}

const killed = await run(Math.floor(documents / 3));
const resumed = await run();
const again = await run();
const database = await home.open();
const { rows: counted } = await sql<{ records: number; entries: number; files: number; symbols: number }>`
	select count(*)::int as records, count(distinct register ->> 'symbol')::int as symbols,
		(select count(distinct (record_id, sha256))::int from records.attachments) as files,
		(select count(*)::int from records.records where type = 'meeting-document') as entries
	from catalogue.entries where type = 'meeting-document' and jsonb_array_length(answers -> 'files') = 6`.execute(database.kysely);
await database.close();
await home.close();
const found = counted[0] ?? { records: 0, entries: 0, files: 0, symbols: 0 };
const off = (value: number, right: number) => Math.abs(value - right);
report(
	{
		name: 'import-documents',
		question: 'How long does the import of the documents of many meetings take, and is anything lost when it is killed?',
		settings: { documents, files: documents * languages.length, on: home.name },
		notes: [killed.said || 'killed', resumed.said, again.said]
	},
	[
		{
			what: 'until killed, and from there to the end',
			of: home.name,
			value: killed.seconds + resumed.seconds,
			unit: 's',
			more: { 'files a second': (documents * 6) / (killed.seconds + resumed.seconds) }
		},
		{ what: 'the same again, all of it there already', of: home.name, value: again.seconds, unit: 's' },
		{
			what: 'documents and files lost, twice or by halves',
			of: home.name,
			value: off(found.records, documents) + off(found.entries, documents) + off(found.symbols, documents) + off(found.files, documents * 6),
			unit: '',
			target: { on: 'value', most: 0 }
		}
	]
);
