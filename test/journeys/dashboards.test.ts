// SPDX-License-Identifier: Apache-2.0
// Dashboards as a stranger reads them: what stands on them is what one counts by hand over the published reports and projects, every question of the form
// has its chart, files and frames say the same as the page, and nothing that is private is anywhere.
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chart } from '#components/charts/chart.ts';
import type { Figure } from '#components/charts/figure.ts';
import { isClosed } from '#components/charts/question-charts.ts';
import { allQuestions, type Answers, type Form, type Json } from '#forms/form.ts';
import { isCounted } from '#insights/statistic.ts';
import { isRefusal } from '#people/refusal.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { beginReport } from '#reporting/server/begin-report.ts';
import { openCycle } from '#reporting/server/open-cycle.ts';
import { schemesOf } from '#records/schemes.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { load as dashboardPage } from '../../src/routes/[lang]/dashboards/[dashboard]/+page.server.ts';
import { load as figurePage } from '../../src/routes/[lang]/dashboards/[dashboard]/[figure]/+page.server.ts';
import { GET as figureFile } from '../../src/routes/[lang]/dashboards/[dashboard]/[figure].[format]/+server.ts';
import { GET as packageFile } from '../../src/routes/[lang]/dashboards/[dashboard].zip/+server.ts';
import { load as framePage } from '../../src/routes/[lang]/embed/dashboards/[dashboard]/[figure]/+page.server.ts';
import { GET as oembed } from '../../src/routes/oembed/+server.ts';
import type { ReportsDashboard } from '../../src/routes/[lang]/dashboards/reports-page.server.ts';
import type { ProjectsDashboard } from '../../src/routes/[lang]/dashboards/projects.server.ts';
import { fullAnswers } from '../../bench/ground/full-answers.ts';
import { canary, type Exchange, openExchange, origin, today } from '../exchange.ts';
import { ama, lena, paul } from '../people.ts';

const short = '2025-2026';
const full = '2021-2024';
let exchange: Exchange;
beforeAll(async () => {
	exchange = await openExchange();
}, 120_000);
afterAll(() => exchange?.close());

const fine = <T>(outcome: T) => {
	if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
	return outcome as Exclude<T, { refusal: unknown }>;
};
const write: Exchange['world']['database']['write'] = (act) => exchange.world.database.write(act);

/** As the web framework asks. */
async function asks<Given>(load: (event: never) => unknown, path: string, params: object = {}, language: Language = 'en'): Promise<Given> {
	const { database, definitions, convention } = exchange.world;
	const url = new URL(path.startsWith('/oembed') ? `${origin}${path}` : `${origin}/${language}${path}`);
	const locals = {
		platform: { database, configuration: { origin } },
		definitions,
		convention,
		today,
		person: null,
		reader: await readerIn(language),
		remembered: (_: string, make: () => unknown) => make()
	};
	return (await load({ locals, url, params: { lang: language, ...params }, request: new Request(url) } as never)) as Given;
}
const figure = async (id: string, query: string, { dashboard = 'reports', language = 'en' as Language } = {}) =>
	(await asks<{ figure: Figure }>(figurePage, `/dashboards/${dashboard}/${id}${query}`, { dashboard, figure: id }, language)).figure;
const file = (id: string, format: string, query: string, { dashboard = 'reports', language = 'en' as Language } = {}) =>
	asks<Response>(figureFile, `/dashboards/${dashboard}/${id}.${format}${query}`, { dashboard, figure: id, format }, language);
const reports = async (query: string) =>
	(await asks<{ reports: ReportsDashboard }>(dashboardPage, `/dashboards/reports${query}`, { dashboard: 'reports' })).reports;
const projects = async (dashboard: 'gef' | 'sip', query = '') =>
	(await asks<{ projects: ProjectsDashboard }>(dashboardPage, `/dashboards/${dashboard}${query}`, { dashboard })).projects;
const status = async (asked: Promise<unknown>) =>
	asked.then(
		() => 200,
		(fault: { status?: number }) => fault.status
	);

const chartIn = ({ charts }: Figure, id: string): Chart => {
	const found = charts.find((chart) => chart.id === id);
	if (!found) throw new Error(`no chart ${id} among ${charts.map((chart) => chart.id).join(', ')}`);
	return found;
};
/** What stands in a chart, by the labels of series and categories. */
const value = (chart: Chart, category: string, series: string) =>
	chart.series.find(({ id }) => id === series)?.values[chart.categories.findIndex(({ id }) => id === category)];
const whole = (chart: Chart, label: string) => chart.wholes.find((each) => each.label === label)?.count;

