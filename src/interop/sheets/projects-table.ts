// SPDX-License-Identifier: Apache-2.0
// Projects as a table of one language, for CSV and spreadsheets. Pure: rows come in as data, texts go out.
import { Decimal } from 'decimal.js';
import type { ShownProject, ShownSum } from '#catalogue/projects.ts';
import type { Reader } from '#text/message.ts';
import { say, type Words } from '#text/words.ts';
import type { Sheet } from './xlsx.ts';

export interface Tabling {
	/** The address of the page that shows the same. */
	address: string;
	origin: string;
	day: string;
	/** Words of the form of projects, for its options. */
	words: Record<string, Words>;
	sum: ShownSum;
}

const sums = (all: Record<string, string>): string =>
	Object.entries(all)
		.map(([currency, amount]) => `${currency} ${amount}`)
		.join('; ');

/** An amount is a number where there is one currency, so that a sheet can add; amounts of several currencies are text. */
const cellOf = (all: Record<string, string>): number | string | null => {
	const each = Object.entries(all);
	const [only] = each;
	if (!only) return null;
	return each.length === 1 && only[0] === 'USD' ? new Decimal(only[1]).toNumber() : sums(all);
};

export const projectsTable = (rows: readonly ShownProject[], { address, origin, day, words, sum }: Tabling, reader: Reader): Sheet => {
	const { language, direction, t } = reader;
	const option = (question: string, id: string | null) => (id === null ? '' : say(words[`option.${question}.${id}`], language) || id);
	const head = (id: string) => t(`projects.column.${id}` as 'projects.column.project');
	return {
		name: t('projects.title'),
		rtl: direction === 'rtl',
		above: [
			[t('projects.title'), t('projects.found', { count: rows.length })],
			[t('search.column.address'), address],
			[day, ''],
			[head('grant'), sums(sum.grants)],
			[head('cofinancing'), sums(sum.cofinancing)],
			...(sum.leftOut.length ? [[t('projects.sum.left-out'), sum.leftOut.map(({ id }) => id).join('; ')] as [string, string]] : []),
			...(sum.multiFocal ? [['', t('projects.sum.multi', { count: sum.multiFocal })] as [string, string]] : [])
		],
		columns: [
			{ head: 'ID', width: 24 },
			{ head: head('project'), width: 60 },
			{ head: head('countries'), width: 36 },
			{ head: 'ISO 3166', width: 16 },
			{ head: head('scope'), width: 14 },
			{ head: head('agency'), width: 30 },
			{ head: head('fund'), width: 24 },
			{ head: head('focal'), width: 24 },
			{ head: head('area'), width: 30 },
			{ head: head('category'), width: 24 },
			{ head: head('period'), width: 12 },
			{ head: head('status'), width: 18 },
			{ head: `${head('grant')} (USD)`, width: 16 },
			{ head: `${head('cofinancing')} (USD)`, width: 16 },
			{ head: head('programme'), width: 24 },
			{ head: head('numbers'), width: 24 },
			{ head: t('search.column.address'), width: 40 }
		],
		rows: rows.map((row) => [
			row.id,
			say(row.title, language),
			row.parties.map(({ name }) => say(name, language)).join('; '),
			row.parties.map(({ id }) => id).join('; '),
			option('scope', row.scope),
			row.agencies.join('; '),
			row.funds.join('; '),
			row.focalAreas.join('; '),
			row.areas.map(({ name }) => say(name, language)).join('; '),
			option('category', row.category),
			row.period ?? '',
			option('status', row.status),
			cellOf(row.grants),
			cellOf(row.cofinancing),
			row.programme ? t('projects.is-programme') : (row.parent ?? ''),
			row.numbers.map(({ scheme, id }) => `${scheme} ${id}`).join('; '),
			`${origin}/${language}/records/${row.id}`
		])
	};
};
