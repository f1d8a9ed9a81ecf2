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

const updatedOf = (row: Row, outlet: AtomOutlet): Date => {
	const { updated } = row.values;
	return updated instanceof Date ? updated : outlet.updated;
};

function titleOf(type: EntityType, row: Row): string {
	const { titleEnglish, title, value, name, number } = row.values;
	const said = [titleEnglish, title, value, name, number].find((each) => typeof each === 'string' && each);
	return typeof said === 'string' ? said.slice(0, 300) : keyOf(type, row);
}

function linkXml(outlet: AtomOutlet, row: Row, type: EntityType, as: string, many: boolean, inside: string): string {
	const kind = many ? 'feed' : 'entry';
	const head = `<link rel="${dataNamespace}/related/${xml(as)}" type="application/atom+xml;type=${kind}" title="${xml(as)}" href="${xml(`${addressOf(outlet, type, row)}/${as}`)}"`;
	return inside ? `${head}><m:inline>${inside}</m:inline></link>` : `${head}/>`;
}

export function entryXml(outlet: AtomOutlet, row: Row, shape: Shape, whole = false): string {
	const { type } = shape;
	const uri = addressOf(outlet, type, row);
	return [
		whole ? `${declaration}<entry ${spaces} xml:base="${xml(outlet.root)}">` : '<entry>',
		`<id>${xml(uri)}</id>`,
		`<title type="text">${xml(titleOf(type, row))}</title>`,
		`<updated>${stamp(updatedOf(row, outlet))}</updated>`,
		`<author><name>${xml(outlet.author)}</name></author>`,
		`<category term="${xml(`${outlet.model.namespace}.${type.name}`)}" scheme="${dataNamespace}/scheme"/>`,
		`<link rel="edit" title="${xml(type.name)}" href="${xml(uri)}"/>`,
		...shape.opened.map((each) => linkXml(outlet, row, type, each.as, each.navigation.many, openedXml(outlet, row, each, uri))),
		...shape.links.map(({ as, navigation }) => linkXml(outlet, row, type, as, navigation.many, '')),
		'<content type="application/xml"><m:properties>',
		...shape.properties.map(({ as, property }) => propertyXml(as, property, row.values[property.name])),
		'</m:properties></content></entry>'
	].join('');
}

function openedXml(outlet: AtomOutlet, row: Row, { as, navigation, shape }: Opened, uri: string): string {
	const rows = row.to[navigation.name]?.() ?? [];
	if (!navigation.many) return rows[0] ? entryXml(outlet, rows[0], shape) : '';
	return feed(outlet, { title: as, address: `${uri}/${as}`, rows, shape, total: null, next: null }, '<feed>');
}

export interface Feed {
	title: string;
	address: string;
	rows: readonly Row[];
	shape: Shape;
	total: number | null;
	next: string | null;
}

function feed(outlet: AtomOutlet, { title, address, rows, shape, total, next }: Feed, head: string): string {
	return [
		head,
		`<id>${xml(address)}</id>`,
		`<title type="text">${xml(title)}</title>`,
		`<updated>${stamp(outlet.updated)}</updated>`,
		`<author><name>${xml(outlet.author)}</name></author>`,
		`<link rel="self" title="${xml(title)}" href="${xml(address)}"/>`,
		total === null ? '' : `<m:count>${total}</m:count>`,
		...rows.map((row) => entryXml(outlet, row, shape)),
		next ? `<link rel="next" href="${xml(next)}"/>` : '',
		'</feed>'
	].join('');
}

export const feedXml = (outlet: AtomOutlet, all: Feed): string => feed(outlet, all, `${declaration}<feed ${spaces} xml:base="${xml(outlet.root)}">`);

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
