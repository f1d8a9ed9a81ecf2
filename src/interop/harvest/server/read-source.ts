// SPDX-License-Identifier: Apache-2.0
// Reads what a source gave, of whatever kind, by its adapter. The one door of all adapters: nobody else need know them.
import type { SourceFault, SourceKind, Told } from '#projects/found.ts';
import { readFile } from '../../sheets/server/read-file.ts';
import { gefProjects } from '../../gef/read-gef.ts';
import { contentFault } from '../content.ts';
import { decodeText } from '../decode-text.ts';
import { type Table, tableFrom, tableLimits, tableOfSheet } from '../table.ts';
import type { HarvestTables } from '../tables.ts';

export interface SourceToRead {
	kind: SourceKind;
}

/**
 * Projects and refusals of a source, one after another. A fault is the last thing told; then nothing that came before it counts. Whoever reads may stop at
 * any time.
 */
export async function* readSource(source: SourceToRead, bytes: AsyncIterable<Uint8Array> | Uint8Array, tables: HarvestTables): AsyncGenerator<Told> {
	const whole = await gathered(bytes);
	if ('code' in whole) return yield { fault: whole };
	const table = await tableIn(whole);
	if ('code' in table) return yield { fault: table };
	switch (source.kind) {
		case 'gef':
			return yield* gefProjects(table, tables);
		default:
			return yield { fault: { code: 'kind-unknown', values: { kind: source.kind } } };
	}
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
