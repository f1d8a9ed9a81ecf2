// SPDX-License-Identifier: Apache-2.0
// Projects of a source counted and their money added up, by one thing after another. A programme is never added to what is part of it, and money that
// belongs to several is never divided by a guess. Exact; pure.
import { Decimal } from 'decimal.js';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { amountsIn, isMultiFocal } from '#projects/sums.ts';
import type { Words } from '#text/words.ts';
import type { DashboardAsked } from './dashboard.ts';
import { type RegionKey, regionKey } from './statistic.ts';
import type { RegionId } from '#convention/fact.ts';

export interface Project {
	record: string;
	title: Words;
	answers: Answers;
	demo: boolean;
}

export const dimensions = ['party', 'region', 'area', 'agency', 'period', 'status'] as const;
export type Dimension = (typeof dimensions)[number];

const texts = (answer: Json | undefined): string[] =>
	(Array.isArray(answer) ? answer : [answer]).filter((each): each is string => typeof each === 'string' && each !== '');

/** Whose projects a dashboard is about: those that have a number of the source, or are paid by it. */
export function belongsTo(dashboard: 'gef' | 'sip', { answers }: Project): boolean {
	const schemes = Array.isArray(answers.identifiers) ? answers.identifiers.map((row) => (isObject(row) ? row.scheme : null)) : [];
	const payer = dashboard === 'gef' ? /\bGEF\b|global environment facility/i : /\bSIP\b|specific international programme/i;
	return (
		schemes.some((scheme) => typeof scheme === 'string' && scheme.toLowerCase() === dashboard) ||
		amountsIn(answers.funding).some(({ source }) => payer.test(source))
	);
}

export type RegionOf = (party: string) => RegionId | null | undefined;

/** What a project says of one thing; several values where it says several. */
export function saidOf(dimension: Dimension, { answers }: Project, regionOf: RegionOf): string[] {
	switch (dimension) {
		case 'party':
			return texts(answers.parties);
		case 'region':
			return [...new Set(texts(answers.parties).map((party): RegionKey => regionKey(regionOf(party))))];
		case 'area':
			return texts(answers.areas);
		case 'agency':
			return texts(answers.agencies);
		case 'period':
			return texts(answers.period);
		case 'status':
			return texts(answers.status);
	}
}

export interface Portfolio {
	/** Those that are counted. */
	projects: Project[];
	/** Programmes of which something is counted by itself. */
	leftOut: Project[];
	multiFocal: number;
}

/** The projects of a dashboard that fit the choice; of a programme its parts stand for it. */
export function portfolioOf(all: readonly Project[], dashboard: 'gef' | 'sip', asked: Partial<DashboardAsked>, regionOf: RegionOf): Portfolio {
	const own = all.filter((project) => belongsTo(dashboard, project));
	const parents = new Set(own.flatMap(({ answers }) => texts(answers.parent)));
	const fits = (project: Project) =>
		dimensions.every((dimension) => {
			const wanted = asked[dimension];
			return !wanted || saidOf(dimension, project, regionOf).includes(wanted);
		});
	const chosen = own.filter(fits);
	const projects = chosen.filter(({ record }) => !parents.has(record));
	return {
		projects,
		leftOut: chosen.filter(({ record }) => parents.has(record)),
		multiFocal: projects.filter(({ answers, title }) =>
			isMultiFocal({ focalAreas: texts(answers.focalAreas), title: title.en ?? Object.values(title)[0] ?? '' })
		).length
	};
}

/** By currency, exact. */
export type Amounts = Record<string, string>;

export function added(projects: readonly Project[], of: 'funding' | 'cofinancing'): Amounts {
	const sums = new Map<string, Decimal>();
	for (const { answers } of projects)
		for (const { amount, currency } of amountsIn(answers[of])) sums.set(currency, (sums.get(currency) ?? new Decimal(0)).plus(amount));
	return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) => [currency, sum.toFixed()]));
}

/** `null` says nothing; `several` has the money that cannot be divided. */
export interface Group {
	value: string | null | 'several';
	several: boolean;
	projects: number;
	grants: Amounts;
	cofinancing: Amounts;
}

/** Counted for each value that it names; its money stands with the value where there is one, and with `several` where there are more. */
export function groupsBy(dimension: Dimension, projects: readonly Project[], regionOf: RegionOf): Group[] {
	const said = projects.map((project) => ({ project, values: saidOf(dimension, project, regionOf) }));
	const values = [...new Set(said.flatMap(({ values: each }) => each))];
	const group = (value: string): Group => {
		const alone = said.filter(({ values: each }) => each.length === 1 && each[0] === value).map(({ project }) => project);
		return {
			value,
			several: false,
			projects: said.filter(({ values: each }) => each.includes(value)).length,
			grants: added(alone, 'funding'),
			cofinancing: added(alone, 'cofinancing')
		};
	};
	const rest = (value: Group['value'], several: boolean, of: Project[]): Group[] =>
		of.length ? [{ value, several, projects: several ? 0 : of.length, grants: added(of, 'funding'), cofinancing: added(of, 'cofinancing') }] : [];
	return [
		...values.map(group),
		...rest(
			'several',
			true,
			said.filter(({ values: each }) => each.length > 1).map(({ project }) => project)
		),
		...rest(
			null,
			false,
			said.filter(({ values: each }) => each.length === 0).map(({ project }) => project)
		)
	];
}