test('with nothing published every dashboard is there and says so', async () => {
	expect(await reports('')).toMatchObject({ section: null, demo: false });
	for (const { charts } of [(await reports(`?cycle=${full}`)).performance as Figure]) expect(charts.length).toBeGreaterThan(3);
	expect((await figure('q3-1', `?cycle=${full}`)).charts[0]?.wholes.find(({ label }) => label === 'Reports published')?.count).toBe(0);
	for (const dashboard of ['gef', 'sip'] as const) expect(await projects(dashboard)).toMatchObject({ totals: { projects: 0, grants: {} } });
	expect((await file('party', 'svg', '', { dashboard: 'gef' })).headers.get('content-type')).toBe('image/svg+xml');
	for (const [id, query] of [
		['q3-1', '?cycle=1999'],
		['a-4-nothing', `?cycle=${full}`],
		['explanations', `?cycle=${full}`],
		['q3-1', `?cycle=${full}&chart=other`]
	] as const)
		expect(await status(figure(id, query)), `${id} ${query}`).toBe(404);
	expect(await status(figure('region', '', { dashboard: 'mars' }))).toBe(404);
});

describe('two reports that Parties filed', () => {
	const answers = (more: Answers): Answers => ({
		'a-2': '2017-03-23',
		'a-3': '2017-08-16',
		'a-4': { name: 'A. Person', organisation: 'Agency', email: `${canary}@example.org`, telephone: canary, private: ['email', 'telephone'] },
		'a-5-differs': false,
		'q3-1': true,
		'q3-1-a': ['2031-05'],
		'q3-1-c': [{ year: 2025, quantity: { amount: '0.1', unit: 't' } }],
		'q3-3': false,
		'q3-3-iii': '=SUM(A1) Nothing was found.',
		'q3-5': ['no-exports'],
		'q11-2': false,
		...more
	});
	async function filed(by: typeof ama, party: string, more: Answers = {}) {
		const doing = () => exchange.world.doing(by);
		const report = fine(await write((db) => beginReport(db, doing(), { cycle: short, party })));
		const draft = await draftOf(exchange.world.database.fresh, report.id);
		fine(await write((db) => saveAnswers(db, doing(), { record: report.id, version: draft?.version ?? 0, answers: answers(more) })));
		fine(await write((db) => submit(db, doing(), report.id)));
		return report.id;
	}
	const publish = async (record: string) => {
		const checklist = exchange.world.definitions.current('art21-short')?.form.checklist;
		fine(await write((db) => moveRecord(db, exchange.world.doing(paul), { record, move: 'publish', checklist })));
		await exchange.world.react();
	};

	test('are counted once they are published and not before, over Parties bound, with those without a report apart', async () => {
		fine(await write((db) => openCycle(db, exchange.world.doing(paul), short)));
		const ghana = await filed(ama, 'GHA');
		await publish(ghana);
		const swiss = await filed(lena, 'CHE', { 'q3-1': false, 'q3-1-a': null, 'q3-1-c': null });
		const before = chartIn(await figure('q3-1', `?cycle=${short}`), 'answers');
		const bound = whole(before, 'Parties bound') ?? 0;
		expect([value(before, 'all', 'yes'), value(before, 'all', 'no'), whole(before, 'Reports published')]).toEqual(['1', '0', 1]);
		await publish(swiss);
		const after = chartIn(await figure('q3-1', `?cycle=${short}`), 'answers');
		expect([value(after, 'all', 'yes'), value(after, 'all', 'no')]).toEqual(['1', '1']);
		expect([value(after, 'africa', 'yes'), value(after, 'weog', 'no'), value(after, 'grulac', 'yes')]).toEqual(['1', '1', '0']);
		expect(whole(after, 'Parties without a published report')).toBe(bound - 2);
		const follows = chartIn(await figure('q3-1-c', `?cycle=${short}`), 'sums.quantity.t');
		expect([whole(follows, 'Asked this question'), value(follows, '2025', 'africa')]).toEqual([1, '0.1']);
	});

	test('how the cycle goes agrees with the tracker', async () => {
		const { charts } = await figure('performance', `?cycle=${short}`);
		const [regions] = charts as [Chart];
		expect(value(regions, 'all', 'published')).toBe('2');
		expect(regions.series.reduce((sum, { values }) => sum + Number(values[0]), 0)).toBe(whole(regions, 'Parties bound'));
		const time = charts.find(({ id }) => id === 'time');
		expect(time?.series.flatMap(({ values }) => values).reduce((sum, each) => sum + Number(each), 0)).toBe(2);
	});

	test('a choice narrows the wholes as well as the parts', async () => {
		const africa = chartIn(await figure('q3-1', `?cycle=${short}&region=africa`), 'answers');
		expect([value(africa, 'all', 'yes'), value(africa, 'all', 'no'), whole(africa, 'Reports published')]).toEqual(['1', '0', 1]);
		const one = chartIn(await figure('q3-1', `?cycle=${short}&party=CHE`), 'answers');
		expect([whole(one, 'Parties bound'), value(one, 'all', 'no')]).toEqual([1, '1']);
		const { asked } = await figure('q3-1', `?cycle=${short}&region=mars&party=<b>&zoom=moon`);
		expect(asked).toMatchObject({ region: null, party: null, zoom: null });
	});

	test('nothing that is private comes out, and nothing that was written runs, in any file', async () => {
		const bytes = new Uint8Array(
			await (await asks<Response>(packageFile, `/dashboards/reports.zip?cycle=${short}`, { dashboard: 'reports' })).arrayBuffer()
		);
		const texts = Object.values(unzipSync(bytes)).map((each) => strFromU8(each));
		for (const id of ['q3-1', 'q3-3-iii', 'q3-1-c'])
			for (const format of ['svg', 'csv', 'json']) texts.push(await (await file(id, format, `?cycle=${short}`)).text());
		texts.push(JSON.stringify(await reports(`?cycle=${short}&section=party`)));
		for (const text of texts) {
			expect(text).not.toContain(canary);
			expect(text).not.toContain('=SUM');
		}
		expect(await status(figure('a-4', `?cycle=${short}`))).toBe(200);
	});
});

