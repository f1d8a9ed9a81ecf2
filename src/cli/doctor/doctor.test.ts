// SPDX-License-Identifier: Apache-2.0
// A sound installation is found sound; each fault that is planted is found, alone; the catalogue is brought in step, and nothing else is touched.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Configuration } from '#platform/configuration.ts';
import { configurationFrom } from '#platform/configuration.ts';
import { openFiles } from '#platform/server/files.ts';
import { openJobs } from '#platform/server/jobs.ts';
import { openLog } from '#platform/server/log.ts';
import { placeOf } from '#platform/server/files-home.ts';
import { type Exchange, openExchange } from '../../../test/exchange.ts';
import type { Opened } from '../command.ts';
import { repairCatalogue } from './catalogue.ts';
import { examine } from './examine.ts';

let exchange: Exchange;
let folder: string;
let opened: Opened;
const kept: string[] = [];
beforeAll(async () => {
	exchange = await openExchange();
	folder = await mkdtemp(join(tmpdir(), 'doctor-'));
	const configuration = configurationFrom({
		DATA_DIR: folder,
		ORIGIN: 'https://exchange.example.org',
		SMTP_URL: 'smtp://mail.example.org'
	}) as Configuration;
	const files = await openFiles(configuration);
	opened = { configuration, database: exchange.world.database, files, close: async () => {} };
	// The exchange names files that nobody ever sent: here they get contents.
	const { rows } = await sql<{ sha256: string }>`select distinct sha256 from records.attachments`.execute(opened.database.kysely);
	for (const { sha256 } of rows) {
		const file = await files.put(Buffer.from(`content for ${sha256}`), { limitBytes: 1000, accept: ['text/plain'] });
		if ('refusal' in file) throw new Error('refused');
		await sql`update records.attachments set sha256 = ${file.sha256}, size = ${file.size} where sha256 = ${sha256}`.execute(opened.database.kysely);
		kept.push(file.sha256);
	}
});
afterAll(async () => {
	opened.files.close();
	await exchange.close();
	await rm(folder, { recursive: true, force: true });
});

async function found(now = new Date(), quick = false) {
	const all: { what: string; state: string; details: string[] }[] = [];
	for await (const each of examine(opened, { now, quick })) all.push(each);
	const of = (state: string) => all.filter((each) => each.state === state);
	return { wrong: of('wrong').map(({ what, details }) => `${what}: ${details.join(' ')}`), notes: of('note').map(({ what }) => what), all };
}
const run = (text: string) => sql.raw(text).execute(opened.database.kysely);

test('what is sound is found sound', async () => {
	const { wrong, notes, all } = await found();
	expect(wrong).toEqual([]);
	expect(notes.filter((what) => !what.startsWith('jobs'))).toEqual([]);
	expect(all.length).toBeGreaterThan(9);
});

test('a revision that was tampered with, and one that is gone', async () => {
	const id = exchange.ids.revised;
	await run(`update records.revisions set answers = jsonb_set(answers, '{licence}', '"other"') where record_id = '${id}' and number = 1`);
	expect((await found()).wrong).toEqual([`seals of revisions that are broken: ${id}/1: what is stored is not what was sealed`]);
	await run(`update records.revisions set answers = answers - 'licence' where record_id = '${id}' and number = 1`);
	await run(`update records.revisions set previous_sha256 = null where record_id = '${id}' and number = 2`);
	expect((await found()).wrong[0]).toContain(`${id}/2`);
	await run(
		`update records.revisions set previous_sha256 = (select sha256 from records.revisions where record_id = '${id}' and number = 1) where record_id = '${id}' and number = 2`
	);
	await run(`update records.records set published = 9 where id = '${exchange.ids.draft}'`);
	expect((await found()).wrong).toEqual([`seals of revisions that are broken: ${exchange.ids.draft}: its published revision is not there`]);
	await run(`update records.records set published = null where id = '${exchange.ids.draft}'`);
	expect((await found()).wrong).toEqual([]);
});

