// SPDX-License-Identifier: Apache-2.0
// What falls due for whom: the obligations of many States as one list in the order of days, and the question that a reader puts to it. Pure; texts of
// any origin come in.
import type { Convention } from '#convention/convention.ts';
import { addDays, addMonths, addYears, type Day, daysBetween, isDay } from '#convention/day.ts';
import { soonDays } from '#convention/deadline.ts';
import { type DeadlineValue, deadlineNatures } from '#convention/fact.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Words } from '#text/words.ts';
import type { Obligation } from './obligation.ts';

/** Months that a period lasts; `overdue` asks for what is past and of which no record is here. */
const months = { '6-months': 6, '1-year': 12, '2-years': 24, '5-years': 60 } as const;
export const periods = ['6-months', '1-year', '2-years', '5-years', 'overdue'] as const satisfies readonly (keyof typeof months | 'overdue')[];
export type Period = (typeof periods)[number];
export const usualPeriod: Period = '2-years';

export interface DeadlinesAsked {
	/** Key of a State. */
	party: string | null;
	region: string | null;
	/** Number of an article. */
	article: string | null;
	nature: DeadlineValue['nature'] | null;
	period: Period;
	/** First day of the period; null for today, and of what is overdue for the beginning. */
	from: Day | null;
	/** From 1. */
	page: number;
}

export const deadlinesPerPage = 100;

/** From an address: what is not understood is as if it were not said. */
export function deadlinesAsked(query: URLSearchParams): DeadlinesAsked {
	const said = (name: string) => query.get(name)?.trim() || null;
	const among = <Name extends string>(names: readonly Name[], name: string | null) => names.find((each) => each === name);
	const [from, page] = [said('from'), Number(said('page') ?? 1)];
	return {
		party: said('party')?.toUpperCase().slice(0, 10) ?? null,
		region: said('region')?.slice(0, 40) ?? null,
		article: /^[1-9]\d?$/.exec(said('article') ?? '')?.[0] ?? null,
		nature: among(deadlineNatures, said('nature')) ?? null,
		period: among(periods, said('period')) ?? usualPeriod,
		from: isDay(from) ? from : null,
		page: Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : 1
	};
}

/** The days that are asked for, both counted in; `from` is null where the beginning is open. */
export function daysAsked({ period, from }: Pick<DeadlinesAsked, 'period' | 'from'>, today: Day): { from: Day | null; until: Day } {
	if (period === 'overdue') return { from, until: addDays(today, -1) };
	const first = from ?? today;
	return { from: first, until: addMonths(first, months[period]) };
}

/** One thing that falls due on one day for one State. */
export interface DeadlineRow extends Omit<Obligation, 'due' | 'next'> {
	/** Names it for as long as the facts know it, also when its day is put right: deadline, State, what it is about, of what repeats the year. */
	key: string;
	/** Key of the State. */
	party: string;
	due: Day;
}

/** How often a record that days rest on was published, decided or taken back, and when last. */
export interface ClockChange {
	record: string;
	type: string;
	party: string;
	count: number;
	last: Date;
}

/** Of what repeats, the rounds of so many years ahead are told. */
export const roundsAhead = 10;

/** The obligations of one State as rows: those that have a day, and of what repeats the rounds to come. */
export function rowsFrom(party: string, obligations: readonly Obligation[], today: Day): DeadlineRow[] {
	const horizon = addYears(today, roundsAhead);
	return obligations.flatMap(({ due, next: _, ...rest }) => {
		if (due === null) return [];
		const { id, every, about, types, cycle } = rest;
		const subject = cycle !== undefined ? [cycle] : about === null ? [] : ['amendment' in about ? about.amendment : about.record];
		const keyOf = (day: Day) => [id, party, ...subject, ...(every ? [day.slice(0, 4)] : [])].join('.');
		const rows: DeadlineRow[] = [{ ...rest, key: keyOf(due), party, due }];
		for (let times = 1; every; times += 1) {
			const round = addYears(due, every * times);
			if (round > horizon) break;
			const days = daysBetween(today, round);
			// What is published now may be the answer of the round before: of a round to come nothing is said.
			const state = types.length ? 'due' : 'to-come';
			rows.push({ ...rest, key: keyOf(round), party, due: round, days, soon: days <= soonDays, state, records: [], demo: false });
		}
		return rows;
	});
}

/** Of two rows the earlier first; on one day by deadline, then by State. */
export const byDay = (a: DeadlineRow, b: DeadlineRow): number => compare(placeOf(a), placeOf(b));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Where a row stands in the list: texts that compare as the rows do. */
export const placeOf = ({ due, key }: Pick<DeadlineRow, 'due' | 'key'>): string => `${due} ${key}`;

/** Numbers of the articles that a citation names; an annex stands for the articles that it belongs to. */
export function articlesCited(citation: string, convention: Convention): string[] {
	const annex = /\bAnnex ([A-E])\b/.exec(citation)?.[1];
	if (annex) return (convention.one('annex', annex)?.articles ?? []).map(String);
	return [...new Set(citation.split(/[,;]/).flatMap((part) => /^\D*?(\d{1,2})(?!\d)/.exec(part.trim())?.[1] ?? []))];
}

type Matching = Pick<DeadlinesAsked, 'article' | 'nature'>;

/** The rows of an article or a nature, in order, whatever their day. The rows are already of the States asked for. */
export const deadlinesMatching = (rows: readonly DeadlineRow[], asked: Matching, convention: Convention): DeadlineRow[] =>
	rows
		.filter(
			({ nature, article }) =>
				(asked.nature === null || nature === asked.nature) && (asked.article === null || articlesCited(article, convention).includes(asked.article))
		)
		.toSorted(byDay);

/** The rows that answer, in order. The rows are already of the States asked for. */
export function deadlinesFor(rows: readonly DeadlineRow[], asked: DeadlinesAsked, today: Day, convention: Convention): DeadlineRow[] {
	const { from, until } = daysAsked(asked, today);
	const within = rows.filter(
		({ due, state }) => due <= until && (from === null || due >= from) && (asked.period !== 'overdue' || state === 'passed')
	);
	return deadlinesMatching(within, asked, convention);
}

/** A row with all names that a page, a sheet or a calendar shows. */
export interface ShownDeadline extends Omit<DeadlineRow, 'about'> {
	name: Words;
	about: { amendment: Words } | { record: string } | null;
	/** Forms that meet it; a form that is not there yet is left out. */
	forms: { id: string; name: Words }[];
}

export const shownDeadline = (row: DeadlineRow, definitions: Definitions, convention: Convention): ShownDeadline => ({
	...row,
	name: convention.state(row.party)?.name ?? { en: row.party },
	about: row.about && 'amendment' in row.about ? { amendment: convention.one('amendment', row.about.amendment)?.name ?? {} } : row.about,
	forms: row.types.flatMap((id) => {
		const form = definitions.current(id)?.form;
		return form ? [{ id, name: form.words['form.short'] ?? form.words['form.title'] ?? {} }] : [];
	})
});
