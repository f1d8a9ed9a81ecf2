// SPDX-License-Identifier: Apache-2.0
// What the published reports of a cycle say to one question: counts by answer, exact sums by unit and year, by region, over named denominators. Pure;
// Parties that published no report are never counted among the answers.
import { type RegionId, regionIds } from '#convention/fact.ts';
import type { Form, Json, KindName, Question } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';
import { Decimal, fromGrams, grams } from '#forms/quantity.ts';
import type { Definitions } from '#records/definitions.ts';
import { type Cycle, reportTypes } from '#reporting/cycle.ts';
import { narrowedTo } from './narrowing.ts';

/** `none`: a Party of no group, such as a regional organisation. */
export const regionKeys = [...regionIds, 'none'] as const;
export type RegionKey = (typeof regionKeys)[number];
export const regionKey = (region: RegionId | null | undefined): RegionKey => region ?? 'none';

/** One published report. */
export interface Told {
	region: RegionKey;
	/** Whether the question was put to it: its conditions held. */
	asked: boolean;
	answer: Json | undefined;
}

/** The numbers that shares are reckoned over, from the widest to the narrowest. */
export interface Denominators {
	bound: number;
	reports: number;
	asked: number;
	answered: number;
}

export interface Choice {
	/** Id of the option or entry; of a year its digits; yes, no, unknown, not-applicable. */
	option: string;
	/** Reports that say so, each once, whatever the number of its lines. */
	count: number;
	regions: Record<RegionKey, number>;
}

export interface Sum {
	/** `t` for whatever is a mass; a currency; '' for a plain number. */
	unit: string;
	/** Year of the line, where the table has one. */
	year: string | null;
	/** Exact decimal. */
	amount: string;
	/** Reports that gave something to it. */
	reports: number;
	regions: Partial<Record<RegionKey, string>>;
}

/** What is counted by itself: the question, a row of a matrix in one of its columns, a column of a table. */
export interface Part {
	row: string | null;
	column: string | null;
	kind: KindName;
	answered: number;
	/** In the order of the form; entries of a scheme by how often they are named. Empty for texts and amounts. */
	choices: Choice[];
	sums: Sum[];
}

export interface Statistic {
	denominators: Denominators;
	regions: (Denominators & { region: RegionKey })[];
	parts: Part[];
}

/** The statistic of one question in one cycle, with what it is about. */
export interface QuestionStatistic {
	cycle: Cycle;
	form: Form;
	question: Question;
	statistic: Statistic;
	/** Some report that is counted is demonstration content. */
	demo: boolean;
}

/** The form that a cycle is answered with. */
export const formOfCycle = (definitions: Definitions, { kind, formVersion }: Pick<Cycle, 'kind' | 'formVersion'>): Form | undefined =>
	definitions.form(reportTypes[kind], formVersion ?? undefined);

/** A share between 0 and 1; null where there is nothing to divide by. */
export const share = (count: number, of: number): number | null => (of > 0 ? count / of : null);

/** Only a question that anybody may read the answers of, and that the Party was asked on the page. */
export const isCounted = (question: Question): boolean => !question.private && !question.given;

export function statisticOf(question: Question, told: readonly Told[], bound: readonly RegionKey[], boundInAll = bound.length): Statistic {
	const over = (reports: readonly Told[], of: number): Denominators => ({
		bound: of,
		reports: reports.length,
		asked: reports.filter(({ asked }) => asked).length,
		answered: reports.filter(({ answer }) => !isEmpty(answer)).length
	});
	return {
		denominators: over(told, boundInAll),
		regions: regionKeys
			.map((region) => ({
				region,
				...over(
					told.filter((each) => each.region === region),
					bound.filter((each) => each === region).length
				)
			}))
			.filter(({ bound: of, reports }) => of > 0 || reports > 0),
		parts: partsOf(question).map((part) => countedPart(part, told))
	};
}

/** What reports choose in each part. Amounts are left to whoever reckons with each report by itself. */
export const choicesCounted = (question: Question, told: readonly Told[]): Part[] =>
	partsOf(question).map((part) => countedPart(part, told, { sums: false }));

/** What is counted by itself, with the question or column that it is about. */
export interface Asked {
	row: string | null;
	column: string | null;
	/** The question, or the column. */
	question: Question;
	/** Column of a table that says of which year a line is. */
	year: string | null;
}

export function partsOf(question: Question): Asked[] {
	const columns = (question.columns ?? []).filter((column) => !column.private);
	if (question.kind === 'matrix')
		return (question.rows ?? []).flatMap((row) => columns.map((column) => ({ row, column: column.id, question: column, year: null })));
	if (question.kind === 'table') {
		const year = columns.find(({ kind }) => kind === 'year')?.id ?? null;
		return columns.map((column) => ({ row: null, column: column.id, question: column, year }));
	}
	return [{ row: null, column: null, question, year: null }];
}

export interface Value {
	value: Json;
	year: string | null;
}

