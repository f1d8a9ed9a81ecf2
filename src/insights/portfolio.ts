// SPDX-License-Identifier: Apache-2.0
// Projects of a source counted and their money added up, by one thing after another. A programme is never added to what is part of it, and money that
// belongs to several is never divided by a guess. Exact; pure.
import type { Answers, Json } from '#forms/form.ts';
import { exact, type Exact, plus, writtenOut } from '#projects/exact.ts';
import { type Funder, isOf } from '#projects/source-of.ts';
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
export function portfolioOf(all: readonly Project[], dashboard: Funder, asked: Partial<DashboardAsked>, regionOf: RegionOf): Portfolio {
	const own = all.filter(({ answers }) => isOf(dashboard, answers));
	const fits = (project: Project) =>
		dimensions.every((dimension) => {
			const wanted = asked[dimension];
			return !wanted || saidOf(dimension, project, regionOf).includes(wanted);
		});
	const chosen = own.filter(fits);
	// As in the list of projects: a programme of which nothing else is chosen stands for itself.
	const parents = new Set(chosen.flatMap(({ answers }) => texts(answers.parent)));
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

const read = new WeakMap<Project, Record<'funding' | 'cofinancing', [currency: string, amount: Exact][]>>();

/** The amounts of a project, taken apart once however often they are added up. */
function amountsOf(project: Project, of: 'funding' | 'cofinancing'): [currency: string, amount: Exact][] {
	let known = read.get(project);
	if (!known) {
		const amounts = (table: Json | undefined) => amountsIn(table).map(({ currency, amount }): [string, Exact] => [currency, exact(amount)]);
		read.set(project, (known = { funding: amounts(project.answers.funding), cofinancing: amounts(project.answers.cofinancing) }));
	}
	return known[of];
}

type Sums = Map<string, Exact>;

function add(sums: Sums, project: Project, of: 'funding' | 'cofinancing'): void {
	for (const [currency, amount] of amountsOf(project, of)) {
		const sum = sums.get(currency);
		sums.set(currency, sum ? plus(sum, amount) : amount);
	}
}

const written = (sums: Sums): Amounts =>
	Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([currency, sum]) => [currency, writtenOut(sum)]));

export function added(projects: readonly Project[], of: 'funding' | 'cofinancing'): Amounts {
	const sums: Sums = new Map();
	for (const project of projects) add(sums, project, of);
	return written(sums);
}

/** `null` where a project says nothing; of `several` the money that cannot be divided. */
export interface Group {
	value: string | null;
	several: boolean;
	projects: number;
	grants: Amounts;
	cofinancing: Amounts;
}

/** Counted for each value that it names; its money stands with the value where there is one, and with `several` where there are more. */
export function groupsBy(dimension: Dimension, projects: readonly Project[], regionOf: RegionOf): Group[] {
	const empty = () => ({ projects: 0, grants: new Map() as Sums, cofinancing: new Map() as Sums });
	const groups = new Map<string | null, ReturnType<typeof empty>>();
	const several = empty();
	let shared = false;
	for (const project of projects) {
		const values = saidOf(dimension, project, regionOf);
		const named = (values.length ? [...new Set(values)] : [null]).map((value) => {
			const group = groups.get(value) ?? empty();
			groups.set(value, group);
			group.projects += 1;
			return group;
		});
		const [only] = named;
		const group = named.length === 1 && only ? only : several;
		shared ||= group === several;
		add(group.grants, project, 'funding');
		add(group.cofinancing, project, 'cofinancing');
	}
	const told = (value: string | null, of: ReturnType<typeof empty>, isSeveral = false): Group => ({
		value,
		several: isSeveral,
		projects: of.projects,
		grants: written(of.grants),
		cofinancing: written(of.cofinancing)
	});
	return [...[...groups].map(([value, of]) => told(value, of)), ...(shared ? [told(null, several, true)] : [])];
}
