// SPDX-License-Identifier: Apache-2.0
// The operator's commands as an operator runs them, each a process of its own: an installation is set up, filled, interrupted, exported, saved and
// brought back, and looked over.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { sql } from 'kysely';
import { type Database, openEmbedded, openServer } from '#platform/server/database.ts';
import { lockFolder } from '#platform/server/folder-lock.ts';
import { information } from '../exchange.ts';
import { onPostgres } from '../ground/database.ts';
import { onServer } from '../ground/template.ts';

/** Where an installation lives: a folder, and on a server a database too. */
interface Place {
	folder: string;
	env: Record<string, string>;
	/** Opens its database for a look; the embedded one only while no command runs. */
	look<T>(look: (database: Database) => Promise<T>): Promise<T>;
}

let folder: string;
const databases: string[] = [];
const address = () => inject('postgres') as string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'cli-'));
});
afterAll(async () => {
	for (const name of databases) await onServer(address(), `drop database if exists ${name} with (force)`);
	await rm(folder, { recursive: true, force: true });
});

async function place(name: string, { embedded = !onPostgres } = {}): Promise<Place> {
	const own = join(folder, name);
	const settings = { DATA_DIR: own, DEMO: '0', ORIGIN: 'http://localhost:4251' };
	const look = async <T>(database: Database, act: (database: Database) => Promise<T>) => act(database).finally(() => database.close());
	if (embedded) return { folder: own, env: settings, look: async (act) => look(await openEmbedded(join(own, 'database')), act) };
	const unique = `cli_${name}_${process.pid}`;
	await onServer(address(), `create database ${unique}`);
	databases.push(unique);
	const url = address().replace(/[^/]*$/, unique);
	return { folder: own, env: { ...settings, DATABASE_URL: url }, look: (act) => look(openServer(url, null), act) };
}

function start(at: Pick<Place, 'env'>, ...args: string[]) {
	const child = spawn(process.execPath, ['src/cli/platform.ts', ...args], { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...at.env } });
	const said = { out: '', err: '' };
	child.stdout.on('data', (text) => (said.out += text));
	child.stderr.on('data', (text) => (said.err += text));
	const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
	return { child, said, ended };
}
const run = (at: Pick<Place, 'env'>, ...args: string[]) => start(at, ...args).ended;

const row = (key: string, state = 'published') =>
	JSON.stringify({ type: 'art17-exchange-record', party: 'GHA', key, state, answers: information(`Number ${key}`) });

// Each command is a process that opens the database anew, and an embedded one takes its seconds.
vi.setConfig({ testTimeout: 300_000 });

test('every command says what it is for; what is not understood ends with 2', async () => {
	const nowhere = { env: { DATA_DIR: join(folder, 'nowhere') } };
	const rows = join(folder, 'rows.jsonl');
	await writeFile(rows, 'a row');
	const general = await run(nowhere, '--help');
	expect(general.code).toBe(0);
	const names = ['migrate', 'seed', 'user', 'import', 'export', 'backup', 'restore', 'doctor', 'key', 'receive'];
	for (const name of names) expect(general.out).toContain(`  ${name} `);
	for (const name of names) {
		const help = await run(nowhere, name, '--help');
		expect([help.code, help.out.length > 50, help.err]).toEqual([0, true, '']);
	}
	for (const args of [
		['nothing'],
		['import'],
		['import', 'not-there.jsonl'],
		['import', rows, '--files', join(folder, 'no-folder')],
		['import', rows, '--report', `${folder}/./rows.jsonl`],
		['migrate', '--no-such'],
		['user', 'add', 'a@example.org'],
		['user', 'dance', 'a@example.org'],
		// A role without end in place of one that was to end.
		['user', 'give', 'a@example.org', '--role', 'reviewer', '--until', '2027-12-31'],
		['user', 'list', '--role', 'reviewer'],
		['backup'],
		['restore', 'not-there.tar.gz'],
		['toString']
	])
		expect([args, (await run(nowhere, ...args)).code]).toEqual([args, 2]);
	expect((await run({ env: { PORT: 'x' } }, 'migrate')).code).toBe(1);
	expect(await readFile(rows, 'utf8')).toBe('a row');
	// None of it has made a database.
	expect(existsSync(join(folder, 'nowhere'))).toBe(false);
});

test('a database that is not of this version is named, with what is to be done', async () => {
	const here = await place('empty');
	for (const [command, advice] of [
		['export', 'run platform migrate first'],
		['key', 'run platform migrate first'],
		['backup', 'look whether DATA_DIR and DATABASE_URL are right']
	] as const) {
		const { code, err } = await run(here, command, ...(command === 'key' ? [] : [join(folder, 'nothing')]));
		expect([command, code, err]).toEqual([command, 3, expect.stringContaining(advice)]);
	}
});

