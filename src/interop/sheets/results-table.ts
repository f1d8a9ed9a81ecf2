// SPDX-License-Identifier: Apache-2.0
// The results of a search as a table of one language, for CSV and spreadsheets. Pure: results come in as data, texts go out.
import type { Shown } from '#catalogue/shown.ts';
import type { Reader } from '#text/message.ts';
import { ownNames, isLanguage } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import type { Sheet } from './xlsx.ts';

export interface Result extends Omit<Shown, 'summary'> {
	articles: string[];
	areas: string[];
	year: number;
	revision: number;
}

export interface Tabling {
	/** The parameters of the search. */
	question: URLSearchParams;
	origin: string;
	/** There are more, and this table ends before them. */
	bounded: boolean;
	day: string;
	areas: ReadonlyMap<string, Words>;
}

export const downloads = ['csv', 'xlsx', 'json'] as const;
export const isDownload = (format: string): format is (typeof downloads)[number] => (downloads as readonly string[]).includes(format);

export function resultsTable(
	results: readonly Result[],
	{ question, origin, bounded, day, areas }: Tabling,
	{ language, direction, t }: Reader
): Sheet {
	const words = question.get('q') ?? '';
	return {
		name: t('search.title'),
		rtl: direction === 'rtl',
		above: [
			[t('search.title'), words || '—'],
			[t('search.column.address'), `${origin}/${language}/search?${question}`],
			[bounded ? t('search.found.more', { count: results.length }) : t('search.found', { count: results.length }), day],
			...(bounded ? [[t('registers.cut'), t('registers.cut.help', { most: results.length })] as const] : [])
		],
		columns: [
			{ head: t('search.column.id'), width: 22 },
			{ head: t('search.column.title'), width: 50 },
			{ head: t('search.facet.type'), width: 30 },
			{ head: t('search.column.owner'), width: 24 },
			{ head: t('search.column.published'), width: 14 },
			{ head: t('search.facet.article'), width: 10 },
			{ head: t('search.facet.area'), width: 30 },
			{ head: t('search.facet.language'), width: 16 },
			{ head: t('search.column.address'), width: 40 }
		],
		rows: results.map((each) => [
			each.id,
			say(each.title, language),
			say(each.type, language),
			say(each.owner, language),
			{ day: each.at.toISOString().slice(0, 10) },
			each.articles.join('; '),
			each.areas.map((area) => say(areas.get(area), language) || area).join('; '),
			each.languages.map((code) => (isLanguage(code) ? ownNames[code] : code)).join('; '),
			`${origin}/${language}/records/${each.id}`
		])
	};
}
