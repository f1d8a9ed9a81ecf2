// SPDX-License-Identifier: Apache-2.0
// Documents come in from a folder and a sheet: line by line, each once, whole or not at all; cut off anywhere, the next run goes on.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csv } from '#api/csv.ts';
import { findEntry, latestEntries } from '#catalogue/server/entries.ts';
import { entryBySymbol } from '#catalogue/server/library.ts';
import { readFile as readSheets } from '#interop/sheets/server/read-file.ts';
import { documentsReport } from '#components/meetings/bundle-report.ts';
import { bundleHeads, countLines, type ReadBundle, readBundle, type TakenLine } from '#meetings/bundle.ts';
import { type Files, openFiles } from '#platform/server/files.ts';
import type { Person } from '#people/person.ts';
import type { Writing } from '#platform/server/database.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { brokenSeals } from '#records/server/revisions.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { edith, paul } from '../../../test/people.ts';
import { openWorld, type World } from '../../../test/world.ts';
import { documentOf } from '../demonstration/document.ts';
import { takeDocuments } from './take.ts';

let world: World;
let root: string;
let folder: string;
let files: Files;
const now = new Date('2026-11-24T10:00:00.000Z');

beforeAll(async () => {
	world = await openWorld();
	root = await mkdtemp(join(tmpdir(), 'documents-'));
	folder = join(root, 'in');
	await mkdir(join(folder, 'cop6'), { recursive: true });
	files = await openFiles({ dataDir: join(root, 'data'), bucket: null });
	for (const language of languages) {
		const name = language === 'ar' || language === 'zh' ? `k-${language}.docx` : `k-${language}.pdf`;
		await writeFile(join(folder, 'cop6', name), documentOf(name, { says: `A document in ${language}`, lines: [], language }));
	}
	await writeFile(join(folder, 'page.pdf'), '<!doctype html><script>alert(1)</script>');
	await writeFile(join(root, 'secret.pdf'), documentOf('secret.pdf', { says: 'Not to be had', lines: [], language: 'en' }));
});
afterAll(async () => {
	files.close();
	await world.database.close();
	await rm(root, { recursive: true, force: true });
});

const six = Object.fromEntries(languages.map((each) => [`file ${each}`, `cop6/k-${each}.${each === 'ar' || each === 'zh' ? 'docx' : 'pdf'}`]));

