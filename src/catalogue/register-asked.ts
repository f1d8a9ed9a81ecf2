// SPDX-License-Identifier: Apache-2.0
// What a reader asks of a register (a past day, a Party or region, a standing, an order), and the rows that answer it. Pure; texts of any origin come in.
import type { Convention } from '#convention/convention.ts';
import { type Day, isDay } from '#convention/day.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { type Language, locales } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import type { Register } from './registers.ts';
import { type Cell, dayOf, type RegisterRow, type Standing, standings } from './register.ts';

/** What one may ask for: a standing, or `current`, which is all that is neither withdrawn nor superseded. */
export const standingChoices = [...standings, 'current'] as const;
export type StandingChoice = (typeof standingChoices)[number];

export interface Asked {
	/** The register as it stood at the end of this day (UTC); null for now. */
	on: Day | null;
	party: string | null;
	region: string | null;
	standing: StandingChoice | null;
	/** A column's id, or `record`, or `published`; null for the order of the register: by Party, then by first publication. */
	sort: { column: string; descending: boolean } | null;
	/** From 1. */
	page: number;
}

export const rowsPerPage = 100;

/** From an address. A day must be one that exists and is not to come; anything else that is not understood is as if it were not said. */
export function askedFrom(query: URLSearchParams, today: Day): Asked | Refusal {
	// Signs that no database takes in would fail there instead of finding nothing.
	const said = (name: string) => printable(query.get(name) ?? '').trim() || null;
	const on = said('on');
	const wrong = on === null ? null : wrongDay(on, today);
	if (wrong) return wrong;
	const standing = said('standing') as StandingChoice | null;
	const sort = said('sort');
	const page = Number(said('page') ?? 1);
	return {
		on,
		party: said('party')?.toUpperCase().slice(0, 10) ?? null,
		region: said('region')?.slice(0, 40) ?? null,
		standing: standing && standingChoices.includes(standing) ? standing : null,
		sort: sort ? { column: sort.replace(/^-/, '').slice(0, 60), descending: sort.startsWith('-') } : null,
		page: Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : 1
	};
}

/** Why a register cannot be shown as of this day; null when it can. */
export function wrongDay(on: string, today: Day): Refusal | null {
	if (!isDay(on)) return refuse('not-a-day', { day: printable(on) });
	return on > today ? refuse('day-to-come', { day: on, today }) : null;
}

// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const printable = (text: string): string => text.toWellFormed().replace(unprintable, ' ').slice(0, 100);

/** The moment just after a day, in UTC; nothing of the Convention is older than the first one. */
export const endOf = (day: Day): Date => new Date(Date.parse(`${day < '1900-01-01' ? '1900-01-01' : day}T00:00:00Z`) + 86_400_000);

/** Ids of the owners that a question for a Party or a region leaves; null for all. */
export function ownersAsked({ party, region }: Pick<Asked, 'party' | 'region'>, convention: Convention): string[] | null {
	if (!party && !region) return null;
	const inRegion = region ? convention.states.filter((state) => state.region === region).map((state) => state.id) : null;
	return party ? (inRegion && !inRegion.includes(party) ? [] : [party]) : inRegion;
}

export const standsAs = (standing: Standing, choice: StandingChoice | null): boolean =>
	choice === null || (choice === 'current' ? standing !== 'withdrawn' && standing !== 'superseded' : standing === choice);

export interface Answer {
	/** Rows by standing, before the question for a standing. */
	counts: Partial<Record<Standing, number>>;
	/** All rows that answer, in order. */
	rows: RegisterRow[];
}

export interface Naming {
	language: Language;
	columns: readonly { id: string }[];
	nameOf(owner: { kind: string; id: string }): Words;
}

/** A register as it was read for one question. */
export interface RegisterRead {
	register: Register;
	/** The day that it stands on. */
	day: string;
	/** Rows by standing, for the owners asked for. */
	counts: Answer['counts'];
	/** How many rows answer. */
	total: number;
	rows: RegisterRow[];
	nameOf: Naming['nameOf'];
	organisations: Map<string, string>;
	/** Something in it is demonstration content. */
	demo: boolean;
}

/** Counts, filters by standing and orders. The rows are already of the owners asked for. */
export function answerOf(rows: readonly RegisterRow[], asked: Pick<Asked, 'standing' | 'sort'>, naming: Naming): Answer {
	const counts: Answer['counts'] = {};
	for (const { standing } of rows) counts[standing] = (counts[standing] ?? 0) + 1;
	const wanted = rows.filter(({ standing }) => standsAs(standing, asked.standing));
	return { counts, rows: sorted(wanted, asked.sort, naming) };
}

function sorted(rows: RegisterRow[], sort: Asked['sort'], naming: Naming): RegisterRow[] {
	const { compare } = new Intl.Collator(locales[naming.language], { numeric: true });
	const keyed = (keyOf: (row: RegisterRow) => string) => new Map(rows.map((row) => [row, keyOf(row)]));
	const ownerKeys = keyed((row) => say(naming.nameOf(row.owner), naming.language));
	const usual = (a: RegisterRow, b: RegisterRow) =>
		compare(ownerKeys.get(a) ?? '', ownerKeys.get(b) ?? '') ||
		(a.entry?.firstPublishedAt.getTime() ?? 0) - (b.entry?.firstPublishedAt.getTime() ?? 0) ||
		compare(a.id, b.id);
	const at = naming.columns.findIndex(({ id }) => id === sort?.column);
	if (!sort || (at < 0 && sort.column !== 'record' && sort.column !== 'published')) return rows.toSorted(usual);
	const keys = keyed((row) => {
		if (sort.column === 'record') return row.id;
		if (sort.column === 'published') return row.entry ? dayOf(row.entry.publishedAt) : '';
		return keyOfCell(row.cells[at], naming);
	});
	const direction = sort.descending ? -1 : 1;
	return rows.toSorted((a, b) => {
		const [one, other] = [keys.get(a) ?? '', keys.get(b) ?? ''];
		// What is empty comes last whichever way one looks.
		if (!one || !other) return one ? -1 : other ? 1 : usual(a, b);
		return direction * compare(one, other) || usual(a, b);
	});
}

function keyOfCell(cell: Cell | undefined, { language, nameOf }: Naming): string {
	switch (cell?.is) {
		case 'owner':
			return say(nameOf(cell), language);
		case 'words':
			return say(cell.words, language);
		case 'text':
			return cell.text;
		case 'day':
			return cell.day;
		case 'yes-no':
			return cell.yes ? '1' : '2';
		case 'options':
			return cell.options.map((words) => say(words, language)).join(' ');
		case 'record':
		case 'message':
			return cell.id;
		case 'files':
			return cell.files[0]?.name ?? '';
		case 'state':
			return cell.state;
		default:
			return '';
	}
}
