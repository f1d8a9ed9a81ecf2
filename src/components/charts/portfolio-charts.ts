// SPDX-License-Identifier: Apache-2.0
// Projects and their money as charts, by one thing after another. Pure.
import { type Amounts, type Dimension, type Group, groupsBy, type Portfolio, type RegionOf } from '#insights/portfolio.ts';
import type { Reader } from '#text/message.ts';
import { headed } from '#text/words.ts';
import { currencyName } from '../kinds/wording.ts';
import type { Category, Chart } from './chart.ts';

export interface PortfolioNaming {
	reader: Reader;
	/** What a value is called: a country, a region, an area, an agency, a period, a state of the work. */
	name: (dimension: Dimension, value: string) => string;
	/** The projects that have it. */
	list: (dimension: Dimension, value: string) => string;
	regionOf: RegionOf;
	demo: boolean;
}

/** The charts of one figure: how many, and how much of each currency. */
export function portfolioCharts(dimension: Dimension, portfolio: Portfolio, { reader, name, list, regionOf, demo }: PortfolioNaming): Chart[] {
	const { t, language } = reader;
	const groups = groupsBy(dimension, portfolio.projects, regionOf);
	const title = t(`dashboards.projects.by.${dimension}`);
	const several = groups.some((group) => group.several);
	const common = {
		title,
		head: t(heads[dimension]),
		wholes: [{ label: t('dashboards.projects'), count: portfolio.projects.length }],
		notes: [
			...(demo ? [t('dashboards.projects.demo')] : []),
			...(several ? [t('dashboards.projects.several.help')] : []),
			...(portfolio.leftOut.length ? [t('dashboards.projects.programmes', { count: portfolio.leftOut.length })] : [])
		]
	};
	const caveat = portfolio.multiFocal ? [t('dashboards.projects.caveat')] : [];
	const category = (group: Group): Category => ({
		id: group.several ? 'several' : (group.value ?? 'not-said'),
		label: group.several ? t('dashboards.projects.several') : group.value === null ? t('dashboards.projects.not-said') : name(dimension, group.value),
		...(group.several || group.value === null ? {} : { href: list(dimension, group.value) })
	});
	const time = dimension === 'period';
	const ordered = (by: (group: Group) => number): Group[] =>
		time
			? groups.toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || inOrder(a.value ?? '', b.value ?? ''))
			: groups.toSorted((a, b) => Number(a.value === null) - Number(b.value === null) || by(b) - by(a));
	const counted = ordered(({ projects }) => projects).filter(({ several: each }) => !each);
	const kind = time ? ('columns' as const) : ('bars' as const);
	const counts = {
		categories: counted.map(category),
		series: [{ id: 'projects', label: t('dashboards.projects'), values: counted.map(({ projects }) => String(projects)) }]
	};
	const currencies = (of: 'grants' | 'cofinancing') => [...new Set(groups.flatMap((group) => Object.keys(group[of])))].sort();
	const money = (of: 'grants' | 'cofinancing', words: string): Chart[] =>
		currencies(of).map((currency): Chart => {
			const amount = (amounts: Amounts) => amounts[currency] ?? null;
			const rows = ordered((group) => Number(amount(group[of]) ?? 0)).filter((group) => amount(group[of]) !== null);
			return {
				...common,
				id: `${of}.${currency}`,
				kind,
				title: headed(language, title, words),
				unit: currencyName(language, currency),
				notes: [...common.notes, ...caveat],
				categories: rows.map(category),
				series: [{ id: of, label: words, values: rows.map((group) => amount(group[of])) }]
			};
		});
	return [
		{ ...common, id: 'projects', kind, unit: t('dashboards.projects'), ...counts },
		...money('grants', t('dashboards.projects.grants')),
		...money('cofinancing', t('dashboards.projects.cofinancing')),
		...(dimension === 'party'
			? [{ ...common, id: 'map', kind: 'map' as const, title: `${title} – ${t('dashboards.map')}`, unit: t('dashboards.projects'), ...counts }]
			: [])
	];
}

const heads = {
	party: 'dashboards.party',
	region: 'registers.filter.region',
	area: 'dashboards.area',
	agency: 'dashboards.agency',
	period: 'dashboards.period',
	status: 'dashboards.status'
} as const;

/** GEF-2 before GEF-10, and a pilot before both. */
const inOrder = (a: string, b: string): number => {
	const digits = (text: string) => Number(/\d+/.exec(text)?.[0] ?? 0);
	return digits(a) - digits(b) || (a < b ? -1 : 1);
};
