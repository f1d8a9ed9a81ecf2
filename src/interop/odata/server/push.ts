// SPDX-License-Identifier: Apache-2.0
// Turns as much of a filter and an order as the database can answer into SQL. What it cannot is left to be asked of the rows; either way the answer is
// the same.
import { type RawBuilder, sql } from 'kysely';
import { compare } from '../compile.ts';
import type { Comparison, Expression, Order } from '../expression.ts';
import { type EntityType, propertyOf, type Value } from '../model.ts';
import { momentFrom } from '../tokens.ts';
import type { Column, EntrySet } from './sets.ts';

const turned: Record<Comparison, Comparison> = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' };
const signs: Record<Comparison, RawBuilder<unknown>> = {
	eq: sql`is not distinct from`,
	ne: sql`is distinct from`,
	gt: sql`>`,
	ge: sql`>=`,
	lt: sql`<`,
	le: sql`<=`
};

/** A value as a parameter of its kind. */
export function parameter(value: Value): RawBuilder<unknown> | null {
	if (value === null) return sql`null`;
	if (value instanceof Date) return sql`${value.toISOString()}::timestamptz`;
	if (typeof value === 'string') return value.includes('\0') ? null : sql`${value}::text`;
	if (typeof value === 'number') return Number.isFinite(value) ? sql`${value}::float8` : null;
	return typeof value === 'boolean' ? sql`${value}::boolean` : null;
}

const truth = (holds: boolean): RawBuilder<boolean> => (holds ? sql<boolean>`true` : sql<boolean>`false`);

/** Null where the database cannot tell. */
export function pushed(expression: Expression, set: EntrySet, type: EntityType): RawBuilder<boolean> | null {
	switch (expression.is) {
		case 'logic': {
			const [left, right] = [pushed(expression.left, set, type), pushed(expression.right, set, type)];
			if (!left || !right) return null;
			// What a function says of nothing is nothing, and counts here as no.
			const [one, other] = [sql`coalesce(${left}, false)`, sql`coalesce(${right}, false)`];
			return expression.by === 'and' ? sql<boolean>`(${one} and ${other})` : sql<boolean>`(${one} or ${other})`;
		}
		case 'not': {
			const of = pushed(expression.of, set, type);
			return of && sql<boolean>`(not ${of})`;
		}
		case 'compare':
			return compared(expression.by, expression.left, expression.right, set, type);
		case 'in': {
			const all = expression.list.map((each) => compared('eq', expression.what, each, set, type));
			if (all.some((each) => each === null)) return null;
			return all.length ? sql<boolean>`(${sql.join(all, sql` or `)})` : truth(false);
		}
		case 'call':
			return sought(expression.name, expression.inputs, set, type);
		default:
			return null;
	}
}

/** What one text has to do with another, sign by sign as in functions.ts. What the two sides know differently, such as small letters, is not asked. */
const ways: { readonly [name: string]: (whole: RawBuilder<unknown>, part: RawBuilder<unknown>) => RawBuilder<boolean> } = {
	contains: (whole, part) => sql<boolean>`strpos(${whole}, ${part}) > 0`,
	startswith: (whole, part) => sql<boolean>`starts_with(${whole}, ${part})`,
	endswith: (whole, part) => sql<boolean>`right(${whole}, length(${part})) = ${part}`
};

function sought(name: string, inputs: readonly Expression[], set: EntrySet, type: EntityType): RawBuilder<boolean> | null {
	// V2 says first what is looked for.
	const [whole, part] = name === 'substringof' ? inputs.toReversed() : inputs;
	const way = ways[name === 'substringof' ? 'contains' : name];
	if (!way || whole?.is !== 'path' || part?.is !== 'literal' || typeof part.value !== 'string') return null;
	const column = columnOf(whole, set, type);
	const value = parameter(part.value);
	return column?.kind === 'text' && value ? way(column.sql, value) : null;
}

const parts: { readonly [name: string]: RawBuilder<unknown> } = { year: sql`year`, month: sql`month`, day: sql`day` };

