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
			return expression.by === 'and' ? sql<boolean>`(${left} and ${right})` : sql<boolean>`(${left} or ${right})`;
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
		default:
			return null;
	}
}

function compared(by: Comparison, left: Expression, right: Expression, set: EntrySet, type: EntityType): RawBuilder<boolean> | null {
	if (left.is === 'literal' && right.is === 'path') return compared(turned[by], right, left, set, type);
	if (left.is !== 'path' || right.is !== 'literal' || left.steps.length !== 1) return null;
	const property = propertyOf(type, left.steps[0] as string);
	if (!property) return null;
	if (Object.hasOwn(set.constants, property.name)) return truth(compare(by, set.constants[property.name] ?? null, right.value));
	const column = set.columns[property.name];
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
