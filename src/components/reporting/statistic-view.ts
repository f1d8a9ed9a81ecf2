// SPDX-License-Identifier: Apache-2.0
// The statistic of a question in the words of one reader: tables to show and to draw, and one long table to take away. Knows no page.
import type { Form, Question } from '#forms/form.ts';
import { type Part, type QuestionStatistic, type RegionKey, share } from '#insights/statistic.ts';
import type { Sheet, SheetCell } from '#interop/sheets/xlsx.ts';
import { type Schemes, schemeOf } from '#records/schemes.ts';
import type { Reader } from '#text/message.ts';
import { amountText, entryText, optionText, questionText, rowText, sayOr } from '../kinds/wording.ts';

export interface Naming {
	reader: Reader;
	schemes: Schemes;
	/** Names of the regions that are counted. */
	regions: Map<RegionKey, string>;
}

export interface ChoiceRow {
	label: string;
	count: number;
	ofAsked: number | null;
	ofReports: number | null;
	ofBound: number | null;
	/** In the order of `regions`. */
	regions: number[];
}

/** Answers one under the other. */
export interface ChoiceTable {
	key: string;
	/** The column of a table; null for the question itself. */
	title: string | null;
	answered: number;
	rows: ChoiceRow[];
}

/** The rows of a matrix in one of its columns, answers beside one another. */
export interface GridTable {
	key: string;
	title: string;
	options: string[];
	rows: { label: string; counts: number[]; answered: number }[];
}

export interface SumTable {
	key: string;
	title: string | null;
	rows: { year: string | null; amount: string; reports: number; regions: string[] }[];
}

export interface StatisticView {
	regions: string[];
	choices: ChoiceTable[];
	grids: GridTable[];
	sums: SumTable[];
	/** What is only counted as answered. */
	texts: { key: string; title: string; answered: number }[];
}

export const keyOf = ({ row, column }: Part): string => [row, column].filter(Boolean).join('.');

/** The column that a part counts, or the question itself. */
const askedIn = (question: Question, { column }: Part): Question =>
	column === null ? question : (question.columns?.find(({ id }) => id === column) ?? question);

export const wordsIdOf = (question: Question, { column }: Part): string => (column === null ? question.id : `${question.id}.${column}`);

export function choiceText(form: Form, question: Question, part: Part, option: string, { reader, schemes }: Naming): string {
	const asked = askedIn(question, part);
	if (asked.kind === 'yes-no') return sayOr(reader, `forms.${option}`, option);
	if (asked.kind === 'one-of' || asked.kind === 'some-of') return optionText(form, wordsIdOf(question, part), option, reader.language);
	const scheme = schemeOf(asked);
	return scheme ? entryText(reader, schemes, scheme, option) : option;
}

export function statisticView({ form, question, statistic }: QuestionStatistic, naming: Naming): StatisticView {
	const { reader, regions } = naming;
	const { asked, reports, bound } = statistic.denominators;
	const title = (part: Part) => (part.column === null ? null : questionText(form, wordsIdOf(question, part), reader.language));
	const counted = statistic.parts.filter(({ choices }) => choices.length > 0);
	const grids = Map.groupBy(
		counted.filter(({ row }) => row !== null),
		({ column }) => column
	);
	return {
		regions: [...regions.values()],
		choices: counted
			.filter(({ row }) => row === null)
			.map((part) => ({
				key: keyOf(part) || question.id,
				title: title(part),
				answered: part.answered,
				rows: part.choices.map(({ option, count, regions: of }) => ({
					label: choiceText(form, question, part, option, naming),
					count,
					ofAsked: share(count, asked),
					ofReports: share(count, reports),
					ofBound: share(count, bound),
					regions: [...regions.keys()].map((region) => of[region])
				}))
			})),
		grids: [...grids].map(([column, parts]) => {
			const [first] = parts as [Part];
			const options = first.choices.map(({ option }) => option);
			return {
				key: column ?? '',
				title: title(first) ?? '',
				options: options.map((option) => choiceText(form, question, first, option, naming)),
				rows: parts.map((part) => ({
					label: rowText(form, question.id, part.row ?? '', reader.language),
					counts: options.map((option) => part.choices.find((each) => each.option === option)?.count ?? 0),
					answered: part.answered
				}))
			};
		}),
		sums: statistic.parts
			.filter(({ sums }) => sums.length > 0)
			.map((part) => ({
				key: keyOf(part) || question.id,
				title: title(part),
				rows: part.sums.map(({ unit, year, amount, reports: giving, regions: of }) => {
					const written = (each: string) => amountText(reader, each, unit, part.kind === 'money');
					return {
						year,
						amount: written(amount),
						reports: giving,
						regions: [...regions.keys()].map((region) => (of[region] === undefined ? '' : written(of[region])))
					};
				})
			})),
		texts: statistic.parts
			.filter(({ choices, sums }) => choices.length === 0 && sums.length === 0)
			.map((part) => ({
				key: keyOf(part) || question.id,
				title: [part.row !== null && rowText(form, question.id, part.row, reader.language), title(part)].filter(Boolean).join(': '),
				answered: part.answered
			}))
	};
}

