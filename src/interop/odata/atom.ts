// SPDX-License-Identifier: Apache-2.0
// Entities and lists of OData V2 in Atom, which is what is given unless JSON is asked for. Pure.
import { xml } from '../feeds/xml.ts';
import { addressOf, type Outlet } from './json-v2.ts';
import { type EntityType, keyOf, type Property, type Row, type Value } from './model.ts';
import type { Opened, Shape } from './shape.ts';

export const dataNamespace = 'http://schemas.microsoft.com/ado/2007/08/dataservices';
export const metadataNamespace = 'http://schemas.microsoft.com/ado/2007/08/dataservices/metadata';
const spaces = `xmlns="http://www.w3.org/2005/Atom" xmlns:d="${dataNamespace}" xmlns:m="${metadataNamespace}"`;
const declaration = '<?xml version="1.0" encoding="utf-8"?>\n';

export interface AtomOutlet extends Outlet {
	/** Who publishes it. */
	author: string;
	/** When the list was last changed, as far as its rows tell. */
	updated: Date;
}

/** A moment as Edm.DateTime writes it: UTC, without saying so. */
export const plainMoment = (at: Date): string => at.toISOString().replace(/(\.000)?Z$/, '');

export function valueText(value: Value): string {
	if (value instanceof Date) return plainMoment(value);
	return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}

export function propertyXml(as: string, property: Property, value: Value | undefined, more = '', prefix = 'd:'): string {
	const type = property.type === 'Edm.String' || property.type === 'Edm.Strings' ? '' : ` m:type="${property.type}"`;
	if (value === null || value === undefined) return `<${prefix}${as}${more}${type} m:null="true"/>`;
	const text = valueText(value);
	// Spaces at the ends are part of a text, which readers of XML are told.
	const kept = text !== text.trim() ? ' xml:space="preserve"' : '';
	return `<${prefix}${as}${more}${type}${kept}>${xml(text)}</${prefix}${as}>`;
}

const stamp = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');

function titleOf(type: EntityType, row: Row): string {
	const { titleEnglish, title, value, name, number } = row.values;
	const said = [titleEnglish, title, value, name, number].find((each) => typeof each === 'string' && each);
	return typeof said === 'string' ? said.slice(0, 300) : keyOf(type, row);
}

export interface Feed {
	title: string;
	address: string;
	rows: readonly Row[];
	shape: Shape;
	total: number | null;
	next: string | null;
}

/**
 * Entries and lists of one answer. A hundred decisions with what they lead to are two thousand entries: what is the same in all of them is written once.
 */
function writer(outlet: AtomOutlet) {
	const author = `<author><name>${xml(outlet.author)}</name></author>`;
	const updated = `<updated>${stamp(outlet.updated)}</updated>`;
	const types = new Map<EntityType, { category: string; edit: string }>();
	const ofType = (type: EntityType) => {
		const category = `${author}<category term="${xml(`${outlet.model.namespace}.${type.name}`)}" scheme="${dataNamespace}/scheme"/>`;
		const made = { category, edit: `<link rel="edit" title="${xml(type.name)}" href="` };
		types.set(type, made);
		return made;
	};

	function entry(row: Row, shape: Shape, head = '<entry>'): string {
		const { type } = shape;
		const { category, edit } = types.get(type) ?? ofType(type);
		const address = xml(addressOf(outlet, type, row));
		// Parts have no time of their own and get the list's.
		const changed = row.values.updated instanceof Date ? `<updated>${stamp(row.values.updated)}</updated>` : updated;
		let made = `${head}<id>${address}</id><title type="text">${xml(titleOf(type, row))}</title>${changed}${category}${edit}${address}"/>`;
		for (const each of shape.opened) made += link(address, each.as, each.navigation.many, opened(row, each, address));
		for (const { as, navigation } of shape.links) made += link(address, as, navigation.many, '');
		made += '<content type="application/xml"><m:properties>';
		for (const { as, property } of shape.properties) made += propertyXml(as, property, row.values[property.name]);
		return `${made}</m:properties></content></entry>`;
	}

	function link(address: string, as: string, many: boolean, inside: string): string {
		const name = xml(as);
		const head = `<link rel="${dataNamespace}/related/${name}" type="application/atom+xml;type=${many ? 'feed' : 'entry'}" title="${name}" href="${address}/${name}"`;
		return inside ? `${head}><m:inline>${inside}</m:inline></link>` : `${head}/>`;
	}

	function opened(row: Row, { as, navigation, shape }: Opened, address: string): string {
		const rows = row.to[navigation.name]?.() ?? [];
		if (!navigation.many) return rows[0] ? entry(rows[0], shape) : '';
		return feed({ title: as, address: `${address}/${xml(as)}`, rows, shape, total: null, next: null }, '<feed>');
	}

	/** The address is escaped already. */
	function feed({ title, address, rows, shape, total, next }: Feed, head: string): string {
		const name = xml(title);
		let made = `${head}<id>${address}</id><title type="text">${name}</title>${updated}${author}<link rel="self" title="${name}" href="${address}"/>`;
		if (total !== null) made += `<m:count>${total}</m:count>`;
		for (const row of rows) made += entry(row, shape);
		if (next) made += `<link rel="next" href="${xml(next)}"/>`;
		return `${made}</feed>`;
	}

	return { entry, feed };
}

export const entryXml = (outlet: AtomOutlet, row: Row, shape: Shape): string =>
	writer(outlet).entry(row, shape, `${declaration}<entry ${spaces} xml:base="${xml(outlet.root)}">`);

export const feedXml = (outlet: AtomOutlet, all: Feed): string =>
	writer(outlet).feed({ ...all, address: xml(all.address) }, `${declaration}<feed ${spaces} xml:base="${xml(outlet.root)}">`);

/** One property by itself. */
export const propertyDocument = (as: string, property: Property, value: Value | undefined): string =>
	declaration + propertyXml(as, property, value, ` xmlns="${dataNamespace}" xmlns:m="${metadataNamespace}"`, '');

export function linksXml(addresses: readonly string[], many: boolean, total: number | null): string {
	const inside = addresses.map((address) => `<uri>${xml(address)}</uri>`).join('');
	if (!many) return `${declaration}<uri xmlns="${dataNamespace}">${xml(addresses[0] ?? '')}</uri>`;
	const count = total === null ? '' : `<m:count xmlns:m="${metadataNamespace}">${total}</m:count>`;
	return `${declaration}<links xmlns="${dataNamespace}">${count}${inside}</links>`;
}

export const faultXml = (code: string, language: string, message: string): string =>
	`${declaration}<error xmlns="${metadataNamespace}"><code>${xml(code)}</code><message xml:lang="${xml(language)}">${xml(message)}</message></error>`;

export const serviceXml = (outlet: Outlet, title: string): string =>
	[
		`${declaration}<service xmlns="http://www.w3.org/2007/app" xmlns:atom="http://www.w3.org/2005/Atom" xml:base="${xml(outlet.root)}">`,
		`<workspace><atom:title>${xml(title)}</atom:title>`,
		...outlet.model.types.map(({ set }) => `<collection href="${xml(set)}"><atom:title>${xml(set)}</atom:title></collection>`),
		'</workspace></service>'
	].join('');
