// SPDX-License-Identifier: Apache-2.0
// Writes everything that is public into files, once: the catalogue goes by page after page, each record into the table of its type and into one file of
// lines, so that memory does not grow with the number of records. Then all of it is packed. Nothing private is in the catalogue.
import { sql } from 'kysely';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { entryColumns, entryFromRow } from '#catalogue/server/entries.ts';
import { readRegister } from '#catalogue/server/registers.ts';
import { walkRegister } from '#catalogue/server/walk-register.ts';
import { registersOf } from '#catalogue/registers.ts';
import { askedFrom } from '#catalogue/register-asked.ts';
import type { Entry } from '#catalogue/entry.ts';
import type { Convention } from '#convention/convention.ts';
import type { Form } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import type { Reading } from '#platform/server/database.ts';
import { type Packed, writeZip } from '#platform/server/write-zip.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Reader } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { csv, type CsvCell } from '../../sheets/csv.ts';
import { registerTable } from '../../sheets/register-table.ts';
import { type About, descriptor, descriptorName, type DumpFile, mediaTypes, zipName } from '../descriptor.ts';
import { factLines, factTables } from '../facts.ts';
import { type Column, columnsFor, entryLine, entryRow, type EnvelopeColumn, Fitting, moment } from '../table.ts';
import { Part, type Whole } from './part.ts';

export interface Dumping {
	db: Reading;
	definitions: Definitions;
	convention: Convention;
	/** Registers are tables of one language. */
	reader: Reader;
	about: Omit<About, 'id' | 'at' | 'demo'>;
	words: {
		file(name: 'records' | 'withdrawn' | 'facts' | 'parties' | 'meetings' | 'concepts' | 'package'): Words;
		column(name: EnvelopeColumn): Words;
	};
	at: Date;
	/** A folder on a disk that holds as much as is written. */
	folder: string;
	signal?: AbortSignal;
}

export interface WrittenDump {
	id: string;
	records: number;
	withdrawn: number;
	files: (Omit<DumpFile, 'table'> & { path: string })[];
	/** Takes the files away again. */
	drop(): Promise<void>;
}

const pageSize = 500;
export const idOf = (at: Date): string => at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');

/** Without the mark at the beginning that a spreadsheet wants: programs that read packages do not. */
const lines = (rows: CsvCell[][]): string => csv(rows).slice(1);

interface Table {
	part: Part;
	fitting: Fitting;
	title: Words;
	recordType: string | null;
	form: Form | null;
	primaryKey: string[] | null;
}

export async function writeDump(dumping: Dumping): Promise<WrittenDump> {
	const { db, definitions, convention, words, at, signal } = dumping;
	const { origin } = dumping.about;
	const id = idOf(at);
	const folder = await mkdtemp(join(dumping.folder, 'dump-'));
	const open: Part[] = [];
	const drop = () => rm(folder, { recursive: true, force: true });
	const part = async (name: string) => {
		const one = await Part.open(join(folder, name));
		open.push(one);
		return one;
	};
	const tables = new Map<string, Table>();
	async function table(name: string, columns: Column[], about: Pick<Table, 'title' | 'recordType' | 'form' | 'primaryKey'>): Promise<Table> {
		const one = { part: await part(name), fitting: new Fitting(columns), ...about };
		tables.set(name, one);
		await one.part.write(lines([columns.map((column) => column.name)]));
		return one;
	}
	const row = async ({ part: file, fitting }: Table, cells: CsvCell[]) => {
		fitting.see(cells);
		await file.write(lines([cells]));
	};
	try {
		const count = { records: 0, withdrawn: 0, demo: false };
		const all = await part('records.jsonl');
		const byType = new Map<string, Table | null>();
		const tableOf = async (type: string): Promise<Table | null> => {
			const known = byType.get(type);
			if (known !== undefined) return known;
			const form = definitions.current(type)?.form;
			const made = form
				? await table(
						`${type}.csv`,
						columnsFor(form, (name) => words.column(name)),
						{ title: form.words['form.title'] ?? { en: type }, recordType: type, form, primaryKey: ['id'] }
					)
				: null;
			byType.set(type, made);
			return made;
		};
		const gone = await table('withdrawn.csv', ['id', 'type', 'owner', 'reason', 'withdrawnAt', 'address'].map(plainColumn), {
			title: words.file('withdrawn'),
			recordType: null,
			form: null,
			primaryKey: ['id']
		});
		for await (const entry of entries(db, signal)) {
			await all.write(entryLine(entry, origin));
			count.demo ||= entry.demo;
			if (entry.state === 'withdrawn') {
				count.withdrawn += 1;
				const address = `${origin}/records/${entry.recordId}`;
				await row(gone, [entry.recordId, entry.type, entry.owner, entry.reason, moment(entry.publishedAt), address]);
				continue;
			}
			count.records += 1;
			const own = await tableOf(entry.type);
			if (own?.form) await row(own, entryRow(entry, own.form, origin));
		}
		for (const { name, columns, rows } of factTables(convention)) {
			const columnsOf = columns.map(([column, type]): Column => ({ name: column, title: { en: column }, type }));
			const one = await table(`${name}.csv`, columnsOf, { title: words.file(name), recordType: null, form: null, primaryKey: ['id'] });
			for (const cells of rows) await row(one, cells);
		}
		await registers(dumping, table, row);
		const facts = await part('facts.jsonl');
		let told = 0;
		for (const line of factLines(convention)) {
			told += 1;
			await facts.write(line);
		}

		const files: (DumpFile & Whole)[] = [
			{ ...textFile('records.jsonl', words.file('records'), count.records + count.withdrawn), ...(await all.close()) },
			{ ...textFile('facts.jsonl', words.file('facts'), told), ...(await facts.close()) }
		];
		for (const [name, { part: file, fitting, title, recordType, primaryKey }] of tables) {
			const whole = await file.close();
			const about = { name, title, mediaType: mediaTypes.csv, recordType, lines: fitting.lines };
			files.push({ ...about, ...whole, table: { fields: fitting.fields, primaryKey } });
		}
		files.sort((a, b) => (a.name < b.name ? -1 : 1));
		const described = await part(descriptorName);
		await described.write(descriptor({ ...dumping.about, id, at, demo: count.demo }, files));
		const packed: Packed[] = [{ name: descriptorName, ...(await described.close()) }, ...files];
		const zip = join(folder, zipName(id));
		await writeZip(zip, packed, at, signal);
		const description = packed[0] as Packed & Whole;
		return {
			id,
			records: count.records,
			withdrawn: count.withdrawn,
			files: [
				...files,
				{ ...textFile(descriptorName, words.file('package'), null), mediaType: mediaTypes.json, ...description },
				{ name: zipName(id), title: words.file('package'), mediaType: mediaTypes.zip, recordType: null, lines: null, ...(await wholeOf(zip)) }
			],
			drop
		};
	} catch (fault) {
		await Promise.all(open.map((one) => one.drop()));
		await drop();
		throw fault;
	}
}

