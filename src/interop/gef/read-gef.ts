// SPDX-License-Identifier: Apache-2.0
// The list of projects of the GEF's website, of any generation, as projects found. Nothing is taken from a cell that is not clear. Pure.
import { cutOff, type Found, type Funding, type ProjectState, type Refused, type Told } from '#projects/found.ts';
import type { ReadRow } from '../sheets/read-sheet.ts';
import { amountsOf, type ReadAmount } from '../harvest/amounts.ts';
import { piecesOf, readPlaces } from '../harvest/places.ts';
import { nameKey, plain, seen } from '../harvest/plain-text.ts';
import { bare, type HarvestTables } from '../harvest/tables.ts';
import { saidIn, type Table, textAt } from '../harvest/table.ts';
import { type Column, type Layout, layoutOf } from './generations.ts';

/** Proposed mapping: a concept is in the pipeline, whoever has seen it; an approved project is approved, begun or not. */
const states = new Map<string, ProjectState>(
	Object.entries({
		'received by gef secretariat': 'pipeline',
		received: 'pipeline',
		'concept proposed': 'pipeline',
		'concept approved': 'pipeline',
		'project approved': 'approved',
		'under implementation': 'implementation',
		completed: 'completed',
		cancelled: 'cancelled',
		canceled: 'cancelled',
		dropped: 'cancelled',
		suspended: 'suspended'
	})
);

/** No decimal sign is presumed: the list is often saved again by spreadsheets of another language, and 500.000 is then not five hundred. */
const currency = { currency: 'USD' } as const;
/** A list of the whole world; what it holds instead of an answer. */
const absent = (text: string): boolean => /^[-–—]?$/.test(text);

/** Where the GEF shows a project: the pattern is to be verified. */
export const projectPage = (id: string): string => `https://www.thegef.org/projects-operations/projects/${encodeURIComponent(id)}`;

export function* gefProjects(table: Table, tables: HarvestTables): Generator<Told> {
	const layout = layoutOf(table.head);
	if ('code' in layout) return yield { fault: layout };
	const before = new Map<string, number>();
	let next = table.headRow + 1;
	for (const [at, row] of table.rows.entries()) {
		for (; next < row.number; next += 1) yield { refused: { row: next, code: 'row-empty', seen: '' } };
		next = row.number + 1;
		const last = at === table.rows.length - 1 && !table.endsWhole && !table.cut;
		yield projectOf(row, table, layout, tables, before, last);
	}
	if (table.cut) yield { refused: { row: table.cut.row, code: cutOff, seen: table.cut.seen } };
}

function projectOf(row: ReadRow, { head }: Table, layout: Layout, tables: HarvestTables, before: Map<string, number>, last: boolean): Told {
	const cell = (column: Column): string => {
		const at = layout.columns[column];
		return at === undefined ? '' : textAt(row, at);
	};
	const whole = seen(Array.from(row.cells, (one) => (typeof one === 'string' ? one : '')).join(' | '));
	const refused = (code: string, values?: Record<string, string>): Told => ({
		refused: { row: row.number, code, seen: whole, ...(values ? { values } : {}) }
	});
	const broken = row.cells.length !== head.length;
	if (broken && last) return refused(cutOff);
	if (row.cells.length < head.length) return refused('row-short', { cells: String(row.cells.length), columns: String(head.length) });
	if (row.cells.slice(head.length).some((extra) => typeof extra === 'string' && extra.trim()))
		return refused('row-long', { cells: String(row.cells.length), columns: String(head.length) });

	const id = plain(cell('id')).replace(/\.0+$/, '');
	if (!id) return refused('no-identifier');
	if (!/^\d{1,6}$/.test(id)) return refused('identifier-strange', { id: seen(id) });
	const title = plain(cell('title'));
	if (!title) return refused('no-title');
	const stands = before.get(id);
	if (stands !== undefined) return refused('identifier-again', { id, row: String(stands) });

	const doubts: Refused[] = [];
	const doubt = (code: string, text: string) => doubts.push({ row: row.number, code, seen: seen(text) });
	const identifier = { scheme: 'gef', id };
	const found: Found = { ...bare(identifier, row.number, saidIn(row, head)), title: { en: title }, links: [projectPage(id)] };

	const places = readPlaces(cell('countries'), tables.places);
	found.parties = places.parties;
	if (places.scope) found.scope = places.scope;
	found.unknownPlaces = [...places.unknown, ...places.withoutState];
	for (const name of places.unknown) doubt('place-unknown', name);
	for (const name of places.withoutState) doubt('place-without-state', name);

	const agencies = piecesOf(cell('agencies'), (joined) => tables.isAgency(joined)).filter((name) => !absent(name));
	found.agencies = [...new Set(agencies.map((name) => tables.agency(name)))];
	found.focalAreas = [...new Set(piecesOf(cell('focalAreas'), () => false).filter((name) => !absent(name)))];
	found.fundings = fundingsOf(cell, doubt);

	const period = periodOf(cell('period'));
	if (period) found.period = period;
	const status = plain(cell('status'));
	if (!absent(status)) {
		found.stateSaid = status;
		const state = states.get(nameKey(status));
		if (state) found.state = state;
		// The last word of a file that does not end as it should is no word of the GEF's.
		else if (last) return refused(cutOff);
		else doubt('status-unknown', status);
	}
	const type = plain(cell('type'));
	if (!absent(type)) found.type = type;
	found.tags = agreementsOf(cell('agreement'));
	const { parent, isProgramme } = tables.programme(identifier);
	if (parent) found.parent = parent;
	found.isProgramme = isProgramme || /^PFD$|programme framework|program framework/i.test(type);
	before.set(id, row.number);
	return { found, doubts };
}

/** The agreements that the GEF says a project serves, as tags of the one who reports: `tag-99:minamata`. */
const agreementsOf = (cell: string): string[] =>
	piecesOf(cell, () => false)
		.slice(0, 20)
		.map((name) => (/minamata/i.test(name) ? 'tag-99:minamata' : `tag-99:${nameKey(name)}`).slice(0, 200));

/** `GEF - 7` and `gef7` are GEF-7. */
export function periodOf(cell: string): string | undefined {
	const text = plain(cell);
	const number = /^GEF\s*[-–]?\s*(\d{1,2})$/i.exec(text)?.[1];
	if (number) return `GEF-${Number(number)}`;
	if (/^pilot(?: phase)?$/i.test(text)) return 'Pilot';
	return absent(text) ? undefined : text;
}

function fundingsOf(cell: (column: Column) => string, doubt: (code: string, seen: string) => void): Funding[] {
	const fund = plain(cell('fund'));
	const fundings: Funding[] = [];
	const take = (kind: Funding['kind'], read: ReadAmount, text: string) => {
		if (!read) return;
		if ('fault' in read) doubt(read.fault, text);
		else fundings.push({ ...read, source: kind === 'grant' ? fund : '', kind });
	};
	const both = cell('both');
	if (both.trim()) {
		const read = amountsOf(both, currency);
		// Which of three is which, nobody knows.
		if (read.length > 2) doubt('amounts-too-many', both);
		else {
			take('grant', read[0], both);
			take('cofinancing', read[1], both);
		}
		return fundings;
	}
	for (const kind of ['grant', 'cofinancing'] as const) {
		const text = cell(kind);
		const read = amountsOf(text, currency);
		if (read.length > 1) doubt('amounts-too-many', text);
		else take(kind, read[0], text);
	}
	return fundings;
}
