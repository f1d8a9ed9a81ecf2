// SPDX-License-Identifier: Apache-2.0
// How many submissions a second the acts create on PostgreSQL, at 1, 4 and 16 writers, beside pgbench inserting one row of the size of a revision with as
// many writers on the same server. A submission is begun, saved and submitted in three transactions, as people do it; submitting is measured alone too.
// SECONDS (6) a part, WRITERS (1,4,16); DURABLE=on|off measures only with, or only without, waiting for the disk (both).
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { availableParallelism } from 'node:os';
import { begin } from '#records/server/begin.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import type { Instance } from '#worker/instance.ts';
import { information, type } from './ground/answers.ts';
import { fine, type Member, members, openInside, parties, serverHome } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';
import { throwAway } from './ground/root.ts';

const writers = (process.env.WRITERS ?? '1,4,16').split(',').map(Number);
const settings = { seconds: wanted('SECONDS', 6), writers: writers.join(','), durable: process.env.DURABLE ?? 'on,off' };
const figures: Figure[] = [];
const run = promisify(execFile);

interface Writer {
	member: Member;
	owner: { key: string; code: string };
}

/** Each writer speaks for a Party of their own, as focal points do. */
async function writersOf(instance: Instance, count: number): Promise<Writer[]> {
	const owners = await parties(instance, count);
	const made = await members(
		instance,
		owners.map(({ key }) => ({ role: 'focal-point', party: key }))
	);
	return owners.map((owner, index) => ({ owner, member: made[index] as Member }));
}

let serial = 0;

/** A draft with all its answers, ready to be submitted. */
async function filled(instance: Instance, { member, owner }: Writer): Promise<string> {
	const { database } = instance.platform;
	const beginning = { type, ownerKind: 'party', owner: owner.key, ownerCode: owner.code } as const;
	const begun = await instance.doing(member.person);
	const { id } = fine(await database.write((db) => begin(db, begun, beginning)));
	const saving = await instance.doing(member.person);
	fine(await database.write((db) => saveAnswers(db, saving, { record: id, version: 0, answers: information(String((serial += 1))) })));
	return id;
}

async function submitted(instance: Instance, { member }: Writer, id: string): Promise<void> {
	const doing = await instance.doing(member.person);
	fine(await instance.platform.database.write((db) => submit(db, doing, id)));
}

/** How often a second all writers together do something, each again and again. `act` says false when there is nothing left to do. */
async function perSecond(writers: Writer[], seconds: number, act: (writer: Writer) => Promise<boolean>): Promise<number> {
	const began = performance.now();
	let done = 0;
	await Promise.all(
		writers.map(async (writer) => {
			while (performance.now() - began < seconds * 1000 && (await act(writer))) done += 1;
		})
	);
	return done / ((performance.now() - began) / 1000);
}

interface Column {
	name: string;
	type: string;
	/** As PostgreSQL writes it. */
	value: string;
}

/** A table like that of the revisions, with the same key, and one revision as it is stored: what goes in by the shortest way, column by column. */
async function rawTable(instance: Instance): Promise<Column[]> {
	const { kysely } = instance.platform.database;
	await sql`create schema if not exists bench`.execute(kysely);
	await sql`create table if not exists bench.revisions (like records.revisions including all)`.execute(kysely);
	const { rows } = await sql<Column>`
		select attname as name, format_type(atttypid, atttypmod) as type, '' as value from pg_attribute
		where attrelid = 'records.revisions'::regclass and attnum > 0 and not attisdropped order by attnum`.execute(kysely);
	const texts = sql.join(rows.map(({ name }) => sql`${sql.ref(name)}::text as ${sql.ref(name)}`));
	const stored = await sql<Record<string, string | null>>`select ${texts} from records.revisions limit 1`.execute(kysely);
	return rows.flatMap((column) => {
		const value = stored.rows[0]?.[column.name] ?? null;
		return value === null || column.name === 'record_id' ? [] : [{ ...column, value }];
	});
}

