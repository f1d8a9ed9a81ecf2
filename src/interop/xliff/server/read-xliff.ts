// SPDX-License-Identifier: Apache-2.0
// Reads XLIFF 2 that came back from translators: one file, or an archive of them. Definitions (DTD) are refused, so no entity is ever expanded but the
// five of XML; sizes are limited before anything is unpacked. Segments of a unit are put together again in their order.
import { SaxesParser } from 'saxes';
import type { Look } from '#platform/server/look.ts';
import { zipContent, zipEntries, zipLimits } from '#platform/server/zip.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import type { Returned, ReturnedUnit } from '#translation/returned.ts';
import { noted } from '../write-xliff.ts';

export type XliffFault = 'empty' | 'too-large' | 'not-xliff' | 'broken' | 'closed' | 'bomb' | 'no-language';
export const xliffLimits = { bytes: 10 * 1024 * 1024, units: 20_000, deepest: 40, files: 2000 };
const archive = { ...zipLimits, entries: 4000, unpackedBytes: 64 * 1024 * 1024 };

class Unreadable extends Error {
	readonly fault: XliffFault;
	constructor(fault: XliffFault) {
		super(`the file is ${fault}`);
		this.fault = fault;
	}
}

export interface ReadPart {
	name: string;
	read: Returned[] | XliffFault;
}

/** What was sent, part by part: an unreadable file in an archive does not keep the others from being read. */
export async function readXliffFiles(name: string, bytes: Uint8Array, limits = xliffLimits): Promise<ReadPart[]> {
	if (bytes.length === 0) return [{ name, read: 'empty' }];
	if (bytes.length > limits.bytes) return [{ name, read: 'too-large' }];
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	if (file.toString('latin1', 0, 2) !== 'PK') return [{ name, read: readXliff(file) }];
	const look: Look = async (position, length) => file.subarray(position, position + length);
	const entries = await zipEntries(look, file.length, archive);
	if (typeof entries === 'string') return [{ name, read: entries === 'bomb' ? 'bomb' : 'broken' }];
	const wanted = entries.filter((entry) => /\.(xlf|xliff)$/i.test(entry.name) && !/(^|\/)(\.|__MACOSX\/)/.test(entry.name));
	if (wanted.length === 0) return [{ name, read: 'not-xliff' }];
	if (wanted.length > limits.files) return [{ name, read: 'bomb' }];
	const parts: ReadPart[] = [];
	for (const entry of wanted) {
		const content = await zipContent(look, entry, limits.bytes);
		parts.push({ name: entry.name.split('/').at(-1) ?? entry.name, read: content ? readXliff(content) : 'too-large' });
	}
	return parts;
}

export function readXliff(bytes: Uint8Array): Returned[] | XliffFault {
	try {
		return parse(textOf(bytes));
	} catch (thrown) {
		if (thrown instanceof Unreadable) return thrown.fault;
		throw thrown;
	}
}

function textOf(bytes: Uint8Array): string {
	const head = Buffer.from(bytes.subarray(0, 2)).toString('hex');
	const encoding = head === 'fffe' ? 'utf-16le' : head === 'feff' ? 'utf-16be' : 'utf-8';
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes);
	} catch {
		throw new Unreadable('broken');
	}
}

/** `fr-CA` is French. */
const languageIn = (tag: string | undefined): Language | null => {
	const primary = tag?.toLowerCase().split(/[-_]/)[0];
	return isLanguage(primary) ? primary : null;
};

interface Piece {
	source: string;
	target: string | null;
	/** Where the target stands among those of the unit, where the program moved it. */
	order: number | null;
	ignorable: boolean;
	reviewed: boolean;
}
interface OpenUnit {
	id: string;
	mark: string | null;
	codes: boolean;
	pieces: Piece[];
}

/** Elements that hold text which a translator may write, and what they wrap. */
const wrapping = new Set(['mrk', 'sm', 'em']);
const coding = new Set(['pc', 'ph', 'sc', 'ec']);