describe('twelve full reports', () => {
	let form: Form;
	const said = new Map<string, Answers>();
	beforeAll(async () => {
		const { definitions, convention } = exchange.world;
		form = definitions.form('art21-full', convention.cycle(full)?.formVersion ?? undefined) as Form;
		const schemes = schemesOf(form, convention);
		const parties = ['GHA', 'PER', 'CHE', 'KEN', 'JPN', 'BRA', 'FRA', 'IND', 'MEX', 'ARM', 'TZA', 'IDN'];
		for (const [at, party] of parties.entries())
			said.set(party, {
				...fullAnswers(form, schemes, { language: languages[at % 6] ?? 'en', lines: 3, letters: 60, variant: at }),
				'q3-1': at % 3 > 0,
				'q3-5-b': [
					{ year: 2022, importingCountry: at % 2 ? 'CHE' : 'GHA', quantity: { amount: '1.5', unit: 't' } },
					{ year: 2023, importingCountry: 'CHE', quantity: { amount: '250', unit: 'kg' } },
					{ year: 2023, quantity: { amount: '9', unit: 't' } }
				],
				cycle: full
			});
		await write(async (db) => {
			for (const [party, answers] of said) await put(db, `MC-REPORT-${party}-0009`, { type: 'art21-full', owner: party, answers });
		});
	}, 60_000);

	test('every question that anybody may read has a chart, and none is asked after by hand', async () => {
		const sections = await Promise.all((await reports(`?cycle=${full}`)).sections.map(({ id }) => reports(`?cycle=${full}&section=${id}`)));
		const shown = sections.flatMap(({ figures, words }) => [...figures, ...words].map(({ id }) => id));
		expect(shown.toSorted()).toEqual(
			allQuestions(form)
				.filter(isCounted)
				.map(({ id }) => id)
				.toSorted()
		);
		const closed = sections.flatMap(({ figures }) => figures);
		expect(closed.map(({ id }) => id).toSorted()).toEqual(
			allQuestions(form)
				.filter((each) => isCounted(each) && isClosed(each))
				.map(({ id }) => id)
				.toSorted()
		);
		expect(closed.filter(({ charts }) => charts.length === 0)).toEqual([]);
		// The 43 numbered questions of the questionnaire, whatever their parts are called.
		const numbers = new Set(allQuestions(form).flatMap(({ number }) => /^\d+\.\d+/.exec(number ?? '')?.[0] ?? []));
		expect(numbers.size).toBeGreaterThanOrEqual(43);
		let charts = 0;
		for (const { id } of closed) charts += (await figure(id, `?cycle=${full}`)).charts.length;
		expect(charts).toBeGreaterThan(135);
	});

	test('every yes and no is what one counts by hand', async () => {
		for (const question of allQuestions(form).filter((each) => each.kind === 'yes-no' && isCounted(each))) {
			const chart = (await figure(question.id, `?cycle=${full}`)).charts[0] as Chart;
			const asked = [...said.values()].map((answers) => answers[question.id]);
			// Only answers to questions that were put count; a hidden one left the submission.
			expect(value(chart, 'all', 'yes'), question.id).toBe(String(asked.filter((answer) => answer === true).length));
			expect(value(chart, 'all', 'no'), question.id).toBe(String(asked.filter((answer) => answer === false).length));
		}
	});

	test('trade is added up pair by pair, and lines that name nobody have no place', async () => {
		const trade = chartIn(await figure('q3-5-b', `?cycle=${full}`), 'trade.t');
		expect(trade.kind).toBe('matrix');
		expect([value(trade, 'PER', 'CHE'), value(trade, 'GHA', 'GHA'), value(trade, 'GHA', 'CHE'), value(trade, 'PER', 'GHA')]).toEqual([
			'1.75',
			'1.5',
			'0.25',
			null
		]);
		const each = chartIn(await figure('q3-5-b', `?cycle=${full}`), 'parties.quantity.t');
		expect(value(each, 'PER', 'amount')).toBe('10.75');
	});

	test('page, frame, oEmbed and files tell the same', async () => {
		const query = `?cycle=${full}&region=africa&chart=regions`;
		const chart = chartIn(await figure('q3-1', query), 'regions');
		const frame = await asks<{ chart: Chart }>(framePage, `/embed/dashboards/reports/q3-1${query}`, { dashboard: 'reports', figure: 'q3-1' });
		expect(frame.chart).toEqual(chart);
		const json = (await (await file('q3-1', 'json', query)).json()) as { chart: Chart; source: { address: string } };
		expect(json.chart.series).toEqual(chart.series);
		expect(json.source.address).toBe(`${origin}/en/dashboards/reports/q3-1?cycle=${full}&region=africa&chart=regions`);
		const lines = (await (await file('q3-1', 'csv', query)).text()).replace('\ufeff', '').trim().split('\r\n');
		expect(lines.length - 1).toBe(chart.categories.length * chart.series.length);
		const png = Buffer.from(await (await file('q3-1', 'png', query, { language: 'ar' })).arrayBuffer());
		expect(png.subarray(1, 4).toString()).toBe('PNG');
		const svg = await (await file('q3-1', 'svg', query, { language: 'fr' })).text();
		expect(svg).toContain('xml:lang="fr"');

		const address = encodeURIComponent(json.source.address);
		const told = (await (await asks<Response>(oembed, `/oembed?url=${address}&maxwidth=300`)).json()) as {
			html: string;
			width: number;
			type: string;
		};
		expect(told).toMatchObject({ type: 'rich', version: '1.0', width: 300 });
		expect(told.html).toContain(`${origin}/en/embed/dashboards/reports/q3-1?cycle=${full}&amp;region=africa&amp;chart=regions`);
		expect(await (await asks<Response>(oembed, `/oembed?url=${address}&format=xml`)).text()).toContain('<oembed><version>1.0</version>');
		expect((await asks<Response>(oembed, `/oembed?url=${address}&format=yaml`)).status).toBe(501);
		for (const other of ['https://other.example/en/dashboards/reports/q3-1', `${origin}/en/work`, 'no address', ''])
			expect(await status(asks(oembed, `/oembed?url=${encodeURIComponent(other)}`)), other).toBe(404);
		expect(await status(file('q3-1', 'exe', query))).toBe(404);
	});

	test('all figures are a data package: every table is described, and is what its description says', async () => {
		const bytes = new Uint8Array(
			await (await asks<Response>(packageFile, `/dashboards/reports.zip?cycle=${full}`, { dashboard: 'reports' }, 'fr')).arrayBuffer()
		);
		const files = unzipSync(bytes);
		const described = JSON.parse(strFromU8(files['datapackage.json'] as Uint8Array)) as {
			licenses: { title: string }[];
			created: string;
			resources: { name: string; path: string; hash: string; bytes: number; schema: { fields: { name: string }[] } }[];
		};
		expect(described.created).toBe(`${today}T00:00:00Z`);
		expect(described.licenses[0]?.title.length).toBeGreaterThan(20);
		expect(described.resources.map(({ name }) => name)).toEqual(['charts', 'denominators', 'values']);
		for (const { path, hash, bytes: length, schema } of described.resources) {
			const table = files[path] as Uint8Array;
			expect(`sha256:${createHash('sha256').update(table).digest('hex')}`).toBe(hash);
			expect(table.length).toBe(length);
			const [head] = strFromU8(table).split('\r\n');
			expect(head?.split(',')).toEqual(schema.fields.map(({ name }) => name));
		}
	});

	test('the choice of a question leads to its address', async () => {
		const led = asks(dashboardPage, `/dashboards/reports?cycle=${full}&region=africa&section=&question=q3-1`, { dashboard: 'reports' });
		await expect(led).rejects.toMatchObject({ status: 303, location: `/en/dashboards/reports/q3-1?cycle=${full}&region=africa` });
		// Another cycle asks other things: what it does not ask is as if nothing were chosen.
		expect(await reports(`?cycle=${short}&section=article-4&question=q4-1`)).toMatchObject({ section: null, cycle: { id: short } });
	});
});

