// SPDX-License-Identifier: Apache-2.0
// Gives the rows of a set that a query asks for: a page, how many there are in all, and where the next page begins.
import { type RawBuilder, sql } from 'kysely';
import { entryColumns, entryFromRow } from '#catalogue/server/entries.ts';
import type { Answers } from '#forms/form.ts';
import { compileFilter, compileOrder } from '../compile.ts';
import type { Expression, Order } from '../expression.ts';
import { type EntityType, keyOf, type Model, type Row } from '../model.ts';
import type { Query } from '../query.ts';
import type { Place } from '../token.ts';
import { Wrong } from '../wrong.ts';
import { behind, ordered, type OrderedBy, split } from './push.ts';
import type { EntrySet, Service } from './sets.ts';

export interface Page {
	rows: Row[];
	/** Of all that the filter leaves; null where nobody asked. */
	total: number | null;
	next: Place | null;
}

export type Asked = Pick<Query, 'filter' | 'order' | 'skip' | 'after' | 'count'> & {
	/** At most so many rows: what is asked for, within what a page may hold. */
	limit: number;
};

/** What cannot be asked of the database is asked of the rows themselves, as long as they are not more than this. */
export const mostRead = 20_000;

export async function listPage(service: Service, type: EntityType, asked: Asked): Promise<Page> {
	const source = service.source(type.name);
	if (asked.filter) compileFilter(asked.filter, service.model, type);
	if (asked.order.length) compileOrder(asked.order, service.model, type);
	if (source.from === 'entries') {
		const pushing = { set: source, type, letters: service.letters };
		const { where, rest } = split(asked.filter, pushing);
		const order = ordered(asked.order, pushing);
		if (!rest && order) return fromDatabase(service, source, where, order, asked);
		return within(service.model, type, await allOf(service, source, where), { ...asked, filter: rest });
	}
	return within(service.model, type, await rowsOf(service, type), asked);
}

export async function countOf(service: Service, type: EntityType, filter: Expression | null): Promise<number> {
	const page = await listPage(service, type, { filter, order: [], skip: 0, after: null, count: true, limit: 0 });
	return page.total ?? 0;
}

/** Narrows, orders and cuts rows that are at hand. */
export function within(model: Model, type: EntityType, rows: readonly Row[], asked: Asked): Page {
	const holds = asked.filter && compileFilter(asked.filter, model, type);
	const found = holds ? rows.filter(holds) : [...rows];
	sortRows(found, asked.order, model, type);
	const from = asked.after && 'skip' in asked.after ? asked.after.skip : asked.skip;
	if (asked.after && !('skip' in asked.after)) throw new Wrong('option-value', '$skiptoken');
	const page = found.slice(from, from + asked.limit);
	const reached = from + page.length;
	return { rows: page, total: asked.count ? found.length : null, next: reached < found.length ? { skip: reached } : null };
}

function sortRows(rows: Row[], order: readonly Order[], model: Model, type: EntityType): void {
	const byKey = (one: Row, other: Row) => (keyOf(type, one) < keyOf(type, other) ? -1 : keyOf(type, one) > keyOf(type, other) ? 1 : 0);
	// As they came, where nothing is asked: children stand in the order of their languages, meetings in that of the facts.
	if (!order.length) return;
	const by = compileOrder(order, model, type);
	rows.sort((one, other) => by(one, other) || byKey(one, other));
}

/** Answers can be long: rows that say nothing of them leave them where they are. */
const bare = [...entryColumns.filter((column) => column !== 'answers'), sql<Answers>`'{}'::jsonb`.as('answers')] as unknown as typeof entryColumns;
const columnsOf = ({ bare: without }: EntrySet): typeof entryColumns => (without ? bare : entryColumns);

const conditions = (source: EntrySet, where: readonly RawBuilder<boolean>[]): RawBuilder<boolean> =>
	sql<boolean>`${sql.join(
		[
			sql`state = 'published'`,
			...(source.types === null
				? []
				: source.types.length === 1
					? [sql`type = ${source.types[0]}`]
					: [sql`type = any(${[...source.types]}::text[])`]),
			...(source.where ? [source.where] : []),
			...where
		],
		sql` and `
	)}`;

