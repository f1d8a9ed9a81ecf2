// SPDX-License-Identifier: Apache-2.0
// An XML answer as a tree, names without their prefixes. No document type is read, no entity but the five of XML is known, and what is too deep, too large or
// not well-formed is a fault of the whole answer. Pure.
import { SaxesParser } from 'saxes';
import type { SourceFault } from '#projects/found.ts';
import { seen } from './plain-text.ts';
import { withReferences } from './plain-ampersand.ts';

export interface Element {
	name: string;
	attributes: Readonly<Record<string, string>>;
	text: string;
	children: Element[];
}

const most = { depth: 40, elements: 400_000 };

/** Signs that no XML may hold, as themselves or as references: services let them through from their databases. */
const without = (text: string): string =>
	withReferences(
		text
			// eslint-disable-next-line no-control-regex
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
			.replace(/&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/gi, '')
	);

export function xmlTree(text: string): Element | SourceFault {
	const parser = new SaxesParser({ position: false });
	let root: Element | undefined;
	let fault: SourceFault | undefined;
	const open: Element[] = [];
	let elements = 0;
	const fail = (code: string, values: Record<string, string> = {}) => void (fault ??= { code, values });
	parser.on('opentag', ({ name, attributes }) => {
		elements += 1;
		if (open.length > most.depth || elements > most.elements) fail('xml-endless');
		if (fault) return;
		const bare = (each: string) => each.slice(each.indexOf(':') + 1);
		const element: Element = {
			name: bare(name),
			attributes: Object.fromEntries(Object.entries(attributes as Record<string, string>).map(([key, value]) => [bare(key), value])),
			text: '',
			children: []
		};
		if (open.length) open.at(-1)?.children.push(element);
		else root ??= element;
		open.push(element);
	});
	parser.on('closetag', () => void open.pop());
	const said = (piece: string) => {
		const element = open.at(-1);
		if (element && !fault) element.text += piece;
	};
	parser.on('text', said);
	parser.on('cdata', said);
	parser.on('doctype', () => fail('xml-doctype'));
	parser.on('error', ({ message }) => fail('xml-broken', { said: seen(message.replace(/^\d+:\d+: /, '')) }));
	try {
		parser.write(without(text.replace(/^\ufeff/, ''))).close();
	} catch (thrown) {
		fail('xml-broken', { said: seen((thrown as Error).message) });
	}
	return fault ?? root ?? { code: 'xml-broken', values: { said: '' } };
}

export const isTree = (tree: Element | SourceFault): tree is Element => 'children' in tree;
export const all = (element: Element, name: string): Element[] => element.children.filter((child) => child.name === name);
export const one = (element: Element | undefined, name: string): Element | undefined => element?.children.find((child) => child.name === name);
export const textOf = (element: Element | undefined): string => element?.text.trim() ?? '';
