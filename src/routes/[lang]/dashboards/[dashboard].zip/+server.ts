// All figures of a dashboard as a Frictionless Data Package.
import { error } from '@sveltejs/kit';
import { strToU8, zip } from 'fflate';
import { promisify } from 'node:util';
import { csv } from '#api/csv.ts';
import { valueHeads, valueRows } from '#components/charts/chart-rows.ts';
import { dashboardAddresses, type Figure, waysTo } from '#components/charts/figure.ts';
import { dashboardAsked, dashboardQuery, isDashboard } from '#insights/dashboard.ts';
import { dataPackage, type Field, type Resource } from '#interop/datapackage/package.ts';
import { allFigures } from '../all-figures.server.ts';
import type { RequestHandler } from './$types.ts';

const field = (name: string, title: string, type: Field['type'] = 'string'): Field => ({ name, title, type });

function resources(figures: readonly Figure[], { t, language }: App.Locals['reader'], origin: string): Resource[] {
	const charts = figures.flatMap((figure) => figure.charts.map((chart) => ({ figure, chart })));
	// A spreadsheet wants the mark at the beginning, a program that reads packages does not.
	const written = (rows: (string | number | null)[][]) => csv(rows).slice(1);
	const belongs = [{ fields: ['figure', 'chart'], reference: { resource: 'charts', fields: ['figure', 'chart'] } }];
	const keys = [field('figure', t('dashboards.figure')), field('chart', t('dashboards.chart'))];
	return [
		{
			name: 'charts',
			title: t('dashboards.chart'),
			fields: [
				...keys,
				field('title', t('dashboards.package.title')),
				field('unit', t('dashboards.chart.unit')),
				field('notes', t('dashboards.package.notes')),
				field('address', t('dashboards.address'))
			],
			primaryKey: ['figure', 'chart'],
			csv: written([
				['figure', 'chart', 'title', 'unit', 'notes', 'address'],
				...charts.map(({ figure, chart }) => {
					const ways = waysTo(language, figure, chart);
					return [figure.id, chart.id, chart.title, chart.unit, chart.notes.join(' '), `${origin}${ways.page}${ways.query}`];
				})
			])
		},
		{
			name: 'denominators',
			title: t('reporting.counted-over'),
			fields: [...keys, field('label', t('party.what')), field('count', t('dashboards.number'), 'integer')],
			foreignKeys: belongs,
			csv: written([
				['figure', 'chart', 'label', 'count'],
				...charts.flatMap(({ figure, chart }) => chart.wholes.map(({ label, count }) => [figure.id, chart.id, label, count]))
			])
		},
		{
			name: 'values',
			title: t('dashboards.package.values'),
			fields: [...keys, ...valueHeads.map((name) => field(name, name, name === 'value' ? 'number' : 'string'))],
			foreignKeys: belongs,
			csv: written([
				['figure', 'chart', ...valueHeads],
				...charts.flatMap(({ figure, chart }) => valueRows(chart).map((row) => [figure.id, chart.id, ...row]))
			])
		}
	];
}

export const GET: RequestHandler = async ({ locals, params, url }) => {
	if (!isDashboard(params.dashboard)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { reader, today, platform } = locals;
	const { origin } = platform.configuration;
	const { figures, asked } = await allFigures(locals, params.dashboard, dashboardAsked(url.searchParams));
	const files = dataPackage(
		{
			name: ['minamata', params.dashboard, asked.cycle].filter(Boolean).join('-'),
			title: `${reader.t('dashboards.title')}: ${reader.t(`dashboards.${params.dashboard}`)}`,
			description: [reader.t(`dashboards.${params.dashboard}.lede`), figures.some(({ demo }) => demo) ? reader.t('reporting.demo') : '']
				.filter(Boolean)
				.join(' '),
			day: today,
			address: `${origin}${dashboardAddresses(reader.language).one(params.dashboard)}${dashboardQuery(asked)}`,
			site: reader.t('site.name'),
			licence: reader.t('dashboards.licence'),
			language: reader.language
		},
		resources(figures, reader, origin)
	);
	const packed = await promisify(zip as (data: object, done: (fault: Error | null, bytes: Uint8Array) => void) => void)(
		Object.fromEntries(Object.entries(files).map(([path, text]) => [path, [strToU8(text), { mtime: `${today}T00:00:00` }]]))
	);
	return new Response(Buffer.from(packed as unknown as Uint8Array) as BodyInit, {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="minamata-${params.dashboard}-${today}.zip"`,
			'content-language': reader.language
		}
	});
};
