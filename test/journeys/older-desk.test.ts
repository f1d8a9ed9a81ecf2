// SPDX-License-Identifier: Apache-2.0
// The secretariat brings a file of an older cycle by the pages: who may, what is shown, what is corrected and kept, how far it is, what is taken away. And
// the operator by the command.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '#people/person.ts';
import { addRole } from '#people/server/roles.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { type Jobs, openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import type { Platform } from '#platform/server/platform.ts';
import { readBrought } from '#interop/sheets/server/read-reports.ts';
import { olderReports } from '#reporting/server/take-older.ts';
import { readerIn } from '#text/message.ts';
import { importOlderReports } from '#worker/older-reports.ts';
import * as bringing from '../../src/routes/[lang]/work/reporting/older/+page.server.ts';
import * as one from '../../src/routes/[lang]/work/reporting/older/[file]/+page.server.ts';
import { GET as report } from '../../src/routes/[lang]/work/reporting/older/[file]/report.[format]/+server.ts';
import { GET as template } from '../../src/routes/[lang]/work/reporting/older/template/[cycle].xlsx/+server.ts';
import { ama, edith, paul, ravi } from '../people.ts';
import { openWorld, type World } from '../world.ts';

const origin = 'https://exchange.test';
let world: World;
let platform: Platform;
let jobs: Jobs;
let folder: string;

