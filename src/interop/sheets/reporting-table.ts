// SPDX-License-Identifier: Apache-2.0
// The Parties of a reporting cycle as a table of one language, for CSV and spreadsheets of the secretariat. Pure: rows come in as data, texts go out.
import type { Cycle, Standing } from '#reporting/cycle.ts';
import { kindOfLetter } from '#reporting/letter.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { Sheet } from './xlsx.ts';

/** A Party as the secretariat follows it. */
export interface Followed extends Standing {
	name: Words;
	late: boolean;
	focalPoints: { name: string; email: string }[];
	letters: { count: number; last: { letter: string; at: Date } | null };
}

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

export const reportingTable = (
	parties: readonly Followed[],
	{ cycle, address, day }: { cycle: Cycle; address: string; day: string },
	{ language, direction, t }: Reader
): Sheet => ({
	name: cycle.id,
	rtl: direction === 'rtl',
	above: [
		[say(cycle.name, language), day],
		[t('search.column.address'), address]
	],
	columns: [
		{ head: t('register.column.party'), width: 28 },
		{ head: 'ISO 3166', width: 10 },
		{ head: t('reporting.work.report'), width: 16 },
		{ head: t('party.due'), width: 12 },
		{ head: t('reporting.work.extended'), width: 12 },
		{ head: t('reporting.work.late'), width: 12 },
		{ head: t('record.submitted'), width: 12 },
		{ head: t('register.record'), width: 22 },
		{ head: t('reporting.work.people'), width: 40 },
		{ head: t('reporting.work.letters'), width: 12 },
		{ head: t('reporting.work.letter.last'), width: 28 },
		{ head: t('reporting.work.letter.at'), width: 12 }
	],
	rows: parties.map((each) => {
		const { last, count } = each.letters;
		return [
			say(each.name, language),
			each.party,
			t(`reporting.work.progress.${each.progress}`),
			{ day: each.due },
			each.extended ? t('forms.yes') : '',
			each.late ? t('forms.yes') : '',
			each.submitted ? { day: each.submitted } : null,
			each.record ?? '',
			each.focalPoints.map(({ name, email }) => `${name} <${email}>`).join('; '),
			count,
			last ? t(`reporting.work.letter.${kindOfLetter(last.letter)}`, { days: daysIn(last.letter) }) : '',
			last ? { day: dayOf(last.at) } : null
		];
	})
});

const daysIn = (letter: string): number => Number(/^(?:before|after)-(\d+)/.exec(letter)?.[1] ?? 0);
