// SPDX-License-Identifier: Apache-2.0
// Entities in the JSON of OData V4, with as much about themselves as is asked for. Pure.
import { compileFilter, compileOrder } from './compile.ts';
import { addressOf, type Outlet } from './json-v2.ts';
import { cleaned } from '../feeds/xml.ts';
import type { Edm, Row, Value } from './model.ts';
import type { Opened, Shape } from './shape.ts';

export type Level = 'none' | 'minimal' | 'full';
export interface OutletV4 extends Outlet {
	level: Level;
	/** Whether whole numbers of 64 bits go as text. */
	compatible: boolean;
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export function valueV4(value: Value | undefined, type: Edm, compatible = false): Json {
	if (value === undefined || value === null) return type === 'Edm.Strings' ? [] : null;
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'string') return cleaned(value);
	if (typeof value === 'number') return compatible && type === 'Edm.Int64' ? String(value) : value;
	return typeof value === 'boolean' ? value : value.map(cleaned);
}

export function entityV4(outlet: OutletV4, row: Row, shape: Shape): { [name: string]: Json } {
	const { type } = shape;
	const { level, model } = outlet;
	const uri = addressOf(outlet, type, row);
	const entity: { [name: string]: Json } = {};
	if (level === 'full')
		Object.assign(entity, { '@odata.type': `#${model.namespace}.${type.name}`, '@odata.id': uri, '@odata.editLink': uri.slice(outlet.root.length) });
	for (const { as, property } of shape.properties) {
		const value = row.values[property.name];
		if (level === 'full' && value !== null && value !== undefined && property.type !== 'Edm.String' && property.type !== 'Edm.Boolean')
			entity[`${as}@odata.type`] =
				property.type === 'Edm.Strings' ? '#Collection(String)' : property.type === 'Edm.DateTime' ? '#DateTimeOffset' : `#${property.type.slice(4)}`;
		entity[as] = valueV4(value, property.type, outlet.compatible);
	}
	if (level === 'full')
		for (const { as } of shape.links) {
			entity[`${as}@odata.associationLink`] = `${uri}/${as}/$ref`;
			entity[`${as}@odata.navigationLink`] = `${uri}/${as}`;
		}
	for (const each of shape.opened) openInto(entity, outlet, row, each);
	return entity;
}

function openInto(entity: { [name: string]: Json }, outlet: OutletV4, row: Row, { as, navigation, shape, within }: Opened): void {
	let rows = row.to[navigation.name]?.() ?? [];
	if (!navigation.many) {
		entity[as] = rows[0] ? entityV4(outlet, rows[0], shape) : null;
		return;
	}
	if (within) {
		if (within.filter) rows = rows.filter(compileFilter(within.filter, outlet.model, shape.type));
		if (within.order.length) rows = rows.toSorted(compileOrder(within.order, outlet.model, shape.type));
		if (within.count) entity[`${as}@odata.count`] = rows.length;
		rows = rows.slice(within.skip, within.top === null ? undefined : within.skip + within.top);
	}
	entity[as] = rows.map((each) => entityV4(outlet, each, shape));
}

/** What was chosen, as an address of context says it. */
function chosen({ selected, opened }: Shape): string {
	const parts = [
		...(selected ?? []),
		...opened.flatMap(({ as, shape }) => (selected === null && shape.selected === null ? [] : [`${as}${chosen(shape) || '()'}`]))
	];
	return parts.length ? `(${parts.join(',')})` : '';
}

export const contextOf = ({ root }: Outlet, set: string, shape: Shape, one: boolean): string =>
	`${root}$metadata#${set}${chosen(shape)}${one ? '/$entity' : ''}`;

const context = (outlet: OutletV4, address: string): { [name: string]: Json } => (outlet.level === 'none' ? {} : { '@odata.context': address });

export const listV4 = (outlet: OutletV4, rows: readonly Row[], shape: Shape, total: number | null, next: string | null): Json => ({
	...context(outlet, contextOf(outlet, shape.type.set, shape, false)),
	...(total === null ? {} : { '@odata.count': total }),
	value: rows.map((row) => entityV4(outlet, row, shape)),
	...(next ? { '@odata.nextLink': next } : {})
});

export const oneV4 = (outlet: OutletV4, row: Row, shape: Shape): Json => ({
	...context(outlet, contextOf(outlet, shape.type.set, shape, true)),
	...entityV4(outlet, row, shape)
});

export const serviceV4 = (outlet: OutletV4): Json => ({
	...context(outlet, `${outlet.root}$metadata`),
	value: outlet.model.types.map(({ set }) => ({ name: set, kind: 'EntitySet', url: set }))
});

export const propertyV4 = (outlet: OutletV4, row: Row, shape: Shape, name: string, type: Edm, value: Value | undefined): Json => ({
	...context(outlet, `${outlet.root}$metadata#${addressOf(outlet, shape.type, row).slice(outlet.root.length)}/${name}`),
	value: valueV4(value, type, outlet.compatible)
});

export const refsV4 = (outlet: OutletV4, addresses: readonly string[], many: boolean, total: number | null): Json =>
	many
		? {
				...context(outlet, `${outlet.root}$metadata#Collection($ref)`),
				...(total === null ? {} : { '@odata.count': total }),
				value: addresses.map((address) => ({ '@odata.id': address }))
			}
		: { ...context(outlet, `${outlet.root}$metadata#$ref`), '@odata.id': addresses[0] ?? '' };
