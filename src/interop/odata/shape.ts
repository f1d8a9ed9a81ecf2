// SPDX-License-Identifier: Apache-2.0
// What of an entity is given: properties, links, and what is opened in place, from $select and $expand of V2 and V4. Pure.
import { type EntityType, type Model, type Navigation, navigationOf, type Property, propertyOf } from './model.ts';
import { readFilter, readOrder, type Expression, type Order } from './expression.ts';
import { Wrong } from './wrong.ts';

/** How a list that is opened in place is narrowed (V4). */
export interface Within {
	filter: Expression | null;
	order: Order[];
	top: number | null;
	skip: number;
	count: boolean;
}

export interface Opened {
	/** The name by which it was asked for. */
	as: string;
	navigation: Navigation;
	shape: Shape;
	within: Within | null;
}

export interface Shape {
	type: EntityType;
	properties: readonly { as: string; property: Property }[];
	links: readonly { as: string; navigation: Navigation }[];
	opened: readonly Opened[];
	/** Whether $select narrowed it, and to what. */
	selected: readonly string[] | null;
}

interface Tree {
	names: Map<string, Tree>;
	options: string | null;
}
const tree = (): Tree => ({ names: new Map(), options: null });

/** Deeper than the model goes, there and back. */
const deepest = 5;

/** Parts between a sign, but not within brackets or quotes. */
export function partsOf(text: string, sign: string): string[] {
	const parts = [''];
	let [depth, quoted] = [0, false];
	for (const each of text) {
		if (each === "'") quoted = !quoted;
		else if (!quoted && each === '(') depth += 1;
		else if (!quoted && each === ')') depth -= 1;
		if (each === sign && !quoted && depth === 0) parts.push('');
		else parts[parts.length - 1] += each;
	}
	return parts.map((part) => part.trim());
}

function treeOf(option: string, text: string | null): Tree {
	const root = tree();
	if (text === null || !text.trim()) return root;
	for (const part of partsOf(text, ',')) {
		const read = /^([^()]+?)(?:\((.*)\))?$/s.exec(part);
		const steps = read?.[1]?.split('/') ?? [];
		if (!steps.length || steps.length > deepest || steps.some((step) => !step.trim()))
			throw new Wrong('option-value', `${option}: ${part.slice(0, 60)}`);
		let at = root;
		for (const step of steps) {
			const next = at.names.get(step) ?? tree();
			at.names.set(step, next);
			at = next;
		}
		if (read?.[2] !== undefined) at.options = read[2];
	}
	return root;
}

export const wholeNumber = (option: string, text: string): number => {
	if (!/^\d{1,15}$/.test(text.trim())) throw new Wrong('option-value', `${option}: ${text.slice(0, 60)}`);
	return Number(text);
};

export const yesNo = (option: string, text: string): boolean => {
	if (text !== 'true' && text !== 'false') throw new Wrong('option-value', `${option}: ${text.slice(0, 60)}`);
	return text === 'true';
};

export function shapeOf(model: Model, type: EntityType, select: string | null, expand: string | null): Shape {
	return build(model, type, select?.trim() ? treeOf('$select', select) : null, treeOf('$expand', expand), 0);
}

function build(model: Model, type: EntityType, select: Tree | null, expand: Tree, depth: number): Shape {
	if (depth > deepest) throw new Wrong('option-value', '$expand');
	const everything = !select?.names.size || select.names.has('*');
	const properties: Shape['properties'][number][] = [];
	const links: Shape['links'][number][] = [];
	if (everything) {
		properties.push(...type.properties.map((property) => ({ as: property.name, property })));
		links.push(...type.navigations.map((navigation) => ({ as: navigation.name, navigation })));
	}
	for (const [name, more] of select?.names ?? []) {
		if (name === '*') continue;
		const property = propertyOf(type, name);
		const navigation = navigationOf(type, name);
		if ((!property && !navigation) || (property && more.names.size)) throw new Wrong('no-property', name);
		if (everything) continue;
		if (property) properties.push({ as: name, property });
		if (navigation) links.push({ as: name, navigation });
	}
	const opened = [...expand.names].flatMap(([name, more]): Opened[] => {
		if (name === '*') return type.navigations.map((navigation) => plain(model, navigation.name, navigation));
		if (name.startsWith('$')) throw new Wrong('not-offered', `$expand=${name}`);
		const navigation = navigationOf(type, name);
		if (!navigation) throw new Wrong('no-property', name);
		const target = model.type(navigation.target);
		if (more.options !== null) return [{ as: name, navigation, ...nested(model, target, more.options, depth) }];
		return [{ as: name, navigation, shape: build(model, target, select?.names.get(name) ?? null, more, depth + 1), within: null }];
	});
	const open = new Set(opened.map(({ navigation }) => navigation.name));
	return {
		type,
		properties,
		links: links.filter(({ navigation }) => !open.has(navigation.name)),
		opened,
		selected: everything ? null : [...(select?.names.keys() ?? [])]
	};
}

const plain = (model: Model, as: string, navigation: Navigation): Opened => ({
	as,
	navigation,
	shape: build(model, model.type(navigation.target), null, tree(), 1),
	within: null
});

/** Options of V4 between the brackets of what is opened. */
function nested(model: Model, type: EntityType, text: string, depth: number): Pick<Opened, 'shape' | 'within'> {
	const options = new Map<string, string>();
	for (const part of partsOf(text, ';')) {
		const at = part.indexOf('=');
		if (at < 1) throw new Wrong('option-value', `$expand: ${part.slice(0, 60)}`);
		options.set(part.slice(0, at).trim(), part.slice(at + 1));
	}
	const taken = new Set(['$select', '$expand', '$filter', '$orderby', '$top', '$skip', '$count']);
	for (const name of options.keys()) if (!taken.has(name)) throw new Wrong('not-offered', name.slice(0, 60));
	const of = (name: string) => options.get(name) ?? null;
	const [filter, order, top, skip, count] = [of('$filter'), of('$orderby'), of('$top'), of('$skip'), of('$count')];
	const select = of('$select');
	return {
		shape: build(model, type, select ? treeOf('$select', select) : null, treeOf('$expand', of('$expand')), depth + 1),
		within: {
			filter: filter === null ? null : readFilter(filter),
			order: order === null ? [] : readOrder(order),
			top: top === null ? null : wholeNumber('$top', top),
			skip: skip === null ? 0 : wholeNumber('$skip', skip),
			count: count !== null && yesNo('$count', count)
		}
	};
}
