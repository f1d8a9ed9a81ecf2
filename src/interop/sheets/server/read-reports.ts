// SPDX-License-Identifier: Apache-2.0
// Reads a file with reports of an older cycle: a spreadsheet, or JSON (a list, one report, lines of JSON, or `{ "reports": [ … ] }`), told apart by its
// content alone.
import type { Brought } from '#reporting/server/older.ts';
import { type SheetFault, wideSheetLimits } from '../read-sheet.ts';
import { readFile } from './read-file.ts';

export type BroughtFault = SheetFault;

/** More reports than there are Parties in all cycles together are none. */
const mostEntries = 5000;

export async function readBrought(bytes: Uint8Array): Promise<Brought | BroughtFault> {
	if (bytes.length > wideSheetLimits.bytes) return 'too-large';
	const entries = looksLikeJson(bytes) ? jsonIn(bytes) : undefined;
	if (entries) return entries.length > mostEntries ? 'too-many-rows' : { entries };
	const sheets = await readFile(bytes, wideSheetLimits);
	return typeof sheets === 'string' ? sheets : { sheets };
}

const looksLikeJson = (bytes: Uint8Array): boolean => /^\ufeff?\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 200)));

function jsonIn(bytes: Uint8Array): unknown[] | undefined {
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
	try {
		const read: unknown = JSON.parse(text);
		if (Array.isArray(read)) return read;
		const { reports } = read as { reports?: unknown };
		return Array.isArray(reports) ? reports : [read];
	} catch {
		const lines = text.split('\n').filter((line) => line.trim());
		try {
			return lines.map((line) => JSON.parse(line) as unknown);
		} catch {
			return undefined;
		}
	}
}
