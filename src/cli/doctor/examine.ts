// SPDX-License-Identifier: Apache-2.0
// Everything that is looked at in an installation, one examination after the other, each with what it found. Changes nothing.
import { createHash } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { sql } from 'kysely';
import { checkFact, surroundingsOf } from '#convention/check-fact.ts';
import { allFacts } from '#convention/server/facts.ts';
import type { Answers, Form } from '#forms/form.ts';
import { isOfCall } from '#exchange/call-form.ts';
import { faultsIn, faultText } from '#forms/sound.ts';
import { namedFiles } from '#insights/administration/server/named-files.ts';
import { migrationFiles } from '#platform/server/migrate.ts';
import { seal } from '#records/seal.ts';
import type { Opened } from '../command.ts';
import { outOfStep } from './catalogue.ts';

export interface Finding {
	what: string;
	state: 'ok' | 'note' | 'wrong';
	/** What exactly, a line each. */
	details: string[];
}

interface Wish {
	now: Date;
	/** Does not read the content of files. */
	quick: boolean;
}

const judged = (what: string, details: string[], good = 'ok'): Finding => ({
	what: details.length ? what : `${what}: ${good}`,
	state: details.length ? 'wrong' : 'ok',
	details
});
const note = (what: string, details: string[] = []): Finding => ({ what, state: 'note', details });
const megabyte = 1_048_576;

export async function* examine(opened: Opened, wish: Wish): AsyncGenerator<Finding> {
	yield* settings(opened);
	yield* database(opened, wish);
	const missing = await unmigrated(opened);
	yield judged('migrations that have not run', missing, 'none');
	if (missing.length) {
		yield { what: 'the rest is looked at once the migrations have run: platform migrate', state: 'wrong', details: [] };
		return;
	}
	yield* facts(opened);
	yield* forms(opened);
	yield judged('seals of revisions that are broken', await brokenChains(opened), 'none');
	yield* files(opened, wish);
	const rows = await outOfStep(opened.database.fresh);
	yield judged(
		'catalogue out of step with the records',
		rows.map(({ id, why }) => `${id} ${why}`),
		'it is in step'
	);
	yield* jobs(opened);
}

async function* settings({ configuration }: Opened): AsyncGenerator<Finding> {
	const { databaseUrl, mailServer, origin, bucket, demo } = configuration;
	yield {
		what: `settings: ${databaseUrl ? 'PostgreSQL' : 'embedded database'}, files in ${bucket ? `the bucket ${bucket.bucket}` : 'a folder'}`,
		state: 'ok',
		details: []
	};
	const remarks = [
		...(mailServer ? [] : ['SMTP_URL is not set: letters are written to the outbox and reach nobody']),
		...(origin.startsWith('https:') ? [] : [`ORIGIN is ${origin}: without https passwords travel in the open, unless it is the same machine`]),
		...(demo && databaseUrl ? ['DEMO is on with DATABASE_URL: every page says that its records are synthetic'] : [])
	];
	if (remarks.length) yield note('settings that are not for real work', remarks);
}