/** What is always there goes without a word on nulls, which would keep the database from reading in the order of an index. */
function orderOf({ sql: column, descending, always }: OrderedBy): RawBuilder<unknown> {
	if (always) return descending ? sql`${column} desc` : column;
	return descending ? sql`${column} desc nulls last` : sql`${column} nulls first`;
}

async function fromDatabase(
	{ db }: Service,
	source: EntrySet,
	where: readonly RawBuilder<boolean>[],
	order: readonly OrderedBy[],
	asked: Asked
): Promise<Page> {
	const all = conditions(source, where);
	let total: number | null = null;
	if (asked.count) {
		const { rows } = await sql<{ total: number }>`select count(*)::int as total from catalogue.entries where ${all}`.execute(db as never);
		total = Number(rows[0]?.total ?? 0);
	}
	if (asked.limit === 0) return { rows: [], total, next: null };
	const after = asked.after && 'after' in asked.after ? behind(order, asked.after.after) : null;
	if (asked.after && 'after' in asked.after && !after) throw new Wrong('option-value', '$skiptoken');
	const skip = asked.after ? ('skip' in asked.after ? asked.after.skip : 0) : asked.skip;
	let query = db
		.selectFrom('catalogue.entries')
		.select(columnsOf(source))
		.where(all)
		.limit(asked.limit + 1);
	if (after) query = query.where(after);
	if (skip) query = query.offset(skip);
	for (const each of order) query = query.orderBy(orderOf(each));
	const found = await query.execute();
	const rows = found.slice(0, asked.limit).map((row) => source.row(entryFromRow(row)));
	if (found.length <= asked.limit) return { rows, total, next: null };
	const last = rows.at(-1) as Row;
	const behindLast = order.map(({ property }) => last.values[property]).map((value) => (value instanceof Date ? value.toISOString() : value));
	const whole = order.every(({ always }) => always) && behindLast.every((value) => typeof value === 'string' || typeof value === 'number');
	return { rows, total, next: whole ? { after: behindLast as string[] } : { skip: skip + rows.length } };
}

async function allOf({ db }: Service, source: EntrySet, where: readonly RawBuilder<boolean>[]): Promise<Row[]> {
	const found = await db
		.selectFrom('catalogue.entries')
		.select(columnsOf(source))
		.where(conditions(source, where))
		.orderBy('record_id')
		.limit(mostRead + 1)
		.execute();
	if (found.length > mostRead) throw new Wrong('too-much', String(mostRead));
	return found.map((row) => source.row(entryFromRow(row)));
}

async function rowsOf(service: Service, type: EntityType): Promise<readonly Row[]> {
	const source = service.source(type.name);
	if (source.from === 'list') return source.rows();
	if (source.from === 'entries') return allOf(service, source, []);
	const parents = await rowsOf(service, service.model.type(source.parent));
	return parents.flatMap((parent) => parent.to[source.navigation]?.() ?? []);
}

/** The entity of a key. That of a child begins with that of its parent. */
export async function findRow(service: Service, type: EntityType, key: string): Promise<Row | undefined> {
	const source = service.source(type.name);
	if (source.from === 'entries') {
		const column = source.columns[type.key];
		if (!column || key.includes('\0')) return undefined;
		const found = await oneOf(service, source, sql<boolean>`${column.sql} = ${key}::text`);
		return found;
	}
	if (source.from === 'list') return (await source.rows()).find((row) => keyOf(type, row) === key);
	const parentType = service.model.type(source.parent);
	const parts = key.split('-');
	for (let length = parts.length - 1; length > 0 && length > parts.length - 5; length -= 1) {
		const parent = await findRow(service, parentType, parts.slice(0, length).join('-'));
		const found = parent?.to[source.navigation]?.().find((row) => keyOf(type, row) === key);
		if (found) return found;
	}
	return undefined;
}

async function oneOf({ db }: Service, source: EntrySet, where: RawBuilder<boolean>): Promise<Row | undefined> {
	const row = await db
		.selectFrom('catalogue.entries')
		.select(columnsOf(source))
		.where(conditions(source, [where]))
		.orderBy('record_id')
		.limit(1)
		.executeTakeFirst();
	return row && source.row(entryFromRow(row));
}
