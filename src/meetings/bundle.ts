// SPDX-License-Identifier: Apache-2.0
// The sheet that lists documents which are brought in many at a time: its heads, and what each line says, as answers of the form or as everything that is
// wrong with it. Pure; whether the files are there, and what stands already, is found elsewhere.
import type { Convention } from '#convention/convention.ts';
import { isDay } from '#convention/day.ts';
import { isOfMeeting, readSymbol, symbolFault, symbolKey, type SymbolWant } from '#convention/symbol.ts';
import type { Answers } from '#forms/form.ts';
import { type Language, languages } from '#text/languages.ts';

/** One row of a spreadsheet, as a reader of spreadsheets gives it. */
export interface SheetRow {
	/** As the spreadsheet counts, from 1. */
	number: number;
	cells: readonly (string | { error: string } | undefined)[];
}

export interface BundleProblem {
	/** The head of the column. */
	at: string;
	code:
		| 'symbol-missing'
		| 'symbol-wrong'
		| 'symbol-otherwise'
		| 'symbol-twice'
		| 'language-unknown'
		| 'kind-unknown'
		| 'meeting-unknown'
		| 'meeting-missing'
		| 'day-wrong'
		| 'title-missing'
		| 'cell-error';
	severity: 'error';
	values: { [name: string]: string | number };
}

export interface BundleLine {
	line: number;
	symbol: string;
	title: string;
	answers: Answers;
	files: { file: string; language: Language }[];
	problems: BundleProblem[];
}

export interface ReadBundle {
	lines: BundleLine[];
	/** Heads that nothing is known of: what stands below them is left out, and said so. */
	unknown: string[];
}

/** Why a sheet lists no documents. */
export type BundleFault = 'no-heads' | 'no-lines' | 'too-many-lines';

export const mostLines = 10_000;

/** Columns with one value or several; further ones are `title` and `file`, each followed by a language. */
const plain = [
	'symbol',
	'kind',
	'meeting',
	'date',
	'agenda',
	'group',
	'outcome',
	'areas',
	'articles',
	'keywords',
	'supersedes',
	'decisions',
	'source'
] as const;
type Plain = (typeof plain)[number];
type Head = { column: Plain } | { column: 'title' | 'file'; language: Language } | { column: 'title' | 'file'; strange: string };

const otherwise: Record<string, Plain> = {
	'agenda items': 'agenda',
	'agenda item': 'agenda',
	area: 'areas',
	article: 'articles',
	day: 'date',
	url: 'source'
};
const names = new Map<string, Language>([
	...languages.map((each) => [each, each] as const),
	...languages.flatMap((each) => {
		const english = new Intl.DisplayNames('en', { type: 'language' }).of(each);
		return english ? [[english.toLowerCase(), each] as const] : [];
	})
]);

function headOf(cell: SheetRow['cells'][number]): Head | string | null {
	if (typeof cell !== 'string') return null;
	const said = cell
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[_\s()[\]:.-]+/g, ' ')
		.trim();
	if (!said) return null;
	const column = plain.find((each) => each === said) ?? otherwise[said];
	if (column) return { column };
	const [, word, tongue = ''] = /^(title|file|files)(?: (.+))?$/.exec(said) ?? [];
	if (!word) return cell.trim();
	const name = word === 'title' ? 'title' : 'file';
	const language = names.get(tongue);
	return language ? { column: name, language } : { column: name, strange: tongue };
}

const several = (text: string): string[] =>
	text
		.split(/[;\n؛；]+/)
		.map((each) => each.trim())
		.filter(Boolean);

/** Reads the whole sheet. The heads are the first row that names a symbol. */
export function readBundle(rows: readonly SheetRow[], convention: Convention): ReadBundle | BundleFault {
	const at = rows.slice(0, 20).findIndex(({ cells }) =>
		cells.some((cell) => {
			const head = headOf(cell);
			return head !== null && typeof head === 'object' && head.column === 'symbol';
		})
	);
	if (at < 0) return 'no-heads';
	const heads = [...(rows[at]?.cells ?? [])].map(headOf);
	const body = rows.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== undefined && cell !== ''));
	if (!body.length) return 'no-lines';
	if (body.length > mostLines) return 'too-many-lines';
	const seen = new Map<string, number>();
	return { lines: body.map((row) => lineOf(row, heads, seen, convention)), unknown: heads.filter((head) => typeof head === 'string') };
}

/** The kinds that a symbol tells by itself. */
const kindOfSeries = { official: 'official', information: 'information', crp: 'crp', limited: 'limited' } as const;
const kinds = ['official', 'information', 'reference', 'crp', 'limited', 'non-paper', 'statement', 'draft-decision', 'other'];
const yes = /^(1|true|yes|y|x)$/i;