async function* database({ database, configuration }: Opened, { now }: Wish): AsyncGenerator<Finding> {
	const { rows } = await sql<{ version: string; number: number; encoding: string; now: Date; size: string }>`
		select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_setting('server_encoding') as encoding,
			clock_timestamp() as now, pg_size_pretty(pg_database_size(current_database())) as size`.execute(database.kysely);
	const [found] = rows;
	if (!found) throw new Error('the database gave no answer');
	const faults = [
		...(found.number < 150_000 ? [`PostgreSQL ${found.version} is too old: 15 or later is needed`] : []),
		...(found.encoding !== 'UTF8' ? [`the encoding of the database is ${found.encoding} and must be UTF8`] : [])
	];
	yield judged('database', faults, `PostgreSQL ${found.version}, ${found.encoding}, ${found.size}`);
	const { rows: extensions } = await sql<{ name: string }>`
		select name from unnest(array['pg_trgm', 'unaccent']) as name where name not in (select extname from pg_extension)`.execute(database.kysely);
	yield judged(
		'extensions that are missing',
		extensions.map(({ name }) => name),
		'none'
	);
	const apart = Math.abs(found.now.getTime() - now.getTime());
	yield judged(
		'clock',
		apart > 30_000 ? [`this machine and the database are ${Math.round(apart / 1000)} s apart`] : [],
		'this machine and the database agree'
	);
	const disk = await statfs(configuration.dataDir).catch(() => null);
	if (!disk) return;
	const free = Number(disk.bavail) * Number(disk.bsize);
	const share = Number(disk.bavail) / Number(disk.blocks);
	yield judged(
		'disk',
		free < 500 * megabyte || share < 0.02 ? [`only ${Math.round(free / megabyte)} MB are free where the data lie`] : [],
		`${Math.round(free / megabyte)} MB are free`
	);
}

async function unmigrated({ database }: Opened): Promise<string[]> {
	const { rows: there } = await sql<{ there: boolean }>`select to_regclass('public.migrations') is not null as there`.execute(database.kysely);
	const ran = there[0]?.there ? (await sql<{ name: string }>`select name from public.migrations`.execute(database.kysely)).rows : [];
	const names = new Set(ran.map(({ name }) => name));
	return (await migrationFiles('migrations')).map(({ name }) => name).filter((name) => !names.has(name));
}

async function* facts({ database }: Opened): AsyncGenerator<Finding> {
	const all = await allFacts(database.fresh);
	const around = surroundingsOf(all);
	const faults = all.flatMap((fact) => checkFact(fact, around).map(({ at, code }) => `${fact.kind} ${fact.id}: ${at} ${code}`));
	yield judged('facts of the treaty', all.length ? faults : ['there are none: platform seed'], `${all.length} are sound`);
}

async function* forms({ database }: Opened): AsyncGenerator<Finding> {
	const rows = await database.fresh.selectFrom('forms.definitions').select(['id', 'version', 'form', 'current']).orderBy('id').execute();
	const faults = rows.flatMap(({ id, version, form }) =>
		faultsIn(form as Form)
			.filter(({ code }) => code !== 'words-missing' || !isOfCall(version))
			.map((fault) => `${id} ${version}: ${faultText(fault)}`)
	);
	const { rows: answered } = await sql<{ type: string; version: string; count: number }>`
		select answered.type, answered.version, count(*)::int as count from (
			select record.type as type, revision.form_version as version from records.revisions as revision join records.records as record on record.id = record_id
			union all select record.type, draft.form_version from records.drafts as draft join records.records as record on record.id = record_id
		) as answered where not exists (select from forms.definitions as form where form.id = answered.type and form.version = answered.version) group by 1, 2`.execute(
		database.kysely
	);
	const unknown = answered.map(({ type, version, count }) => `${type} ${version} is answered ${count} times and not defined`);
	yield judged('forms', rows.length ? [...faults, ...unknown] : ['there are none: platform seed'], `${rows.length} versions are sound`);
}

