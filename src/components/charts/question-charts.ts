// SPDX-License-Identifier: Apache-2.0
// Every chart of one question of a report, made from the question as the form has it: none is drawn by hand. What nobody answers in a list or with a
// number is counted as answered. Pure.
import { amountsByParty, flowsOf, tradeTable } from '#insights/flows.ts';
import { type Reports, statisticIn } from '#insights/reports.ts';
import type { Denominators, Part, RegionKey, Statistic } from '#insights/statistic.ts';
import type { Question } from '#forms/form.ts';
import { addresses } from '../addresses.ts';
import { currencyName, questionText, rowText, unitName } from '../kinds/wording.ts';
import { choiceText, keyOf, type Naming, wordsIdOf } from '../reporting/statistic-view.ts';
import type { Category, Chart, Series, Whole } from './chart.ts';

export interface Told extends Naming {
	/** Name of a Party or country in the reader's language. */
	state: (id: string) => string;
}

/** Answers that fit beside one another in one bar. */
const mostBeside = 5;

export const titleOf = ({ form }: Reports, question: Question, { reader }: Told): string =>
	[question.number, questionText(form, question.id, reader.language)].filter(Boolean).join(' ');

export function wholesOf({ bound, reports, asked, answered }: Denominators, { t }: Told['reader']): Whole[] {
	return [
		{ label: t('reporting.bound'), count: bound },
		{ label: t('reporting.reports.published'), count: reports },
		{ label: t('reporting.silent'), count: Math.max(0, bound - reports) },
		{ label: t('reporting.asked'), count: asked },
		{ label: t('reporting.answered'), count: answered }
	];
}

/** The charts of a question, the one that says most first; each is made when it is asked for, since most pages show one alone. */
export function* questionCharts(all: Reports, question: Question, told: Told): Generator<Chart> {
	const { statistic, demo } = statisticIn(all, question);
	const { t } = told.reader;
	const making: Making = {
		all,
		question,
		statistic,
		told,
		title: titleOf(all, question, told),
		regions: statistic.regions.map(({ region }) => region),
		common: { wholes: wholesOf(statistic.denominators, told.reader), notes: demo ? [t('reporting.demo')] : [], unit: t('reporting.reports') }
	};
	const { parts } = statistic;
	const rows = Map.groupBy(
		parts.filter(({ row, choices }) => row !== null && choices.length > 0),
		({ column }) => column ?? ''
	);
	const sums = parts.filter((part) => part.sums.length > 0);
	// Sums tell the years already.
	const chosen = parts.filter(({ row, kind, choices }) => row === null && choices.length > 0 && !(kind === 'year' && sums.length > 0));
	const table = question.kind === 'table';
	if (!table) for (const part of chosen) yield* choiceCharts(making, part);
	yield* tradeCharts(making);
	for (const part of sums) yield* sumCharts(making, part);
	if (table) for (const part of chosen) yield* choiceCharts(making, part);
	for (const each of rows.values()) yield* rowCharts(making, each);
	yield* partyCharts(making);
	yield* textCharts(making);
}

interface Making {
	all: Reports;
	question: Question;
	statistic: Statistic;
	told: Told;
	title: string;
	/** Those that have a bound Party or a report. */
	regions: RegionKey[];
	common: Pick<Chart, 'wholes' | 'notes' | 'unit'>;
}

const nameOf = ({ all, question, told, title }: Making, { column }: Pick<Part, 'column'>): string =>
	column === null ? title : `${title}: ${questionText(all.form, `${question.id}.${column}`, told.reader.language)}`;

const regionName = ({ told }: Making, region: RegionKey): string => told.regions.get(region) ?? region;

const text = (value: number): string => String(value);