/** What an expression is in the database: a property that stands there, or the year, month or day of one. */
function columnOf(expression: Expression, set: EntrySet, type: EntityType): Column | null {
	if (expression.is === 'path') {
		const property = expression.steps.length === 1 ? propertyOf(type, expression.steps[0] as string) : undefined;
		return (property && set.columns[property.name]) ?? null;
	}
	if (expression.is !== 'call' || !expression.inputs[0] || !Object.hasOwn(parts, expression.name)) return null;
	const of = columnOf(expression.inputs[0], set, type);
	if (of?.kind !== 'moment') return null;
	return { sql: sql`extract(${parts[expression.name]} from ${of.sql} at time zone 'UTC')::float8`, kind: 'number', always: of.always };
}

function compared(by: Comparison, left: Expression, right: Expression, set: EntrySet, type: EntityType): RawBuilder<boolean> | null {
	if (left.is === 'literal' && right.is !== 'literal') return compared(turned[by], right, left, set, type);
	if (right.is !== 'literal') return null;
	const property = left.is === 'path' && left.steps.length === 1 ? propertyOf(type, left.steps[0] as string) : undefined;
	if (property && Object.hasOwn(set.constants, property.name)) return truth(compare(by, set.constants[property.name] ?? null, right.value));
	const column = columnOf(left, set, type);
	const value = column && parameter(right.value);
	return value && column ? sql<boolean>`coalesce(${column.sql} ${signs[by]} ${value}, false)` : null;
}

/** What all must hold, each by itself. */
const each = (expression: Expression): Expression[] =>
	expression.is === 'logic' && expression.by === 'and' ? [...each(expression.left), ...each(expression.right)] : [expression];

/** The part of a filter that the database answers, and what is left of it. */
export function split(filter: Expression | null, set: EntrySet, type: EntityType): { where: RawBuilder<boolean>[]; rest: Expression | null } {
	const where: RawBuilder<boolean>[] = [];
	let rest: Expression | null = null;
	for (const part of filter ? each(filter) : []) {
		const made = pushed(part, set, type);
		if (made) where.push(made);
		else rest = rest ? { is: 'logic', by: 'and', left: rest, right: part } : part;
	}
	return { where, rest };
}

export interface OrderedBy extends Column {
	property: string;
	descending: boolean;
}

/** The whole order in SQL with the key at its end, so that no two rows are alike; null where the database cannot tell. */
export function ordered(orders: readonly Order[], set: EntrySet, type: EntityType): OrderedBy[] | null {
	const made: OrderedBy[] = [];
	for (const { by, descending } of orders) {
		const property = by.is === 'path' && by.steps.length === 1 ? propertyOf(type, by.steps[0] as string) : undefined;
		if (!property) return null;
		if (Object.hasOwn(set.constants, property.name)) continue;
		const column = set.columns[property.name];
		if (!column) return null;
		if (!made.some((other) => other.property === property.name)) made.push({ property: property.name, ...column, descending });
	}
	const key = set.columns[type.key];
	if (key && !made.some(({ property }) => property === type.key)) made.push({ property: type.key, ...key, descending: false });
	return key ? made : null;
}

/** Rows behind one whose values are given, in this order; null where they are not values of it. */
export function behind(order: readonly OrderedBy[], values: readonly (string | number)[]): RawBuilder<boolean> | null {
	if (values.length !== order.length || !order.every(({ always }) => always)) return null;
	const places = order.map((by, at) => ({ by, value: placed(by, values[at] as string | number) }));
	if (places.some(({ value }) => value === null)) return null;
	const parts = places.map((last, at) => {
		const same = places.slice(0, at).map(({ by, value }) => sql`${by.sql} = ${value}`);
		return sql`(${sql.join([...same, sql`${last.by.sql} ${last.by.descending ? sql`<` : sql`>`} ${last.value}`], sql` and `)})`;
	});
	return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

function placed({ kind }: OrderedBy, value: string | number): RawBuilder<unknown> | null {
	if (kind === 'number') return typeof value === 'number' ? parameter(value) : null;
	if (typeof value !== 'string') return null;
	if (kind === 'text') return parameter(value);
	const moment = kind === 'moment' ? momentFrom(value) : undefined;
	return moment ? parameter(moment) : null;
}
