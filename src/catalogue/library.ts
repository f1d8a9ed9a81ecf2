// SPDX-License-Identifier: Apache-2.0
// The library of documents and decisions as its pages show it: what is asked of it, one line of a list, what stands around one record. Pure.
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import { readSymbol, symbolText } from '#convention/symbol.ts';
import type { Form } from '#forms/form.ts';
import { allQuestions } from '#forms/form.ts';
import {
	compareDocuments,
	compareItems,
	decisionFrom,
	decisionType,
	type DisplayGroup,
	displayGroups,
	documentFrom,
	groupOf,
	type Parity,
	parityOf
} from '#meetings/document.ts';
import type { Definitions } from '#records/definitions.ts';
import { isLanguage } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import type { Entry } from './entry.ts';

/** What a reader asks of the library, from the query of an address. */
export interface LibraryAsked {
	/** A symbol or its beginning, or words of a title. */
	q: string;
	meeting: string | null;
	kind: string | null;
	area: string | null;
	/** Has a file, or a text, in it. */
	language: string | null;
	year: string | null;
	page: number;
}

export const documentsPerPage = 50;

export function libraryAsked(query: URLSearchParams): LibraryAsked {
	// No database takes a zero byte, and nobody types one.
	const said = (name: string, longest = 60) => query.get(name)?.replaceAll('\0', '').trim().slice(0, longest) || null;
	const page = Number(said('page') ?? 1);
	const language = said('language');
	return {
		q: said('q', 200) ?? '',
		meeting: said('meeting'),
		kind: said('kind'),
		area: said('area'),
		language: language && isLanguage(language) ? language : null,
		year: /^\d{4}$/.exec(said('year') ?? '')?.[0] ?? null,
		page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1
	};
}

const libraryNames = ['q', 'meeting', 'kind', 'area', 'language', 'year'] as const;

/** The question again as a query with its mark, in one spelling and without the page: what a feed is asked by. */
export function askedOfLibrary(query: URLSearchParams): string {
	const asked = libraryAsked(query);
	const said = new URLSearchParams(libraryNames.flatMap((name) => (asked[name] ? [[name, asked[name]] as [string, string]] : [])));
	return said.size ? `?${said}` : '';
}

/** One line of a list. */
export interface ListedDocument {
	id: string;
	/** Null for papers without one. */
	symbol: string | null;
	title: Words;
	/** A kind of document, or `decision`. */
	kind: string;
	group: DisplayGroup;
	meeting: string | null;
	agendaItems: string[];
	date: Day | null;
	parity: Parity;
	/** Symbols that took its place. */
	replacedBy: string[];
	demo: boolean;
	/** Whether the title is in our own words. */
	ownWords: boolean;
}

const titleIn = (entry: Entry): Words => {
	const { title } = entry.answers;
	return typeof title === 'object' && title !== null && !Array.isArray(title) ? (title as Words) : entry.title;
};

export function listedDocument(entry: Entry, replacedBy: readonly string[] = []): ListedDocument {
	const shared = { id: entry.recordId, title: titleIn(entry), demo: entry.demo, replacedBy: [...replacedBy] };
	if (entry.type === decisionType) {
		const { number, meeting, date, files, textIn, ownWords } = decisionFrom(entry.answers);
		const parity = parityOf([...textIn, ...files.map(({ language }) => language)]);
		return { ...shared, symbol: number || null, kind: decisionType, group: 'outcomes', meeting, agendaItems: [], date, parity, ownWords };
	}
	const document = documentFrom(entry.answers);
	const { symbol, kind, meeting, agendaItems, date, files } = document;
	const parity = parityOf(files.map(({ language }) => language));
	return { ...shared, symbol, kind, group: groupOf(document), meeting, agendaItems, date, parity, ownWords: false };
}

export interface DocumentGroup {
	group: DisplayGroup;
	/** By agenda item, where the papers of the group name any; null: they name none. */
	items: { item: string | null; documents: ListedDocument[] }[];
}

/** Groups in their order, agenda items as an agenda counts them, documents by symbol. A paper under two items stands with the first. */
export function groupedDocuments(documents: readonly ListedDocument[]): DocumentGroup[] {
	const sorted = documents.toSorted((a, b) =>
		compareDocuments({ symbol: a.symbol, title: say(a.title, 'en') }, { symbol: b.symbol, title: say(b.title, 'en') })
	);
	const byGroup = Map.groupBy(sorted, ({ group }) => group);
	return displayGroups.flatMap((group) => {
		const own = byGroup.get(group);
		if (!own) return [];
		const byItem = Map.groupBy(own, ({ agendaItems }) => agendaItems[0] ?? null);
		const items = [...byItem].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : compareItems(a, b)));
		return [{ group, items: items.map(([item, of]) => ({ item, documents: of })) }];
	});
}

/** A document or decision that another names: with its title where the library has it. */
export interface NamedSymbol {
	symbol: string;
	title: Words | null;
}

/** A form that a decision made or changed, with the questions that it asks since. */
export interface AskedSince {
	form: string;
	version: string;
	title: Words;
	/** The form as a whole rests on it. */
	whole: boolean;
	/** It has a page of its own among the reporting forms. */
	report: boolean;
	questions: { id: string; number: string | null; text: Words; how: 'created' | 'changed' }[];
}

/** Whether a text, such as `MC-4/6, MC-4/11`, names the decision. */
export const namesDecision = (text: string | null | undefined, number: string): boolean =>
	(text ?? '').split(/[\s,;]+/).some((each) => {
		const read = readSymbol(each);
		return read !== null && symbolText(read) === number;
	});

/** What forms ask since a decision: the questions that it created or changed, form by form. */
export function askedSince(definitions: Definitions, number: string): AskedSince[] {
	return definitions.all.flatMap(({ form, type }) => {
		const questions = allQuestions(form).flatMap((question) => {
			const how = namesDecision(question.decision, number) ? 'created' : namesDecision(question.amended, number) ? 'changed' : null;
			const text = form.words[`question.${question.id}`] ?? {};
			return how ? [{ id: question.id, number: question.number ?? null, text, how } as const] : [];
		});
		const whole = namesDecision(form.decision, number);
		if (!whole && !questions.length) return [];
		const report = type.id.startsWith('art21-');
		return [{ form: form.id, version: form.version, title: form.words['form.title'] ?? {}, whole, report, questions }];
	});
}

/** Questions in which a record can name a decision: as its number, or as the record of it. */
export function namingQuestions(form: Form): { id: string; by: 'number' | 'record' }[] {
	return allQuestions(form).flatMap(({ id, kind, symbol, types }): { id: string; by: 'number' | 'record' }[] => {
		if (kind === 'text' && (symbol === 'decision' || symbol === 'any' || (!symbol && /^decisions?$/.test(id)))) return [{ id, by: 'number' }];
		return kind === 'reference' && types?.includes(decisionType) ? [{ id, by: 'record' }] : [];
	});
}

/** A meeting as pages show it. */
export function shownMeeting(convention: Convention, id: string) {
	const fact = convention.one('meeting', id);
	if (!fact) return undefined;
	const { name, body, start, end, place, country, status, source } = fact;
	return { id, name, body, start, end, place, country: country ? (convention.state(country)?.name ?? null) : null, status, source };
}
export type ShownMeeting = NonNullable<ReturnType<typeof shownMeeting>>;
