// SPDX-License-Identifier: Apache-2.0
// What came from several senders goes out in one file and comes in elsewhere: each line under a key of its own, and what pointed to a record points to it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFiles } from '#platform/server/files.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import { readerIn } from '#text/message.ts';
import { runImport } from '#worker/import/run.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { type ExportedLine, exportedLines } from './lines.ts';

let here: World;
let elsewhere: World;
let folder: string;
beforeAll(async () => {
	[here, elsewhere] = [await openWorld(), await openWorld()];
	folder = await mkdtemp(join(tmpdir(), 'lines-'));
});
afterAll(async () => {
	await here.database.close();
	await elsewhere.database.close();
	await rm(folder, { recursive: true, force: true });
});

async function take(into: World, source: string, lines: readonly object[]) {
	const files = await openFiles({ dataDir: folder, bucket: null });
	const { new: taken, bad } = await runImport({
		database: into.database,
		files,
		world: { ...into.catalogue, definitions: await loadDefinitions(into.database.read) },
		from: Readable.from([Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))]),
		folder,
		source,
		by: 'import',
		now: new Date('2026-11-24T10:00:00.000Z'),
		reader: await readerIn('en'),
		report: join(folder, 'report.jsonl')
	});
	files.close();
	return { taken, bad };
}

async function exported(from: World): Promise<ExportedLine[]> {
	const lines: ExportedLine[] = [];
	const definitions = await loadDefinitions(from.database.read);
	for await (const { line } of exportedLines(from.database.read, definitions, { all: true, type: null })) lines.push(line);
	return lines;
}

const six = (text: string) => Object.fromEntries(['ar', 'en', 'es', 'fr', 'ru', 'zh'].map((language) => [language, text]));
const call = (key: string, title: string) => ({
	...{ type: 'call', secretariat: true, key, submittedOn: '2026-10-01', publishedOn: '2026-10-01' },
	answers: {
		...{ kind: 'information', title: six(title), asked: six('Tell us.'), opens: '2026-10-05', deadline: '2026-12-31' },
		...{ zone: 'geneva', late: true, who: ['all'], areas: ['asgm'], articles: ['24'] },
		questions: [{ label: six('How many?'), kind: 'integer', required: true }]
	}
});
const answer = (key: string, to: string, asked1: number) => ({
	...{ type: 'call-response', party: 'GHA', key, submittedOn: '2026-11-01', publishedOn: '2026-11-02' },
	answers: { call: to, respondent: { name: 'An agency' }, respondentKind: 'party', receivedAt: '2026-11-01', language: 'en', asked1 }
});

/** Which call each answer answers, by its title. */
function answered(lines: readonly ExportedLine[]): Record<string, unknown> {
	const titles = new Map(lines.map(({ key, answers }) => [key, (answers.title as { en: string } | undefined)?.en]));
	return Object.fromEntries(
		lines.flatMap(({ answers }) => (answers.call === undefined ? [] : [[answers.asked1, titles.get(answers.call as string)]]))
	);
}

test('two senders with the same keys, and one whose key is an identifier of here: nothing is lost, and all points where it did', async () => {
	expect(await take(here, 'east', [call('k', 'East'), answer('a', 'k', 1)])).toEqual({ taken: 2, bad: 0 });
	expect(await take(here, 'west', [call('k', 'West'), answer('b', 'k', 2)])).toEqual({ taken: 2, bad: 0 });
	expect(await take(here, 'south', [call('only south has it', 'South'), answer('s', 'only south has it', 3)])).toEqual({ taken: 2, bad: 0 });
	const lines = await exported(here);
	expect(lines.map(({ key }) => key)).toHaveLength(6);
	expect(new Set(lines.map(({ key }) => key)).size).toBe(6);
	// A key that is clear stays the sender's.
	expect(lines.map(({ key }) => key)).toEqual(expect.arrayContaining(['a', 'b', 's', 'only south has it']));
	expect(answered(lines)).toEqual({ 1: 'East', 2: 'West', 3: 'South' });

	// Elsewhere another record has the identifier that a call has here.
	expect(await take(elsewhere, 'own', [call('own', 'Of elsewhere'), answer('x', 'own', 4)])).toEqual({ taken: 2, bad: 0 });
	expect(await take(elsewhere, 'here', lines)).toEqual({ taken: 6, bad: 0 });
	expect(answered(await exported(elsewhere))).toEqual({ 1: 'East', 2: 'West', 3: 'South', 4: 'Of elsewhere' });
});
