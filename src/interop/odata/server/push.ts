// SPDX-License-Identifier: Apache-2.0
// Turns as much of a filter and an order as the database can answer into SQL. What it cannot is left to be asked of the rows; either way the answer is
// the same.
import { type RawBuilder, sql } from 'kysely';
import { languages } from '#text/languages.ts';
import { compare } from '../compile.ts';
import type { Comparison, Expression, Order } from '../expression.ts';
import { functions } from '../functions.ts';
import { type EntityType, navigationOf, propertyOf, type Value } from '../model.ts';
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

/** What a name in an expression may stand for, and what the database can do. */
export interface Pushing {
	set: EntrySet;
	type: EntityType;
	letters: boolean;
	/** Inside `any` and `all`: the columns of each variable; one without a name is the variable itself. */
	variables?: { readonly [name: string]: { readonly [property: string]: Column } };
}

/** Null where the database cannot tell. */
export function pushed(expression: Expression, pushing: Pushing): RawBuilder<boolean> | null {
	switch (expression.is) {
		case 'logic': {
			const [left, right] = [pushed(expression.left, pushing), pushed(expression.right, pushing)];
			if (!left || !right) return null;
			// What a function says of nothing is nothing, and counts here as no.
			const [one, other] = [sql`coalesce(${left}, false)`, sql`coalesce(${right}, false)`];
			return expression.by === 'and' ? sql<boolean>`(${one} and ${other})` : sql<boolean>`(${one} or ${other})`;
		}
		case 'not': {
			const of = pushed(expression.of, pushing);
			return of && sql<boolean>`(not ${of})`;
		}
		case 'compare':
		case 'in':
		case 'call':
			return ofAny(expression, pushing) ?? asked(expression, pushing);
		case 'each':
			return ofEach(expression, pushing);
		default:
			return null;
	}
}

function asked(expression: Extract<Expression, { is: 'compare' | 'in' | 'call' }>, pushing: Pushing): RawBuilder<boolean> | null {
	if (expression.is === 'compare') return compared(expression.by, expression.left, expression.right, pushing);
	if (expression.is === 'call') return sought(expression.name, expression.inputs, pushing);
	const all = expression.list.map((each) => compared('eq', expression.what, each, pushing));
	if (all.some((each) => each === null)) return null;
	return all.length ? sql<boolean>`(${sql.join(all, sql` or `)})` : truth(false);
}

const spoken: readonly string[] = languages;

/** The texts of one place as rows: those that are not empty, in the languages that the rows of the model know. */
const textsIn = (words: RawBuilder<unknown>, condition: RawBuilder<boolean> | null): RawBuilder<boolean> => sql<boolean>`exists (
	select from jsonb_each_text(case when jsonb_typeof(${words}) = 'object' then ${words} end) as said(language, value)
	where language = any(${[...spoken]}::text[]) and value <> '' ${condition ? sql`and ${condition}` : sql``})`;

const textColumns: { readonly [property: string]: Column } = {
	language: { sql: sql`said.language collate "C"`, kind: 'text', always: true },
	value: { sql: sql`said.value collate "C"`, kind: 'text', always: true }
};

/** Stands for each of the texts that a way leads to; no name of a caller can be it. */
const eachText = '*';

/** What is asked of a way to many holds when it holds for any of them. Null where no way leads to texts. */
function ofAny(expression: Extract<Expression, { is: 'compare' | 'in' | 'call' }>, pushing: Pushing): RawBuilder<boolean> | null {
	let words: RawBuilder<unknown> | null = null;
	let ways = 0;
	const turn = (each: Expression): Expression => {
		if (each.is === 'call') return { ...each, inputs: each.inputs.map(turn) };
		if (each.is !== 'path' || each.steps.length !== 2) return each;
		const [first = '', last = ''] = each.steps;
		const found = textsOf(first, pushing);
		if (!found) return each;
		words = found;
		ways += 1;
		return { is: 'path', steps: [eachText, last] };
	};
	const turned: typeof expression =
		expression.is === 'compare'
			? { ...expression, left: turn(expression.left), right: turn(expression.right) }
			: expression.is === 'in'
				? { ...expression, what: turn(expression.what) }
				: { ...expression, inputs: expression.inputs.map(turn) };
	if (ways !== 1 || !words) return null;
	const condition = asked(turned, { ...pushing, variables: { ...pushing.variables, [eachText]: textColumns } });
	return condition && textsIn(words, condition);
}