function lineOf(row: SheetRow, heads: readonly (Head | string | null)[], seen: Map<string, number>, convention: Convention): BundleLine {
	const problems: BundleProblem[] = [];
	const wrong = (column: string, code: BundleProblem['code'], values: BundleProblem['values'] = {}) =>
		problems.push({ at: column, code, severity: 'error', values });
	const said: Partial<Record<Plain, string>> = {};
	const title: Partial<Record<Language, string>> = {};
	const files: BundleLine['files'] = [];
	for (const [at, head] of heads.entries()) {
		const cell = row.cells[at];
		if (!head || typeof head === 'string' || cell === undefined || cell === '') continue;
		if (typeof cell === 'object') {
			wrong(head.column, 'cell-error', { error: cell.error });
			continue;
		}
		const text = cell.normalize('NFC').trim();
		if (!text) continue;
		if ('strange' in head) wrong(head.column, 'language-unknown', { language: head.strange || '–' });
		else if (head.column === 'title') title[head.language] = text;
		else if (head.column === 'file') for (const file of several(text)) files.push({ file: file.replaceAll('\\', '/'), language: head.language });
		else said[head.column] = text;
	}
	const symbol = said.symbol ?? '';
	checkSymbols(symbol, 'symbol', 'document', wrong);
	const read = readSymbol(symbol);
	const first = seen.get(symbolKey(symbol));
	if (symbol && first !== undefined) wrong('symbol', 'symbol-twice', { first });
	else if (symbol) seen.set(symbolKey(symbol), row.number);
	if (!symbol) wrong('symbol', 'symbol-missing');
	if (!Object.keys(title).length) wrong('title', 'title-missing');
	const kind = said.kind?.toLowerCase().replace(/^in-session\//, '') ?? (read && 'series' in read ? kindOfSeries[read.series] : 'other');
	if (!kinds.includes(kind)) wrong('kind', 'kind-unknown', { said: (said.kind ?? '').slice(0, 60), kinds: kinds.join(', ') });
	const possible = convention.all('meeting').flatMap(({ id }) => (read && isOfMeeting(read, id) ? [id] : []));
	const meeting = said.meeting
		? convention.all('meeting').find(({ id }) => sameMeeting(id, said.meeting as string))?.id
		: possible.length === 1
			? possible[0]
			: undefined;
	if (said.meeting && !meeting) wrong('meeting', 'meeting-unknown', { said: said.meeting.slice(0, 60) });
	else if (!meeting && read) wrong('meeting', 'meeting-missing', { meetings: possible.join(', ') || '–' });
	const date = said.date === undefined ? undefined : dayOf(said.date);
	if (said.date !== undefined && !date) wrong('date', 'day-wrong', { said: said.date.slice(0, 60) });
	for (const each of several(said.supersedes ?? '')) checkSymbols(each, 'supersedes', 'document', wrong);
	for (const each of several(said.decisions ?? '')) checkSymbols(each, 'decisions', 'decision', wrong);
	const list = (name: 'agenda' | 'areas' | 'articles' | 'keywords', answer: string): Answers => {
		const values = (said[name] ?? '')
			.split(/[;,\n،，；]+/)
			.map((each) => each.trim())
			.filter(Boolean);
		return values.length ? { [answer]: values } : {};
	};
	const answers: Answers = {
		...{ kind, symbol, title: title as { [language: string]: string } },
		...(meeting ? { meeting } : {}),
		...(date ? { date } : {}),
		...(said.group ? { group: said.group.toLowerCase() } : {}),
		...(said.outcome ? { outcome: yes.test(said.outcome) } : {}),
		...list('agenda', 'agendaItems'),
		...list('areas', 'areas'),
		...list('articles', 'articles'),
		...list('keywords', 'keywords'),
		...(said.supersedes ? { supersedes: several(said.supersedes) } : {}),
		...(said.decisions ? { decisions: several(said.decisions) } : {}),
		...(said.source ? { source: said.source } : {})
	};
	const shown = languages.map((each) => title[each]).find(Boolean) ?? '';
	return { line: row.number, symbol: symbol.slice(0, 200), title: (title.en ?? shown).slice(0, 500), answers, files, problems };
}

function checkSymbols(
	symbol: string,
	column: string,
	want: SymbolWant,
	wrong: (column: string, code: BundleProblem['code'], values: BundleProblem['values']) => void
) {
	const fault = symbol && symbolFault(symbol, want);
	if (!fault) return;
	if (fault === 'not-a-symbol') wrong(column, 'symbol-wrong', { said: symbol.slice(0, 100) });
	else wrong(column, 'symbol-otherwise', { said: symbol.slice(0, 100), ...fault });
}

const sameMeeting = (id: string, said: string): boolean => {
	const bare = (text: string) => text.toUpperCase().replace(/[\s-]/g, '');
	return bare(id) === bare(said);
};

/** A day as it is written, or the number that spreadsheets keep of it. */
function dayOf(text: string): string | null {
	if (isDay(text)) return text;
	if (/^\d{5}(\.0+)?$/.test(text)) {
		const day = new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10);
		return isDay(day) ? day : null;
	}
	const moment = /^(\d{4}-\d{2}-\d{2})T/.exec(text)?.[1];
	return moment && isDay(moment) ? moment : null;
}

/** The heads that are known, for whoever writes a sheet. */
export const bundleHeads: readonly string[] = [...plain, ...languages.map((each) => `title ${each}`), ...languages.map((each) => `file ${each}`)];

export const lineOutcomes = ['new', 'differs', 'same', 'refused'] as const;
export type LineOutcome = (typeof lineOutcomes)[number];

/** What was noticed of a line: of the sheet, of its files, or by the form. Worded where it is shown. */
export interface LineProblem {
	at: string;
	code: string;
	severity: 'error' | 'warning' | 'note';
	values?: { [name: string]: string | number };
}

/** What became of a line, or would. */
export interface TakenLine {
	line: number;
	symbol: string;
	title: string;
	outcome: LineOutcome;
	record: string | null;
	problems: LineProblem[];
}

export const countLines = (lines: readonly Pick<TakenLine, 'outcome'>[]): Record<LineOutcome, number> =>
	Object.fromEntries(lineOutcomes.map((each) => [each, lines.filter(({ outcome }) => outcome === each).length])) as Record<LineOutcome, number>;