beforeAll(async () => {
	world = await openWorld();
	folder = await mkdtemp(join(tmpdir(), 'older-desk-'));
	const log = openLog('silent');
	jobs = await openJobs(world.database, { log, drained: true });
	const configuration = configurationFrom({ ORIGIN: origin, DATA_DIR: folder });
	if (Array.isArray(configuration)) throw new Error(configuration.join('\n'));
	const files = await openFiles({ dataDir: folder, bucket: null });
	platform = { configuration, log, database: world.database, files, jobs, mailer: undefined as never, close: async () => {} };
	await importOlderReports(platform, async () => world.catalogue);
	for (const { id, name, email, language, roles } of [paul, edith, ravi, ama])
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

async function event(by: Person, params: object = {}, { fields, query = '' }: { fields?: Record<string, string | File>; query?: string } = {}) {
	const { definitions, convention } = world;
	const body = new FormData();
	for (const [name, value] of Object.entries(fields ?? {})) body.append(name, value);
	const url = new URL(`${origin}/en/work/reporting/older${query}`);
	const locals = { platform, definitions, convention, person: by, reader: await readerIn('en'), today: '2026-11-24', doing: () => world.doing(by) };
	const request = fields ? new Request(url, { method: 'POST', body }) : new Request(url);
	return { locals, params: { lang: 'en', ...params }, url, request } as never;
}
/** Where an act leads, or what it gives back. */
async function done<T>(act: Promise<T> | T): Promise<{ location?: string; status?: number; data?: T }> {
	try {
		return { data: (await act) as T };
	} catch (thrown) {
		const { location, status } = thrown as { location?: string; status?: number };
		if (status) return { location, status };
		throw thrown;
	}
}
type Loaded = {
	file: { stage: string; rows: number; done: number };
	table: { columns: { head: string }[]; about: Record<string, string>; grounds: Record<string, string | null> } | null;
	texts: { path: string; said: string; means: string }[];
	counts: Record<string, number>;
	lines: { outcome: string; record: string | null }[];
	fault: string | null;
	mayImport: boolean;
};
const look = async (by: Person, file: string) => (await one.load(await event(by, { file }))) as unknown as Loaded;
const bring = async (by: Person, text: string, more: Record<string, string> = {}) =>
	done(bringing.actions.default!(await event(by, {}, { fields: { cycle: '2017-2020', file: new File([text], 'C:\\older.csv'), ...more } })) as never);
const idIn = (location = '') => /older\/([0-9a-f]{16})/.exec(location)?.[1] ?? '';

const sheet = ['Party;Dates;3.1;3.3;7.1', 'GHA;x;No;Yes;none', 'Kenya;x;Aye;No;sort of'].join('\r\n');
let id: string;

describe('the pages', () => {
	test('are those of editors and publishers', async () => {
		for (const person of [ravi, ama]) {
			expect(await done(bringing.load(await event(person)) as never)).toMatchObject({ status: 403 });
			expect((await bring(person, sheet)).data).toMatchObject({ status: 403 });
			expect(await done(one.load(await event(person, { file: 'a'.repeat(16) })) as never)).toMatchObject({ status: 403 });
		}
		expect(await done(one.load(await event(paul, { file: '../../etc' })) as never)).toMatchObject({ status: 404 });
		expect(await done(one.load(await event(paul, { file: 'a'.repeat(16) })) as never)).toMatchObject({ status: 404 });
	});

	test('say why a file is not read, and keep what was chosen', async () => {
		expect((await bring(edith, '')).data).toMatchObject({ status: 422, data: { fault: 'empty', cycle: '2017-2020' } });
		expect((await bring(edith, '%PDF-1.7')).data).toMatchObject({ data: { fault: 'not-a-sheet' } });
		expect((await bring(edith, sheet, { cycle: '2021-2024' })).data).toMatchObject({ data: { fault: 'cycle' } });
	});

	test('propose a mapping and show what importing would do', async () => {
		const brought = await bring(edith, sheet);
		expect(brought).toMatchObject({ status: 303 });
		id = idIn(brought.location);
		const shown = await look(edith, id);
		expect(shown.table?.about).toEqual({ Party: '@party', Dates: '', '3.1': 'q3-1', '3.3': 'q3-3', '7.1': 'q7-1' });
		expect(shown.counts).toEqual({ new: 1, differs: 0, same: 0, refused: 1 });
		expect(shown.texts).toEqual([
			{ path: 'q3-1', said: 'Aye', means: '' },
			{ path: 'q7-1', said: 'sort of', means: '' }
		]);
		expect(shown.mayImport).toBe(false);
		expect((await bringing.load(await event(edith))) as object).toMatchObject({ files: [{ id, name: 'older.csv', stage: 'open' }], saved: [] });
	});

	test('keep what a person corrects, also what is no question, and save it under a name for the next file', async () => {
		const fields = {
			...{ 'column.0': 'Party', 'about.0': '@party', 'column.1': 'Dates', 'about.1': 'q99', 'column.2': '3.1', 'about.2': 'q3-1' },
			...{ 'column.3': '3.3', 'about.3': '', 'column.4': '7.1', 'about.4': '7.1', 'head-row': '1', 'head-found': '1', decimal: '' },
			...{ 'of.0': 'q3-1', 'text.0': 'Aye', 'means.0': 'yes', 'of.1': 'q7-1', 'text.1': 'sort of', 'means.1': 'no', 'save-as': 'Dashboard' }
		};
		const kept = await done(one.actions.check!(await event(edith, { file: id }, { fields })) as never);
		expect(kept).toMatchObject({ status: 303, location: expect.stringContaining('done=kept') });
		const shown = await look(edith, id);
		expect(shown.table?.about).toEqual({ Party: '@party', Dates: 'q99', '3.1': 'q3-1', '3.3': '', '7.1': '7.1' });
		expect(shown.counts).toEqual({ new: 2, differs: 0, same: 0, refused: 0 });
		expect(shown.texts.map(({ means }) => means)).toEqual(['yes', 'no']);
		const next = await bring(paul, sheet, { saved: 'Dashboard' });
		expect((await look(paul, idIn(next.location))).table?.about['7.1']).toBe('7.1');
	});

	test('import by a publisher, say how far it is, and give what became of each row', async () => {
		expect((await done(one.actions.import!(await event(edith, { file: id }, { fields: {} })) as never)).data).toMatchObject({ status: 403 });
		for (let time = 0; time < 2; time += 1)
			expect(await done(one.actions.import!(await event(paul, { file: id }, { fields: {} })) as never)).toMatchObject({ status: 303 });
		expect(await look(paul, id)).toMatchObject({ file: { stage: 'waiting' }, lines: [] });
		expect(await jobs.drain()).toMatchObject({ failed: 0 });
		const shown = await look(edith, id);
		expect(shown).toMatchObject({ file: { stage: 'done', rows: 2, done: 2 }, counts: { new: 2 } });
		// A job that runs twice does nothing the second time.
		await world.database.write((db) => jobs.enqueue(db, olderReports, { file: id }));
		expect(await jobs.drain()).toMatchObject({ failed: 0 });
		expect((await look(edith, id)).lines).toEqual(shown.lines);
		const corrected = { fields: { 'column.0': 'Party', 'about.0': '' } };
		expect((await done(one.actions.check!(await event(edith, { file: id }, corrected)) as never)).data).toMatchObject({ status: 409 });
		const file = (await report(await event(edith, { file: id, format: 'csv' }))) as Response;
		const text = await file.text();
		expect(text).toContain('MC-REPORT-GH-0001');
		expect(text.split('\r\n').length).toBeGreaterThan(3);
		expect(await done(report(await event(ravi, { file: id, format: 'csv' })) as never)).toMatchObject({ status: 403 });
	});

	test('give a template of each cycle, and none of a cycle that is filed here', async () => {
		const file = (await template(await event(edith, { cycle: '2021-2022' }))) as Response;
		expect(await readBrought(new Uint8Array(await file.arrayBuffer()))).toMatchObject({ sheets: [{ rows: [{}] }] });
		expect(await done(template(await event(edith, { cycle: '2021-2024' })) as never)).toMatchObject({ status: 404 });
	});
});

describe('the command', () => {
	const run = (...args: string[]) =>
		new Promise<{ code: number; said: string }>((resolve) => {
			const env = { ...process.env, DATA_DIR: join(folder, 'command'), DATABASE_URL: '', DEMO: '0' };
			execFile(process.execPath, ['src/cli/platform.ts', 'import-reports', ...args], { env }, (fault, out, wrong) =>
				resolve({ code: fault ? Number(fault.code) : 0, said: `${out}${wrong}` })
			);
		});

	test('checks, imports and imports again, with a mapping in a file', async () => {
		const path = join(folder, 'reports.csv');
		const mapping = join(folder, 'mapping.json');
		await writeFile(path, sheet);
		expect(await run('--cycle', '2021-2024', path)).toMatchObject({ code: 2, said: expect.stringContaining('--cycle is one of 2017-2018') });
		const dry = await run('--cycle', '2017-2020', '--dry-run', '--save-mapping', mapping, path);
		expect(dry).toMatchObject({ code: 1, said: expect.stringContaining('nothing was written; it would be: 2 rows: 1 new, 0 with a new revision') });
		expect(await readFile(`${path}.report.csv`, 'utf8')).toContain('C3');
		const kept = JSON.parse(await readFile(mapping, 'utf8')) as { values: object };
		await writeFile(mapping, JSON.stringify({ ...kept, values: { 'q3-1': { Aye: 'yes' }, 'q7-1': { 'sort of': 'no' } } }));
		expect(await run('--cycle', '2017-2020', '--mapping', mapping, path)).toMatchObject({ code: 0, said: expect.stringContaining('2 rows: 2 new') });
		expect(await run('--cycle', '2017-2020', '--mapping', mapping, path)).toMatchObject({
			code: 0,
			said: expect.stringContaining('2 there already')
		});
		expect(await run('--cycle', '2017-2020', '--by', 'nobody@example.org', path)).toMatchObject({ code: 2 });
	}, 120_000);
});