describe('projects', () => {
	const usd = (amount: string, source = 'GEF Trust Fund') => [{ source, amount: { amount, unit: 'USD' } }];
	const gef = (id: string) => [{ scheme: 'gef', id }];
	beforeAll(async () => {
		const all: Record<string, Answers> = {
			'MC-PROJECT-0001': { identifiers: gef('9602'), programme: true, parties: ['GHA', 'PER'], funding: usd('100') },
			'MC-PROJECT-0002': {
				identifiers: gef('9697'),
				parent: 'MC-PROJECT-0001',
				parties: ['GHA'],
				agencies: ['UNIDO'],
				period: 'GEF-6',
				status: 'approved',
				funding: usd('40.5'),
				cofinancing: usd('200', 'Government')
			},
			'MC-PROJECT-0003': {
				identifiers: gef('9707'),
				parent: 'MC-PROJECT-0001',
				parties: ['PER', 'GHA'],
				agencies: ['UNDP', 'UNEP'],
				period: 'GEF-10',
				funding: usd('60'),
				focalAreas: ['Chemicals and Waste', 'Biodiversity']
			},
			'MC-PROJECT-0004': { identifiers: [{ scheme: 'sip', id: '1' }], parties: ['GHA'], funding: usd('7', 'Specific International Programme') }
		};
		await write(async (db) => {
			for (const [id, answers] of Object.entries(all)) await put(db, id, { type: 'project', owner: 'secretariat', kind: 'secretariat', answers });
		});
	});

	test('a programme is never added to what is part of it; money of several is not divided; the caveat is said', async () => {
		const { totals, figures, list } = await projects('gef');
		expect(totals).toEqual({ projects: 2, grants: { USD: '100.5' }, cofinancing: { USD: '200' }, leftOut: 1, multiFocal: 1 });
		expect(list).toBe('/en/projects?source=gef');
		const party = figures.find(({ id }) => id === 'party') as Figure;
		expect([value(chartIn(party, 'projects'), 'GHA', 'projects'), value(chartIn(party, 'projects'), 'PER', 'projects')]).toEqual(['2', '1']);
		const grants = chartIn(party, 'grants.USD');
		expect([value(grants, 'GHA', 'grants'), value(grants, 'PER', 'grants'), value(grants, 'several', 'grants')]).toEqual(['40.5', undefined, '60']);
		expect(grants.notes.join(' ')).toContain('less than the sum');
		expect(chartIn(figures.find(({ id }) => id === 'period') as Figure, 'projects').categories.map(({ id }) => id)).toEqual(['GEF-6', 'GEF-10']);
		const status = chartIn(figures.find(({ id }) => id === 'status') as Figure, 'projects');
		expect([value(status, 'approved', 'projects'), value(status, 'not-said', 'projects')]).toEqual(['1', '1']);
		for (const category of chartIn(party, 'projects').categories) expect(category.href).toBe(`/en/projects?source=gef&party=${category.id}`);
	});

	test('a choice narrows them, and each source has its own', async () => {
		expect((await projects('gef', '?agency=UNIDO')).totals).toMatchObject({ projects: 1, grants: { USD: '40.5' }, leftOut: 0 });
		expect((await projects('gef', '?region=africa&period=GEF-10')).totals).toMatchObject({ projects: 1, grants: { USD: '60' } });
		expect((await projects('sip')).totals).toMatchObject({ projects: 1, grants: { USD: '7' } });
		const found = await figure('party', '?chart=map&zoom=africa', { dashboard: 'gef', language: 'ar' });
		expect(chartIn(found, 'map').zoom).toBe('africa');
	});
});

/** What stands in the catalogue once a record is published, without the way there. */
async function put(
	db: Parameters<Parameters<typeof write>[0]>[0],
	id: string,
	{ type, owner, kind = 'party', answers }: { type: string; owner: string; kind?: string; answers: Answers }
) {
	await sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, answers, languages, parties, areas, articles, concepts,
			year, demo, first_published_at, published_at, search)
		values (${id}, 1, ${type}, ${kind}, ${owner}, 'published', '{"en":"A mercury project"}', ${JSON.stringify(answers as Json)}::jsonb, '{en}', '{}', '{}', '{}', '{}', 2025, true,
			now(), now(), '')`.execute(db as never);
}
