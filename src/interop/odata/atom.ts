// SPDX-License-Identifier: Apache-2.0
// Entities and lists of OData V2 in Atom, which is what is given unless JSON is asked for. Pure.
import { xml } from '../feeds/xml.ts';
import { addressOf, type Outlet } from './json-v2.ts';
import { type EntityType, keyOf, type Property, type Row, type Value } from './model.ts';
import type { Shape } from './shape.ts';

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

/** Writes the values of one property. */
export function propertyWriter(as: string, property: Property, more = '', prefix = 'd:'): (value: Value | undefined) => string {
	const type = property.type === 'Edm.String' || property.type === 'Edm.Strings' ? '' : ` m:type="${property.type}"`;
	const open = `<${prefix}${as}${more}${type}`;
	const nothing = `${open} m:null="true"/>`;
	const close = `</${prefix}${as}>`;
	return (value) => {
		if (value === null || value === undefined) return nothing;
		const text = valueText(value);
		// Spaces at the ends are part of a text, which readers of XML are told.
		const kept = /^\s|\s$/.test(text) ? ' xml:space="preserve"' : '';
		return `${open}${kept}>${xml(text)}${close}`;
	};
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
 * Entries and lists of one answer, as the pieces that they are written in. A hundred decisions with what they lead to are two thousand entries: what is the
 * same in all of them is made once, and as pieces most are plain letters, which turn into bytes many times quicker than one text that holds all scripts.
 */
function writer(outlet: AtomOutlet) {
	const pieces: string[] = [];
	const author = `<author><name>${xml(outlet.author)}</name></author>`;
	const updated = `<updated>${stamp(outlet.updated)}</updated>`;
	const known = new Map<Shape, ReturnType<typeof fixedParts>>();

	/** What is the same in every entry of a shape. */
	function fixedParts({ type, opened, links, properties }: Shape) {
		const linkTo = (as: string, many: boolean) => {
			const name = xml(as);
			const kind = many ? 'feed' : 'entry';
			const head = `<link rel="${dataNamespace}/related/${name}" type="application/atom+xml;type=${kind}" title="${name}" href="`;
			return { head, tail: `/${name}"` };
		};
		return {
			category: `${author}<category term="${xml(`${outlet.model.namespace}.${type.name}`)}" scheme="${dataNamespace}/scheme"/>`,
			edit: `<link rel="edit" title="${xml(type.name)}" href="`,
			opened: opened.map((each) => ({ ...linkTo(each.as, each.navigation.many), each })),
			links: links.map(({ as, navigation }) => linkTo(as, navigation.many)),
			properties: properties.map(({ as, property }) => ({ name: property.name, write: propertyWriter(as, property) }))
		};
	}

	function entry(row: Row, shape: Shape, head = '<entry>'): void {
		const { type } = shape;
		const fixed = known.get(shape) ?? fixedParts(shape);
		known.set(shape, fixed);
		const address = xml(addressOf(outlet, type, row));
		// Parts have no time of their own and get the list's.
		const changed = row.values.updated instanceof Date ? `<updated>${stamp(row.values.updated)}</updated>` : updated;
		let made = `${head}<id>${address}</id><title type="text">${xml(titleOf(type, row))}</title>${changed}${fixed.category}${fixed.edit}${address}"/>`;
		for (const { head: link, tail, each } of fixed.opened) {
			const rows = row.to[each.navigation.name]?.() ?? [];
			made += `${link}${address}${tail}`;
			if (!each.navigation.many && !rows[0]) made += '/>';
			else {
				pieces.push(`${made}><m:inline>`);
				if (each.navigation.many)
					feed({ title: each.as, address: `${address}/${xml(each.as)}`, rows, shape: each.shape, total: null, next: null }, '<feed>');
				else entry(rows[0] as Row, each.shape);
				made = '</m:inline></link>';
			}
		}
		for (const { head: link, tail } of fixed.links) made += `${link}${address}${tail}/>`;
		made += '<content type="application/xml"><m:properties>';
		for (const { name, write } of fixed.properties) made += write(row.values[name]);
		pieces.push(`${made}</m:properties></content></entry>`);
	}

	/** The address is escaped already. */
	function feed({ title, address, rows, shape, total, next }: Feed, head: string): void {
		const name = xml(title);
		let made = `${head}<id>${address}</id><title type="text">${name}</title>${updated}${author}<link rel="self" title="${name}" href="${address}"/>`;
		if (total !== null) made += `<m:count>${total}</m:count>`;
		pieces.push(made);
		for (const row of rows) entry(row, shape);
		pieces.push(next ? `<link rel="next" href="${xml(next)}"/></feed>` : '</feed>');
	}

	return { pieces, entry, feed };
}

/** In pieces, to be read one after another. */
export function entryXml(outlet: AtomOutlet, row: Row, shape: Shape): string[] {
	const { pieces, entry } = writer(outlet);
	entry(row, shape, `${declaration}<entry ${spaces} xml:base="${xml(outlet.root)}">`);
	return pieces;
}

/** In pieces, to be read one after another. */
export function feedXml(outlet: AtomOutlet, all: Feed): string[] {
	const { pieces, feed } = writer(outlet);
	feed({ ...all, address: xml(all.address) }, `${declaration}<feed ${spaces} xml:base="${xml(outlet.root)}">`);
	return pieces;
}

/** One property by itself. */
export const propertyDocument = (as: string, property: Property, value: Value | undefined): string =>
	declaration + propertyWriter(as, property, ` xmlns="${dataNamespace}" xmlns:m="${metadataNamespace}"`, '')(value);

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
