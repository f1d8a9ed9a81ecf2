// SPDX-License-Identifier: Apache-2.0
// Somebody's table of projects, read by a mapping that a person confirmed. Pure.
import { cutOff, type Found, type Funding, type ProjectState, type Refused, type Told } from '#projects/found.ts';
import { languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import type { ReadRow } from '../sheets/read-sheet.ts';
import { amountOf, type AmountManner } from '../harvest/amounts.ts';
import { piecesOf, readPlaces } from '../harvest/places.ts';
import { nameKey, plain, seen } from '../harvest/plain-text.ts';
import { saidIn, type Table, textAt } from '../harvest/table.ts';
import { bare, type HarvestTables } from '../harvest/tables.ts';
import { dayOf } from './day.ts';
import { stateWords } from './heads.ts';
import type { MappedField, TableMapping } from './mapping.ts';

const states = new Map(
	(Object.keys(stateWords) as (keyof typeof stateWords)[]).flatMap((state) =>
		stateWords[state].map((word) => [nameKey(word), state as ProjectState] as const)
	)
);
export const stateOf = (word: string): ProjectState | undefined => states.get(nameKey(word));

export function* tableProjects(table: Table, mapping: TableMapping, tables: HarvestTables): Generator<Told> {
	const heads = table.head.map(nameKey);
	const missing = Object.values(mapping.columns).filter((head) => !heads.includes(nameKey(head)));
	if (missing.length) return yield { fault: { code: 'headers-missing', values: { names: missing.join(', ') } } };
	const columns = new Map(Object.entries(mapping.columns).map(([field, head]) => [field as MappedField, heads.indexOf(nameKey(head))]));
	const before = new Map<string, number>();
	for (const [at, row] of table.rows.entries()) {
		const short = row.cells.length < table.head.length && at === table.rows.length - 1 && !table.endsWhole && !table.cut;
		if (short) yield { refused: { row: row.number, code: cutOff, seen: wholeOf(row) } };
		else yield projectOf(row, table, columns, mapping, tables, before);
	}
	if (table.cut) yield { refused: { row: table.cut.row, code: cutOff, seen: table.cut.seen } };
}

const wholeOf = (row: ReadRow): string => seen(Array.from(row.cells, (cell) => (typeof cell === 'string' ? cell : '')).join(' | '));

function projectOf(
	row: ReadRow,
	table: Table,
	columns: ReadonlyMap<MappedField, number>,
	mapping: TableMapping,
	tables: HarvestTables,
	before: Map<string, number>
): Told {
	const raw = (field: MappedField): string => {
		const at = columns.get(field);
		return at === undefined ? '' : textAt(row, at);
	};
	const cell = (field: MappedField): string => {
		const text = plain(raw(field));
		return /^[-–—]$/.test(text) ? '' : text;
	};
	const refused = (code: string, values?: Record<string, string>): Told => ({
		refused: { row: row.number, code, seen: wholeOf(row), ...(values ? { values } : {}) }
	});
	const id = cell('id');
	if (!id) return refused('no-identifier');
	if (id.length > 200) return refused('identifier-strange', { id: seen(id) });
	const stands = before.get(id);
	if (stands !== undefined) return refused('identifier-again', { id, row: String(stands) });
	const title = wordsIn('title', cell, mapping);
	if (!Object.keys(title).length) return refused('no-title');
	before.set(id, row.number);

	const doubts: Refused[] = [];
	const doubt = (code: string, text: string) => void doubts.push({ row: row.number, code, seen: seen(text) });
	const found: Found = { ...bare({ scheme: mapping.scheme, id }, row.number, saidIn(row, table.head)), title };
	const description = wordsIn('description', cell, mapping);
	if (Object.keys(description).length) found.description = description;
	const gef = /^(?:GEF)?\D{0,8}(\d{1,6})$/i.exec(cell('gefId'))?.[1];
	if (gef) found.others = [{ scheme: 'gef', id: String(Number(gef)) }];
	else if (cell('gefId')) doubt('identifier-strange', cell('gefId'));

	const places = readPlaces(raw('countries'), tables.places, true);
	found.parties = places.parties;
	if (places.scope) found.scope = places.scope;
	found.unknownPlaces = [...places.unknown, ...places.withoutState];
	for (const name of places.unknown) doubt('place-unknown', name);
	for (const name of places.withoutState) doubt('place-without-state', name);

	found.agencies = [...new Set(listOf(raw('agencies'), (name) => tables.isAgency(name)).map((name) => tables.agency(name)))];
	found.focalAreas = listOf(raw('focalAreas'));
	found.tags = listOf(raw('tags')).map((tag) => `tag-99:${tag}`.slice(0, 200));
	found.links = raw('links')
		.split(/[\s,;|]+/)
		.filter((link) => ['http:', 'https:'].includes(URL.parse(link)?.protocol ?? ''))
		.slice(0, 20);
	for (const field of ['period', 'type'] as const) if (cell(field)) found[field] = cell(field);
	for (const field of ['start', 'end'] as const) {
		const said = cell(field);
		const day = said ? dayOf(said, mapping.days, table.workbook) : undefined;
		if (day) found[field] = day;
		else if (said) doubt('day-unreadable', said);
	}
	if (found.start && found.end && found.end < found.start) doubt('days-turned', `${found.start} – ${found.end}`);
	found.fundings = fundingsOf(cell, raw, mapping, doubt);
	const state = cell('state');
	if (state) {
		found.stateSaid = state;
		found.state = stateOf(state) ?? 'unknown';
		if (!stateOf(state)) doubt('status-unknown', state);
	}
	if (cell('parent') && cell('parent') !== id) found.parent = { scheme: mapping.scheme, id: cell('parent') };
	else if (found.others[0]) {
		const { parent, isProgramme } = tables.programme(found.others[0]);
		if (parent) found.parent = parent;
		found.isProgramme = isProgramme;
	}
	return { found, doubts };
}

const listOf = (cell: string, known: (name: string) => boolean = () => false): string[] =>
	[...new Set(piecesOf(cell.replace(/\s*\n\s*/g, '; '), known))].slice(0, 100);

/** Texts by the language that their column names; one without is in the language of the table. */
function wordsIn(field: 'title' | 'description', cell: (field: MappedField) => string, { language }: TableMapping): Words {
	const words: Words = {};
	for (const each of languages) {
		const text = cell(`${field}.${each}`);
		if (text) words[each] = text;
	}
	const plainly = cell(field);
	if (plainly) words[language] ??= plainly;
	return words;
}

function fundingsOf(
	cell: (field: MappedField) => string,
	raw: (field: MappedField) => string,
	mapping: TableMapping,
	doubt: (code: string, seen: string) => void
): Funding[] {
	const named = cell('currency').toUpperCase();
	const currency = /^[A-Z]{3}$/.test(named) ? named : mapping.currency;
	const manner: AmountManner = { ...(mapping.decimal ? { decimal: mapping.decimal } : {}), ...(currency ? { currency } : {}) };
	return (['grant', 'cofinancing'] as const).flatMap((kind): Funding[] => {
		const read = amountOf(raw(kind), manner);
		if (!read) return [];
		if (!('fault' in read)) return [{ ...read, source: kind === 'grant' ? cell('fund') : '', kind }];
		doubt(read.fault, raw(kind));
		return [];
	});
}