/** Every chain of every record, some thousand revisions at a time. */
async function brokenChains({ database }: Opened): Promise<string[]> {
	const broken: string[] = [];
	let after: [string, number] = ['', 0];
	let before: { record: string; sha256: string } | null = null;
	for (;;) {
		const { rows } = await sql<{
			record_id: string;
			type: string;
			number: number;
			form_version: string;
			answers: Answers;
			submitted_at: Date;
			salt: string;
			sha256: string;
			previous_sha256: string | null;
		}>`
			select record_id, record.type as type, number, form_version, answers, submitted_at, salt, sha256, previous_sha256
			from records.revisions join records.records as record on record.id = record_id
			where (record_id, number) > (${after[0]}, ${after[1]}::int) order by record_id, number limit 500`.execute(database.kysely);
		for (const row of rows) {
			const expected = seal({
				record: row.record_id,
				number: row.number,
				form: row.type,
				formVersion: row.form_version,
				answers: row.answers,
				submittedAt: row.submitted_at.toISOString(),
				salt: row.salt,
				previous: row.previous_sha256
			});
			const last: string | null = before?.record === row.record_id ? before.sha256 : null;
			if (expected !== row.sha256) broken.push(`${row.record_id}/${row.number}: what is stored is not what was sealed`);
			else if (row.previous_sha256 !== last) broken.push(`${row.record_id}/${row.number}: does not join the revision before`);
			before = { record: row.record_id, sha256: row.sha256 };
			after = [row.record_id, row.number];
		}
		if (rows.length < 500) break;
	}
	const { rows: lost } = await sql<{ id: string }>`
		select id from records.records where published is not null
			and not exists (select from records.revisions where record_id = id and number = published and published_at is not null)`.execute(database.kysely);
	return [...broken, ...lost.map(({ id }) => `${id}: its published revision is not there`)];
}

async function* files({ database, files }: Opened, { quick }: Wish): AsyncGenerator<Finding> {
	const { rows } = await sql<{ sha256: string; size: number; record: string }>`
		select sha256, max(size)::bigint as size, min(record_id) as record from records.attachments group by sha256`.execute(database.kysely);
	const named = new Map(rows.map((row) => [row.sha256, row]));
	// What others keep beside attachments is not missed when it is gone: some of it is made again, some was read and is done with.
	const { rows: kept } = await namedFiles.execute(database.kysely);
	const elsewhere = new Set(kept.map(({ sha256 }) => sha256));
	const faults: string[] = [];
	const orphans: string[] = [];
	for await (const { sha256, size } of files.all()) {
		const known = named.get(sha256);
		if (!known && !elsewhere.has(sha256)) orphans.push(`${sha256} (${size} bytes)`);
		if (known && Number(known.size) !== size) faults.push(`${sha256} of ${known.record} has ${size} bytes and not ${known.size}`);
		else if (!quick && (await hashOf(files, sha256)) !== sha256)
			faults.push(`${sha256}${known ? ` of ${known.record}` : ''} has another content than its name says`);
		named.delete(sha256);
	}
	for (const { sha256, record } of named.values()) faults.push(`${sha256} of ${record} is not in the store`);
	yield judged('files', faults, `${rows.length} are there${quick ? '' : ' with the content that their names say'}`);
	if (orphans.length) yield note(`${orphans.length} files belong to no record: uploads that were never used, or imports that were cut off`, orphans);
}

async function hashOf(files: Opened['files'], sha256: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const bytes of (await files.open(sha256)) ?? []) hash.update(bytes as Uint8Array);
	return hash.digest('hex');
}

async function* jobs({ database }: Opened): AsyncGenerator<Finding> {
	const { rows: there } = await sql<{ there: boolean }>`select to_regclass('pgboss.job') is not null as there`.execute(database.kysely);
	if (!there[0]?.there) return yield note('jobs: the platform has not run on this database yet');
	const { rows } = await sql<{ name: string; state: string; count: number; oldest: Date }>`
		select name, state::text as state, count(*)::int as count, min(created_on) as oldest from pgboss.job
		where state in ('created', 'retry', 'active', 'failed') and name in ('event', 'letters') group by 1, 2`.execute(database.kysely);
	const died = rows
		.filter(({ state }) => state === 'failed')
		.map(({ name, count, oldest }) => `${count} of ${name}, the first of ${oldest.toISOString()}`);
	yield judged('jobs that were given up', died, 'none');
	const waiting = rows
		.filter(({ state }) => state !== 'failed')
		.map(({ name, count, oldest }) => `${count} of ${name}, the first since ${oldest.toISOString()}`);
	if (waiting.length) yield note('jobs that wait for the platform to run', waiting);
}
