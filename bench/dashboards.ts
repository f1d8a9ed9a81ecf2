// SPDX-License-Identifier: Apache-2.0
// How long a dashboard takes over 150 full reports and 5,000 projects, on both databases: read and made into charts anew, and from what the process keeps
// while nothing changed. The page is then laid out and packed, which pages of any kind are. REPORTS (150), PROJECTS (5000), RUNS (20); ON=pglite|postgresql.
import { sql } from 'kysely';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { portfolioCharts } from '#components/charts/portfolio-charts.ts';
import { questionCharts, type Told } from '#components/charts/question-charts.ts';
import { draw } from '#components/charts/draw.ts';
import type { Answers, Form, Json } from '#forms/form.ts';
import { dimensions, portfolioOf, type Project } from '#insights/portfolio.ts';
import { readProjects } from '#insights/server/projects.ts';
import { readReports } from '#insights/server/reports.ts';
import type { Reports } from '#insights/reports.ts';
import type { Database, Writing } from '#platform/server/database.ts';
import { migrate } from '#platform/server/migrate.ts';
import { schemesOf } from '#records/schemes.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { median, percentile } from './ground/figures.ts';
import { fullAnswers } from './ground/full-answers.ts';
import { homes } from './ground/platform.ts';
import { type Figure, report, wanted } from './ground/results.ts';

const reports = wanted('REPORTS', 150);
const projects = wanted('PROJECTS', 5000);
const runs = wanted('RUNS', 20);
const cycle = '2021-2024';

async function fill(database: Database) {
	await migrate(database);
	await database.write(async (db) => {
		await seedConvention(db);
		await seedDefinitions(db);
	});
	const definitions = await loadDefinitions(database.read);
	const convention = await currentConvention(database);
	const form = definitions.form('art21-full') as Form;
	const schemes = schemesOf(form, convention);
	const parties = convention.parties('2024-12-31').map(({ id }) => id);
	await database.write(async (db) => {
		for (let at = 0; at < reports; at += 1) {
			const answers = fullAnswers(form, schemes, { language: languages[at % languages.length] ?? 'en', lines: 6, letters: 400, variant: at });
			await put(db, 'art21-full', `MC-REPORT-${at}`, parties[at % parties.length] ?? 'GHA', { ...answers, cycle });
		}
		for (let at = 0; at < projects; at += 1)
			await put(db, 'project', `MC-PROJECT-${at}`, 'secretariat', {
				identifiers: [{ scheme: 'gef', id: String(at) }],
				description: { en: 'x'.repeat(1000) },
				parties: [parties[at % parties.length] ?? 'GHA', ...(at % 5 ? [] : [parties[(at * 7) % parties.length] ?? 'PER'])],
				agencies: [['UNEP', 'UNDP', 'UNIDO', 'World Bank'][at % 4] ?? ''],
				areas: [convention.areas[at % convention.areas.length]?.id ?? ''],
				period: `GEF-${(at % 8) + 1}`,
				status: ['approved', 'completed', 'pipeline'][at % 3] ?? '',
				funding: [{ source: 'GEF Trust Fund', amount: { amount: String(100_000 + at), unit: 'USD' } }],
				cofinancing: [{ source: 'Others', amount: { amount: String(200_000 + at), unit: 'USD' } }],
				...(at % 50 === 1 ? { parent: `MC-PROJECT-${at - 1}` } : {})
			});
	});
	await database.script('vacuum analyze catalogue.entries');
	return { definitions, convention, form, schemes };
}

const put = (db: Writing, type: string, id: string, owner: string, answers: Answers) =>
	sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, answers, languages, parties, areas, articles, concepts,
			year, demo, first_published_at, published_at, search)
		values (${id}, 1, ${type}, ${owner === 'secretariat' ? 'secretariat' : 'party'}, ${owner}, 'published', '{"en":"Mercury"}', ${JSON.stringify(answers as Json)}::jsonb,
			'{en}', '{}', '{}', '{21}', '{}', 2025, true, now(), now(), '')`.execute(db as never);

interface Times {
	whole: number[];
	processor: number[];
}

async function timed(into: Times, counts: boolean, act: () => unknown): Promise<void> {
	const [began, busy] = [performance.now(), process.cpuUsage()];
	await act();
	const { user, system } = process.cpuUsage(busy);
	if (!counts) return;
	into.whole.push(performance.now() - began);
	into.processor.push((user + system) / 1000);
}

const figures: Figure[] = [];
const note = (what: string, of: string, { whole, processor }: Times, most: number) =>
	figures.push({
		what,
		of,
		value: median(whole),
		unit: 'ms (median)',
		target: { on: 'value', most },
		more: { 'ms, 95 %': percentile(whole, 95), 'ms of processor in this process': median(processor) }
	});

for (const open of homes()) {
	const home = await open();
	const database = await home.open();
	const world = await fill(database);
	const { form, schemes, convention } = world;
	const reader = await readerIn('ar');
	const told: Told = { reader, schemes, regions: new Map([['africa', 'Africa']]), state: (id) => convention.state(id)?.name.ar ?? id };
	// The section with the most questions, and all of them: no page shows more than one section.
	const largest = form.sections.toSorted((a, b) => b.questions.length - a.questions.length).find(({ id }) => id === 'article-3') ?? form.sections[0];
	const chartsOf = (all: Reports) =>
		all.questions.flatMap((question) => [...questionCharts(all, question, told).take(1)]).map((chart) => draw(chart, reader));
	const read = () => readReports(database.read, world, { cycle, questions: () => largest?.questions ?? [] }) as Promise<Reports>;
	const regionOf = (party: string) => convention.state(party)?.region;
	const portfolio = (all: Project[]) => {
		const found = portfolioOf(all, 'gef', {}, regionOf);
		const naming = { reader, name: (_: string, value: string) => value, list: () => '', regionOf, demo: false };
		return dimensions.flatMap((dimension) => portfolioCharts(dimension, found, naming)).map((chart) => draw(chart, reader));
	};
	const times = (): Times => ({ whole: [], processor: [] });
	const [anew, kept, funds, fundsKept] = [times(), times(), times(), times()];
	for (let run = 0; run <= runs; run += 1) {
		await timed(anew, run > 0, async () => chartsOf(await read()));
		const all = await read();
		await timed(kept, run > 0, () => chartsOf(all));
		await timed(funds, run > 0, async () => portfolio(await readProjects(database.read)));
		const list = await readProjects(database.read);
		await timed(fundsKept, run > 0, () => portfolio(list));
	}
	note(`a section of ${largest?.questions.length} questions over ${reports} reports, read and drawn`, home.name, anew, 200);
	note('the same for another choice of region or language, with what the process keeps', home.name, kept, 200);
	note(`the dashboard of ${projects} projects, read and drawn`, home.name, funds, 200);
	note('the same for another choice, with what the process keeps', home.name, fundsKept, 200);
	await database.close();
	await home.close();
}
report(
	{
		name: 'dashboards',
		question: 'How long does a dashboard take over the reports of a cycle and over thousands of projects?',
		settings: { reports, projects, runs },
		notes: [
			'Every report answers every question, with six lines in each table: more than any true report says.',
			'A page that was asked for before is given again as it went out (decision 0012); bench/record-page.ts measures that way.'
		]
	},
	figures
);