function choiceCharts(making: Making, part: Part): Chart[] {
	const { all, question, statistic, told, regions, common } = making;
	const { t } = told.reader;
	const title = nameOf(making, part);
	const key = keyOf(part);
	const id = (name: string) => [name, key].filter(Boolean).join('.');
	const options = part.choices.map(({ option }) => ({ id: option, label: choiceText(all.form, question, part, option, told) }));
	const single = part.column === null && !question.many && question.kind !== 'some-of';
	const stacked: Chart = {
		...common,
		id: id('regions'),
		kind: 'bars',
		title: `${title} – ${t('reporting.by-region')}`,
		head: t('reporting.answer'),
		categories: options,
		full: statistic.denominators.asked,
		series: regions.map((region) => ({
			id: region,
			label: regionName(making, region),
			values: part.choices.map((choice) => text(choice.regions[region]))
		}))
	};
	if (!single || options.length > mostBeside) return [stacked];
	// Those that were asked and say nothing are a part of each whole; those without a report are no part of it.
	const wholes = [
		{ id: 'all', label: t('dashboards.all-reports'), asked: statistic.denominators.asked, count: (at: number) => part.choices[at]?.count ?? 0 },
		...regions.map((region) => ({
			id: region as string,
			label: regionName(making, region),
			asked: statistic.regions.find((each) => each.region === region)?.asked ?? 0,
			count: (at: number) => part.choices[at]?.regions[region] ?? 0
		}))
	];
	const series: Series[] = options.map((option, at) => ({ ...option, values: wholes.map(({ count }) => text(count(at))) }));
	const silent = wholes.map(({ asked, count }) => text(Math.max(0, asked - options.reduce((sum, _, at) => sum + count(at), 0))));
	return [
		{
			...common,
			id: id('answers'),
			kind: 'share',
			title,
			head: t('registers.filter.region'),
			categories: wholes.map(({ id: of, label }) => ({ id: of, label })),
			series: silent.some((count) => count !== '0') ? [...series, { id: 'no-answer', label: t('reporting.no-answer'), values: silent }] : series
		},
		stacked
	];
}

/** The rows of a matrix in one of its columns: how each is answered, and where it is answered with the first answer. */
function rowCharts(making: Making, parts: readonly Part[]): Chart[] {
	const { all, question, statistic, told, regions, common } = making;
	const [first] = parts as [Part];
	const title = nameOf(making, first);
	const categories: Category[] = parts.map(({ row }) => ({ id: row ?? '', label: rowText(all.form, question.id, row ?? '', told.reader.language) }));
	const options = first.choices.map(({ option }) => ({ id: option, label: choiceText(all.form, question, first, option, told) }));
	const count = (part: Part, option: string) => part.choices.find((each) => each.option === option)?.count ?? 0;
	const head = told.reader.t('party.what');
	const [yes] = options;
	return [
		{
			...common,
			id: `rows.${first.column}`,
			kind: 'share',
			title,
			head,
			categories,
			series: [
				...options.map((option) => ({ ...option, values: parts.map((part) => text(count(part, option.id))) })),
				{
					id: 'no-answer',
					label: told.reader.t('reporting.no-answer'),
					values: parts.map((part) => text(Math.max(0, statistic.denominators.asked - part.answered)))
				}
			]
		},
		...(yes
			? [
					{
						...common,
						id: `rows-regions.${first.column}`,
						kind: 'bars',
						title: `${title}: ${yes.label} – ${told.reader.t('reporting.by-region')}`,
						head,
						categories,
						full: statistic.denominators.asked,
						series: regions.map((region) => ({
							id: region,
							label: regionName(making, region),
							values: parts.map(({ choices }) => text(choices.find(({ option }) => option === yes.id)?.regions[region] ?? 0))
						}))
					} satisfies Chart
				]
			: [])
	];
}

const unitText = ({ told: { reader } }: Making, unit: string, kind: Part['kind']): string =>
	unit === '' ? reader.t('dashboards.number') : kind === 'money' ? currencyName(reader.language, unit) : unitName(reader, unit);

/** Sums by year, or by region where no line has a year; each unit by itself, since they cannot be added up. */
function sumCharts(making: Making, part: Part): Chart[] {
	const { told, regions, common } = making;
	const { t } = told.reader;
	return [...Map.groupBy(part.sums, ({ unit }) => unit)].map(([unit, sums]): Chart => {
		const years = sums.some(({ year }) => year !== null);
		const label = (year: string | null) => year ?? (years ? t('reporting.no-year') : t('dashboards.all-reports'));
		const key = [keyOf(part), unit].filter(Boolean).join('.');
		return {
			...common,
			notes: [...common.notes, t('reporting.sum.help')],
			id: ['sums', key].filter(Boolean).join('.'),
			kind: years ? 'columns' : 'bars',
			title: `${nameOf(making, { column: part.column })}: ${t('reporting.sum')}`,
			unit: unitText(making, unit, part.kind),
			head: years ? t('reporting.year') : t('dashboards.reports'),
			categories: sums.map(({ year }) => ({ id: year ?? 'all', label: label(year) })),
			series: regions
				.filter((region) => sums.some((sum) => sum.regions[region] !== undefined))
				.map((region) => ({ id: region, label: regionName(making, region), values: sums.map((sum) => sum.regions[region] ?? null) }))
		};
	});
}

