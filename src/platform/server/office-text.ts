// SPDX-License-Identifier: Apache-2.0
// The text inside documents that are zip archives of XML: Word, Excel, PowerPoint and OpenDocument. Read piece by piece; what was deleted, comments
// and instructions are left out. No entity is expanded but the five of XML, and nothing outside the archive is looked at.
import { SaxesParser } from 'saxes';
import type { Look } from './look.ts';
import { unpackXml } from './unpack-xml.ts';
import { type Entry, zipEntries } from './zip.ts';

/** `closed`: encrypted. `bomb`, `broken`: as in zip.ts; an XML that nests without end is a bomb too. */
export class OfficeFault extends Error {
	readonly fault: 'bomb' | 'broken' | 'closed';
	constructor(fault: OfficeFault['fault']) {
		super(`the archive is ${fault}`);
		this.fault = fault;
	}
}

/** By local names, since every program writes the same ones and the prefixes alone differ. */
interface Reading {
	/** Entries to read, in the order of their numbers. */
	parts: RegExp[];
	/** Elements whose own characters are text; undefined: of all. */
	texts?: Set<string>;
	/** What stands for an element, at its beginning or its end. */
	begins: Record<string, string>;
	ends: Record<string, string>;
	/** Elements that are passed over with all that is in them. */
	without: Set<string>;
}

const word: Reading = {
	parts: [/^word\/document\d*\.xml$/, /^word\/(?:footnotes|endnotes)\.xml$/, /^word\/(?:header|footer)\d*\.xml$/],
	texts: new Set(['t']),
	begins: { tab: ' ', br: '\n', cr: '\n', noBreakHyphen: '-' },
	ends: { p: '\n', tc: ' ' },
	// A fallback says again what the part before it says; what was moved away stands where it was moved to.
	without: new Set(['Fallback', 'moveFrom', 'tabs'])
};
const slides: Reading = {
	parts: [/^ppt\/slides\/slide\d+\.xml$/, /^ppt\/notesSlides\/notesSlide\d+\.xml$/],
	texts: new Set(['t']),
	begins: { br: '\n', tab: ' ' },
	ends: { p: '\n', tc: ' ' },
	without: new Set(['Fallback', 'tabLst'])
};
const sheets: Reading = {
	parts: [/^xl\/sharedStrings\.xml$/, /^xl\/worksheets\/sheet\d+\.xml$/, /^xl\/drawings\/drawing\d+\.xml$/],
	texts: new Set(['t']),
	begins: {},
	ends: { si: '\n', is: '\n', p: '\n' },
	without: new Set(['rPh'])
};
const openDocument: Reading = {
	parts: [/^content\.xml$/],
	begins: { s: ' ', tab: ' ', 'line-break': '\n', note: ' ' },
	ends: { p: '\n', h: '\n', note: ' ', 'table-cell': ' ', title: '\n', desc: '\n' },
	without: new Set(['annotation', 'tracked-changes', 'note-citation', 'ruby-text', 'scripts', 'automatic-styles', 'forms', 'binary-data'])
};

const ooxml = 'application/vnd.openxmlformats-officedocument';
const odf = 'application/vnd.oasis.opendocument';
const readings: Record<string, Reading> = {
	[`${ooxml}.wordprocessingml.document`]: word,
	[`${ooxml}.presentationml.presentation`]: slides,
	[`${ooxml}.spreadsheetml.sheet`]: sheets,
	[`${odf}.text`]: openDocument,
	[`${odf}.spreadsheet`]: openDocument,
	[`${odf}.presentation`]: openDocument
};

/** Media types that are read. */
export const officeTypes = Object.keys(readings);

/** Gives the text on, in pieces of any length, until `take` says that it is enough. Throws `OfficeFault`. */
export async function officeText(look: Look, size: number, mediaType: string, take: (text: string) => boolean): Promise<void> {
	const entries = await zipEntries(look, size);
	if (typeof entries === 'string') throw new OfficeFault(entries);
	const reading = readings[mediaType];
	if (!reading) return;
	const numberOf = (name: string) => Number(/\d+/.exec(name)?.[0] ?? 0);
	for (const part of reading.parts) {
		const found = entries.filter(({ name }) => part.test(name)).sort((a, b) => numberOf(a.name) - numberOf(b.name));
		for (const entry of found) if (await takePart(look, entry, reading, take)) return;
	}
}

const deepest = 400;
const mostFaults = 100;

/** True when it was enough. Damaged XML is read as far as it makes sense. */
async function takePart(look: Look, entry: Entry, reading: Reading, take: (text: string) => boolean): Promise<boolean> {
	const parser = new SaxesParser();
	const within: boolean[] = [];
	let [text, passing, faults] = ['', 0, 0];
	const localName = (name: string) => name.slice(name.indexOf(':') + 1);
	parser.on('opentag', ({ name }) => {
		const local = localName(name);
		if (within.push(!reading.texts || reading.texts.has(local)) > deepest) throw new OfficeFault('bomb');
		if (passing || reading.without.has(local)) passing += 1;
		else text += reading.begins[local] ?? '';
	});
	parser.on('closetag', ({ name }) => {
		within.pop();
		if (passing) passing -= 1;
		else text += reading.ends[localName(name)] ?? '';
	});
	const characters = (piece: string) => {
		if (!passing && within.at(-1)) text += piece.replace(/\s+/g, ' ');
	};
	parser.on('text', characters);
	parser.on('cdata', characters);
	parser.on('error', () => void (faults += 1));
	let enough = false;
	await unpackXml(look, entry, (part) => {
		parser.write(part);
		enough = take(text);
		text = '';
		return enough || faults > mostFaults;
	});
	return enough || take('\n');
}
