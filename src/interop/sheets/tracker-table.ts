// SPDX-License-Identifier: Apache-2.0
// Who has reported in a cycle, as a table of one language, for CSV and spreadsheets. Pure: rows come in as data, texts go out.
import type { Convention } from '#convention/convention.ts';
import { type RegionKey, regionKey } from '#insights/statistic.ts';
import type { Totals, Tracked } from '#insights/tracker.ts';
import type { Cycle } from '#reporting/cycle.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Sheet, SheetCell } from './xlsx.ts';

export interface Tabling {
	cycle: Cycle;
	totals: Totals;
	convention: Convention;
	regions: ReadonlyMap<RegionKey, string>;
	/** The address of the page that shows the same. */
	address: string;
	origin: string;
	day: string;
}

const dayCell = (day: string | null): SheetCell => (day === null ? '' : { day });

export function trackerTable(
	tracked: readonly Tracked[],
	{ cycle, totals, convention, regions, address, origin, day }: Tabling,
	reader: Reader
): Sheet {
	const { language, direction, t } = reader;
	return {
		name: `${t('reporting.title')} ${cycle.id}`,
		rtl: direction === 'rtl',
		above: [
			[say(cycle.name, language), `${t('reporting.bound')}: ${totals.bound} (${t(`reporting.bound.${totals.from}`)})`],
			[t('search.column.address'), address],
			[day, totals.open ? '' : t('reporting.not-open')]
		],
		columns: [
			{ head: t('register.column.party'), width: 30 },
			{ head: 'ISO 3166', width: 10 },
			{ head: t('registers.filter.region'), width: 28 },
			{ head: t('reporting.due-day'), width: 12 },
			{ head: t('reporting.extended'), width: 12 },
			{ head: t('party.state'), width: 22 },
			{ head: t('reporting.state.late'), width: 10 },
			{ head: t('reporting.submitted'), width: 12 },
			{ head: t('reporting.state.published'), width: 12 },
			{ head: t('register.record'), width: 24 },
			{ head: t('look.demonstration'), width: 12 },
			{ head: t('search.column.address'), width: 40 }
		],
		rows: tracked.map((each) => [
			say(convention.state(each.party)?.name, language) || each.party,
			each.party,
			regions.get(regionKey(each.region)) ?? '',
			{ day: each.due },
			each.extended ? t('forms.yes') : '',
			t(`reporting.state.${each.state}`),
			each.late ? t('forms.yes') : '',
			dayCell(each.submitted),
			dayCell(each.published),
			each.record ?? '',
			each.demo ? t('forms.yes') : '',
			each.record ? `${origin}/${language}/records/${each.record}` : ''
		])
	};
}

/** A sheet as rows of CSV: heads first, days as text, and nothing above them. */
export const linesOf = ({ columns, rows }: Sheet): (string | number | boolean | null)[][] => [
	columns.map(({ head }) => head),
	...rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)))
];
