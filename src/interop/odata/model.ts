// SPDX-License-Identifier: Apache-2.0
// What a service of OData describes itself by: types with their properties, what leads from one to another, and sets. Knows no wire format and no data.

export type Edm =
	'Edm.String' | 'Edm.DateTime' | 'Edm.Int16' | 'Edm.Int32' | 'Edm.Int64' | 'Edm.Double' | 'Edm.Boolean' | 'Edm.Binary' | 'Edm.Strings';

export interface Property {
	name: string;
	type: Edm;
	nullable: boolean;
	/** Other spellings by which a caller may ask for it; they are not described. */
	aliases: readonly string[];
}

export interface Navigation {
	name: string;
	/** Name of the type that it leads to. */
	target: string;
	many: boolean;
	aliases: readonly string[];
	/** The navigation that leads back, on the target. */
	partner: string | null;
}

export interface EntityType {
	name: string;
	/** The set in which its entities stand. */
	set: string;
	/** The one property that is the key. */
	key: string;
	properties: readonly Property[];
	navigations: readonly Navigation[];
	/** Other names of its set. */
	aliases: readonly string[];
}

export interface Model {
	namespace: string;
	container: string;
	types: readonly EntityType[];
	type(name: string): EntityType;
	/** By the name of its set, or another name of it. */
	bySet(set: string): EntityType | undefined;
}

export function modelOf(namespace: string, container: string, types: readonly EntityType[]): Model {
	const byName = new Map(types.map((type) => [type.name, type]));
	const bySet = new Map([
		...types.flatMap((type) => type.aliases.map((alias) => [alias, type] as const)),
		...types.map((type) => [type.set, type] as const)
	]);
	return {
		namespace,
		container,
		types,
		type(name) {
			const found = byName.get(name);
			if (!found) throw new Error(`the model has no type ${name}`);
			return found;
		},
		bySet: (set) => bySet.get(set)
	};
}

const named = <Named extends { name: string; aliases: readonly string[] }>(list: readonly Named[], name: string): Named | undefined =>
	list.find((each) => each.name === name) ?? list.find((each) => each.aliases.includes(name));

export const propertyOf = (type: EntityType, name: string): Property | undefined => named(type.properties, name);
export const navigationOf = (type: EntityType, name: string): Navigation | undefined => named(type.navigations, name);

/** What a property can hold. A moment is UTC; several texts are for V4 alone, which has collections. */
export type Value = string | number | boolean | Date | null | readonly string[];

/** One entity. What it leads to is made when it is asked for. */
export interface Row {
	type: string;
	values: { readonly [property: string]: Value };
	to: { readonly [navigation: string]: () => Row[] };
}

export const keyOf = (type: EntityType, row: Row): string => String(row.values[type.key] ?? '');