test('from nothing to an administrator', async () => {
	const here = await place('people');
	expect(await run(here, 'doctor', '--quick')).toMatchObject({ code: 1, out: expect.stringContaining('WRONG  migrations that have not run') });
	const migrated = await run(here, 'migrate');
	expect(migrated.out).toContain('0001-platform-and-convention.sql');
	expect((await run(here, 'seed')).out).toMatch(/\d{3} facts and \d\d forms are loaded/);
	const { out: key } = await run(here, 'key');
	expect(key).toMatch(/^[\w-]{43} {2}made \S+ {2}in use\n$/);
	const { out: renewed } = await run(here, 'key', '--renew');
	expect(renewed).toMatch(/^\S+ {2}made \S+ {2}in use\n\S+ {2}made \S+ {2}replaced \S+\n$/);
	expect(renewed.split('\n')[1]).toContain(key.slice(0, 43));
	const invited = await run(here, 'user', 'add', 'You@example.org', '--role', 'administrator', '--language', 'fr');
	expect(invited).toMatchObject({ code: 0, out: expect.stringMatching(/^http:\/\/localhost:4251\/fr\/invitation\/[\w-]{20,}\n$/) });
	expect(await run(here, 'user', 'add', 'you@example.org', '--role', 'focal-point', '--party', 'XXX')).toMatchObject({ code: 1, out: '' });
	await here.look((database) =>
		sql`insert into people.accounts (id, name, email, created_at, updated_at, second_factor) values ('a', 'Ada', 'ada@example.org', now(), now(), true)`
			.execute(database.kysely)
			.then(() => sql`insert into people.second_factors (id, account_id, secret, backup_codes) values ('s', 'a', '', '')`.execute(database.kysely))
	);
	expect((await run(here, 'user', 'give', 'ada@example.org', '--role', 'focal-point', '--party', 'gha')).code).toBe(0);
	expect((await run(here, 'user', 'list')).out).toMatch(/ada@example.org\tAda\tfocal-point GHA\tcodes/);
	expect((await run(here, 'user', 'reset-second-factor', 'ada@example.org')).code).toBe(0);
	expect((await run(here, 'user', 'unlock', 'ada@example.org')).code).toBe(0);
	expect((await run(here, 'user', 'take', 'ada@example.org', '--role', 'focal-point', '--party', 'GHA')).code).toBe(0);
	expect((await run(here, 'user', 'take', 'ada@example.org', '--role', 'focal-point', '--party', 'GHA')).code).toBe(1);
	expect((await run(here, 'user', 'list', 'ada')).out).toMatch(/no role\tno codes/);
	const reader = ['ada@example.org', '--role', 'committee-reader'];
	expect((await run(here, 'user', 'give', ...reader, '--until', '2099-12-31')).code).toBe(0);
	expect((await run(here, 'user', 'take', ...reader, '--until', '2099-12-31')).code).toBe(2);
	expect((await run(here, 'user', 'take', ...reader)).code).toBe(0);
});

test('an import that is killed in the midst goes on behind what it took in; no row is lost, none comes twice', async () => {
	const here = await place('killed');
	const count = 400;
	const file = join(folder, 'many.jsonl');
	const lines = Array.from({ length: count }, (_, at) => (at === 170 ? 'not JSON' : row(`k${at}`, at % 5 ? 'published' : 'draft')));
	await writeFile(file, lines.join('\n'));
	for (const after of [1, 3]) {
		const { child, said, ended } = start(here, 'import', file, '--rows', '20', '--progress', '--report', join(folder, 'killed.report'));
		child.stderr.on('data', () => said.err.split('\n').length > after && child.kill('SIGKILL'));
		expect((await ended).code).toBe(null);
	}
	const last = await run(here, 'import', file, '--language', 'ru');
	expect(last.code).toBe(1);
	const [, fresh, same, bad] = /(\d+) new, 0 changed, (\d+) there already, (\d+) bad/.exec(last.out) ?? [];
	expect(Number(fresh) + Number(same)).toBe(count - 1);
	expect(Number(same)).toBeGreaterThanOrEqual(60);
	expect(bad).toBe('1');
	const report = JSON.parse(await readFile(`${file}.report.jsonl`, 'utf8')) as { line: number; findings: { message: string }[] };
	expect([report.line, report.findings[0]?.message]).toEqual([171, 'Строка не является корректным JSON.']);
	const again = await run(here, 'import', file);
	expect(again.out).toContain(`0 new, 0 changed, ${count - 1} there already`);
	expect(await run(here, 'doctor')).toMatchObject({ code: 0 });
	await here.look(async ({ kysely }) => {
		const { rows } = await sql<object>`select
			(select count(*)::int from records.records) as records, (select count(*)::int from records.imports) as imports,
			(select count(distinct number)::int from catalogue.entries) as entries, (select count(*)::int from records.drafts) as drafts,
			(select count(*)::int from records.moves) as moves, (select count(*)::int from records.events) as events`.execute(kysely);
		const drafts = count / 5 - 1;
		const published = count - 1 - drafts;
		expect(rows[0]).toEqual({
			records: count - 1,
			imports: count - 1,
			entries: published,
			drafts,
			moves: published * 3 + drafts,
			events: published * 3 + drafts
		});
	});
});

