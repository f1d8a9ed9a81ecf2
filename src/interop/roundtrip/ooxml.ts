// SPDX-License-Identifier: Apache-2.0
// What workbooks and documents of Office Open XML have in common: escaped text, properties, and the archive around the parts.
import { strToU8, zipSync } from 'fflate';
import { type Paper, signOf } from './paper.ts';

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Text for XML; what XML cannot hold is left out, as it is no text of a person. */
export const xml = (text: string): string =>
	text.toWellFormed().replace(unprintable, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const packaged = 'http://schemas.openxmlformats.org/package/2006';

export interface Part {
	name: string;
	/** Content type, where the extension does not say it. */
	type?: string;
	xml: string;
}

/** Relations of a part, from their ids. */
export const relations = (all: readonly { id: string; type: string; target: string }[]): string =>
	`${declaration}<Relationships xmlns="${packaged}/relationships">${all
		.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`)
		.join('')}</Relationships>`;

/** The file: its parts with what a reader of such files looks for first. `main` is the name of the part that all others hang on. */
export function packed(paper: Paper, main: string, parts: readonly Part[], at: Date): Uint8Array<ArrayBuffer> {
	const all: Part[] = [
		{ name: 'docProps/core.xml', type: 'application/vnd.openxmlformats-package.core-properties+xml', xml: core(paper, at) },
		{ name: 'docProps/custom.xml', type: `application/vnd.openxmlformats-officedocument.custom-properties+xml`, xml: custom(paper) },
		...parts
	];
	const types = `${declaration}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${all
		.filter(({ type }) => type)
		.map(({ name, type }) => `<Override PartName="/${name}" ContentType="${type}"/>`)
		.join('')}</Types>`;
	const roots = relations([
		{ id: 'rId1', type: `${office}/relationships/officeDocument`, target: main },
		{ id: 'rId2', type: `${packaged}/relationships/metadata/core-properties`, target: 'docProps/core.xml' },
		{ id: 'rId3', type: `${office}/relationships/custom-properties`, target: 'docProps/custom.xml' }
	]);
	const files = [['[Content_Types].xml', types], ['_rels/.rels', roots], ...all.map((part) => [part.name, part.xml])] as [string, string][];
	const archive = zipSync(Object.fromEntries(files.map(([name, text]) => [name, strToU8(text)])), { mtime: at, level: 6 });
	return new Uint8Array(archive);
}

const core = ({ title, language, about }: Paper, at: Date): string =>
	`${declaration}<cp:coreProperties xmlns:cp="${packaged}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xml(
		[title, about.record].filter(Boolean).join(' – ')
	)}</dc:title><dc:language>${language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at.toISOString().slice(0, 19)}Z</dcterms:created></cp:coreProperties>`;

function custom({ about }: Paper): string {
	const properties = Object.entries(about).map(
		([name, value], at) =>
			`<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${at + 2}" name="${signOf.property}-${name}"><vt:lpwstr>${xml(String(value))}</vt:lpwstr></property>`
	);
	return `${declaration}<Properties xmlns="${office}/custom-properties" xmlns:vt="${office}/docPropsVTypes">${properties.join('')}</Properties>`;
}