/** All that is counted as one long table: a line for each answer and each sum. */
export function statisticSheet(
	{ cycle, form, question, statistic, demo }: QuestionStatistic,
	{ address, day }: { address: string; day: string },
	naming: Naming
): Sheet {
	const { reader, regions } = naming;
	const { t, language, direction } = reader;
	const { asked, reports, bound } = statistic.denominators;
	const part = (each: Part): SheetCell[] => [
		each.row === null ? '' : rowText(form, question.id, each.row, language),
		each.column === null ? '' : questionText(form, wordsIdOf(question, each), language)
	];
	const whole = (label: string, of: 'bound' | 'reports' | 'asked' | 'answered'): SheetCell[] => [
		'',
		'',
		label,
		'',
		'',
		'',
		statistic.denominators[of],
		'',
		'',
		'',
		...[...regions.keys()].map((region) => statistic.regions.find((each) => each.region === region)?.[of] ?? 0)
	];
	const rounded = (value: number | null) => (value === null ? '' : Math.round(value * 10_000) / 10_000);
	return {
		name: `${cycle.id} ${question.number ?? question.id}`,
		rtl: direction === 'rtl',
		above: [
			[[question.number, questionText(form, question.id, language)].filter(Boolean).join(' '), cycle.id],
			[t('search.column.address'), address],
			[day, demo ? t('reporting.demo') : '']
		],
		columns: [
			{ head: t('reporting.form.rows'), width: 30 },
			{ head: t('reporting.form.columns'), width: 30 },
			{ head: t('reporting.answer'), width: 36 },
			{ head: t('reporting.year'), width: 8 },
			{ head: t('reporting.sum'), width: 16 },
			{ head: t('reporting.form.units'), width: 10 },
			{ head: t('reporting.reports'), width: 10 },
			{ head: t('reporting.of-asked'), width: 12 },
			{ head: t('reporting.of-reports'), width: 12 },
			{ head: t('reporting.of-bound'), width: 12 },
			...[...regions.values()].map((head) => ({ head, width: 16 }))
		],
		rows: [
			whole(t('reporting.bound'), 'bound'),
			whole(t('reporting.reports.published'), 'reports'),
			whole(t('reporting.asked'), 'asked'),
			whole(t('reporting.answered'), 'answered'),
			...statistic.parts.flatMap((each) => [
				...each.choices.map(({ option, count, regions: of }): SheetCell[] => [
					...part(each),
					choiceText(form, question, each, option, naming),
					'',
					'',
					'',
					count,
					rounded(share(count, asked)),
					rounded(share(count, reports)),
					rounded(share(count, bound)),
					...[...regions.keys()].map((region) => of[region])
				]),
				// An amount stays the text that it is: a spreadsheet would round it.
				...each.sums.map(({ unit, year, amount, reports: giving, regions: of }): SheetCell[] => [
					...part(each),
					'',
					year ?? '',
					amount,
					unit,
					giving,
					'',
					'',
					'',
					...[...regions.keys()].map((region) => of[region] ?? '')
				]),
				...(each.choices.length || each.sums.length
					? []
					: [
							[
								...part(each),
								t('reporting.answered'),
								'',
								'',
								'',
								each.answered,
								rounded(share(each.answered, asked)),
								'',
								'',
								...[...regions].map(() => '')
							]
						])
			])
		]
	};
}
