// SPDX-License-Identifier: Apache-2.0
// Projects on the reading side: catalogue entries of the type `project`, narrowed, named and added up. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { funders, isOf } from '#projects/source-of.ts';
import { addedUp, amountsIn, type Counted, type Sum, sumOf } from '#projects/sums.ts';
import { say, type Words } from '#text/words.ts';
import type { Entry } from './entry.ts';

export const texts = (answer: Json | undefined): string[] => (Array.isArray(answer) ? answer.filter((each) => typeof each === 'string') : []);
const text = (answer: Json | undefined): string | null => (typeof answer === 'string' && answer ? answer : null);

/** Lists of others that name it, with its number in them. */
export const numbersOf = (entry: Entry): { scheme: string; id: string }[] =>
	(Array.isArray(entry.answers.identifiers) ? entry.answers.identifiers : []).flatMap((row) =>
		isObject(row) && typeof row.scheme === 'string' && typeof row.id === 'string' ? [{ scheme: row.scheme, id: row.id }] : []
	);

/** What a list of projects shows of one, and what is added up. */
export interface ListedProject extends Counted {
	entry: Entry;
	/** The first list that names it. */
	scheme: string | null;
	agencies: string[];
	funds: string[];
	status: string | null;
	period: string | null;
	category: string | null;
	scope: string | null;
}

export function countedFrom(entry: Entry): ListedProject {
	const { answers } = entry;
	const funding = answers.funding;
	return {
		entry,
		id: entry.recordId,
		title: say(entry.title, 'en'),
		parent: text(answers.parent),
		programme: answers.programme === true,
		funding,
		cofinancing: answers.cofinancing,
		focalAreas: texts(answers.focalAreas),
		scheme: numbersOf(entry)[0]?.scheme ?? null,
		agencies: texts(answers.agencies),
		funds: [
			...new Set((Array.isArray(funding) ? funding : []).flatMap((row) => (isObject(row) && typeof row.source === 'string' ? row.source : [])))
		],
		status: text(answers.status),
		period: text(answers.period),
		category: text(answers.category),
		scope: text(answers.scope)
	};
}

/** What a reader asks of the list; null where it does not matter. */
export interface ProjectsAsked {
	party: string | null;
	region: string | null;
	area: string | null;
	agency: string | null;
	fund: string | null;
	period: string | null;
	status: string | null;
	category: string | null;
	scope: string | null;
	/** Funder with a dashboard of its own. */
	source: string | null;
	/** From 1. */
	page: number;
}

export const projectsPerPage = 50;
export const projectFilters = ['party', 'region', 'area', 'agency', 'fund', 'period', 'status', 'category', 'scope'] as const;
/** What an address may say; the source comes with a link from a dashboard. */
export const projectParameters = [...projectFilters, 'source'] as const;

/** From an address: what is not understood is as if it were not said. */
export function projectsAsked(query: URLSearchParams): ProjectsAsked {
	const said = (name: string) => query.get(name)?.trim().slice(0, 300) || null;
	const page = Number(said('page') ?? 1);
	return {
		...(Object.fromEntries(projectParameters.map((name) => [name, said(name)])) as Omit<ProjectsAsked, 'page'>),
		party: said('party')?.toUpperCase() ?? null,
		page: Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : 1
	};
}

/** Those that are asked for, in the order that they come in. */
export function projectsFor(projects: readonly ListedProject[], asked: ProjectsAsked, convention: Convention): ListedProject[] {
	const { party, region, area, agency, fund, period, status, category, scope, source } = asked;
	const funder = funders.find((each) => each === source);
	const inRegion = region && new Set(convention.states.filter((state) => state.region === region).map(({ id }) => id));
	return projects.filter(
		(project) =>
			(!party || project.entry.parties.includes(party)) &&
			(!inRegion || project.entry.parties.some((id) => inRegion.has(id))) &&
			(!area || project.entry.areas.includes(area)) &&
			(!agency || project.agencies.includes(agency)) &&
			(!fund || project.funds.includes(fund)) &&
			(!period || project.period === period) &&
			(!status || project.status === status) &&
			(!category || project.category === category) &&
			(!scope || project.scope === scope) &&
			(!funder || isOf(funder, project.entry.answers))
	);
}

/** Values that the list can be narrowed to, those that most projects have first. */
export function projectChoices(projects: readonly ListedProject[], of: (project: ListedProject) => readonly (string | null)[]): string[] {
	const counts = new Map<string, number>();
	for (const project of projects) for (const value of of(project)) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([value]) => value);
}

/** A project as pages and files show it. */
export interface ShownProject {
	id: string;
	title: Words;
	summary: Words | null;
	parties: { id: string; name: Words }[];
	areas: { id: string; name: Words }[];
	agencies: string[];
	focalAreas: string[];
	funds: string[];
	period: string | null;
	status: string | null;
	category: string | null;
	scope: string | null;
	start: string | null;
	end: string | null;
	/** By currency; {} where no amount is known. */
	grants: Record<string, string>;
	cofinancing: Record<string, string>;
	programme: boolean;
	parent: string | null;
	numbers: { scheme: string; id: string }[];
	links: string[];
	demo: boolean;
}

export const shownProject = (project: ListedProject, convention: Convention): ShownProject => ({
	id: project.id,
	title: project.entry.title,
	summary: project.entry.summary,
	parties: project.entry.parties.map((id) => ({ id, name: convention.state(id)?.name ?? { en: id } })),
	areas: project.entry.areas.map((id) => ({ id, name: convention.entry('areas', id)?.words ?? { en: id } })),
	agencies: project.agencies,
	focalAreas: [...project.focalAreas],
	funds: project.funds,
	period: project.period,
	status: project.status,
	category: project.category,
	scope: project.scope,
	start: text(project.entry.answers.start),
	end: text(project.entry.answers.end),
	grants: addedUp([project.funding]),
	cofinancing: addedUp([project.cofinancing]),
	programme: project.programme,
	parent: project.parent,
	numbers: numbersOf(project.entry),
	links: texts(project.entry.answers.links),
	demo: project.entry.demo
});

/** Sums with what must be said beside them. */
export interface ShownSum extends Omit<Sum, 'leftOut'> {
	leftOut: { id: string; title: Words }[];
	/** Projects of which no amount is known. */
	unknown: number;
}

export function shownSum(projects: readonly ListedProject[]): ShownSum {
	const { leftOut, ...sum } = sumOf(projects);
	return {
		...sum,
		leftOut: leftOut.map((id) => ({ id, title: projects.find((project) => project.id === id)?.entry.title ?? {} })),
		unknown: projects.filter(({ funding }) => amountsIn(funding).length === 0).length
	};
}