function textsOf(step: string, { set, type, variables }: Pushing): RawBuilder<unknown> | null {
	// A variable that is called as a navigation hides it.
	if (variables && Object.hasOwn(variables, step)) return null;
	const navigation = navigationOf(type, step);
	return (navigation && set.texts?.[navigation.name]) ?? null;
}

/** `any` and `all` of texts and of lists; not one within another. */
function ofEach({ by, steps, variable, holds }: Extract<Expression, { is: 'each' }>, pushing: Pushing): RawBuilder<boolean> | null {
	const [step = ''] = steps;
	if (steps.length !== 1 || pushing.variables) return null;
	const words = textsOf(step, pushing);
	const property = propertyOf(pushing.type, step);
	const list = property && pushing.set.lists?.[property.name];
	const columns = words ? textColumns : list ? { '': textColumns.value as Column } : null;
	if (!columns) return null;
	const inside = holds && pushed(holds, { ...pushing, variables: { [variable]: columns } });
	if (holds && !inside) return null;
	const condition = inside && (by === 'any' ? sql<boolean>`coalesce(${inside}, false)` : sql<boolean>`not coalesce(${inside}, false)`);
	const some = words
		? textsIn(words, condition)
		: sql<boolean>`exists (select from unnest(${list}) as said(value) ${condition ? sql`where ${condition}` : sql``})`;
	return by === 'any' ? some : sql<boolean>`(not ${some})`;
}

/** What one text has to do with another, sign by sign as in functions.ts. */
const ways: { readonly [name: string]: (whole: RawBuilder<unknown>, part: RawBuilder<unknown>) => RawBuilder<boolean> } = {
	contains: (whole, part) => sql<boolean>`strpos(${whole}, ${part}) > 0`,
	startswith: (whole, part) => sql<boolean>`starts_with(${whole}, ${part})`,
	endswith: (whole, part) => sql<boolean>`right(${whole}, length(${part})) = ${part}`
};

function sought(name: string, inputs: readonly Expression[], pushing: Pushing): RawBuilder<boolean> | null {
	// V2 says first what is looked for.
	const [whole, part] = name === 'substringof' ? inputs.toReversed() : inputs;
	const way = Object.hasOwn(ways, name) || name === 'substringof' ? ways[name === 'substringof' ? 'contains' : name] : undefined;
	const said = part && literalOf(part);
	if (!way || !whole || typeof said?.value !== 'string') return null;
	const column = columnOf(whole, pushing);
	const value = parameter(said.value);
	return column?.kind === 'text' && value ? way(column.sql, value) : null;
}

/** A value that stands there, also in small or capital letters. */
function literalOf(expression: Expression): { value: Value } | null {
	if (expression.is === 'literal') return expression;
	if (expression.is !== 'call' || !Object.hasOwn(letters, expression.name) || !expression.inputs[0]) return null;
	const of = literalOf(expression.inputs[0]);
	const make = functions[expression.name]?.make as ((text: string) => Value) | undefined;
	return typeof of?.value === 'string' && make ? { value: make(of.value) } : of;
}

const parts: { readonly [name: string]: RawBuilder<unknown> } = { year: sql`year`, month: sql`month`, day: sql`day` };
const letters: { readonly [name: string]: RawBuilder<unknown> } = { tolower: sql`lower`, toupper: sql`upper` };

