// SPDX-License-Identifier: Apache-2.0
// Finds out from its content alone what a file is, and whether it is safe to open. Knows neither its name nor who sent it.
import { fileTypeFromBuffer } from 'file-type';
import type { Acceptance, FileRefusal } from '../file.ts';
import { imageSize, measured } from './image-size.ts';
import type { Look } from './look.ts';
import { type Entry, zipContent, zipEntries } from './zip.ts';

/** A page of A0 at 200 dots per inch has 62 million pixels; unpacked that is a quarter of a gigabyte. */
const pixels = { all: 64_000_000, side: 30_000 };

/** The media type of a file of `size` bytes, one of those accepted, or why it is refused. */
export async function inspectFile(look: Look, size: number, { accept, declared }: Omit<Acceptance, 'limitBytes'>): Promise<string | FileRefusal> {
	const found = await mediaTypeOf(look, size, accept);
	if (typeof found === 'object' && found !== null) return found;
	if (!found || !accept.includes(found)) return { refusal: 'type-not-accepted', found };
	if (contradicts(declared, found)) return { refusal: 'mismatched' };
	if (found.startsWith('image/')) {
		// A picture whose size nobody can read from its head is not taken, even if listed.
		if (!measured.some((type) => type === found)) return { refusal: 'type-not-accepted', found };
		const picture = await imageSize(found, look);
		if (!picture?.width || !picture.height) return { refusal: 'mismatched' };
		const { width, height } = picture;
		if (width > pixels.side || height > pixels.side || width * height > pixels.all) return { refusal: 'image-bomb' };
	}
	return found;
}

/** Browsers say `application/octet-stream` for what they do not know, and Windows calls CSV a sheet of Excel. */
function contradicts(declared: string | null | undefined, found: string): boolean {
	const said = declared?.split(';')[0]?.trim().toLowerCase();
	if (!said || said === 'application/octet-stream' || said === found) return false;
	const text = ['text/csv', 'text/plain', 'text/tab-separated-values', 'application/csv', 'application/vnd.ms-excel'];
	const zip = ['application/zip', 'application/x-zip-compressed', 'application/x-zip'];
	return !(found.startsWith('text/') && text.includes(said)) && !(found === 'application/zip' && zip.includes(said));
}

async function mediaTypeOf(look: Look, size: number, accept: readonly string[]): Promise<string | FileRefusal | null> {
	const head = await look(0, 64 * 1024);
	if (['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1', 0, 4))) return archiveType(look, size);
	const marked = await fileTypeFromBuffer(head);
	return marked?.mime ?? (await textType(look, size, head, accept));
}

async function archiveType(look: Look, size: number): Promise<string | FileRefusal> {
	const entries = await zipEntries(look, size);
	if (entries === 'bomb') return { refusal: 'archive-bomb' };
	if (entries === 'broken') return { refusal: 'mismatched' };
	if (entries === 'closed') return { refusal: 'type-not-accepted', found: 'application/zip' };
	const content = async (entry: Entry | undefined) => (entry && (await zipContent(look, entry, 1024 * 1024))?.toString('utf8')) ?? '';
	const first = entries[0];
	if (first?.name === 'mimetype' && first.method === 'stored') return (await content(first)).trim() || 'application/zip';
	const parts = await content(entries.find((entry) => entry.name === '[Content_Types].xml'));
	if (!parts) return 'application/zip';
	const has = (folder: string) => entries.some((entry) => entry.name.startsWith(`${folder}/`));
	// A document that can run a program is another type, and on nobody's list.
	if (/macroEnabled|vbaProject/i.test(parts) || entries.some((entry) => /vbaProject\.bin$/i.test(entry.name))) return 'application/vnd.ms-office';
	const office = [
		['word', 'wordprocessingml.document'],
		['xl', 'spreadsheetml.sheet'],
		['ppt', 'presentationml.presentation']
	] as const;
	const kind = office.find(([folder, name]) => has(folder) && parts.includes(`application/vnd.openxmlformats-officedocument.${name}.main+xml`));
	return kind ? `application/vnd.openxmlformats-officedocument.${kind[1]}` : 'application/zip';
}

/** Characters that no text holds: they mark a format that file-type does not know. */
// eslint-disable-next-line no-control-regex
const unprintable = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;

/** Text is what is valid UTF-8 from end to end. Mark-up is told apart, since a browser might run it. */
async function textType(look: Look, size: number, head: Buffer, accept: readonly string[]): Promise<string | null> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	try {
		for (let at = 0; at < size; at += 1024 * 1024) {
			const bytes = await look(at, Math.min(1024 * 1024, size - at));
			if (unprintable.test(decoder.decode(bytes, { stream: true }))) return null;
		}
		decoder.decode();
	} catch {
		return null;
	}
	const start = new TextDecoder().decode(head);
	if (/^\s*<(!doctype html|html|head|body|script|svg|\?xml|!--)/i.test(start)) return /<svg[\s>]/i.test(start) ? 'image/svg+xml' : 'text/html';
	const type = looksLikeTable(start) ? 'text/csv' : 'text/plain';
	if (accept.includes(type)) return type;
	// A table of one column is plain text to us, and a table may be sent as plain text: then it is what the list allows.
	return ['text/plain', 'text/csv'].find((other) => accept.includes(other)) ?? type;
}

/** The first lines have the same number of separators, at least one. Quoted fields may hold anything. */
function looksLikeTable(text: string): boolean {
	const lines = text.replace(/"(?:[^"]|"")*"/g, '').split(/\r\n|\n|\r/);
	const rows = lines.slice(0, Math.min(20, lines.length - 1)).filter((line) => line.trim());
	return (
		rows.length >= 2 && [',', ';', '\t'].some((sign) => new Set(rows.map((row) => row.split(sign).length)).size === 1 && rows[0]?.includes(sign))
	);
}