/** The statement with a place for each value. The key is made anew by the server, so that no two rows meet. */
const insert = (columns: Column[], place: (index: number) => string): string =>
	`insert into bench.revisions (record_id, ${columns.map(({ name }) => name).join(', ')})
	values (gen_random_uuid()::text, ${columns.map(({ type }, index) => `cast(${place(index)} as ${type})`).join(', ')})`;

/** Rows a second by pgbench; by the driver that the platform itself uses, where the machine has no pgbench. */
async function raw(instance: Instance, programs: string, url: string, columns: Column[], count: number): Promise<{ by: string; perSecond: number }> {
	const pgbench = join(programs, 'pgbench');
	const { pool } = instance.platform.database;
	if (existsSync(pgbench)) {
		const script = join(throwAway('bench-sql'), 'insert.sql');
		writeFileSync(script, `${insert(columns, (index) => `:c${index}`).replaceAll(/\s+/g, ' ')};\n`);
		const given = columns.flatMap(({ value }, index) => ['-D', `c${index}=${value}`]);
		const threads = String(Math.min(count, availableParallelism()));
		const options = ['-n', '-M', 'prepared', '-T', String(settings.seconds), '-c', String(count), '-j', threads, '-f', script, ...given, url];
		const { stdout } = await run(pgbench, options, { env: { ...process.env, LC_ALL: 'C' } }).catch(({ stderr }) =>
			Promise.reject(new Error(`pgbench: ${stderr}`))
		);
		const rate = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
		if (!rate) throw new Error(`pgbench said:\n${stdout}`);
		return { by: 'pgbench', perSecond: Number(rate) };
	}
	const query = { name: 'raw', text: insert(columns, (index) => `$${index + 1}::text`), values: columns.map(({ value }) => value) };
	const nobody = Array.from({ length: count }, () => ({}) as Writer);
	return { by: 'the driver', perSecond: await perSecond(nobody, settings.seconds, async () => Boolean(await pool?.query(query))) };
}

async function measure(durable: boolean): Promise<void> {
	const home = await serverHome({ durable });
	const instance = await openInside(home);
	const most = Math.max(...writers);
	const everybody = await writersOf(instance, most);
	const whole = async (writer: Writer) => (await submitted(instance, writer, await filled(instance, writer)), true);
	await perSecond(everybody, 2, whole);
	const columns = await rawTable(instance);
	for (const count of writers) {
		const these = everybody.slice(0, count);
		const before = await raw(instance, home.programs, home.url as string, columns, count);
		const together = await perSecond(these, settings.seconds, whole);
		const drafts = new Map<Writer, string[]>(these.map((writer) => [writer, []]));
		// Enough of them for the time, and made first: only submitting is counted.
		const each = Math.ceil((together * 2 * settings.seconds) / count / 2) + 1;
		await Promise.all(
			these.map(async (writer) => {
				for (let n = 0; n < each; n += 1) drafts.get(writer)?.push(await filled(instance, writer));
			})
		);
		const alone = await perSecond(these, settings.seconds, async (writer) => {
			const id = drafts.get(writer)?.pop();
			if (id !== undefined) await submitted(instance, writer, id);
			return id !== undefined;
		});
		const after = await raw(instance, home.programs, home.url as string, columns, count);
		const of = `${count} ${count === 1 ? 'writer' : 'writers'}, ${durable ? 'fsync on' : 'fsync off'}`;
		const baseline = { what: `rows inserted by ${before.by}`, value: (before.perSecond + after.perSecond) / 2 };
		figures.push({ what: 'submissions begun, saved and submitted', of, value: together, unit: '/s', baseline, target: { on: 'ratio', least: 0.02 } });
		figures.push({ what: 'submitting alone', of, value: alone, unit: '/s', baseline });
	}
	await instance.platform.close();
	await home.close();
}

for (const durable of settings.durable.split(',')) await measure(durable === 'on');
report(
	{
		name: 'submissions',
		question: 'How many submissions a second are created on PostgreSQL, beside raw inserts of the same row?',
		settings,
		notes: [
			'One submission: three transactions, rows in counters, records, drafts, answer_changes, revisions, moves (2), events (2) and the job queue (2). One raw insert: one row, one statement.',
			'The acts run in one process on one core, clients included; pgbench uses as many threads as writers, up to the cores.'
		]
	},
	figures
);
