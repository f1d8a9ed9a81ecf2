// SPDX-License-Identifier: Apache-2.0
// Opens the depositary's list and compares it with the facts: for the log of a harvest, and for the page on which an officer decides.
import { buffer } from 'node:stream/consumers';
import type { Convention } from '#convention/convention.ts';
import { differencesOf, type StatusDifference } from '#convention/status.ts';
import type { SourceFault } from '#projects/found.ts';
import type { Line } from '#projects/harvest.ts';
import { say } from '#text/words.ts';
import { readStatus } from '../../depositary/read-status.ts';
import { decodeText } from '../decode-text.ts';
import { harvestTables } from './tables.ts';

export interface StatusFile {
	rows: number;
	differences: StatusDifference[];
	/** What could not be read, and what differs, row by row. */
	lines: Line[];
}

export async function readStatusFile(
	bytes: AsyncIterable<Uint8Array> | Uint8Array,
	convention: Convention
): Promise<StatusFile | { fault: SourceFault }> {
	const text = decodeText(bytes instanceof Uint8Array ? bytes : await buffer(bytes))?.text;
	if (text === undefined) return { fault: { code: 'not-text', values: {} } };
	const { places } = await harvestTables(convention.states);
	const read = readStatus(text, places);
	if ('code' in read) return { fault: read };
	const differences = differencesOf(read.rows, convention.states);
	const line = { line: null, identifier: '', title: '', record: null, fields: [], problems: [] };
	return {
		rows: read.rows.length + read.refused.length,
		differences,
		lines: [
			...read.refused.map(({ row, code, seen }): Line => ({ ...line, line: row, outcome: 'refused', problems: [{ code, seen }] })),
			...differences.map(({ state, name, kind }): Line => ({
				...line,
				identifier: state ?? '',
				title: (state && say(convention.state(state)?.name, 'en')) || name,
				outcome: 'doubtful',
				problems: [{ code: `status-${kind}`, seen: name }]
			}))
		]
	};
}
