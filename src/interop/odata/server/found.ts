// SPDX-License-Identifier: Apache-2.0
// Where the path of a request leads: the service, its description, a set, an entity, what an entity leads to, a property. The same for V2 and V4.
import { type Step } from '../address.ts';
import { type EntityType, keyOf, navigationOf, type Property, propertyOf, type Row } from '../model.ts';
import { Wrong } from '../wrong.ts';
import { findRow } from './list.ts';
import type { Service } from './sets.ts';

export type Found =
	| { is: 'service' }
	| { is: 'metadata' }
	/** Rows at hand are those of a navigation; null is the set itself. */
	| { is: 'rows'; type: EntityType; rows: Row[] | null; as: 'list' | 'count' | 'links' }
	| { is: 'entity'; type: EntityType; row: Row | null; as: 'whole' | 'links' }
	| { is: 'property'; type: EntityType; row: Row; property: Property; name: string; as: 'whole' | 'raw' };

export async function find(service: Service, steps: readonly Step[]): Promise<Found> {
	const [first, ...rest] = steps;
	if (!first) return { is: 'service' };
	if (first.name === '$metadata' && !rest.length) return { is: 'metadata' };
	const type = service.model.bySet(first.name);
	if (!type) throw new Wrong('no-set', first.name.slice(0, 60));
	if (!first.key) return among(type, null, rest);
	const row = await findRow(service, type, keyFrom(type, first));
	if (!row) throw new Wrong('no-key', first.key.value.slice(0, 80));
	return go(service, type, row, rest);
}

function keyFrom(type: EntityType, { key, name }: Step): string {
	if (key?.name && key.name !== type.key && propertyOf(type, key.name)?.name !== type.key) throw new Wrong('no-property', key.name);
	if (!key) throw new Wrong('address', name);
	return key.value;
}

function among(type: EntityType, rows: Row[] | null, [next, ...more]: readonly Step[]): Found {
	if (!next) return { is: 'rows', type, rows, as: 'list' };
	if (more.length || next.key) throw new Wrong('not-there', next.name.slice(0, 60));
	if (next.name === '$count') return { is: 'rows', type, rows, as: 'count' };
	if (next.name === '$ref') return { is: 'rows', type, rows, as: 'links' };
	throw new Wrong('not-there', next.name.slice(0, 60));
}

function go(service: Service, type: EntityType, row: Row, [next, ...more]: readonly Step[]): Found {
	if (!next) return { is: 'entity', type, row, as: 'whole' };
	if (next.name === '$links') {
		const [to, ...further] = more;
		const navigation = to && navigationOf(type, to.name);
		if (!navigation || to?.key || further.some(({ name }) => name !== '$count') || further.length > 1)
			throw new Wrong('not-there', to?.name.slice(0, 60) ?? '$links');
		const target = service.model.type(navigation.target);
		const rows = row.to[navigation.name]?.() ?? [];
		if (navigation.many) return { is: 'rows', type: target, rows, as: further.length ? 'count' : 'links' };
		return { is: 'entity', type: target, row: rows[0] ?? null, as: 'links' };
	}
	if (next.name === '$ref' && !more.length) return { is: 'entity', type, row, as: 'links' };
	const navigation = navigationOf(type, next.name);
	if (navigation) {
		const target = service.model.type(navigation.target);
		const rows = row.to[navigation.name]?.() ?? [];
		if (!navigation.many) {
			if (next.key || !rows[0]) throw new Wrong('not-there', next.name);
			return go(service, target, rows[0], more);
		}
		if (!next.key) return among(target, rows, more);
		const wanted = keyFrom(target, next);
		const found = rows.find((each) => keyOf(target, each) === wanted);
		if (!found) throw new Wrong('no-key', wanted.slice(0, 80));
		return go(service, target, found, more);
	}
	const property = propertyOf(type, next.name);
	if (!property || next.key) throw new Wrong('not-there', next.name.slice(0, 60));
	const [last, ...beyond] = more;
	if (!last) return { is: 'property', type, row, property, name: next.name, as: 'whole' };
	if (last.name !== '$value' || last.key || beyond.length) throw new Wrong('not-there', last.name.slice(0, 60));
	return { is: 'property', type, row, property, name: next.name, as: 'raw' };
}
