// SPDX-License-Identifier: Apache-2.0
// Makes a function on rows of an expression, and refuses names that the model does not have and kinds that do not fit. Where a way leads to many, the
// expression holds when it holds for any of them. Pure.
import type { Arithmetic, Comparison, Expression, Order } from './expression.ts';
import { functions } from './functions.ts';
import { type Edm, type EntityType, type Model, navigationOf, propertyOf, type Row, type Value } from './model.ts';
import type { Kind } from './tokens.ts';
import { Wrong } from './wrong.ts';

/** One value, or those of all that a way leads to. */
class Many {
	readonly values: readonly Value[];
	constructor(values: readonly Value[]) {
		this.values = values;
	}
}
type Found = Value | Many;
type Variables = { readonly [name: string]: Row | Value };
type Run = (row: Row, variables: Variables) => Found;
interface Compiled {
	kind: Kind;
	run: Run;
}
interface Scope {
	model: Model;
	type: EntityType;
	variables: ReadonlyMap<string, EntityType | Kind>;
}

const kinds: Record<Edm, Kind> = {
	'Edm.String': 'string',
	'Edm.Strings': 'string',
	'Edm.DateTime': 'date',
	'Edm.Int16': 'number',
	'Edm.Int32': 'number',
	'Edm.Int64': 'number',
	'Edm.Double': 'number',
	'Edm.Boolean': 'boolean',
	'Edm.Binary': 'binary'
};

const isMany = (value: Found): value is Many => value instanceof Many;
const spread = (value: Found): readonly Value[] => (isMany(value) ? value.values : [value]);

/** For each of the values of both sides. */
const over = (left: Found, right: Found, make: (one: Value, other: Value) => Value): Found =>
	isMany(left) || isMany(right) ? new Many(spread(left).flatMap((one) => spread(right).map((other) => make(one, other)))) : make(left, right);

const comparable = (value: Value): string | number | boolean | null =>
	value instanceof Date ? value.getTime() : Array.isArray(value) ? value.join() : (value as string | number | boolean | null);

const compares: Record<Comparison, (one: never, other: never) => boolean> = {
	eq: (one, other) => one === other,
	ne: (one, other) => one !== other,
	gt: (one, other) => one > other,
	ge: (one, other) => one >= other,
	lt: (one, other) => one < other,
	le: (one, other) => one <= other
};

/** What is not there is the same as what is not there, and neither before nor after anything. */
export function compare(by: Comparison, one: Value, other: Value): boolean {
	const [left, right] = [comparable(one), comparable(other)];
	if (by !== 'eq' && by !== 'ne' && (left === null || right === null)) return false;
	return compares[by](left as never, right as never);
}

const reckons: Record<Arithmetic, (one: number, other: number) => number> = {
	add: (one, other) => one + other,
	sub: (one, other) => one - other,
	mul: (one, other) => one * other,
	div: (one, other) => one / other,
	divby: (one, other) => one / other,
	mod: (one, other) => one % other
};

const fits = (kind: Kind, wanted: Kind): boolean => kind === wanted || kind === 'null';

function must(compiled: Compiled, wanted: Kind): Compiled {
	if (!fits(compiled.kind, wanted)) throw new Wrong('kinds', `${compiled.kind}, ${wanted}`);
	return compiled;
}

function compiled(expression: Expression, scope: Scope): Compiled {
	switch (expression.is) {
		case 'literal': {
			const { kind, value } = expression;
			return { kind, run: () => value };
		}
		case 'path':
			return walked(expression.steps, scope);
		case 'call':
			return called(expression.name, expression.inputs, scope);
		case 'compare': {
			const { by } = expression;
			const [left, right] = [compiled(expression.left, scope), compiled(expression.right, scope)];
			if (!fits(left.kind, right.kind) && !fits(right.kind, left.kind)) throw new Wrong('kinds', `${left.kind} ${by} ${right.kind}`);
			return { kind: 'boolean', run: (row, variables) => over(left.run(row, variables), right.run(row, variables), (a, b) => compare(by, a, b)) };
		}
		case 'in': {
			const what = compiled(expression.what, scope);
			const list = expression.list.map((each) => must(compiled(each, scope), what.kind));
			return {
				kind: 'boolean',
				run: (row, variables) => {
					const values = list.flatMap((each) => spread(each.run(row, variables)));
					return spread(what.run(row, variables)).some((value) => values.some((other) => compare('eq', value, other)));
				}
			};
		}
		case 'logic': {
			const [left, right] = [must(compiled(expression.left, scope), 'boolean'), must(compiled(expression.right, scope), 'boolean')];
			const { by } = expression;
			return {
				kind: 'boolean',
				run: (row, variables) =>
					by === 'and' ? holds(left, row, variables) && holds(right, row, variables) : holds(left, row, variables) || holds(right, row, variables)
			};
		}
		case 'not': {
			const of = must(compiled(expression.of, scope), 'boolean');
			return {
				kind: 'boolean',
				run: (row, variables) => {
					const value = of.run(row, variables);
					return value === null ? null : !(isMany(value) ? value.values.includes(true) : value === true);
				}
			};
		}
		case 'minus': {
			const of = must(compiled(expression.of, scope), 'number');
			return { kind: 'number', run: (row, variables) => over(of.run(row, variables), null, (value) => (value === null ? null : -(value as number))) };
		}
		case 'reckon': {
			const [left, right] = [must(compiled(expression.left, scope), 'number'), must(compiled(expression.right, scope), 'number')];
			const reckon = reckons[expression.by];
			return {
				kind: 'number',
				run: (row, variables) =>
					over(left.run(row, variables), right.run(row, variables), (a, b) => (a === null || b === null ? null : reckon(a as number, b as number)))
			};
		}
		case 'each':
			return each(expression, scope);
	}
}

