// SPDX-License-Identifier: Apache-2.0
// What a source tells of a project, as answers to the form of projects. What the source does not say is not answered. Pure.
import { Decimal } from 'decimal.js';
import type { Json } from '#forms/form.ts';
import { type Language, languages } from '#text/languages.ts';
import { bracketed, headed, say, series, type Words } from '#text/words.ts';
import { categoryOf, subjectsOf } from './classify.ts';
import type { Found, Funding, Identifier } from './found.ts';
import { periodText } from './period.ts';

/** The record type, which is the id of its form. */
export const projectType = 'project';

/** The answers that come from sources, in the order of the form; the others are an editor's alone. */
export const fields = [
	'title',
	'description',
	'identifiers',
	'programme',
	'parent',
	'category',
	'type',
	'focalAreas',
	'areas',
	'articles',
	'parties',
	'scope',
	'agencies',
	'status',
	'period',
	'start',
	'end',
	'funding',
	'cofinancing',
	'links'
] as const;
export type Field = (typeof fields)[number];

export const currencies = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'SEK', 'NOK', 'DKK', 'CAD', 'AUD'];

const unlessEmpty = <T extends Json>(value: T | undefined): T | undefined =>
	value === undefined || value === '' || (Array.isArray(value) && !value.length) ? undefined : value;

const amounts = (fundings: readonly Funding[], kind: Funding['kind']): Json[] =>
	fundings
		.filter((each) => each.kind === kind && currencies.includes(each.currency))
		.map(({ source, amount, currency }) => ({
			...(source ? { source: cut(source, 200) } : {}),
			amount: { amount: new Decimal(amount).toFixed(), unit: currency }
		}));

const cut = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text);
const once = (texts: readonly string[]): string[] => [...new Set(texts)];

/** What a record can know of the world when it is written. */
export interface Around {
	/** Names of States and others by key; what is not in it is not taken. */
	states: ReadonlyMap<string, Words>;
	/** Record of the programme, where it is known. */
	parent: string | null;
}

const project: Record<Language, string> = { ar: 'مشروع', en: 'Project', es: 'Proyecto', fr: 'Projet', ru: 'Проект', zh: '项目' };

/** What a project is called here of which the source tells no title: where it is and in which period. A designation and no title. */
export function designationOf(found: Found, states: Around['states']): Words {
	return Object.fromEntries(
		languages.map((language) => {
			const names = series(
				language,
				found.parties.map((state) => say(states.get(state), language) || state)
			);
			const period = found.period ? bracketed(language, periodText(found.period, language)) : '';
			return [language, `${headed(language, project[language], names)}${period}`];
		})
	);
}

export const identifiersOf = ({ identifier, others }: Pick<Found, 'identifier' | 'others'>): Identifier[] => [
	...new Map([identifier, ...others].map((each) => [nameOf(each), each])).values()
];

/** One name for an identifier, however it is typed. */
export const nameOf = ({ scheme, id }: Identifier): string => `${scheme.trim().toLowerCase()} ${id.trim().toUpperCase().replace(/\s+/g, ' ')}`;

/** Only the fields that the source tells. */
export function answersOf(found: Found, { states, parent }: Around): Partial<Record<Field, Json>> {
	const category = categoryOf(found.title, identifiersOf(found));
	const subjects = subjectsOf(found.title, category);
	const said: Partial<Record<Field, Json | undefined>> = {
		title: words(Object.keys(found.title).length ? found.title : designationOf(found, states), 600),
		description: found.description && Object.keys(found.description).length ? words(found.description, 10_000) : undefined,
		identifiers: identifiersOf(found).map(({ scheme, id }) => ({ scheme: cut(scheme, 100), id: cut(id, 200) })),
		programme: found.isProgramme ? true : undefined,
		parent: parent ?? undefined,
		category,
		type: found.type && cut(found.type, 200),
		focalAreas: once(found.focalAreas.map((area) => cut(area, 200))),
		areas: subjects.areas,
		articles: subjects.articles,
		parties: once(found.parties.filter((state) => states.has(state))),
		scope: found.scope,
		agencies: once(found.agencies.map((agency) => cut(agency, 300))),
		status: found.state === 'unknown' ? undefined : found.state,
		period: found.period && cut(found.period, 100),
		start: found.start,
		end: found.end,
		funding: amounts(found.fundings, 'grant'),
		cofinancing: amounts(found.fundings, 'cofinancing'),
		links: once(found.links.filter((link) => /^https?:\/\//.test(link)))
	};
	return Object.fromEntries(
		fields.flatMap((field) => {
			const value = unlessEmpty(said[field]);
			return value === undefined ? [] : [[field, value]];
		})
	);
}

const words = (texts: Found['title'], longest: number): Json =>
	Object.fromEntries(
		Object.entries(texts).map(([language, text]) => [
			language,
			cut(
				text
					.normalize('NFC')
					.replace(/[^\S\n]+/g, ' ')
					.trim(),
				longest
			)
		])
	);
