// SPDX-License-Identifier: Apache-2.0
// Reports of older cycles come in from spreadsheets and JSON: read as they are met, told row by row, published with a mark that says how they came, again
// without doubles. Files are written by the platform's own writer, on a real database, files in a folder, jobs drained.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { csv } from '#api/csv.ts';
import { recordOperations } from '#api/operations/records.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import type { Answers } from '#forms/form.ts';
import { readTracker } from '#insights/server/tracker.ts';
import { olderTemplate } from '#interop/sheets/older-table.ts';
import { readBrought } from '#interop/sheets/server/read-reports.ts';
import { type SheetCell, xlsx } from '#interop/sheets/xlsx.ts';
import type { Person } from '#people/person.ts';
import { isRefusal } from '#people/refusal.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { digitise } from '#records/server/digitise.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { receiptFor } from '#records/server/receipts.ts';
import { movesOf } from '#records/server/records.ts';
import { brokenSeals, readRevision, type ReadRecord } from '#records/server/revisions.ts';
import { emptyMapping, type Mapping } from '#reporting/older/mapping.ts';
import { type Brought, checkOlder, mappedOf, olderCycle, olderCycles } from '#reporting/server/older.ts';
import { keepMapping, keepOlderFile, linesOf, olderFile } from '#reporting/server/older-files.ts';
import { acceptedFiles, startOlder } from '#reporting/server/take-older.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { importOlderReports } from '#worker/older-reports.ts';
import { GET as revisionFile } from '../../src/routes/[lang]/records/[id]/[number]/record.[format]/+server.ts';
import { GET as revisionPaper } from '../../src/routes/[lang]/records/[id]/[number]/record.pdf/+server.ts';
import { ama, edith, kofi, paul } from '../people.ts';
import { copiedFrom } from '../read-pdf.ts';
import { openWorld, type World } from '../world.ts';

const cycle = '2017-2020';
const origin = 'https://exchange.test';
let world: World;
let platform: Platform;
let jobs: Jobs;
let folder: string;
const now = '2026-11-24';

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'older-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, files, jobs, mailer: undefined as never, close: async () => {} };
	await importOlderReports(platform, async () => world.catalogue);
	for (const { id, name, email, language, roles } of [paul, edith, ama, kofi])
		await world.database.write(async (db) => {
			await db.insertInto('people.accounts').values({ id, name, email, language, created_at: new Date(), updated_at: new Date() }).execute();
			for (const role of roles) await addRole(db, id, role, { by: 'platform', at: new Date() });
		});
});
afterAll(async () => {
	await jobs?.stop();
	await world?.database.close();
	if (folder) await rm(folder, { recursive: true });
});

const doing = (by: Person, at = `${now}T10:00:00.000Z`) => ({ ...world.doing(by, at), jobs });
type Rows = (string | number | null)[][];
/** A workbook with the rows as they are, heads among them. */
const workbook = ([heads = [], ...rows]: Rows, above: Rows = []) =>
	xlsx({
		name: 'Data',
		rtl: false,
		above: above.map(([label, value]) => [String(label ?? ''), String(value ?? '')] as [string, string]),
		columns: heads.map((head) => ({ head: head === null ? '' : String(head) })),
		rows: rows as SheetCell[][]
	});
const text = (said: string) => new TextEncoder().encode(said);

const brought = async (bytes: Uint8Array): Promise<Brought> => {
	const read = await readBrought(bytes);
	if (typeof read === 'string') throw new Error(read);
	return read;
};
const older = (id = cycle) => olderCycle(world.catalogue, id)!;
async function checked(bytes: Uint8Array, mapping: Mapping = emptyMapping, more: { lenient?: boolean; of?: string } = {}) {
	const { cycle: of, form } = older(more.of);
	return checkOlder(world.database.fresh, world.catalogue, {
		...{ cycle: of, form, brought: await brought(bytes), mapping, today: now },
		lenient: more.lenient ?? false
	});
}
const codes = (outcome: { problems: { code: string }[] } | undefined) => outcome?.problems.map(({ code }) => code);

