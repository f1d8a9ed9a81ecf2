// The figures of a page as a file: CSV and spreadsheets in the words of the reader, JSON with the codes.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { readUsage } from '#insights/server/usage-figures.ts';
import type { UsageDimension } from '#insights/usage.ts';
import { periodAsked, periodQuery } from '#insights/usage-period.ts';
import { exportRows, officeDimensions, otherDimensions, publicDimensions } from '#insights/usage-table.ts';
import { privacyFloor } from '#insights/usage-figures.ts';
import { isDownload } from '#interop/sheets/results-table.ts';
import { linesOf } from '#interop/sheets/tracker-table.ts';
import { type Sheet, sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { lastDay, namesFor } from './usage.server.ts';

export async function usageFile(locals: App.Locals, url: URL, format: string, office: boolean): Promise<Response> {
	if (!isDownload(format)) error(404);
	const { platform, reader, today } = locals;
	const { t, language, direction } = reader;
	const period = periodAsked(url.searchParams, lastDay(today, office));
	const figures = await readUsage(platform.database.read, period);
	const rows = exportRows(figures, office ? [...officeDimensions, ...otherDimensions] : publicDimensions);
	const address = `${platform.configuration.origin}/${language}${office ? '/work' : ''}/usage${periodQuery(period)}`;
	const headers = {
		'content-disposition': `attachment; filename="usage-${period.from}-${period.to}.${format}"`,
		'content-language': language,
		...(office ? { 'cache-control': 'no-store' } : {})
	};
	if (format === 'json') {
		const { from, to, before } = period;
		const body = { address, from, to, before, since: figures.since, comparable: figures.comparable, floor: privacyFloor, figures: rows };
		return new Response(JSON.stringify(body), { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
	}
	const named = await namesFor(locals, figures);
	const heads: Record<string, string> = {
		all: t('usage.title'),
		day: t('usage.period.day'),
		...Object.fromEntries(
			[...officeDimensions, ...otherDimensions].map((dimension) => [dimension, t(`usage.by.${dimension as Exclude<UsageDimension, 'all'>}`)])
		)
	};
	const audience: Record<string, string> = { people: t('usage.visitors'), robots: t('usage.by.robot'), programs: t('usage.by.program') };
	const value = ({ dimension, value: of }: (typeof rows)[number]): string =>
		of === null
			? t('usage.beyond')
			: dimension === 'all'
				? (audience[of] ?? of)
				: dimension === 'day'
					? of
					: named(dimension as UsageDimension, { value: of, together: 1 } as never).label;
	const table: Sheet = {
		name: t('usage.work.title'),
		rtl: direction === 'rtl',
		above: [
			[t('usage.range', { from: period.from, to: period.to }), t('usage.floor', { floor: privacyFloor })],
			[t('search.column.address'), address]
		],
		columns: [
			{ head: t('usage.kind'), width: 24 },
			{ head: t('usage.value'), width: 40 },
			{ head: t('usage.visitors'), width: 14 },
			{ head: t('usage.views'), width: 14 },
			{ head: t('usage.acts'), width: 14 },
			{ head: t('usage.replies'), width: 18 },
			{ head: `${t('usage.views')} (${t('usage.before')})`, width: 18 },
			{ head: t('usage.change'), width: 18 }
		],
		rows: rows.map((row) => [
			heads[row.dimension] ?? row.dimension,
			value(row),
			row.visitors,
			row.views,
			row.acts,
			row.replies,
			row.viewsBefore,
			row.change
		])
	};
	if (format === 'csv')
		return new Response(csv(linesOf(table)), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } });
	return new Response(await xlsx(table), { headers: { ...headers, 'content-type': sheetType } });
}
