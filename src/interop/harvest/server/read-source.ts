// SPDX-License-Identifier: Apache-2.0
// Reads what a source gave, of whatever kind, by its adapter. The one door of all adapters: nobody else need know them.
import type { SourceFault, SourceKind, Told } from '#projects/found.ts';
import { readFile } from '../../sheets/server/read-file.ts';
import { gefProjects } from '../../gef/read-gef.ts';
import { contentFault } from '../content.ts';
import { decodeText } from '../decode-text.ts';
import { iatiProjects } from '../../iati-in/read-iati.ts';
import { sipAwards, sipProjects } from '../../sip/read-sip.ts';
import type { TableMapping } from '../../table-source/mapping.ts';
import { tableProjects } from '../../table-source/read-table.ts';
import { type Table, tableFrom, tableLimits, tableOfSheet } from '../table.ts';
import type { HarvestTables } from '../tables.ts';

/** What an adapter must be told beside the file. */
export interface SourceToRead {
	kind: SourceKind;
	/** Of a table: which column is what. */
	mapping?: TableMapping;
}

/**
 * Projects and refusals of a source, one after another. A fault is the last thing told; then nothing that came before it counts. Whoever reads may stop at
 * any time.
 */
export async function* readSource(source: SourceToRead, bytes: AsyncIterable<Uint8Array> | Uint8Array, tables: HarvestTables): AsyncGenerator<Told> {
	if (source.kind === 'iati') return yield* streamed(bytes, tables);
	const whole = await gathered(bytes);
	if ('code' in whole) return yield { fault: whole };
	if (source.kind === 'sip' && /^\s*\{/.test(decodeText(whole.subarray(0, 100))?.text ?? '')) return yield* awards(whole, tables);
	const table = await tableIn(whole);
	if ('code' in table) return yield { fault: table };
	switch (source.kind) {
		case 'gef':
			return yield* gefProjects(table, tables);
		case 'sip':
			return yield* sipProjects(table, tables);
		case 'table':
			if (!source.mapping) return yield { fault: { code: 'mapping-wrong', values: { what: '–' } } };
			return yield* tableProjects(table, source.mapping, tables);
	}
}

/** The beginning is looked at before anything is read; then everything goes through piece by piece. */
async function* streamed(bytes: AsyncIterable<Uint8Array> | Uint8Array, tables: HarvestTables): AsyncGenerator<Told> {
	const source = bytes instanceof Uint8Array ? piecesOf(bytes) : bytes;
	const reading = source[Symbol.asyncIterator]();
	const head: Uint8Array[] = [];
	for (let size = 0; size < 4096;) {
		const next = await reading.next();
		if (next.done) break;
		head.push(next.value);
		size += next.value.length;
	}
	const first = Buffer.concat(head);
	const fault = contentFault(first.subarray(0, 64 * 1024), 'xml');
	if (fault) yield { fault };
	else yield* iatiProjects(following(first, reading), tables);
	await reading.return?.();
}

async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}

async function* following(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
	yield first;
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

function* awards(bytes: Uint8Array, tables: HarvestTables): Generator<Told> {
	let json: unknown;
	try {
		json = JSON.parse(decodeText(bytes)?.text ?? '');
	} catch {
		return yield { fault: { code: 'not-json', values: {} } };
	}
	yield* sipAwards(json, tables);
}

async function gathered(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array | SourceFault> {
	if (bytes instanceof Uint8Array) return bytes;
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of bytes) {
		size += piece.length;
		if (size > tableLimits.bytes) return { code: 'too-large', values: { megabytes: String(tableLimits.bytes / 1024 / 1024) } };
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

/** Separated text in any encoding, or the first sheet of a workbook. */
export async function tableIn(bytes: Uint8Array): Promise<Table | SourceFault> {
	if (bytes.length > tableLimits.bytes) return { code: 'too-large', values: { megabytes: String(tableLimits.bytes / 1024 / 1024) } };
	const fault = contentFault(bytes.subarray(0, 64 * 1024), 'table');
	if (fault) return fault;
	if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
		const sheets = await readFile(bytes, tableLimits);
		if (typeof sheets === 'string') return { code: sheets, values: { most: String(tableLimits.rows) } };
		return tableOfSheet(sheets[0]?.rows ?? []);
	}
	const decoded = decodeText(bytes);
	return decoded ? tableFrom(decoded.text) : { code: 'not-a-sheet', values: {} };
}