test('files: changed, shortened, missing, belonging to nobody', async () => {
	const [first = '', second = ''] = kept;
	const path = join(folder, 'files', placeOf(first));
	const content = await readFile(path);
	await writeFile(path, Buffer.from(content).fill('x', 0, 1));
	expect((await found()).wrong).toEqual([expect.stringContaining(`${first} of`)]);
	expect((await found(new Date(), true)).wrong).toEqual([]);
	await writeFile(path, content.subarray(1));
	expect((await found(new Date(), true)).wrong).toEqual([expect.stringContaining('bytes and not')]);
	await writeFile(path, content);
	const other = join(folder, 'files', placeOf(second));
	const gone = await readFile(other);
	await rm(other);
	expect((await found()).wrong).toEqual([expect.stringContaining(`${second} of`)]);
	await writeFile(other, gone);
	await opened.files.put(Buffer.from('nobody names this'), { limitBytes: 1000, accept: ['text/plain'] });
	const after = await found();
	expect(after.wrong).toEqual([]);
	expect(after.notes).toContainEqual(expect.stringMatching(/^1 files belong to no record/));
});

test('a catalogue out of step, and its repair', async () => {
	const { notification, revised, withdrawn, draft } = exchange.ids;
	const before = await sql<object>`select record_id, state, title, answers, search::text from catalogue.entries order by 1`.execute(
		opened.database.kysely
	);
	await run(`delete from catalogue.entries where record_id = '${notification}'`);
	await run(`update catalogue.entries set revision = 7 where record_id = '${revised}'`);
	await run(`update catalogue.entries set state = 'published' where record_id = '${withdrawn}'`);
	await run(`insert into catalogue.entries select '${draft}', 1, type, owner_kind, owner, state, title, summary, answers, languages, parties, areas, articles, concepts,
		region, year, demo, first_published_at, published_at, register, reason, superseded_by, search from catalogue.entries where record_id = '${revised}'`);
	const { wrong, all } = await found();
	expect(wrong.length).toBe(1);
	expect(all.find(({ what }) => what.startsWith('catalogue'))?.details.length).toBe(4);
	expect(await repairCatalogue(opened.database)).toBe(4);
	expect((await found()).wrong).toEqual([]);
	const after = await sql<object>`select record_id, state, title, answers from catalogue.entries order by 1`.execute(opened.database.kysely);
	expect(after.rows).toEqual(before.rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'search'))));
});

test('forms, facts, jobs, clock and migrations', async () => {
	await run(`update records.drafts set form_version = 'none' where record_id = '${exchange.ids.draft}'`);
	expect((await found()).wrong).toEqual([expect.stringContaining('none is answered 1 times and not defined')]);
	await run(
		`update records.drafts set form_version = (select version from forms.definitions where id = 'art17-exchange-record' and current) where record_id = '${exchange.ids.draft}'`
	);
	await run(`update forms.definitions set form = jsonb_set(form, '{sections,0,questions,0,kind}', '"riddle"') where id = 'art7-nap'`);
	expect((await found()).wrong).toEqual([expect.stringContaining('unknown kind riddle')]);
	await run(`update forms.definitions set form = jsonb_set(form, '{sections,0,questions,0,kind}', '"text"') where id = 'art7-nap'`);
	const sound = (await found()).wrong;
	await run(`update convention.facts set value = value - 'name' where kind = 'state' and id = 'GHA'`);
	expect((await found()).wrong.filter((each) => !sound.includes(each))).toEqual([expect.stringContaining('state GHA')]);
	await run(
		`update convention.facts set value = value || (select jsonb_build_object('name', value -> 'name') from convention.facts where kind = 'state' and id = 'CHE') where kind = 'state' and id = 'GHA'`
	);
	const jobs = await openJobs(opened.database, { log: openLog('silent'), drained: true });
	await jobs.declare('letters');
	await jobs.stop();
	await run(`insert into pgboss.job (name, data, state) values ('letters', '{}', 'failed')`);
	expect((await found()).wrong.filter((each) => !sound.includes(each))).toEqual([expect.stringMatching(/^jobs that were given up: 1 of letters/)]);
	await run(`delete from pgboss.job where name = 'letters'`);
	expect((await found(new Date(Date.now() - 120_000))).wrong.filter((each) => !sound.includes(each))).toEqual([expect.stringMatching(/^clock/)]);
	await run(`delete from public.migrations where name = '0009-registers.sql'`);
	expect((await found()).wrong[0]).toBe('migrations that have not run: 0009-registers.sql');
	await run(`insert into public.migrations (name) values ('0009-registers.sql')`);
	expect((await found()).wrong).toEqual(sound);
});