test('the embedded database belongs to one process: commands say so and leave it alone', async () => {
	const here = await place('taken', { embedded: true });
	const release = await lockFolder(here.folder);
	for (const args of [['migrate'], ['export', join(folder, 'x.jsonl')]]) {
		const { code, err } = await run(here, ...args);
		expect([code, err]).toEqual([3, expect.stringMatching(/is in use by process \d+[\s\S]*stop the platform/)]);
	}
	await release();
	expect((await run(here, 'migrate')).code).toBe(0);
});

test('the demonstration goes out and in again, and is saved and brought back', async () => {
	const from = await place('from', { embedded: true });
	expect((await run(from, 'seed', '--demo')).out).toMatch(/\w+@example.org {2}\S+/);
	expect(await run(from, 'doctor')).toMatchObject({ code: 0 });
	const [all, open] = [join(folder, 'all.jsonl'), join(folder, 'open.jsonl')];
	expect((await run(from, 'export', all, '--all', '--files', join(folder, 'all-files'))).code).toBe(0);
	expect((await run(from, 'export', open, '--files', join(folder, 'open-files'))).code).toBe(0);
	const before = (await readFile(all, 'utf8')).trim().split('\n');
	expect(before.length).toBeGreaterThan(100);
	const anybody = (await readFile(open, 'utf8')).trim().split('\n');
	expect(anybody.length).toBeLessThan(before.length);
	for (const line of anybody) expect(JSON.parse(line)).toMatchObject({ state: 'published' });

	// Into another installation, which knows the same organisations.
	const into = await place('into');
	await run(into, 'seed');
	const organisations = await from.look(({ read }) => read.selectFrom('people.organisations').selectAll().execute());
	await into.look(({ kysely }) => kysely.insertInto('people.organisations').values(organisations).execute());
	// What answers a call has the questions of that call, which came in before it.
	const answersACall = (line: string) => Object.keys((JSON.parse(line) as { answers: object }).answers).some((id) => /^asked\d+$/.test(id));
	expect(before.filter(answersACall)).toHaveLength(3);
	const imported = await run(into, 'import', all);
	expect([imported.code, imported.out]).toEqual([0, expect.stringContaining(`${before.length} new, 0 changed, 0 there already, 0 bad`)]);
	expect(await run(into, 'doctor')).toMatchObject({ code: 0 });
	const back = join(folder, 'back.jsonl');
	await run(into, 'export', back, '--all', '--files', join(folder, 'all-files'));
	expect(sorted(await readFile(back, 'utf8'))).toEqual(sorted(before.join('\n')));

	// Saved from the one home, brought back into the other.
	const archive = join(folder, 'saved.tar.gz');
	expect((await run(from, 'backup', archive)).code).toBe(0);
	expect((await run(from, 'backup', archive)).code).toBe(2);
	const restored = await place('restored');
	expect(await run(restored, 'restore', archive)).toMatchObject({ code: 0, out: expect.stringContaining('restored what was saved') });
	expect(await run(restored, 'doctor')).toMatchObject({ code: 0 });
	expect(await run(restored, 'restore', archive)).toMatchObject({ code: 3, err: expect.stringContaining('not empty') });
	const twice = join(folder, 'twice.jsonl');
	await run(restored, 'export', twice, '--all', '--files', join(folder, 'all-files'));
	expect(await readFile(twice, 'utf8')).toBe(await readFile(all, 'utf8'));
});

/** Lines with their members in one order; references to other records are by keys of the sender, and get new identifiers. */
const sorted = (text: string): string[] =>
	text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line) as { answers: object })
		.map(({ answers, ...rest }) => JSON.stringify(ordered({ ...rest, answers: withoutNumbers(answers) })))
		.sort();
const withoutNumbers = (answers: object): unknown => JSON.parse(JSON.stringify(answers).replace(/(MC-[A-Z0-9]+-[A-Z0-9]+)-\d{4}/g, '$1'));
const ordered = (value: unknown): unknown =>
	Array.isArray(value)
		? value.map(ordered)
		: typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value)
						.sort(([a], [b]) => (a < b ? -1 : 1))
						.map(([name, each]) => [name, ordered(each)])
				)
			: value;
