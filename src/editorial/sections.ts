// SPDX-License-Identifier: Apache-2.0
// The sections of the site that list what the secretariat publishes: which record type each shows, what it is sorted and narrowed by. Pure.
import type { Language } from '#text/languages.ts';
import { isLanguage } from '#text/languages.ts';

export const sectionNames = ['news', 'events', 'resources', 'letters'] as const;
export type SectionName = (typeof sectionNames)[number];

export interface Section {
	type: string;
	/** Question by which it is sorted, newest first, and whose first four signs are the year. */
	by: string;
	/** What a reader can ask for. */
	asks: readonly ('year' | 'area' | 'kind' | 'language' | 'when')[];
}

export const sections: Record<SectionName, Section> = {
	news: { type: 'news', by: 'date', asks: ['year', 'area'] },
	events: { type: 'event', by: 'startDay', asks: ['when', 'kind', 'area'] },
	resources: { type: 'resource', by: 'year', asks: ['kind', 'area', 'language', 'year'] },
	letters: { type: 'communication', by: 'date', asks: ['year', 'language'] }
};

/** The section that lists a record type, if one does. */
export const sectionOf = (type: string): SectionName | undefined => sectionNames.find((name) => sections[name].type === type);

/** Record types of the editorial desk, in the order in which it shows them. */
export const editorialTypes = ['news', 'event', 'page', 'resource', 'communication'] as const;
export const isEditorial = (type: string): boolean => (editorialTypes as readonly string[]).includes(type);

export const sectionPerPage = 20;

export interface SectionAsked {
	year: string | null;
	area: string | null;
	kind: string | null;
	language: Language | null;
	/** Events: those to come, or those that were. */
	when: 'upcoming' | 'past';
	page: number;
}

/** The question in an address. What does not belong to the section, or cannot be, is not asked. */
export function sectionAsked({ asks }: Section, query: URLSearchParams): SectionAsked {
	const said = (name: Section['asks'][number], shape: RegExp) => {
		const value = asks.includes(name) ? (query.get(name) ?? '') : '';
		return shape.test(value) ? value : null;
	};
	const language = said('language', /^[a-z]{2}$/);
	const page = Number(query.get('page') ?? 1);
	return {
		year: said('year', /^\d{4}$/),
		area: said('area', /^[a-z0-9-]{1,64}$/),
		kind: said('kind', /^[a-z0-9-]{1,64}$/),
		language: isLanguage(language) ? language : null,
		when: said('when', /^past$/) ? 'past' : 'upcoming',
		page: Number.isSafeInteger(page) && page > 0 && page < 10_000 ? page : 1
	};
}

/** The question again, for links of the page. */
export const sectionQuery = (asked: SectionAsked, page = 1): string => {
	const said = new URLSearchParams();
	for (const name of ['year', 'area', 'kind', 'language'] as const) if (asked[name]) said.set(name, asked[name]);
	if (asked.when === 'past') said.set('when', 'past');
	if (page > 1) said.set('page', String(page));
	return said.size ? `?${said}` : '';
};
