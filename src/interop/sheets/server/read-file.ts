// SPDX-License-Identifier: Apache-2.0
// Reads a spreadsheet that somebody sent, XLSX or CSV, told apart by its content alone. Of a formula only the value is taken that stands beside it;
// nothing is computed, no link is followed, no entity is expanded but the five of XML. Knows no noun.
import type { Look } from '#platform/server/look.ts';
import { type Entry, zipEntries, zipLimits } from '#platform/server/zip.ts';
import { encodingByMark } from '../../harvest/decode-text.ts';
import { columnOf, type PartReading, sharedTexts, unescaped } from '../cell-parts.ts';
import { readCsv } from '../read-csv.ts';
import { type ReadCell, type ReadRow, type ReadSheet, type SheetFault, type SheetLimits, sheetLimits } from '../read-sheet.ts';
import { readPart } from './read-part.ts';

/** A workbook of 20,000 rows in six languages unpacks to about 30 MB. */
const archive = { ...zipLimits, entries: 1000, unpackedBytes: 48 * 1024 * 1024 };

class Unreadable extends Error {
	readonly fault: SheetFault;
	constructor(fault: SheetFault) {
		super(`the spreadsheet is ${fault}`);
		this.fault = fault;
	}
}
const unreadable = (fault: SheetFault): never => {
	throw new Unreadable(fault);
};

/** The sheets that people see, in their order. */
export async function readFile(bytes: Uint8Array, limits: SheetLimits = sheetLimits): Promise<ReadSheet[] | SheetFault> {
	if (bytes.length === 0) return 'empty';
	if (bytes.length > limits.bytes) return 'too-large';
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	try {
		return file.toString('latin1', 0, 2) === 'PK' ? await readWorkbook(file, limits) : readText(file, limits);
	} catch (thrown) {
		if (thrown instanceof Unreadable) return thrown.fault;
		throw thrown;
	}
}

function readText(file: Buffer, limits: SheetLimits): ReadSheet[] {
	const head = file.subarray(0, 4096);
	// What Excel calls Unicode text begins with its mark; anything else that holds a zero is no text.
	const wide = encodingByMark(head);
	// The mark of old workbooks, and of new ones behind a password.
	const compound = head.toString('hex', 0, 4) === 'd0cf11e0';
	if (compound || (!wide && head.includes(0)) || /^(%PDF|\x89PNG|\xff\xd8\xff|GIF8|\{\\rtf|<\?xml|<!DOCTYPE|<html)/i.test(head.toString('latin1')))
		throw new Unreadable('not-a-sheet');
	let text: string;
	try {
		text = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(file);
	} catch {
		throw new Unreadable('not-utf8');
	}
	const rows = readCsv(text, limits);
	if (typeof rows === 'string') throw new Unreadable(rows);
	return [{ name: '', rows }];
}

async function readWorkbook(file: Buffer, limits: SheetLimits): Promise<ReadSheet[]> {
	const look: Look = async (position, length) => file.subarray(position, position + length);
	const entries = await zipEntries(look, file.length, archive);
	if (entries === 'closed') throw new Unreadable('not-a-sheet');
	if (typeof entries === 'string') throw new Unreadable(entries);
	const entry = (name: string) => entries.find((each) => each.name === name);
	const workbook = entry('xl/workbook.xml');
	// A workbook that can run a program is another kind of file, and on nobody's list.
	if (!workbook || entries.some(({ name }) => /vbaProject\.bin$/i.test(name))) throw new Unreadable('not-a-sheet');
	const parts = await partsOf(look, workbook, entry('xl/_rels/workbook.xml.rels'));
	const { strings: shared } = parts;
	const strings = shared ? await sharedTexts((reading) => parse(look, entry(shared), reading)) : [];
	const sheets: ReadSheet[] = [];
	for (const { name, path } of parts.sheets.slice(0, limits.sheets)) {
		const part = entry(path);
		if (part) sheets.push({ name, rows: await rowsOf(look, part, strings, limits) });
	}
	if (sheets.length === 0) throw new Unreadable('not-a-sheet');
	return sheets;
}

const parse = async (look: Look, entry: Entry | undefined, reading: PartReading): Promise<void> => {
	if (entry) await readPart(look, entry, reading, unreadable);
};

/** Where the sheets and the shared texts stand, as the workbook itself says. */
async function partsOf(look: Look, workbook: Entry, relations: Entry | undefined) {
	const targets = new Map<string, string>();
	let strings: string | undefined;
	await parse(look, relations, {
		open(name, attribute) {
			if (name !== 'Relationship') return;
			const target = attribute('Target') ?? '';
			const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
			targets.set(attribute('Id') ?? '', path);
			if (/\/sharedStrings$/.test(attribute('Type') ?? '')) strings = path;
		}
	});
	const sheets: { name: string; path: string }[] = [];
	await parse(look, workbook, {
		open(name, attribute) {
			if (name !== 'sheet' || /hidden/i.test(attribute('state') ?? '')) return;
			const path = targets.get(attribute('id') ?? '');
			if (path) sheets.push({ name: attribute('name') ?? '', path });
		}
	});
	return { sheets, strings };
}

async function rowsOf(look: Look, entry: Entry, strings: readonly string[], limits: SheetLimits): Promise<ReadRow[]> {
	const rows: ReadRow[] = [];
	let [number, column] = [0, -1];
	let cells: (ReadCell | undefined)[] = [];
	let [kind, value, inline, formula] = ['n', '', '', false];
	let inside = '';
	await parse(look, entry, {
		open(name, attribute) {
			if (name === 'row') {
				number = Number(attribute('r')) || number + 1;
				[cells, column] = [[], -1];
			} else if (name === 'c') {
				const said = columnOf(attribute('r'));
				column = said < 0 ? column + 1 : said;
				[kind, value, inline, formula] = [attribute('t') ?? 'n', '', '', false];
			} else if (name === 'f') formula = true;
			inside = name;
		},
		text(piece) {
			if (inside === 'v') value += piece;
			else if (inside === 't') inline += piece;
		},
		close(name) {
			inside = '';
			if (name === 'c' && column < limits.columns) {
				const read = cellOf(kind, value, inline, formula, strings);
				if (read !== undefined && read !== '') cells[column] = read;
			}
			if (name === 'row' && cells.length) {
				rows.push({ number, cells });
				if (rows.length > limits.rows) throw new Unreadable('too-many-rows');
			}
		}
	});
	return rows;
}

function cellOf(kind: string, value: string, inline: string, formula: boolean, strings: readonly string[]): ReadCell | undefined {
	if (kind === 'e') return { error: value || '#VALUE!' };
	if (kind === 'inlineStr') return unescaped(inline);
	if (kind === 's') {
		const text = strings[Number(value)];
		if (text === undefined) throw new Unreadable('broken');
		return text;
	}
	if (formula && value === '') return { error: 'f(x)' };
	if (kind === 'b') return value === '1' ? 'TRUE' : 'FALSE';
	if (kind === 'n' && value !== '') return /^-?\d+$/.test(value) ? value : String(Number(value));
	return unescaped(value);
}
