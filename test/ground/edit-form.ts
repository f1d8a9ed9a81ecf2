// SPDX-License-Identifier: Apache-2.0
// Writes into a form that was taken away, as somebody in a ministry does with an office program: by the path of each place.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

type Typed = { [path: string]: string };

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function edited(bytes: Uint8Array, name: RegExp, edit: (xml: string) => string): Uint8Array<ArrayBuffer> {
	const files = unzipSync(bytes);
	for (const each of Object.keys(files)) if (name.test(each)) files[each] = strToU8(edit(strFromU8(files[each] as Uint8Array)));
	return new Uint8Array(zipSync(files));
}

/** Into cells of a workbook: `q3-1`, or `q3-1-c.0.quantity.amount` in a table. A number is written as one where it begins with `#`. */
export const typeInXlsx = (bytes: Uint8Array, typed: Typed): Uint8Array<ArrayBuffer> =>
	edited(bytes, /^xl\/worksheets\/sheet\d+\.xml$/, (xml) => {
		let sheet = xml;
		for (const [path, text] of Object.entries(typed)) {
			const [question = '', row = '', ...part] = path.split('.');
			const heads = new RegExp(`<row [^>]*>(?:(?!</row>).)*>#${question}</t>.*?</row>`, 's').exec(sheet)?.[0];
			const head = heads && new RegExp(`<c r="([A-Z]+)\\d+"[^>]*><is><t[^>]*>${(part.join('.') || '.').replaceAll('.', '\\.')}</t>`).exec(heads);
			const key = head ? `${question}.${row}` : path;
			const column = head ? head[1] : 'D';
			sheet = sheet.replace(new RegExp(`<row [^>]*>(?:(?!</row>).)*?>${key.replaceAll('.', '\\.')}</t>.*?</row>`, 's'), (line) =>
				line.replace(new RegExp(`<c r="(${column}\\d+)"( s="\\d+")?(?:[^>]*/>|.*?</c>)`, 's'), (_, at: string, style = '') =>
					text.startsWith('#')
						? `<c r="${at}"${style}><v>${text.slice(1)}</v></c>`
						: text
							? `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`
							: `<c r="${at}"${style}/>`
				)
			);
		}
		return sheet;
	});

/** Into content controls of a document. */
export const typeInDocx = (bytes: Uint8Array, typed: Typed): Uint8Array<ArrayBuffer> =>
	edited(bytes, /^word\/document\.xml$/, (xml) => {
		let document = xml;
		for (const [path, text] of Object.entries(typed))
			document = document.replace(
				new RegExp(`(<w:tag w:val="#?${path.replaceAll('.', '\\.')}"/>)(.*?)<w:sdtContent>.*?</w:sdtContent>`, 's'),
				(_, tag: string, properties: string) =>
					`${tag}${text ? properties.replace('<w:showingPlcHdr/>', '') : properties}<w:sdtContent><w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:sdtContent>`
			);
		return document;
	});

/** Any part of a file, changed as text. */
export const rewritten = edited;
