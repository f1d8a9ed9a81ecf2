// SPDX-License-Identifier: Apache-2.0
// Reads a file with reports of an older cycle: a spreadsheet, or JSON (a list, one report, lines of JSON, or `{ "reports": [ … ] }`), told apart by its
// content alone.
import type { Files } from '#platform/server/files.ts';
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

/** A file that was kept, whole; undefined where it is not there any more. */
export async function bytesOf(files: Pick<Files, 'open'>, sha256: string): Promise<Uint8Array | undefined> {
	const pieces: Uint8Array[] = [];
	const content = await files.open(sha256);
	if (!content) return undefined;
	for await (const piece of content) pieces.push(piece as Uint8Array);
	return Buffer.concat(pieces);
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