/** What an expression is in the database: a property that stands there, a text in small or capital letters, or the year, month or day of a moment. */
function columnOf(expression: Expression, pushing: Pushing): Column | null {
	if (expression.is === 'path') return columnAt(expression.steps, pushing);
	if (expression.is !== 'call' || !expression.inputs[0]) return null;
	const { name } = expression;
	const of = columnOf(expression.inputs[0], pushing);
	if (of?.kind === 'text' && pushing.letters && Object.hasOwn(letters, name))
		return { ...of, sql: sql`${letters[name]}(${of.sql} collate "und-x-icu") collate "C"` };
	if (of?.kind !== 'moment' || !Object.hasOwn(parts, name)) return null;
	return { sql: sql`extract(${parts[name]} from ${of.sql} at time zone 'UTC')::float8`, kind: 'number', always: of.always };
}

function columnAt([first = '', second, ...more]: readonly string[], { set, type, variables = {} }: Pushing): Column | null {
	if (more.length) return null;
	const variable = Object.hasOwn(variables, first) ? variables[first] : undefined;
	if (variable) return (Object.hasOwn(variable, second ?? '') && variable[second ?? '']) || null;
	const property = second === undefined ? propertyOf(type, first) : undefined;
	return (property && set.columns[property.name]) ?? null;
}

function compared(by: Comparison, left: Expression, right: Expression, pushing: Pushing): RawBuilder<boolean> | null {
	const [one, said] = [literalOf(left), literalOf(right)];
	if (one && !said) return compared(turned[by], right, left, pushing);
	if (!said) return null;
	const { set, type, variables } = pushing;
	const step = left.is === 'path' && left.steps.length === 1 && !Object.hasOwn(variables ?? {}, left.steps[0] as string) ? left.steps[0] : undefined;
	const property = step === undefined ? undefined : propertyOf(type, step);
	if (property && Object.hasOwn(set.constants, property.name)) return truth(compare(by, set.constants[property.name] ?? null, said.value));
	const column = columnOf(left, pushing);
	const value = column && parameter(said.value);
	return value && column ? sql<boolean>`coalesce(${column.sql} ${signs[by]} ${value}, false)` : null;
}

/** What all must hold, each by itself. */
const each = (expression: Expression): Expression[] =>
	expression.is === 'logic' && expression.by === 'and' ? [...each(expression.left), ...each(expression.right)] : [expression];

/** The part of a filter that the database answers, and what is left of it. */
export function split(filter: Expression | null, pushing: Pushing): { where: RawBuilder<boolean>[]; rest: Expression | null } {
	const where: RawBuilder<boolean>[] = [];
	let rest: Expression | null = null;
	for (const part of filter ? each(filter) : []) {
		const made = pushed(part, pushing);
		if (made) where.push(made);
		else rest = rest ? { is: 'logic', by: 'and', left: rest, right: part } : part;
	}
	return { where, rest };
}

export interface OrderedBy extends Column {
	property: string;
	descending: boolean;
}

/** The first of the texts that a way leads to, in the order in which the rows have them: English, then as the languages stand. */
const firstText = (words: RawBuilder<unknown>): RawBuilder<unknown> =>
	sql`coalesce(${sql.join(['en', ...languages.filter((each) => each !== 'en')].map((language) => sql`nullif(${words} ->> ${language}, '')`))}) collate "C"`;

/** The whole order in SQL with the key at its end, so that no two rows are alike; null where the database cannot tell. */
export function ordered(orders: readonly Order[], pushing: Pushing): OrderedBy[] | null {
	const { set, type } = pushing;
	const made: OrderedBy[] = [];
	for (const { by, descending } of orders) {
		const name = by.is === 'path' && by.steps.length === 1 ? propertyOf(type, by.steps[0] as string)?.name : undefined;
		if (name !== undefined && Object.hasOwn(set.constants, name)) continue;
		const words = by.is === 'path' && by.steps.length === 2 && by.steps[1] === 'value' ? textsOf(by.steps[0] as string, pushing) : null;
		const column: Column | null = words ? { sql: firstText(words), kind: 'text', always: false } : columnOf(by, pushing);
		if (!column) return null;
		// What is computed stands in no row that a next page could be taken up behind.
		const [property, always] = [name ?? JSON.stringify(by), name !== undefined && column.always];
		if (!made.some((other) => other.property === property)) made.push({ property, ...column, always, descending });
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
