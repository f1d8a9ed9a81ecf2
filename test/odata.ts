// SPDX-License-Identifier: Apache-2.0
// Clients of OData as the tests need them: the routes called as the web framework does, a reader of XML, the rules of metadata, and a harvester that does
// what InforMEA's is known to do.
import { SaxesParser } from 'saxes';
import { expect } from 'vitest';
import { readerIn } from '#text/message.ts';
import { preferred } from '#text/languages.ts';
import { GET as v2 } from '../src/routes/informea.svc/[...path]/+server.ts';
import { GET as v4 } from '../src/routes/odata/[...path]/+server.ts';
import { GET as drupal } from '../src/routes/informea/[...path]/+server.ts';
import type { World } from './world.ts';

export interface Element {
	name: string;
	attributes: Record<string, string>;
	text: string;
	children: Element[];
}

/** Reads XML as a client does, namespaces included: a fault of form fails. Names keep the prefixes that the service chose. */
export function parsed(text: string): Element {
	const root: Element = { name: '', attributes: {}, text: '', children: [] };
	const open = [root];
	const parser = new SaxesParser({ xmlns: true });
	parser.on('error', (fault) => {
		throw fault;
	});
	parser.on('opentag', ({ name, attributes }) => {
		const element: Element = {
			name,
			attributes: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
			text: '',
			children: []
		};
		open.at(-1)?.children.push(element);
		open.push(element);
	});
	parser.on('text', (said) => void ((open.at(-1) as Element).text += said));
	parser.on('closetag', () => void open.pop());
	parser.write(text).close();
	return root.children[0] as Element;
}
export const all = (element: Element, name: string): Element[] => [
	...(element.name === name ? [element] : []),
	...element.children.flatMap((child) => all(child, name))
];

const services = { '/informea.svc': v2, '/odata': v4, '/informea': drupal } as const;
export type Base = keyof typeof services;

export interface Settings {
	origin: string;
	today: string;
	treaty?: string;
	pageSize?: number;
}

/** Calls a service at a path that may hold a query; anything but an answer of the protocol fails. */
export const callerOf =
	({ database, definitions, convention }: World, { origin, today, treaty = 'minamata', pageSize = 1000 }: Settings) =>
	async (base: Base, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => {
		const url = new URL(`${origin}${base}${path}`);
		const request = new Request(url, { headers, method });
		const configuration = { origin, informeaTreaty: treaty, odataPageSize: pageSize };
		const reader = await readerIn(preferred(request.headers.get('accept-language')));
		const locals = { platform: { database, configuration }, definitions, convention, today, reader };
		return (services[base] as (event: never) => Promise<Response>)({ locals, request, url, params: {} } as never);
	};
export type Caller = ReturnType<typeof callerOf>;

/** What the specification of CSDL asks of a description in V2, as far as it concerns names and what refers to what. */
export function checkMetadataV2(text: string): { sets: Map<string, string>; types: Map<string, Element> } {
	const root = parsed(text);
	const [schema] = all(root, 'Schema') as [Element];
	const namespace = schema.attributes.Namespace ?? '';
	const types = new Map(all(schema, 'EntityType').map((type) => [`${namespace}.${type.attributes.Name}`, type]));
	const associations = new Map(all(schema, 'Association').map((each) => [`${namespace}.${each.attributes.Name}`, each]));
	const sets = new Map(all(schema, 'EntitySet').map((set) => [set.attributes.Name ?? '', set.attributes.EntityType ?? '']));
	const namesOnce = (elements: Element[]) => expect(new Set(elements.map(({ attributes }) => attributes.Name)).size).toBe(elements.length);
	namesOnce([...all(schema, 'EntityType'), ...all(schema, 'Association')]);
	namesOnce([...all(schema, 'EntitySet'), ...all(schema, 'AssociationSet')]);
	for (const type of sets.values()) expect(types.has(type)).toBe(true);
	for (const [name, type] of types) {
		const properties = all(type, 'Property');
		const navigations = all(type, 'NavigationProperty');
		namesOnce([...properties, ...navigations]);
		const [key] = all(type, 'PropertyRef');
		expect([name, properties.find(({ attributes }) => attributes.Name === key?.attributes.Name)?.attributes.Nullable]).toEqual([name, 'false']);
		for (const { attributes } of navigations) {
			const ends = all(associations.get(attributes.Relationship ?? '') as Element, 'End');
			const from = ends.find((end) => end.attributes.Role === attributes.FromRole);
			const to = ends.find((end) => end.attributes.Role === attributes.ToRole);
			expect([from?.attributes.Type, types.has(to?.attributes.Type ?? '')]).toEqual([name, true]);
		}
	}
	const associationSets = all(schema, 'AssociationSet');
	expect(new Set(associationSets.map(({ attributes }) => attributes.Association))).toEqual(new Set(associations.keys()));
	for (const set of associationSets) {
		const ends = all(associations.get(set.attributes.Association ?? '') as Element, 'End');
		for (const end of all(set, 'End')) {
			const meant = ends.find(({ attributes }) => attributes.Role === end.attributes.Role);
			expect(sets.get(end.attributes.EntitySet ?? '')).toBe(meant?.attributes.Type);
		}
	}
	return { sets, types };
}

type Harvested = { [name: string]: unknown };
const itemsOf = (d: unknown): Harvested[] => (Array.isArray(d) ? d : ((d as { results?: Harvested[] }).results ?? []));

/** Counts, then takes page after page until one is empty or like the one before; a redirect or anything but 200 is the end of it. */
export async function harvest(call: Caller, set: string, expand: string, size = 100): Promise<{ count: number; rows: Harvested[] }> {
	const fine = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
		const reply = await call('/informea.svc', path, headers);
		expect([path, reply.status]).toEqual([path, 200]);
		return reply.text();
	};
	let count = Number.parseInt(await fine(`/${set}/$count`), 10);
	// "0" is nothing to it: it then looks for the count in a list that nobody asked to be JSON.
	if (!count) count = Number(/<m:count>(\d+)<\/m:count>/.exec(await fine(`/${set}?$inlinecount=allpages`))?.[1]);
	const rows: Harvested[] = [];
	let before = '';
	for (let skip = 0; ; skip += size) {
		const text = await fine(`/${set}?$top=${size}&$skip=${skip}${expand ? `&$expand=${expand}` : ''}&$orderby=updated%20desc,id`, {
			accept: 'application/json'
		});
		const page = itemsOf((JSON.parse(text) as { d: unknown }).d);
		if (!page.length || text === before) return { count, rows };
		before = text;
		rows.push(...page);
	}
}
