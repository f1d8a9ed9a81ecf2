// SPDX-License-Identifier: Apache-2.0
// What the answers of a meeting document and of a decision say, the groups and the order in which a meeting lists them, and which language is missing.
// Pure; reads what is published, so whatever an answer holds, nothing here throws.
import { compareSymbols } from '#convention/symbol.ts';
import type { Answers, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { type Language, languages } from '#text/languages.ts';
import type { Words } from '#text/words.ts';

/** The record types of the library. */
export const documentType = 'meeting-document';
export const decisionType = 'decision';
export const libraryTypes: readonly string[] = [documentType, decisionType];

export interface DocumentFile {
	sha256: string;
	name: string;
	mediaType: string;
	size: number;
	language: string;
}

export interface MeetingDocument {
	symbol: string | null;
	kind: string;
	meeting: string | null;
	agendaItems: string[];
	group: string | null;
	outcome: boolean;
	date: string | null;
	files: DocumentFile[];
	supersedes: string[];
	decisions: string[];
}

export interface Decision {
	number: string;
	meeting: string | null;
	date: string | null;
	files: DocumentFile[];
	/** Whether the title is in our own words. */
	ownWords: boolean;
	sourceNote: string | null;
	/** Languages that the text stands in. */
	textIn: string[];
	requests: { of: string; what: Words; by: string | null; standing: string | null }[];
	replaces: string[];
	documents: string[];
}

const text = (answer: Json | undefined): string | null => (typeof answer === 'string' && answer ? answer : null);
const texts = (answer: Json | undefined): string[] => [answer ?? []].flat().filter((each): each is string => typeof each === 'string' && each !== '');

export const filesOf = (answer: Json | undefined): DocumentFile[] =>
	[answer ?? []].flat().flatMap((each) =>
		isObject(each) && typeof each.file === 'string'
			? [
					{
						sha256: each.file,
						name: text(each.name) ?? each.file,
						mediaType: text(each.mediaType) ?? 'application/octet-stream',
						size: typeof each.size === 'number' ? each.size : 0,
						language: text(each.language) ?? ''
					}
				]
			: []
	);

export const documentFrom = (answers: Answers): MeetingDocument => ({
	symbol: text(answers.symbol),
	kind: text(answers.kind) ?? 'other',
	meeting: text(answers.meeting),
	agendaItems: texts(answers.agendaItems),
	group: text(answers.group),
	outcome: answers.outcome === true,
	date: text(answers.date),
	files: filesOf(answers.files),
	supersedes: texts(answers.supersedes),
	decisions: texts(answers.decisions)
});

const wordsIn = (answer: Json | undefined): Words =>
	isObject(answer) ? Object.fromEntries(languages.flatMap((each) => (text(answer[each]) ? [[each, answer[each] as string]] : []))) : {};

export const decisionFrom = (answers: Answers): Decision => ({
	number: text(answers.number) ?? '',
	meeting: text(answers.meeting),
	date: text(answers.date),
	files: filesOf(answers.files),
	ownWords: answers.titleStanding === 'own-words',
	sourceNote: text(answers.sourceNote),
	textIn: Object.keys(wordsIn(answers.text)),
	requests: [answers.requests ?? []]
		.flat()
		.flatMap((each) =>
			isObject(each) ? [{ of: text(each.of) ?? 'others', what: wordsIn(each.what), by: text(each.by), standing: text(each.standing) }] : []
		),
	replaces: texts(answers.replaces),
	documents: texts(answers.documents)
});

/** The groups in which a meeting lists its documents, in their order. */
export const displayGroups = [
	'outcomes',
	'official',
	'information',
	'reference',
	'other',
	'plenary',
	'working-group-1',
	'working-group-2',
	'statements',
	'draft-decisions'
] as const;
export type DisplayGroup = (typeof displayGroups)[number];

/** Papers of the session stand with the group that discusses them, in the plenary where none is named. */
export function groupOf({ kind, group, outcome }: Pick<MeetingDocument, 'kind' | 'group' | 'outcome'>): DisplayGroup {
	if (outcome) return 'outcomes';
	if (kind === 'statement') return 'statements';
	if (kind === 'draft-decision') return 'draft-decisions';
	if (kind === 'official' || kind === 'information' || kind === 'reference') return kind;
	if (kind === 'crp' || kind === 'limited' || kind === 'non-paper')
		return group === 'working-group-1' || group === 'working-group-2' ? group : 'plenary';
	return 'other';
}

/** Items as an agenda counts them: 6 before 6.1 before 6.10 before 10; what is no number comes last. */
export function compareItems(a: string, b: string): number {
	const [first, second] = [a, b].map((each) => (/^\d+(\.\d+)*$/.test(each) ? each.split('.').map(Number) : null));
	if (!first || !second) return first ? -1 : second ? 1 : a < b ? -1 : a > b ? 1 : 0;
	for (let at = 0; at < Math.max(first.length, second.length); at += 1) {
		const difference = (first[at] ?? -1) - (second[at] ?? -1);
		if (difference) return difference;
	}
	return 0;
}

/** By symbol; documents without one by their titles, behind the others. */
export const compareDocuments = (a: { symbol: string | null; title: string }, b: { symbol: string | null; title: string }): number =>
	a.symbol && b.symbol ? compareSymbols(a.symbol, b.symbol) : a.symbol ? -1 : b.symbol ? 1 : a.title < b.title ? -1 : a.title > b.title ? 1 : 0;

export interface Parity {
	there: Language[];
	missing: Language[];
}

/** Which of the six languages a document is in, by its files; one without files is nowhere yet. */
export function parityOf(in_: readonly string[]): Parity {
	const has = new Set(in_);
	return { there: languages.filter((each) => has.has(each)), missing: languages.filter((each) => !has.has(each)) };
}

/** How many documents of a list are in each language. */
export function parityOfAll(all: readonly Parity[]): { language: Language; there: number }[] {
	return languages.map((language) => ({ language, there: all.filter(({ there }) => there.includes(language)).length }));
}
