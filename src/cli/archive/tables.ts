// SPDX-License-Identifier: Apache-2.0
// The tables of the platform as lines of text, without loss: each row an array of its columns as PostgreSQL writes them. The same on PGlite and on a
// server, so that what came out of one goes into the other. Knows the tables from the database itself; the job queue's are not among them.
import { sql } from 'kysely';
import type { Writing } from '#platform/server/database.ts';

export interface Table {
	/** With its schema. */
	name: string;
	columns: { name: string; type: string }[];
}

export interface Sequence {
	name: string;
	/** Last number given out; null when none was. */
	last: string | null;
}

const foreign = sql`('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public', 'bench')`;
/** Thrown away when the day is over, and so in no archive: marks of visitors, and the salt that they are made with. */
const passing = sql`('usage.salts', 'usage.marks')`;

/** All tables of our schemas with their columns, those that others refer to first. Computed columns are left out. */
export async function tablesOf(db: Writing): Promise<Table[]> {
	const { rows } = await sql<{ name: string; columns: { name: string; type: string }[] }>`
		select format('%I.%I', space.nspname, class.relname) as name,
			jsonb_agg(jsonb_build_object('name', format('%I', attname), 'type', format_type(atttypid, atttypmod)) order by attnum) as columns
		from pg_class as class
		join pg_namespace as space on space.oid = class.relnamespace
		join pg_attribute as attribute on attribute.attrelid = class.oid and attnum > 0 and not attisdropped and attgenerated = ''
		where class.relkind = 'r' and class.relpersistence = 'p' and space.nspname not in ${foreign} and space.nspname not like 'pg\\_%'
			and space.nspname || '.' || class.relname not in ${passing}
		group by 1 order by 1`.execute(db);
	const { rows: ties } = await sql<{ from: string; to: string }>`
		select conrelid::regclass::text as from, confrelid::regclass::text as to from pg_constraint where contype = 'f' and conrelid <> confrelid`.execute(
		db
	);
	const left = new Map(rows.map((table) => [table.name, table]));
	const ordered: Table[] = [];
	while (left.size) {
		const free = [...left.values()].filter(({ name }) => !ties.some((tie) => tie.from === name && left.has(tie.to)));
		// Tables that refer to one another in a circle come in the order of their names; their constraints are set last anyway.
		for (const table of free.length ? free : [...left.values()].slice(0, 1)) {
			ordered.push(table);
			left.delete(table.name);
		}
	}
	return ordered;
}

export async function sequencesOf(db: Writing): Promise<Sequence[]> {
	const { rows } = await sql<Sequence>`
		select format('%I.%I', schemaname, sequencename) as name, last_value::text as last from pg_sequences
		where schemaname not in ${foreign} and schemaname not like 'pg\\_%' order by 1`.execute(db);
	return rows;
}

/** What makes values look the same wherever they are written. */
export async function plainly(db: Writing): Promise<void> {
	for (const setting of [
		`timezone to 'UTC'`,
		`datestyle to 'ISO'`,
		`intervalstyle to 'postgres'`,
		`bytea_output to 'hex'`,
		'extra_float_digits to 1'
	])
		await sql.raw(`set local ${setting}`).execute(db);
	// Files may take longer than a transaction is usually allowed to wait.
	await sql`set local idle_in_transaction_session_timeout to 0`.execute(db);
}

/** The lines of a table, in parts of a few megabytes: never more is held. */
export async function* linesOf(db: Writing, { name, columns }: Table): AsyncGenerator<string[]> {
	const texts = sql.raw(columns.map((column) => `${column.name}::text`).join(', '));
	await sql`declare part no scroll cursor for select json_build_array(${texts})::text as line from ${sql.raw(name)}`.execute(db);
	try {
		let lines: string[] = [];
		let size = 0;
		for (;;) {
			const { rows } = await sql<{ line: string }>`fetch 200 from part`.execute(db);
			for (const { line } of rows) {
				lines.push(line);
				size += line.length;
			}
			if (size > 2_000_000 || (rows.length === 0 && lines.length)) {
				yield lines;
				lines = [];
				size = 0;
			}
			if (rows.length === 0) break;
		}
	} finally {
		await sql`close part`.execute(db).catch(() => {});
	}
}

/** Puts lines back. The table must take them as they are: see `withoutRules`. */
export async function putBack(db: Writing, { name, columns }: Table, lines: readonly string[]): Promise<void> {
	const names = columns.map((column) => column.name).join(', ');
	const values = columns.map(({ type }, at) => `(line ->> ${at})::${type}`).join(', ');
	await sql`
		insert into ${sql.raw(name)} (${sql.raw(names)}) overriding system value
		select ${sql.raw(values)} from (select text::json as line from unnest(${[...lines]}::text[]) with ordinality as given (text, place) order by place) as rows`.execute(
		db
	);
}

/**
 * Takes foreign keys and triggers off the tables, runs `act`, and puts them on again within the same transaction: rows refer to rows that come later,
 * and what triggers would write is in the archive. Setting a key again checks every row.
 */
export async function withoutRules(db: Writing, tables: readonly Table[], act: () => Promise<void>): Promise<void> {
	const names = tables.map(({ name }) => name);
	const { rows: keys } = await sql<{ table: string; name: string; rule: string }>`
		select conrelid::regclass::text as table, format('%I', conname) as name, pg_get_constraintdef(oid) as rule
		from pg_constraint where contype = 'f' and conrelid::regclass::text = any(${names}::text[]) order by 1, 2`.execute(db);
	for (const { table, name } of keys) await sql.raw(`alter table ${table} drop constraint ${name}`).execute(db);
	for (const name of names) await sql.raw(`alter table ${name} disable trigger user`).execute(db);
	await act();
	for (const name of names) await sql.raw(`alter table ${name} enable trigger user`).execute(db);
	for (const { table, name, rule } of keys) await sql.raw(`alter table ${table} add constraint ${name} ${rule}`).execute(db);
}

export async function putSequence(db: Writing, { name, last }: Sequence): Promise<void> {
	if (last === null) return;
	await sql`select setval(${name}::regclass, ${last}::bigint, true)`.execute(db);
}