/** As the page does it: brought, mapped as proposed, imported by the job. */
async function imported(bytes: Uint8Array, name: string, { lenient = false, by = paul, of = cycle } = {}) {
	const kept = await platform.files.put(bytes, acceptedFiles);
	if ('refusal' in kept) throw new Error(kept.refusal);
	const id = await world.database.write(async (db) => {
		const id = await keepOlderFile(db, {
			...{ cycle: of, name, sha256: kept.sha256, size: kept.size, mapping: emptyMapping },
			...{ broughtBy: by.id, broughtAt: new Date(`${now}T09:00:00Z`) }
		});
		await keepMapping(db, id, emptyMapping, lenient);
		return id;
	});
	const started = await world.database.write((db) => startOlder(db, doing(by), id));
	if (isRefusal(started)) throw new Error(started.refusal);
	expect(await jobs.drain()).toMatchObject({ failed: 0 });
	expect(await olderFile(world.database.fresh, id)).toMatchObject({ stage: 'done' });
	return { id, lines: await linesOf(world.database.fresh, id) };
}
const read = async (record: string, number?: number, viewer: Person | null = null) =>
	(await readRevision(world.database.fresh, world.definitions, viewer, record, number)) as ReadRecord;

describe('a sheet with a row for each Party', () => {
	const heads = [
		'Country',
		'Date of submission',
		'3.1 Were primary mercury mines operating',
		'3.1 (a) Expected month of closure of each mine',
		'Q3.1c Total mined (t)',
		'3.3',
		'q3-3-iii',
		'3.5',
		'5.1',
		'7.1',
		'a-4.name',
		'a-4.organisation',
		'a-4.email',
		'5.2 Chlor-alkali',
		'Remarks of the dashboard'
	];
	const rows: Rows = [
		[
			'Ghana',
			44550,
			'No',
			'n/a',
			null,
			'non',
			'Rien à signaler',
			'no-exports',
			'Unknown',
			'3',
			'Ama Owusu',
			'EPA',
			'ama.secret@example.org',
			'Yes',
			'x'
		],
		[
			'CHN',
			'31.12.2021',
			'Да',
			'06/2031; 07/2032',
			'12,5',
			'yes',
			'',
			'exports-to-parties; exports-to-non-parties',
			'no',
			'none',
			null,
			null,
			null,
			'No',
			null
		],
		['الأردن', null, 'نعم', '2030-01', '3 kg', 'لا', 'سبب', 'no-exports', 'لا', 'yes', null, null, null, 'نعم', null],
		['Atlantis', null, 'No', null, null, null, null, null, null, null, null, null, null, null, null],
		['Ghana', null, 'Yes', null, null, null, null, null, null, null, null, null, null, null, null],
		['Kenya', null, 'perhaps', null, null, 'No', null, null, null, null, null, null, null, null, null],
		['Peru', null, null, null, null, '–', null, null, null, null, null, null, null, null, null]
	];
	let file: Uint8Array;
	let id: string;
	let ghana: string;

	test('is mapped by identifiers, numbers and words; what nobody knows is left out', async () => {
		file = await workbook([heads, ...rows], [['National reports 2021', 'Exported from the dashboard']]);
		const mapped = mappedOf(world.catalogue, { ...older(), brought: await brought(file), mapping: emptyMapping })!;
		expect(mapped.table.head).toBe(3);
		expect(Object.values(mapped.proposal.mapping.columns)).toEqual([
			...['@party', '@submitted', 'q3-1', 'q3-1-a', 'q3-1-c', 'q3-3', 'q3-3-iii', 'q3-5', 'q5-1', 'q7-1'],
			...['a-4.name', 'a-4.organisation', 'a-4.email', 'q5-2.chlor-alkali.answer', '']
		]);
	});

	test('is checked row by row, and nothing is written', async () => {
		const outcomes = await checked(file);
		expect(outcomes.map(({ line, party, outcome }) => [line, party, outcome])).toEqual([
			[4, 'GHA', 'new'],
			[5, 'CHN', 'new'],
			[6, 'JOR', 'new'],
			[7, null, 'refused'],
			[8, 'GHA', 'refused'],
			[9, 'KEN', 'refused'],
			[10, 'PER', 'refused']
		]);
		expect(outcomes[3]?.problems[0]).toMatchObject({ code: 'party-unknown', cell: 'A7', values: { party: 'Atlantis' } });
		expect(outcomes[4]?.problems[0]).toMatchObject({ code: 'party-twice', cell: 'A8', values: { line: 4 } });
		expect(outcomes[5]?.problems.find(({ severity }) => severity === 'error')).toMatchObject({
			code: 'not-read-yes-no',
			cell: 'C9',
			severity: 'error',
			values: { said: 'perhaps' }
		});
		expect(codes(outcomes[6])).toContain('nothing-said');
		// What the form misses is told and stands in nobody's way; what is not asked is left out and told.
		expect(codes(outcomes[0])).toContain('required');
		expect(outcomes[0]?.problems.every(({ severity }) => severity === 'warning')).toBe(true);
		expect(outcomes[1]?.answers).toMatchObject({
			...{ cycle, 'a-1': 'CHN', 'q3-1': true, 'q3-1-a': ['2031-06', '2032-07'], 'q3-1-c': { amount: '12.5', unit: 't' } },
			...{ 'q3-5': ['exports-to-parties', 'exports-to-non-parties'], 'q5-1': false, 'q7-1': 'none' }
		});
		expect(outcomes[2]?.answers).toMatchObject({ 'q3-1-c': { amount: '3', unit: 'kg' }, 'q3-3-iii': 'سبب' });
		expect(await world.database.fresh.selectFrom('records.records').selectAll().execute()).toEqual([]);
	});

	test('takes a report without the cells that cannot be read, where that is wanted', async () => {
		const kenya = (await checked(file, emptyMapping, { lenient: true })).find(({ party }) => party === 'KEN');
		expect(kenya).toMatchObject({ outcome: 'new', answers: { 'q3-3': false } });
		expect(kenya?.answers).not.toHaveProperty('q3-1');
		expect(kenya?.problems.find(({ cell }) => cell === 'C9')).toMatchObject({ code: 'not-read-yes-no', severity: 'warning', cell: 'C9' });
	});

	test('is imported by publishers alone, once', async () => {
		const kept = { cycle, name: 'x.xlsx', sha256: 'a'.repeat(64), size: 1, mapping: emptyMapping, broughtBy: edith.id, broughtAt: new Date() };
		const other = await world.database.write((db) => keepOlderFile(db, kept));
		for (const person of [edith, ama, kofi])
			expect(await world.database.write((db) => startOlder(db, doing(person), other))).toEqual({ refusal: 'not-allowed' });
		expect(await world.database.write((db) => startOlder(db, doing(paul), 'nothing'))).toEqual({ refusal: 'not-found' });
		expect(await world.database.write((db) => startOlder(db, doing(paul), other))).toMatchObject({ stage: 'waiting' });
		expect(await world.database.write((db) => startOlder(db, doing(paul), other))).toEqual({ refusal: 'already-on' });
		// Its file is not there: it is said so, and nothing came of it.
		expect(await jobs.drain()).toMatchObject({ failed: 0 });
		expect(await olderFile(world.database.fresh, other)).toMatchObject({ stage: 'failed' });
		const party = world.convention.state('GHA')!;
		const asked = { record: null, party, form: older().form, answers: { cycle }, digitised: { source: 'x', sha256: '', on: now, submitted: null } };
		expect(await world.database.write((db) => digitise(db, doing(ama), asked))).toEqual({ refusal: 'not-allowed' });
	});

	test('becomes published reports in the version of the cycle, and a report of each row that is kept', async () => {
		const done = await imported(file, 'dashboard=2021.xlsx');
		id = done.id;
		expect(done.lines.map(({ party, outcome, revision }) => [party, outcome, revision])).toEqual([
			['GHA', 'new', 1],
			['CHN', 'new', 1],
			['JOR', 'new', 1],
			[null, 'refused', null],
			['GHA', 'refused', null],
			['KEN', 'refused', null],
			['PER', 'refused', null]
		]);
		ghana = done.lines[0]?.record as string;
		expect(ghana).toMatch(/^MC-REPORT-GH-/);
		const { record, revision } = await read(ghana);
		expect(record).toMatchObject({ state: 'published', stage: 'done', owner: 'GHA', keepsVersion: true });
		expect(revision).toMatchObject({
			formVersion: 'mc-1-8',
			digitised: { source: 'dashboard=2021.xlsx', on: now, submitted: '2021-12-20' },
			submittedAt: new Date('2021-12-20T00:00:00Z')
		});
		expect(revision.answers).toMatchObject({ 'q3-1': false, 'q5-1': 'unknown', 'q7-1': 'none', 'q5-2': { 'chlor-alkali': { answer: true } } });
		expect(await brokenSeals(world.database.fresh, ghana)).toEqual([]);
		// Nobody submitted it here, and nobody is written to.
		expect((await movesOf(world.database.fresh, ghana)).map(({ move, by }) => [move, by])).toEqual([
			['begin', 'paul'],
			['publish', 'paul']
		]);
		expect(world.announced).toEqual([]);
		expect(await findEntry(world.database.fresh, ghana)).toMatchObject({ owner: 'GHA', type: 'art21-full' });
		const looking = { db: world.database.fresh, convention: world.convention, today: now };
		const { tracked } = await readTracker(looking, older().cycle);
		expect(tracked.find(({ party }) => party === 'GHA')).toMatchObject({ state: 'published', late: false, record: ghana });
	});

	test('says on every copy how it came in, gives no receipt, and keeps private what is private', async () => {
		expect(await receiptFor(world.database, ama, { record: ghana, number: 1 }, { origin, at: new Date() })).toBeUndefined();
		const locals = {
			...{ platform, definitions: world.definitions, convention: world.convention, person: null, today: now },
			reader: await readerIn('en')
		};
		const get = async (format: string) =>
			revisionFile({ locals, params: { lang: 'en', id: ghana, number: '1', format } } as never) as Promise<Response>;
		const mark = 'The secretariat took these answers over from the report of the Party';
		expect(await (await get('csv')).text()).toContain(mark);
		expect(JSON.stringify(await readBrought(new Uint8Array(await (await get('xlsx')).arrayBuffer())))).toContain(mark);
		const shape = (await (await get('json')).json()) as { digitised: object; answers: Answers };
		expect(shape.digitised).toMatchObject({ source: 'dashboard=2021.xlsx', on: now, submitted: '2021-12-20' });
		expect(JSON.stringify(shape)).not.toContain('ama.secret');
		expect(shape.answers['a-4']).toEqual({ name: 'Ama Owusu', organisation: 'EPA' });
		expect(await (await get('jsonld')).text()).toContain(mark);
		const paper = (await revisionPaper({ locals, params: { lang: 'en', id: ghana, number: '1' } } as never)) as Response;
		expect((await copiedFrom(new Uint8Array(await paper.arrayBuffer()))).replace(/\s+/g, ' ')).toContain(
			'took these answers over from the report of the Party'
		);
		const operation = recordOperations.find((each) => each.id === 'getRecord')!;
		const context = { platform, definitions: world.definitions, convention: world.convention, person: null };
		expect(await operation.handle(context as never, { id: ghana } as never)).toMatchObject({ body: { digitised: { submitted: '2021-12-20' } } });
	});

	test('comes again without doubles; corrected, it makes a new revision only where answers differ', async () => {
		const again = await imported(file, 'dashboard=2021.xlsx');
		expect(again.lines.map(({ outcome }) => outcome)).toEqual(['same', 'same', 'same', 'refused', 'refused', 'refused', 'refused']);
		const corrected = rows.map((row) => (row[0] === 'CHN' ? row.map((cell) => (cell === '12,5' ? '13.5 t' : cell)) : row));
		const third = await imported(await workbook([heads, ...corrected.slice(0, 3)]), 'corrected.xlsx');
		expect(third.lines.map(({ outcome, questions, revision }) => [outcome, questions, revision])).toEqual([
			['same', [], null],
			['differs', ['q3-1-c'], 2],
			['same', [], null]
		]);
		const china = third.lines[1]?.record as string;
		expect((await read(china)).revision).toMatchObject({ number: 2, digitised: { source: 'corrected.xlsx', submitted: '2021-12-31' } });
		expect((await read(china, 1)).revision).toMatchObject({ digitised: { source: 'dashboard=2021.xlsx' } });
		expect(await brokenSeals(world.database.fresh, china)).toEqual([]);
		expect(await world.database.fresh.selectFrom('reporting.reports').select('party').where('cycle', '=', cycle).execute()).toHaveLength(3);
		expect((await linesOf(world.database.fresh, id)).map(({ outcome }) => outcome).slice(0, 3)).toEqual(['new', 'new', 'new']);
	});

	test('a file of a few columns leaves the other answers as they are; an empty cell takes one away', async () => {
		const part = await workbook([
			['Party', '3.3', 'q3-3-iii'],
			['GHA', 'Yes', null]
		]);
		const { lines } = await imported(part, 'part.xlsx');
		expect(lines).toMatchObject([{ outcome: 'differs', questions: ['q3-3', 'q3-3-iii'], revision: 2 }]);
		expect((await read(ghana)).revision.answers).toMatchObject({ 'q3-1': false, 'q3-3': true, 'q7-1': 'none' });
		expect((await read(ghana)).revision.answers).not.toHaveProperty('q3-3-iii');
	});

	test('a report on which the Party works, or which it filed itself, is never overwritten', async () => {
		const revised = await world.database.write((db) => moveRecord(db, doing(ama), { record: ghana, move: 'revise' }));
		expect(isRefusal(revised)).toBe(false);
		expect((await checked(file))[0]).toMatchObject({ outcome: 'refused', problems: [{ code: 'being-worked-on', values: { record: ghana } }] });
		const { lines } = await imported(file, 'again.xlsx');
		expect(lines[0]).toMatchObject({ outcome: 'refused', record: ghana });
		// The Party corrects it here: from then on it is its own.
		await world.database.write((db) =>
			db
				.insertInto('records.revisions')
				.values({
					...{ record_id: ghana, number: 3, form_version: 'mc-1-8', answers: '{}', languages: [], submitted_by: 'ama', submitted_at: new Date() },
					...{ published_at: new Date(), salt: '', sha256: '' }
				})
				.execute()
		);
		expect((await checked(file))[0]?.problems[0]).toMatchObject({ code: 'reported-here', values: { record: ghana } });
	});
});

