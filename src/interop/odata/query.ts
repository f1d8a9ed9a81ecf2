// SPDX-License-Identifier: Apache-2.0
// The options of a request, in the dialects of V2 and V4, as one tree of query. Pure.
import { type Expression, type Order, readFilter, readOrder } from './expression.ts';
import { type EntityType, type Model, propertyOf } from './model.ts';
import { type Shape, shapeOf, wholeNumber, yesNo } from './shape.ts';
import { readToken, type Place } from './token.ts';
import { Wrong } from './wrong.ts';

export type Dialect = 'v2' | 'v4';

export interface Query {
	top: number | null;
	skip: number;
	after: Place | null;
	filter: Expression | null;
	order: Order[];
	count: boolean;
	shape: Shape;
}

const both = ['$top', '$skip', '$skiptoken', '$orderby', '$filter', '$expand', '$select', '$format', '$count'];
const known: Record<Dialect, ReadonlySet<string>> = { v2: new Set([...both, '$inlinecount']), v4: new Set(both) };
/** Parts of the protocol that are not offered, which is something else than a slip. */
const notOffered = new Set(['$apply', '$search', '$compute', '$deltatoken', '$index', '$schemaversion', '$levels']);
/** What makes sense where one entity, or a part of it, is asked for. */
const ofOne = new Set(['$expand', '$select', '$format']);

/** Checks the names of all options; those without the sign are others' and are left alone. */
export function checkOptions(options: URLSearchParams, dialect: Dialect, one: boolean): void {
	const seen = new Set<string>();
	for (const [name, value] of options) {
		if (!name.startsWith('$')) continue;
		if (seen.has(name)) throw new Wrong('option-value', name);
		seen.add(name);
		if (notOffered.has(name) && (dialect === 'v4' || name === '$apply')) throw new Wrong('not-offered', name);
		if (!known[dialect].has(name)) throw new Wrong('option', name.slice(0, 60));
		if (one && !ofOne.has(name)) throw new Wrong('option-here', name);
		if (value.includes('\0')) throw new Wrong('option-value', name);
	}
}

const said = (text: string | null): text is string => text !== null && text.trim() !== '';

/** Harvesters order every set in one way, also those that do not know when they were changed: what is not there orders nothing. */
const isLacking = ({ by }: Order, type: EntityType): boolean =>
	by.is === 'path' && by.steps.length === 1 && ['updated', 'id'].includes(by.steps[0] as string) && !propertyOf(type, by.steps[0] as string);

export function readQuery(options: URLSearchParams, dialect: Dialect, model: Model, type: EntityType): Query {
	const of = (name: string) => options.get(name);
	const [top, skip, token, filter, order, inline, count] = [
		of('$top'),
		of('$skip'),
		of('$skiptoken'),
		of('$filter'),
		of('$orderby'),
		of('$inlinecount'),
		of('$count')
	];
	if (inline !== null && inline !== 'allpages' && inline !== 'none') throw new Wrong('option-value', `$inlinecount: ${inline.slice(0, 60)}`);
	return {
		top: top === null ? null : wholeNumber('$top', top),
		skip: skip === null ? 0 : wholeNumber('$skip', skip),
		after: token === null ? null : readToken(token),
		filter: said(filter) ? readFilter(filter) : null,
		order: said(order) ? readOrder(order).filter((each) => !isLacking(each, type)) : [],
		count: inline === 'allpages' || (count !== null && yesNo('$count', count)),
		shape: shapeOf(model, type, of('$select'), of('$expand'))
	};
}