function parse(text: string): Returned[] {
	const parser = new SaxesParser({ xmlns: true });
	const files: Returned[] = [];
	const path: string[] = [];
	let [source, target] = [null, null] as [Language | null, Language | null];
	let said = false;
	let file: Returned | null = null;
	let unit: OpenUnit | null = null;
	let piece: Piece | null = null;
	let note: { category: string; text: string } | null = null;
	let units = 0;
	const inside = (name: string) => path.includes(name);
	const write = (written: string) => {
		if (note) note.text += written;
		else if (piece && inside('target')) piece.target = (piece.target ?? '') + written;
		else if (piece && inside('source')) piece.source += written;
	};
	parser.on('error', () => {
		throw new Unreadable('broken');
	});
	parser.on('doctype', () => {
		throw new Unreadable('closed');
	});
	parser.on('opentag', (tag) => {
		const own = /^urn:oasis:names:tc:xliff:document:2\.[0-2]$/.test(tag.uri);
		const name = own ? tag.local : `{${tag.uri}}${tag.local}`;
		const asked = (attribute: string): string | undefined => tag.attributes[attribute]?.value;
		if (path.length === 0) {
			if (name !== 'xliff') throw new Unreadable('not-xliff');
			said = true;
			[source, target] = [languageIn(asked('srcLang')), languageIn(asked('trgLang'))];
			if (!target) throw new Unreadable('no-language');
		}
		path.push(name);
		if (path.length > xliffLimits.deepest) throw new Unreadable('bomb');
		if (name === 'file' && target) {
			file = { record: asked('id') ?? '', source, target, version: null, units: [] };
			files.push(file);
		} else if (name === 'unit') {
			if (++units > xliffLimits.units) throw new Unreadable('bomb');
			unit = { id: asked('id') ?? '', mark: null, codes: false, pieces: [] };
		} else if (name === 'note') note = { category: asked('category') ?? '', text: '' };
		else if ((name === 'segment' || name === 'ignorable') && unit) {
			piece = { source: '', target: null, order: null, ignorable: name === 'ignorable', reviewed: /^(reviewed|final)$/.test(asked('state') ?? '') };
			unit.pieces.push(piece);
		} else if (name === 'target' && piece) {
			piece.target = '';
			piece.order = Number(asked('order')) || null;
		} else if (piece && (inside('target') || inside('source'))) {
			if (name === 'cp') write(String.fromCodePoint(Number.parseInt(asked('hex') ?? '', 16) || 0xfffd));
			// Codes that wrap a source came from somewhere else; those in a translation are no text that we could keep.
			else if (unit && inside('target') && name !== 'target' && !wrapping.has(name)) unit.codes ||= coding.has(name) || name.startsWith('{');
		}
	});
	parser.on('text', write);
	parser.on('cdata', write);
	parser.on('closetag', () => {
		const name = path.pop();
		if (name === 'note' && note) {
			if (note.category === noted.source && unit) unit.mark = /^[0-9a-f]{64}$/.test(note.text.trim()) ? note.text.trim() : null;
			if (note.category === noted.version && file && !unit) file.version = /^\d{1,9}$/.test(note.text.trim()) ? Number(note.text) : null;
			note = null;
		} else if (name === 'segment' || name === 'ignorable') piece = null;
		else if (name === 'unit') {
			if (unit && file) file.units.push(whole(unit));
			unit = null;
		} else if (name === 'file') file = null;
	});
	parser.write(text.replace(/^\ufeff/, '')).close();
	if (!said) throw new Unreadable('not-xliff');
	return files;
}

/** A unit whose text was cut into segments, whole again. What stands between segments is as in the source where the translation does not say it. */
function whole({ id, mark, codes, pieces }: OpenUnit): ReturnedUnit {
	const segments = pieces.filter(({ ignorable }) => !ignorable);
	const anything = segments.some(({ target }) => target?.trim());
	const ordered = pieces.map((piece, at) => ({ piece, at: piece.order ?? at + 1 })).toSorted((a, b) => a.at - b.at);
	return {
		id,
		source: pieces.map(({ source }) => source).join(''),
		sourceMark: mark,
		// A text of which only a part is translated would lose the rest.
		target:
			anything && segments.every(({ target, source }) => target?.trim() || !source.trim()) ? ordered.map(({ piece }) => said(piece)).join('') : null,
		reviewed: segments.length > 0 && segments.every(({ reviewed }) => reviewed),
		codes
	};
}

const said = ({ target, source, ignorable }: Piece): string => target ?? (ignorable ? source : '');