describe('a sheet with a row for each answer', () => {
	test('is read from CSV with semicolons, a mark at its beginning and merged Parties, in another language', async () => {
		const rows = [
			['Partie', 'Numéro de question', 'Réponse'],
			['Kenya', '3.1', 'Non'],
			['', '3.3', 'Oui'],
			['', '11.2 (a)', '1 234,5 kg'],
			['', '11.2', 'Oui'],
			['', 'Question inconnue', 'x'],
			['Pérou', '3.1', 'Oui'],
			['', '3.1', 'Non']
		];
		const bytes = text(`\ufeff${rows.map((row) => row.join(';')).join('\r\n')}\r\n`);
		const outcomes = await checked(bytes);
		expect(outcomes.map(({ party, outcome, line }) => [party, outcome, line])).toEqual([
			['KEN', 'new', 2],
			['PER', 'refused', 7]
		]);
		expect(outcomes[0]?.answers).toMatchObject({ 'q3-1': false, 'q3-3': true, 'q11-2': true, 'q11-2-a-total': { amount: '1234.5', unit: 'kg' } });
		expect(outcomes[1]?.problems[0]).toMatchObject({ code: 'answer-twice', cell: 'C8', values: { first: 'C7' } });
	});

	test('a mapping says what the file calls otherwise, and what texts mean', async () => {
		const bytes = text(
			csv([
				['Who', 'Item', 'Said'],
				['KEN', 'MINES', 'Aye'],
				['KEN', 'ASGM', 'sort of']
			] as string[][])
		);
		const mapping: Mapping = {
			...emptyMapping,
			head: 1,
			columns: { Who: '@party', Item: '@question', Said: '@answer' },
			questions: { MINES: 'q3-1', ASGM: '7.1' },
			values: { 'q3-1': { Aye: 'yes' }, 'q7-1': { 'sort of': 'no' } }
		};
		expect((await checked(bytes, mapping))[0]?.answers).toMatchObject({ 'q3-1': true, 'q7-1': 'no' });
	});
});