/** What one report says in a part: several values where it has lines or a list. */
export function valuesIn({ row, column, year }: Asked, answer: Json | undefined): Value[] {
	const values: Value[] = [];
	const add = (value: Json | undefined, of: string | null) => {
		if (isEmpty(value)) return;
		if (Array.isArray(value)) for (const each of value) values.push({ value: each, year: of });
		else values.push({ value: value as Json, year: of });
	};
	if (column === null) add(answer, null);
	else if (row !== null) {
		const line = isObject(answer) ? answer[row] : undefined;
		if (isObject(line)) add(line[column], null);
	} else if (Array.isArray(answer)) {
		for (const line of answer) if (isObject(line)) add(line[column], year === null ? null : text(line[year]));
	}
	return values;
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' || typeof value === 'number' ? String(value) : null);

/** Kinds of which each answer is one of few things. */
const chosen: readonly KindName[] = ['yes-no', 'one-of', 'some-of', 'party', 'country', 'concept', 'article', 'language', 'year'];
export const summed: readonly KindName[] = ['quantity', 'integer', 'money'];

function countedPart(asked: Asked, told: readonly Told[], { sums = true } = {}): Part {
	const { row, column, question } = asked;
	const said = told.map(({ region, answer }) => ({ region, values: valuesIn(asked, answer) })).filter(({ values }) => values.length > 0);
	return {
		row,
		column,
		kind: question.kind,
		answered: said.length,
		choices: chosen.includes(question.kind) ? choicesOf(question, said) : [],
		sums: sums && summed.includes(question.kind) ? sumsOf(question, said) : []
	};
}

type Said = readonly { region: RegionKey; values: readonly Value[] }[];

const optionOf = (value: Json): string | null => (value === true ? 'yes' : value === false ? 'no' : text(value));

function choicesOf(question: Question, said: Said): Choice[] {
	const offered = question.kind === 'yes-no' ? ['yes', 'no', ...(question.also ?? [])] : (question.options ?? []);
	const choices = new Map(offered.map((option) => [option, emptyChoice(option)]));
	for (const { region, values } of said)
		for (const option of new Set(values.map(({ value }) => optionOf(value)))) {
			if (option === null) continue;
			const choice = choices.get(option) ?? emptyChoice(option);
			choices.set(option, choice);
			choice.count += 1;
			choice.regions[region] += 1;
		}
	const all = [...choices.values()];
	if (offered.length) return all;
	return all.toSorted((a, b) => (question.kind === 'year' ? 0 : b.count - a.count) || (a.option < b.option ? -1 : 1));
}

const emptyChoice = (option: string): Choice => ({
	option,
	count: 0,
	regions: Object.fromEntries(regionKeys.map((region) => [region, 0])) as Record<RegionKey, number>
});

/** Masses are one sum in tonnes, however they were written; amounts of other units cannot be added up, and what is no number is left out. */
export function amountOf(question: Question, value: Json): { unit: string; amount: Decimal } | undefined {
	if (question.kind === 'integer') return typeof value === 'number' && Number.isInteger(value) ? { unit: '', amount: new Decimal(value) } : undefined;
	if (question.kind === 'quantity') {
		const mass = grams(value);
		return mass && { unit: 't', amount: mass };
	}
	if (!isObject(value) || typeof value.amount !== 'string' || typeof value.unit !== 'string' || !/^-?\d+(\.\d+)?$/.test(value.amount))
		return undefined;
	return { unit: value.unit, amount: new Decimal(value.amount) };
}

function sumsOf(question: Question, said: Said): Sum[] {
	const sums = new Map<string, { unit: string; year: string | null; reports: number; regions: Map<RegionKey, Decimal> }>();
	for (const { region, values } of said) {
		const given = new Set<string>();
		for (const { value, year } of values) {
			const read = amountOf(question, value);
			if (!read) continue;
			const key = `${read.unit} ${year ?? ''}`;
			const sum = sums.get(key) ?? { unit: read.unit, year, reports: 0, regions: new Map<RegionKey, Decimal>() };
			sums.set(key, sum);
			sum.regions.set(region, (sum.regions.get(region) ?? new Decimal(0)).plus(read.amount));
			if (!given.has(key)) sum.reports += 1;
			given.add(key);
		}
	}
	const written = (unit: string, amount: Decimal) => (question.kind === 'quantity' ? fromGrams(amount, unit) : amount.toFixed());
	return [...sums.values()]
		.toSorted((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : (a.year ?? '') < (b.year ?? '') ? -1 : 1))
		.map(({ unit, year, reports, regions }) => ({
			unit,
			year,
			amount: written(unit, Decimal.sum(...regions.values())),
			reports,
			regions: Object.fromEntries([...regions].map(([region, amount]) => [region, written(unit, amount)]))
		}));
}

/** The form without what has no say in whether a question is asked: what must be read of each report, and no more. */
export const narrowed = (form: Form, id: string): Form => narrowedTo(form, [id]);
