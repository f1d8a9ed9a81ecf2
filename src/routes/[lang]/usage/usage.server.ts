// How the platform is used, for the public page, the page of the secretariat and the files of both.
import type { Chart } from '#components/charts/chart.ts';
import { number, shortMonth } from '#components/intl.ts';
import { valueText } from '#components/usage/wording.ts';
import { readUsage, titlesOf } from '#insights/server/usage-figures.ts';
import type { UsageDimension } from '#insights/usage.ts';
import { floored, type ShownRow, type UsageFigures } from '#insights/usage-figures.ts';
import { type Period, periodAsked, periodQuery, stepsIn } from '#insights/usage-period.ts';
import { officeDimensions, otherDimensions, publicDimensions } from '#insights/usage-table.ts';
import type { RegionKey } from '#insights/statistic.ts';
import { locales } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import { addDays } from '#convention/day.ts';
import { addresses } from '#components/addresses.ts';
import { regionNames } from '../reporting/regions.server.ts';

/** The public sees days that are over: what is still counted changes with every minute. */
export const lastDay = (today: string, office: boolean): string => (office ? today : addDays(today, -1));

export interface Named {
	label: string;
	href?: string;
}

/** What values are called, and where they lead. */
export async function namesFor(locals: App.Locals, figures: UsageFigures): Promise<(dimension: UsageDimension, row: ShownRow) => Named> {
	const { reader, convention, platform } = locals;
	const { language, t } = reader;
	const titles = await titlesOf(
		platform.database.read,
		(figures.by.record ?? []).map(({ value }) => value)
	);
	const groups: Map<string, string> = regionNames(locals) as Map<RegionKey, string>;
	const to = addresses(language);
	return (dimension, { value, together }) => {
		if (value === null) return { label: t('usage.others', { count: together }) };
		if (dimension === 'area')
			return { label: say(convention.entry('areas', value)?.words, language) || value, ...(convention.area(value) ? { href: to.area(value) } : {}) };
		if (dimension === 'group') return { label: groups.get(value) ?? valueText(reader, dimension, value) };
		if (dimension === 'record') {
			const title = titles.get(value);
			return title === undefined
				? { label: valueText(reader, dimension, value) }
				: { label: say(title as Words, language) || value, href: to.record(value) };
		}
		if (dimension === 'page' && value.startsWith('/')) return { label: value, href: encodeURI(`/${language}${value === '/' ? '' : value}`) };
		return { label: valueText(reader, dimension, value) };
	};
}

export async function usagePage(locals: App.Locals, url: URL, office: boolean) {
	const { platform, reader, today } = locals;
	const last = lastDay(today, office);
	const period = periodAsked(url.searchParams, last);
	const figures = await readUsage(platform.database.read, period);
	const named = await namesFor(locals, figures);
	const by = (office ? officeDimensions : publicDimensions).map((dimension) => ({
		dimension,
		rows: floored(figures.by[dimension] ?? []).map((row) => ({ ...row, ...named(dimension, row) }))
	}));
	const machines = (office ? otherDimensions : []).map((dimension) => ({
		dimension,
		rows: (figures.by[dimension] ?? [])
			.filter(({ now }) => now.replies > 0)
			.map(({ value, now }) => ({ label: valueText(reader, dimension, value), replies: now.replies }))
	}));
	return {
		here: `/${reader.language}${office ? '/work' : ''}/usage`,
		period,
		last,
		query: periodQuery(period),
		totals: figures.totals,
		since: figures.since,
		comparable: figures.comparable,
		fromLog: figures.fromLog,
		charts: [overTime(locals, period, figures), ...byLanguage(locals, figures)],
		by,
		machines
	};
}

function overTime({ reader }: App.Locals, period: Period, figures: UsageFigures): Chart {
	const { t, language } = reader;
	const { step, parts } = stepsIn(period);
	const short = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', day: 'numeric', month: 'short' });
	const label = (from: string) =>
		step === 'year' ? from.slice(0, 4) : step === 'month' ? shortMonth(language, from.slice(0, 7)) : short.format(new Date(`${from}T00:00:00Z`));
	const sums = parts.map(({ from, to }) => figures.days.filter((each) => each.day >= from && each.day <= to));
	const column = (measure: 'visitors' | 'views' | 'acts') => ({
		id: measure,
		label: t(`usage.${measure}`),
		values: sums.map((days) => String(days.reduce((sum, { sums: of }) => sum + of[measure], 0)))
	});
	return {
		id: 'time',
		kind: 'columns',
		title: `${t('usage.over-time')}: ${t('usage.views')}`,
		head: t('usage.time'),
		categories: parts.map(({ from }) => ({ id: from, label: label(from) })),
		series: [column('views')],
		unit: t('usage.views'),
		wholes: [],
		notes: [
			`${t('usage.visitors')}: ${number(language, figures.totals.people.now.visitors)} · ${t('usage.acts')}: ${number(language, figures.totals.people.now.acts)}`
		]
	};
}

/** Drawn only where something may be shown. */
function byLanguage({ reader }: App.Locals, figures: UsageFigures): Chart[] {
	const { t } = reader;
	const rows = floored(figures.by.language ?? []).filter(({ value, now }) => value !== null && now.views !== null);
	if (rows.length < 2) return [];
	return [
		{
			id: 'language',
			kind: 'bars',
			title: `${t('usage.by.language')}: ${t('usage.views')}`,
			head: t('usage.by.language'),
			categories: rows.map(({ value }) => ({ id: value ?? '', label: valueText(reader, 'language', value ?? '') })),
			series: [{ id: 'views', label: t('usage.views'), values: rows.map(({ now }) => String(now.views)) }],
			unit: t('usage.views'),
			wholes: [],
			notes: []
		}
	];
}
