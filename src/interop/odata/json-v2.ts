// SPDX-License-Identifier: Apache-2.0
// Entities in the verbose JSON of OData V2. Pure.
import { keyText } from './address.ts';
import { cleaned } from '../feeds/xml.ts';
import { type Edm, type EntityType, keyOf, type Model, type Row, type Value } from './model.ts';
import type { Opened, Shape } from './shape.ts';

export interface Outlet {
	model: Model;
	/** Address of the service with a stroke at its end. */
	root: string;
}

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export const addressOf = ({ root }: Pick<Outlet, 'root'>, type: EntityType, row: Row): string => `${root}${type.set}(${keyText(keyOf(type, row))})`;

/** Numbers that not every reader of JSON holds exactly go as text, moments as milliseconds. */
export function valueV2(type: Edm, value: Value | undefined): Json {
	if (value === null || value === undefined) return null;
	if (value instanceof Date) return `/Date(${value.getTime()})/`;
	if (typeof value === 'string') return cleaned(value);
	if (typeof value === 'boolean') return value;
	if (typeof value === 'number') return type === 'Edm.Int64' || type === 'Edm.Double' ? String(value) : value;
	return value.map(cleaned).join(', ');
}

export function entityV2(outlet: Outlet, row: Row, shape: Shape): { [name: string]: Json } {
	const { type } = shape;
	const uri = addressOf(outlet, type, row);
	const entity: { [name: string]: Json } = { __metadata: { id: uri, uri, type: `${outlet.model.namespace}.${type.name}` } };
	for (const { as, property } of shape.properties) entity[as] = valueV2(property.type, row.values[property.name]);
	for (const each of shape.opened) entity[each.as] = openedV2(outlet, row, each);
	for (const { as } of shape.links) entity[as] = { __deferred: { uri: `${uri}/${as}` } };
	return entity;
}

function openedV2(outlet: Outlet, row: Row, { navigation, shape }: Opened): Json {
	const rows = row.to[navigation.name]?.() ?? [];
	if (navigation.many) return { results: rows.map((each) => entityV2(outlet, each, shape)) };
	return rows[0] ? entityV2(outlet, rows[0], shape) : null;
}

export const listV2 = (outlet: Outlet, rows: readonly Row[], shape: Shape, total: number | null, next: string | null): Json => ({
	d: {
		...(total === null ? {} : { __count: String(total) }),
		results: rows.map((row) => entityV2(outlet, row, shape)),
		...(next ? { __next: next } : {})
	}
});