describe('JSON', () => {
	test('gives answers as the platform keeps them, or as texts; another cycle and other shapes are refused', async () => {
		const entries = [
			{
				party: 'KE',
				cycle,
				answers: { 'q3-1': false, 'q3-3': 'yes', '3.9': 'x', 'q3-6-c': [{ year: 2019, origin: 'CHN', quantity: { amount: '1', unit: 't' } }] }
			},
			{ party: 'PER', cycle: '2021-2022', answers: { 'q3-1': false } },
			{ party: 'FRA' },
			{ party: 'CHE', answers: { 'q3-1': 'yes', 'q3-5': ['nowhere'] } },
			{ party: 'SWE', answers: { 'q3-5': 7 } }
		];
		for (const bytes of [
			text(JSON.stringify(entries)),
			text(JSON.stringify({ reports: entries })),
			text(entries.map((each) => JSON.stringify(each)).join('\n'))
		]) {
			const outcomes = await checked(bytes);
			expect(outcomes.map(({ outcome }) => outcome)).toEqual(['new', 'refused', 'refused', 'refused', 'refused']);
			expect(outcomes[0]?.answers).toMatchObject({ 'q3-1': false, 'q3-3': true });
			expect(codes(outcomes[0])).toContain('question-unknown');
			expect(outcomes[1]?.problems[0]).toMatchObject({ code: 'other-cycle', cell: '2.cycle' });
			expect(codes(outcomes[2])).toEqual(['not-an-entry']);
			expect(outcomes[3]?.problems.find(({ severity }) => severity === 'error')).toMatchObject({ code: 'not-an-option', cell: '4.answers.q3-5' });
			expect(codes(outcomes[4])).toContain('not-an-option');
		}
	});

	test('short reports of 2019 and 2023 come in with the short form', async () => {
		expect(olderCycles(world.catalogue).map(({ cycle: { id }, form }) => [id, form.id, form.version])).toEqual([
			['2017-2018', 'art21-short', 'mc-1-8'],
			['2017-2020', 'art21-full', 'mc-1-8'],
			['2021-2022', 'art21-short', 'mc-1-8']
		]);
		expect(olderCycle(world.catalogue, '2021-2024')).toBeUndefined();
		const entry = { party: 'Suiza', cycle: '2021-2022', submittedOn: '2023-12-01', answers: { 'q3-1': 'no', 'q7-1': 'yes' } };
		const { lines } = await imported(text(JSON.stringify(entry)), 'short.json', { of: '2021-2022' });
		expect(lines).toMatchObject([{ party: 'CHE', outcome: 'new', record: expect.stringMatching(/^MC-SREPORT-CH-/) }]);
		// The short form does not ask it.
		expect(codes(lines[0])).toContain('question-unknown');
	});
});

