// SPDX-License-Identifier: Apache-2.0
// Deadlines as a table of one language, for CSV and spreadsheets. Pure: rows come in as data, texts go out.
import type { ShownDeadline } from '#catalogue/deadlines.ts';
import type { Reader } from '#text/message.ts';
import { say } from '#text/words.ts';
import type { Sheet } from './xlsx.ts';

export interface Tabling {
	/** The address of the page that shows the same. */
	address: string;
	origin: string;
	/** The day on which it was computed. */
	day: string;
	/** What is published of a row, or why nothing is, in words. */
	stateText(row: ShownDeadline): string;
}

const aboutOf = ({ about }: ShownDeadline, reader: Reader): string =>
	about === null ? '' : 'amendment' in about ? say(about.amendment, reader.language) : about.record;

export const deadlinesTable = (rows: readonly ShownDeadline[], { address, origin, day, stateText }: Tabling, reader: Reader): Sheet => {
	const { language, direction, t } = reader;
	return {
		name: t('deadlines.title'),
		rtl: direction === 'rtl',
		above: [
			[t('deadlines.title'), t('deadlines.found', { count: rows.length })],
			[t('search.column.address'), address],
			[day, t('deadlines.help')]
		],
		columns: [
			{ head: t('deadlines.day'), width: 12 },
			{ head: t('party.what'), width: 50 },
			{ head: t('register.record'), width: 26 },
			{ head: t('record.article'), width: 16 },
			{ head: t('register.column.party'), width: 24 },
			{ head: 'ISO 3166', width: 10 },
			{ head: t('deadlines.nature'), width: 26 },
			{ head: t('deadlines.form'), width: 36 },
			{ head: t('party.state'), width: 36 },
			{ head: t('party.records'), width: 28 },
			{ head: t('look.demonstration'), width: 12 },
			{ head: t('party.source'), width: 30 },
			{ head: t('look.to-verify'), width: 12 },
			{ head: t('search.column.address'), width: 40 }
		],
		rows: rows.map((row) => [
			{ day: row.due },
			say(row.title, language),
			aboutOf(row, reader),
			row.article,
			say(row.name, language),
			row.party,
			t(`deadlines.nature.${row.nature}`),
			row.forms.map(({ name }) => say(name, language)).join('; '),
			stateText(row),
			row.records.map(({ id }) => id).join('; '),
			row.demo ? t('forms.yes') : '',
			row.source,
			row.standing === 'to-verify' ? t('forms.yes') : '',
			`${origin}/${language}/parties/${row.party}#deadlines`
		])
	};
};