/** As a spreadsheet would send it. */
async function sheet(
	rows: { [head: string]: string }[],
	heads: string[] = [...new Set(rows.flatMap((row) => Object.keys(row)))]
): Promise<ReadBundle> {
	const text = csv([heads, ...rows.map((row) => heads.map((head) => row[head] ?? ''))]).replace(/(^|,)'(?=[=+@-])/gm, '$1');
	const sheets = await readSheets(new TextEncoder().encode(text));
	const read = typeof sheets === 'string' ? sheets : readBundle(sheets[0]?.rows ?? [], world.convention);
	if (typeof read === 'string') throw new Error(read);
	return read;
}

async function take(bundle: ReadBundle, more: { dry?: boolean; rows?: number; signal?: AbortSignal; after?: (lines: TakenLine[]) => void } = {}) {
	const taken: TakenLine[] = [];
	const whole = await takeDocuments({
		...{ database: world.database, files, world: world.catalogue, folder, by: 'import', now, lines: bundle.lines, ...more },
		told(lines) {
			taken.push(...lines);
			more.after?.(taken);
		}
	});
	return { whole, taken, counts: countLines(taken) };
}
const records = async () =>
	(await world.database.fresh.selectFrom('records.records').select('id').where('type', '=', 'meeting-document').execute()).length;
const codes = (lines: TakenLine[]) => lines.map(({ symbol, outcome, problems }) => [symbol, outcome, problems.map(({ code }) => code)]);

test('every line is told: what is wrong with it, or what it became', async () => {
	const bundle = await sheet([
		{
			symbol: 'UNEP/MC/COP.6/1',
			'title en': 'Agenda',
			'Title (fr)': 'Ordre du jour',
			agenda: '2; 2.1',
			areas: 'asgm',
			articles: '7, 21',
			decisions: 'MC-5/16',
			date: '2025-07-01',
			...six
		},
		{ symbol: 'UNEP/MC/COP.6/INF/2', 'title en': 'A note', 'file en': 'cop6/k-en.pdf' },
		{ symbol: 'unep/mc/cop.6/3', 'title en': 'Small letters' },
		{ symbol: 'A/RES/1', 'title en': 'Elsewhere' },
		{ symbol: '', 'title en': 'Nothing' },
		{ symbol: 'UNEP/MC/COP.6/1', 'title en': 'Twice' },
		{ symbol: 'UNEP/MC/COP.6/5', 'title en': 'A file that is not there', 'file en': 'cop6/gone.pdf' },
		{ symbol: 'UNEP/MC/COP.6/6', 'title en': 'A file from elsewhere', 'file en': '../secret.pdf' },
		{ symbol: 'UNEP/MC/COP.6/7', 'title en': 'A file that is none', 'file en': 'page.pdf' },
		{ symbol: 'UNEP/MC/COP.6/8', 'title en': 'A language', 'file de': 'cop6/k-en.pdf' },
		{ symbol: 'UNEP/MC/COP.6/9', 'title en': 'A kind', kind: 'poem', date: '32 May', meeting: 'COP99' },
		{ symbol: 'UNEP/MC/COP.6/10', 'title en': 'Areas', areas: 'nowhere' },
		{ symbol: 'UNEP/MC/COP.6/11' },
		{ symbol: 'UNEP/MC/COP.4/1', 'title en': 'Which part of the meeting?' },
		{ symbol: 'UNEP/MC/COP.4/2', 'title en': '=HYPERLINK("http://example.org")', meeting: 'cop4.2', colour: 'red' }
	]);
	expect(bundle.unknown).toEqual(['colour']);
	const expected = [
		['UNEP/MC/COP.6/1', 'new', []],
		['UNEP/MC/COP.6/INF/2', 'new', []],
		['unep/mc/cop.6/3', 'refused', ['bundle-symbol-otherwise']],
		['A/RES/1', 'refused', ['bundle-symbol-wrong']],
		['', 'refused', ['bundle-symbol-missing']],
		['UNEP/MC/COP.6/1', 'refused', ['bundle-symbol-twice']],
		['UNEP/MC/COP.6/5', 'refused', ['file-missing']],
		['UNEP/MC/COP.6/6', 'refused', ['file-outside']],
		['UNEP/MC/COP.6/7', 'refused', ['file-refused']],
		['UNEP/MC/COP.6/8', 'refused', ['bundle-language-unknown']],
		['UNEP/MC/COP.6/9', 'refused', ['bundle-kind-unknown', 'bundle-meeting-unknown', 'bundle-day-wrong']],
		['UNEP/MC/COP.6/10', 'refused', ['not-a-concept']],
		['UNEP/MC/COP.6/11', 'refused', ['bundle-title-missing']],
		['UNEP/MC/COP.4/1', 'refused', ['bundle-meeting-missing']],
		['UNEP/MC/COP.4/2', 'new', []]
	];
	const dry = await take(bundle, { dry: true });
	expect(codes(dry.taken)).toEqual(expected);
	expect(await records()).toBe(0);
	expect(await readdir(join(root, 'data', 'files'))).toEqual(['arriving']);
	const { whole, taken } = await take(bundle, { rows: 4 });
	expect(whole).toBe(true);
	expect(codes(taken)).toEqual(expected);
	expect(await records()).toBe(3);
	for (const language of languages) {
		const table = csv(documentsReport(await readerIn(language), world.definitions, taken));
		expect(table, language).not.toMatch(/undefined|\{\w+\}/);
		expect(table).not.toContain(',=HYPERLINK');
	}
	const entry = await entryBySymbol(world.database.fresh, 'UNEP/MC/COP.6/1');
	expect(entry).toMatchObject({
		title: { en: 'UNEP/MC/COP.6/1 – Agenda', fr: 'UNEP/MC/COP.6/1 – Ordre du jour' },
		languages: [...languages],
		areas: ['asgm'],
		articles: ['7', '21'],
		year: 2025,
		answers: { kind: 'official', meeting: 'COP6', agendaItems: ['2', '2.1'], decisions: ['MC-5/16'] }
	});
	expect(await brokenSeals(world.database.fresh, entry?.recordId ?? '')).toEqual([]);
});

test('the same again changes nothing, a corrected line makes a new revision, and so does another file', async () => {
	const line = { symbol: 'UNEP/MC/COP.5/4', 'title en': 'A title', 'file en': 'cop6/k-en.pdf' };
	expect((await take(await sheet([line]))).counts).toMatchObject({ new: 1 });
	expect((await take(await sheet([line]))).counts).toMatchObject({ same: 1 });
	const corrected = await take(await sheet([{ ...line, 'title en': 'A better title' }]));
	expect(corrected.counts).toMatchObject({ differs: 1 });
	const other = await take(await sheet([{ ...line, 'title en': 'A better title', 'file fr': 'cop6/k-fr.pdf' }]));
	expect(other.counts).toMatchObject({ differs: 1 });
	// The same file under another language is another thing said.
	const swapped = await take(await sheet([{ ...line, 'title en': 'A better title', 'file en': '', 'file es': 'cop6/k-en.pdf' }]));
	expect(swapped.counts).toMatchObject({ differs: 1 });
	expect(await findEntry(world.database.fresh, other.taken[0]?.record ?? '')).toMatchObject({ revision: 4, languages: ['en', 'es'] });
});

test('a run that was cut off is gone on with, and nothing is there twice or by halves', async () => {
	const many = await sheet(
		Array.from({ length: 40 }, (_, at) => ({ symbol: `UNEP/MC/COP.3/INF/${at + 1}`, 'title en': `Document ${at + 1}`, ...six })),
		[...bundleHeads]
	);
	const stop = new AbortController();
	const first = await take(many, { rows: 8, signal: stop.signal, after: (lines) => lines.length >= 16 && stop.abort() });
	expect([first.whole, first.counts.new]).toEqual([false, 16]);
	const [one, other] = await Promise.all([take(many, { rows: 8 }), take(many, { rows: 8 })]);
	expect(one.counts.new + other.counts.new).toBe(24);
	expect(one.counts.refused + other.counts.refused).toBe(0);
	const last = await take(many);
	expect(last.counts).toEqual({ new: 0, differs: 0, same: 40, refused: 0 });
	const entries = (await latestEntries(world.database.fresh, { type: 'meeting-document', limit: 200 })).filter(
		({ answers }) => answers.meeting === 'COP3'
	);
	expect(entries).toHaveLength(40);
	expect(new Set(entries.map(({ answers }) => answers.symbol)).size).toBe(40);
	for (const entry of entries) expect(entry.answers.files).toHaveLength(6);
});

test('what an editor has published since the import stays, and the line says so, looked through or taken in', async () => {
	const line = { symbol: 'UNEP/MC/COP.2/8', 'title en': 'By import' };
	const record = (await take(await sheet([line]))).taken[0]?.record as string;
	const doing = (by: Person) => world.doing(by);
	const checklist = world.definitions.current('meeting-document')?.form.checklist ?? [];
	const steps = [
		(db: Writing) => moveRecord(db, doing(edith), { record, move: 'revise' }),
		(db: Writing) => saveAnswers(db, doing(edith), { record, version: 1, answers: { title: { en: 'By hand' } } }),
		(db: Writing) => submit(db, doing(edith), record),
		(db: Writing) => moveRecord(db, doing(paul), { record, move: 'publish', checklist })
	];
	for (const step of steps) expect(await world.database.write<object>(step)).not.toHaveProperty('refusal');
	const corrected = await sheet([{ ...line, 'title en': 'By import, corrected' }]);
	for (const dry of [true, false])
		expect(codes((await take(corrected, { dry })).taken)).toEqual([['UNEP/MC/COP.2/8', 'refused', ['changed-by-people']]]);
	await world.react();
	expect(await findEntry(world.database.fresh, record)).toMatchObject({ revision: 2, title: { en: 'UNEP/MC/COP.2/8 – By hand' } });
});

test('a document that was published by hand is not overwritten', async () => {
	const bundle = await sheet([{ symbol: 'UNEP/MC/COP.2/1', 'title en': 'By import' }]);
	await take(bundle);
	await world.database.write((db) => db.deleteFrom('records.imports').where('key', '=', 'UNEP/MC/COP.2/1').execute());
	expect(codes((await take(bundle)).taken)).toEqual([['UNEP/MC/COP.2/1', 'refused', ['bundle-symbol-held']]]);
});

test('a sheet without heads or lines says so', async () => {
	await expect(sheet([{ name: 'x' }])).rejects.toThrow('no-heads');
	await expect(sheet([], ['symbol'])).rejects.toThrow('no-lines');
});