const plainColumn = (name: string): Column => ({ name, title: { en: name }, type: name === 'withdrawnAt' ? 'datetime' : 'string' });
const textFile = (name: string, title: Words, count: number | null) => ({
	name,
	title,
	mediaType: mediaTypes.jsonl as string,
	recordType: null,
	lines: count
});

async function wholeOf(path: string): Promise<{ path: string; size: number; sha256: string }> {
	const hash = createHash('sha256');
	for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
	return { path, size: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** Everything that the catalogue holds, in the order of identifiers: a page at a time, each a statement of its own, so that nobody waits for it. */
async function* entries(db: Reading, signal?: AbortSignal): AsyncGenerator<Entry> {
	for (let after = ''; ;) {
		signal?.throwIfAborted();
		const rows = await db
			.selectFrom('catalogue.entries')
			.select(entryColumns)
			.where('record_id', '>', after)
			.orderBy(sql`record_id`)
			.limit(pageSize)
			.execute();
		yield* rows.map(entryFromRow);
		const last = rows.at(-1);
		if (!last || rows.length < pageSize) return;
		after = last.record_id;
	}
}

/** Each register as it stands, portion by portion however long it is; that of the amendments comes from the facts, and is short. */
async function registers(
	{ db, definitions, convention, reader, about, at, signal }: Dumping,
	table: (name: string, columns: Column[], about: Pick<Table, 'title' | 'recordType' | 'form' | 'primaryKey'>) => Promise<Table>,
	row: (table: Table, cells: CsvCell[]) => Promise<void>
): Promise<void> {
	const today = at.toISOString().slice(0, 10);
	for (const register of await registersOf(definitions)) {
		const asked = askedFrom(new URLSearchParams(), today);
		if (isRefusal(asked)) continue;
		const asking = { db, definitions, convention, today, language: reader.language };
		const portions = register.definitions.length ? walkRegister(asking, register, asked) : [await readRegister(asking, register, asked, true)];
		let one: Table | undefined;
		for await (const read of portions) {
			signal?.throwIfAborted();
			if (isRefusal(read)) continue;
			const { heads, lines: rows } = registerTable({ ...read, origin: about.origin }, reader);
			const columns = heads.map((head, place): Column => ({ name: `${place + 1} ${head}`, title: { [reader.language]: head }, type: 'string' }));
			one ??= await table(`register-${register.id}.csv`, columns, { title: register.title, recordType: null, form: null, primaryKey: null });
			for (const cells of rows)
				await row(
					one,
					cells.map((cell): CsvCell => (typeof cell === 'object' && cell ? cell.day : cell))
				);
		}
	}
}