describe('files', () => {
	test('that are none are told apart', async () => {
		expect(await readBrought(new Uint8Array())).toBe('empty');
		expect(await readBrought(text('%PDF-1.7'))).toBe('not-a-sheet');
		expect(await readBrought(new Uint8Array([0x6b, 0xe9, 0x3b]))).toBe('not-utf8');
		expect(await readBrought(new Uint8Array(21 * 1024 * 1024))).toBe('too-large');
		expect(await readBrought(text('{"party":'))).toMatchObject({ sheets: [{}] });
		expect(await checked(text('{"party":'))).toEqual([]);
		expect(await checked(text('a,b\nc,d\n'))).toEqual([]);
	});

	test('what a spreadsheet would run stays text, and mark-up too', async () => {
		const said = '=HYPERLINK("https://example.org")<script>alert(1)</script>';
		const [outcome] = await checked(
			await workbook([
				['Party', 'q3-3', 'q3-3-iii'],
				['SWE', 'No', said]
			])
		);
		expect(outcome).toMatchObject({ outcome: 'new', answers: { 'q3-3-iii': said } });
	});

	test('the template is read back without a mapping, in all six languages', async () => {
		const { form, cycle: of } = older();
		for (const language of languages) {
			const template = olderTemplate(form, of, await readerIn(language));
			const heads = template.columns.map(({ head }) => head);
			const bytes = await xlsx({
				...template,
				rows: [heads.map((head) => (head === heads[0] ? 'SWE' : head === `3.1 ${form.words['question.q3-1']?.[language]}` ? 'yes' : null))]
			});
			const { table, proposal } = mappedOf(world.catalogue, { ...older(), brought: await brought(bytes), mapping: emptyMapping })!;
			const left = table.columns.filter(({ head }) => proposal.mapping.columns[head] === '').map(({ head }) => head);
			expect(left, language).toEqual([]);
			expect(new Set(Object.values(proposal.mapping.columns)).size, language).toBe(heads.length);
			expect((await checked(bytes))[0]?.answers, language).toMatchObject({ 'q3-1': true });
		}
	});

	test('two who import the same file at once make one report of each Party', async () => {
		const bytes = await workbook([
			['Party', '3.1', '3.3'],
			['SWE', 'No', 'No'],
			['NOR', 'No', 'Yes']
		]);
		const kept = await platform.files.put(bytes, acceptedFiles);
		if ('refusal' in kept) throw new Error(kept.refusal);
		const ids = [];
		for (const by of [paul, paul])
			ids.push(
				await world.database.write(async (db) => {
					const file = {
						cycle,
						name: 'twice.xlsx',
						sha256: kept.sha256,
						size: kept.size,
						mapping: emptyMapping,
						broughtBy: by.id,
						broughtAt: new Date()
					};
					const id = await keepOlderFile(db, file);
					await startOlder(db, doing(by), id);
					return id;
				})
			);
		expect(await jobs.drain()).toMatchObject({ failed: 0 });
		const lines = (await Promise.all(ids.map((id) => linesOf(world.database.fresh, id)))).flat();
		expect(lines.map(({ outcome }) => outcome).toSorted()).toEqual(['new', 'new', 'same', 'same']);
		expect(new Set(lines.map(({ record }) => record)).size).toBe(2);
	});
});
