// SPDX-License-Identifier: Apache-2.0
// What an area of focus gathers: one table of groups of record types. A type that is not there yet appears in its group when its form comes; what no
// group names stands among what was submitted. Pure.
import type { Day } from '#convention/day.ts';
import type { Known } from '#convention/fact.ts';
import type { Convention } from '#convention/convention.ts';
import { type Form, type Question, wordsKey } from '#forms/form.ts';
import type { Words } from '#text/words.ts';
import type { Shown } from './shown.ts';

/** In the order of the page. Calls stand in a group of their own, by where they stand. */
export const areaGroups = [
	{ id: 'documents', types: ['decision', 'meeting-document', 'communication'] },
	{ id: 'news', types: ['news'] },
	{ id: 'events', types: ['event'] },
	{ id: 'exchange', types: ['art17-exchange-record'] },
	{ id: 'projects', types: ['project'] },
	{ id: 'resources', types: ['resource', 'page'] },
	{ id: 'submissions', types: [] }
] as const satisfies readonly { id: string; types: readonly string[] }[];
export type AreaGroupId = (typeof areaGroups)[number]['id'];

/** The record types of calls have their own part of the page. */
export const apart = ['call', 'call-response', 'nomination'];

export interface AreaGroup {
	id: AreaGroupId;
	total: number;
	entries: Shown[];
	/** The one type of the group, by which the full list is narrowed. */
	type: string | null;
}

/** So many entries of each group; the rest stands in the full list. */
export const mostOfGroup = 4;

/** Meetings to come; where none is known, the last Conference of the Parties. */
export function meetingsShown(convention: Convention, today: Day): Known<'meeting'>[] {
	const meetings = convention.all('meeting');
	const coming = meetings
		.filter(({ start, end }) => start !== null && (end ?? start) >= today)
		.toSorted((a, b) => (String(a.start) < String(b.start) ? -1 : 1));
	if (coming.length) return coming.slice(0, 3);
	const last = meetings
		.filter(({ body, start }) => body === 'COP' && start !== null)
		.toSorted((a, b) => (String(a.start) < String(b.start) ? 1 : -1));
	return last.slice(0, 1);
}

export interface AskedInReports {
	section: Words;
	questions: { id: string; number: string | null; label: Words }[];
}

/** The questions of a report form on these articles, by section; a question is on an article when a paragraph of it says so. */
export function questionsOn(form: Form, articles: readonly number[], isShown: (question: Question) => boolean): AskedInReports[] {
	const cited = new Set(articles.map(String));
	return form.sections.flatMap((section) => {
		const questions = section.questions.filter(
			(question) => isShown(question) && question.paragraphs?.some((paragraph) => cited.has(/^\d+/.exec(paragraph)?.[0] ?? ''))
		);
		return questions.length
			? [
					{
						section: form.words[wordsKey.section(section.id)] ?? {},
						questions: questions.map(({ id, number }) => ({ id, number: number ?? null, label: form.words[wordsKey.question(id)] ?? {} }))
					}
				]
			: [];
	});
}
