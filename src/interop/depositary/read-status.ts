// SPDX-License-Identifier: Apache-2.0
// The status of a treaty as the depositary's collection gives it in XML: a table of participants, with a day of signature and a day of the instrument that says in
// letters behind it what it was: `a` accession, `A` acceptance, `AA` approval, none ratification. Which column is which is told by the names of the columns, else
// by their number. Pure.
import { type Day } from '#convention/day.ts';
import type { InstrumentType } from '#convention/fact.ts';
import type { StatusRow } from '#convention/status.ts';
import type { Refused, SourceFault } from '#projects/found.ts';
import type { Places } from '../harvest/places.ts';
import { plain, seen } from '../harvest/plain-text.ts';
import { type Element, isTree, xmlTree } from '../harvest/xml-tree.ts';

export interface ReadStatus {
	rows: StatusRow[];
	refused: Refused[];
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const letters: Record<string, InstrumentType> = { '': 'ratification', a: 'accession', A: 'acceptance', AA: 'approval' };

export type Instrument = { day: Day | null; type: InstrumentType | null; strange?: string };

/** `9 Oct 2014`, `26 May 2020 a`, `2020-05-26 AA`; an empty cell is none. */
export function instrumentIn(cell: string): Instrument | null {
	const text = plain(cell).replace(/^\[\s*|\s*\]$/g, '');
	if (!text || /^[-–—]+$/.test(text)) return { day: null, type: null };
	const written = /^(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\s*(.*)$/.exec(text);
	const numbered = /^(\d{4})-(\d\d)-(\d\d)\s*(.*)$/.exec(text);
	const month = written ? months.indexOf((written[2] as string).slice(0, 3).toLowerCase()) + 1 : Number(numbered?.[2] ?? 0);
	const [day, year, rest] = written ? [written[1], written[3], written[4]] : [numbered?.[3], numbered?.[1], numbered?.[4]];
	if (!month || !day || !year) return null;
	const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
	const at = new Date(`${iso}T00:00:00Z`);
	if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== iso) return null;
	const letter = (rest ?? '').replace(/[\s\d,.*[\]()]+/g, '');
	const type = Object.hasOwn(letters, letter) ? (letters[letter] as InstrumentType) : null;
	return { day: iso as Day, type, ...(type ? {} : { strange: letter }) };
}

/** All that an element says, without the marks of footnotes. */
function said(element: Element): string {
	if (/^(?:sup|superscript|footnote|fn|ref)$/i.test(element.name)) return '';
	return [element.text, ...element.children.map(said)].join(' ');
}

const find = (element: Element, name: RegExp): Element[] =>
	element.children.flatMap((child) => (name.test(child.name) ? [child] : find(child, name)));

/** The elements that hold the cells of one row each: those whose children have none of their own but marks. */
function cellsOf(element: Element): Element[][] {
	const cells = element.children.filter(({ name }) => !/^(?:footnote|fn)$/i.test(name));
	const flat = (cell: Element) =>
		cell.children.every((child) => child.children.length === 0 && /^(?:sup|superscript|footnote|fn|ref|b|i|br|p|para)$/i.test(child.name));
	return cells.length >= 2 && cells.every(flat) ? [cells] : element.children.flatMap(cellsOf);
}

export function readStatus(text: string, places: Places): ReadStatus | SourceFault {
	const tree = xmlTree(text);
	if (!isTree(tree)) return tree;
	const [participants] = tree.name === 'Participants' ? [tree] : find(tree, /^Participants$/i);
	const [body] = participants ? find(participants, /^Tbody$/i) : [];
	if (!participants || !body) return { code: 'not-a-status', values: { root: seen(tree.name) } };
	const heads =
		find(participants, /^Thead$/i)
			.flatMap(cellsOf)[0]
			?.map((cell) => plain(said(cell)).toLowerCase()) ?? [];
	const signed = heads.findIndex((head) => /signature/.test(head));
	const bound = heads.findIndex((head) => /ratification|acceptance|accession|approval/.test(head));
	const read: ReadStatus = { rows: [], refused: [] };
	const stood = new Set<string>();
	for (const [at, cells] of cellsOf(body).entries()) {
		const row = at + 1;
		const texts = cells.map((cell) => plain(said(cell)));
		const name = nameIn(texts[0] ?? '');
		const refuse = (code: string, what: string) => void read.refused.push({ row, code, seen: seen(what) });
		if (!name) {
			refuse('name-missing', texts.join(' | '));
			continue;
		}
		const state = coded(cells, places) ?? stateNamed(name, places);
		const last = bound > 0 ? bound : texts.length - 1;
		const instrument = instrumentIn(texts[last] ?? '');
		const signature = texts.length > 2 || signed > 0 ? instrumentIn(texts[signed > 0 ? signed : 1] ?? '') : { day: null, type: null };
		if (!instrument || !signature) {
			refuse('day-wrong', texts.slice(1).join(' | '));
			continue;
		}
		if (instrument.strange) refuse('letters-unknown', `${name}: ${texts[last]}`);
		if (stood.has(state ?? name)) {
			refuse('id-twice', name);
			continue;
		}
		stood.add(state ?? name);
		read.rows.push({
			name,
			state,
			signature: signature.day,
			instrumentDate: instrument.day,
			instrumentType: instrument.day ? instrument.type : null
		});
	}
	return read.rows.length ? read : { code: 'no-rows', values: {} };
}

/** Numbers of footnotes stand behind names. */
const nameIn = (text: string): string => text.replace(/[\s\d,*]+$/, '').trim();

function coded(cells: readonly Element[], places: Places): string | undefined {
	const codes = cells.flatMap(({ attributes }) =>
		Object.entries(attributes).flatMap(([name, value]) => (/iso|code|country/i.test(name) ? [value] : []))
	);
	return codes.map((code) => (/^[A-Z]{2,3}$/i.test(code.trim()) ? places.coded(code) : undefined)).find(Boolean);
}

function stateNamed(name: string, places: Places): string | null {
	const place = places.named(name) ?? places.named(name.replace(/\s*\([^)]*\)\s*$/, ''));
	return place && 'state' in place ? place.state : null;
}