const holds = (of: Compiled, row: Row, variables: Variables): boolean => spread(of.run(row, variables)).includes(true);

function called(name: string, inputs: readonly Expression[], scope: Scope): Compiled {
	const known = Object.hasOwn(functions, name) ? functions[name] : undefined;
	if (!known) throw new Wrong('function', name);
	const { takes, gives, make, optional = 0 } = known;
	if (inputs.length > takes.length || inputs.length < takes.length - optional) throw new Wrong('function', name);
	const made = inputs.map((input, at) => must(compiled(input, scope), takes[at] as Kind));
	const call = make as (...values: Value[]) => Value;
	return {
		kind: gives,
		run(row, variables) {
			const given = made.map((input) => input.run(row, variables));
			const apply = (values: Value[]) => (values.includes(null) ? null : call(...values));
			if (!given.some(isMany)) return apply(given as Value[]);
			// At most one of them leads to many in what anybody asks; of others the first counts.
			const at = given.findIndex(isMany);
			return new Many(
				spread(given[at] as Found).map((value) => apply(given.map((other, place) => (place === at ? value : (spread(other)[0] ?? null)))))
			);
		}
	};
}

interface Way {
	type: EntityType;
	many: boolean;
	rows(row: Row, variables: Variables): Row[];
}

/** Follows steps as far as they are navigations; gives the rest. */
function follow(steps: readonly string[], scope: Scope): { way: Way; rest: readonly string[] } {
	const [first = ''] = steps;
	const variable = scope.variables.get(first);
	const isEntity = variable !== undefined && typeof variable !== 'string';
	let way: Way = isEntity
		? { type: variable, many: false, rows: (_, variables) => [variables[first] as Row] }
		: { type: scope.type, many: false, rows: (row) => [row] };
	let rest = isEntity || first === '$it' ? steps.slice(1) : steps;
	for (;;) {
		const navigation = rest[0] === undefined ? undefined : navigationOf(way.type, rest[0]);
		if (!navigation) return { way, rest };
		const before = way;
		way = {
			type: scope.model.type(navigation.target),
			many: before.many || navigation.many,
			rows: (row, variables) => before.rows(row, variables).flatMap((each) => each.to[navigation.name]?.() ?? [])
		};
		rest = rest.slice(1);
	}
}

function walked(steps: readonly string[], scope: Scope): Compiled {
	const variable = steps.length === 1 ? scope.variables.get(steps[0] as string) : undefined;
	if (typeof variable === 'string') return { kind: variable, run: (_, variables) => variables[steps[0] as string] as Value };
	const { way, rest } = follow(steps, scope);
	const [name, ...more] = rest;
	if (name === '$count' && !more.length && way.many) return { kind: 'number', run: (row, variables) => way.rows(row, variables).length };
	const property = name === undefined ? undefined : propertyOf(way.type, name);
	if (!property || more.length) throw new Wrong(name === undefined ? 'many' : 'no-property', steps.join('/'));
	const several = property.type === 'Edm.Strings';
	return {
		kind: kinds[property.type],
		run(row, variables) {
			const values = way.rows(row, variables).map((each) => each.values[property.name] ?? null);
			if (several) return new Many(values.flatMap((value) => value as readonly string[] | null).filter((value) => value !== null));
			return way.many ? new Many(values) : (values[0] ?? null);
		}
	};
}

function each(expression: Extract<Expression, { is: 'each' }>, scope: Scope): Compiled {
	const { by, variable, steps } = expression;
	const { way, rest } = follow(steps, scope);
	const property = rest[0] === undefined ? undefined : propertyOf(way.type, rest[0]);
	const several = property?.type === 'Edm.Strings';
	if (rest.length > 1 || (rest.length === 1 && !several) || (!rest.length && !way.many)) throw new Wrong('no-property', steps.join('/'));
	const inside =
		expression.holds &&
		must(compiled(expression.holds, { ...scope, variables: new Map([...scope.variables, [variable, several ? 'string' : way.type]]) }), 'boolean');
	return {
		kind: 'boolean',
		run(row, variables) {
			const rows = way.rows(row, variables);
			const all: readonly (Row | Value)[] = property ? rows.flatMap((one) => (one.values[property.name] ?? []) as readonly string[]) : rows;
			if (!inside) return all.length > 0;
			const said = (value: Row | Value) => holds(inside, row, { ...variables, [variable]: value });
			return by === 'any' ? all.some(said) : all.every(said);
		}
	};
}

const scopeOf = (model: Model, type: EntityType): Scope => ({ model, type, variables: new Map() });

export function compileFilter(expression: Expression, model: Model, type: EntityType): (row: Row) => boolean {
	const made = must(compiled(expression, scopeOf(model, type)), 'boolean');
	return (row) => holds(made, row, {});
}

/** What is not there comes first, and last when the order is turned round. */
export function compileOrder(orders: readonly Order[], model: Model, type: EntityType): (one: Row, other: Row) => number {
	const made = orders.map(({ by, descending }) => ({ ...compiled(by, scopeOf(model, type)), sign: descending ? -1 : 1 }));
	const valueOf = (of: Compiled, row: Row) => comparable(spread(of.run(row, {}))[0] ?? null);
	return (one, other) => {
		for (const each of made) {
			const [left, right] = [valueOf(each, one), valueOf(each, other)];
			if (left === right) continue;
			if (left === null || right === null) return left === null ? -each.sign : each.sign;
			return left < right ? -each.sign : each.sign;
		}
		return 0;
	};
}