/** What each Party says in all, as dots and on the map. */
function partyCharts(making: Making): Chart[] {
	const { all, question, told, common } = making;
	const { t, language } = told.reader;
	const to = addresses(language);
	const records = new Map(all.reports.map(({ party, record }) => [party, record]));
	const amounts = amountsByParty(question, all.reports);
	return [...Map.groupBy(amounts, ({ column, unit }) => [column ?? '', unit].filter(Boolean).join('.'))].flatMap(([key, each]): Chart[] => {
		const [first] = each as [(typeof each)[number]];
		const kind = (first.column === null ? question : question.columns?.find(({ id }) => id === first.column))?.kind ?? question.kind;
		const title = nameOf(making, first);
		const categories = each.map(({ party }) => ({ id: party, label: told.state(party), href: to.record(records.get(party) ?? '') }));
		const series: Series[] = [{ id: 'amount', label: t('reporting.sum'), values: each.map(({ amount }) => amount) }];
		const shape = { ...common, unit: unitText(making, first.unit, kind), head: t('dashboards.party'), series };
		return [
			{ ...shape, id: `parties.${key}`, kind: 'dots', title: `${title} – ${t('dashboards.by-party')}`, categories },
			{ ...shape, id: `map.${key}`, kind: 'map', title: `${title} – ${t('dashboards.map')}`, ...withSilent(making, categories, series) }
		];
	});
}

/** On a map the Parties that were read and gave nothing stand hatched. */
function withSilent({ all, told }: Making, categories: readonly Category[], [series]: Series[]): Pick<Chart, 'categories' | 'series'> {
	const said = new Set(categories.map(({ id }) => id));
	const rest = all.bound.filter(({ party }) => !said.has(party)).map(({ party }) => ({ id: party, label: told.state(party) }));
	return {
		categories: [...categories, ...rest],
		series: series ? [{ ...series, values: [...series.values, ...rest.map(() => null)] }] : []
	};
}

function tradeCharts(making: Making): Chart[] {
	const { all, question, told, common } = making;
	const { reader } = told;
	const table = tradeTable(question);
	if (!table) return [];
	const flows = flowsOf(question, table, all.reports);
	const across = questionText(all.form, `${question.id}.${table.country.id}`, reader.language);
	return [...Map.groupBy(flows, ({ unit }) => unit)].map(([unit, of]): Chart => {
		const named = (ids: string[]) =>
			[...new Set(ids)].map((id) => ({ id, label: told.state(id) })).toSorted((a, b) => a.label.localeCompare(b.label, reader.language));
		const rows = named(of.map(({ party }) => party));
		const amount = new Map(of.map((flow) => [`${flow.party} ${flow.country}`, flow.amount]));
		return {
			...common,
			id: `trade.${unit}`,
			kind: 'matrix',
			title: `${making.title}: ${reader.t('dashboards.trade')}`,
			unit: unitText(making, unit, 'quantity'),
			head: `${reader.t('dashboards.trade.reporting')} ↓ · ${across} →`,
			across,
			categories: rows,
			series: named(of.map(({ country }) => country)).map(({ id, label }) => ({
				id,
				label,
				values: rows.map((row) => amount.get(`${row.id} ${id}`) ?? null)
			}))
		};
	});
}

/** What is said in words or files is only counted as answered. */
function textCharts(making: Making): Chart[] {
	const { all, question, statistic, told, common, title } = making;
	const { reader } = told;
	const parts = statistic.parts.filter(({ choices, sums }) => choices.length === 0 && sums.length === 0);
	if (parts.length === 0) return [];
	const label = (part: Part) =>
		[
			part.row !== null && rowText(all.form, question.id, part.row, reader.language),
			part.column !== null && questionText(all.form, wordsIdOf(question, part), reader.language)
		]
			.filter(Boolean)
			.join(': ') || reader.t('reporting.answered');
	return [
		{
			...common,
			id: 'answered',
			kind: 'bars',
			title: `${title}: ${reader.t('reporting.answered')}`,
			head: reader.t('party.what'),
			full: statistic.denominators.asked,
			categories: parts.map((part) => ({ id: keyOf(part) || 'answer', label: label(part) })),
			series: [{ id: 'answered', label: reader.t('reporting.answered'), values: parts.map(({ answered }) => text(answered)) }],
			notes: [...common.notes, reader.t('reporting.in-words')]
		}
	];
}

/** Answered from a list, with yes or no, or with a number: what can be counted. */
export const isClosed = (question: Question): boolean =>
	['yes-no', 'one-of', 'some-of', 'quantity', 'integer', 'money', 'matrix', 'table', 'country', 'party', 'concept', 'year'].includes(question.kind);
