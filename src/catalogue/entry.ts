// SPDX-License-Identifier: Apache-2.0
// What the reading side keeps of a published record: pure projection of its public answers. Holds nothing private by construction,
// since only public answers come in.
import { symbolKey } from '#convention/symbol.ts';
import type { Convention, Scheme } from '#convention/convention.ts';
import { whenOf } from '#editorial/event.ts';
import { sections } from '#editorial/sections.ts';
import { callFrom, callType, lastDay } from '#exchange/call.ts';
import { allQuestions, type Answers, type Form, type Json, type Question, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { kindOf } from '#forms/kinds.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { RecordType } from '#records/type.ts';
import { type Language, languages } from '#text/languages.ts';
import { plainOf } from '#text/plain.ts';
import type { Words } from '#text/words.ts';

export interface Entry {
	recordId: string;
	revision: number;
	type: string;
	ownerKind: RecordEnvelope['ownerKind'];
	owner: string;
	state: 'published' | 'withdrawn' | 'superseded';
	title: Words;
	summary: Words | null;
	answers: Answers;
	languages: string[];
	/** State keys, the owner first. */
	parties: string[];
	areas: string[];
	articles: string[];
	concepts: string[];
	region: string | null;
	year: number;
	demo: boolean;
	firstPublishedAt: Date;
	publishedAt: Date;
	/** When what the public sees of it last changed here: what readers who keep a copy ask by. The database keeps it. */
	changedAt: Date;
	reason: string | null;
	supersededBy: string | null;
	/** What its register needs beside the answers. */
	register?: RegisterFacts;
}

export interface RegisterFacts {
	/** What became of it, an id among the outcomes of its type. */
	outcome?: string;
	/** The symbol by which it is found, in the way in which symbols are compared; a withdrawn record keeps it. */
	symbol?: string;
	/** When what was withdrawn would have been, where it stood in calendars: they have to say that it is off. */
	when?: Answers;
}

const list = (answer: Json | undefined): string[] => [answer ?? []].flat().filter((each): each is string => typeof each === 'string');
const once = (values: (string | undefined)[]): string[] => [...new Set(values.filter((value): value is string => !!value))];

const asWords = (answer: Json | undefined): Words | undefined =>
	isObject(answer)
		? Object.fromEntries(
				languages
					.filter((language) => typeof answer[language] === 'string' && answer[language])
					.map((language) => [language, answer[language] as string])
			)
		: undefined;

/** The words that name a record in lists: its title question, else what the form is called; behind its symbol, where it has one. */
export function titleOf(form: Form, answers: Answers, convention: Convention): Words {
	const words = namedBy(form, answers, convention);
	const symbol = form.titleAfter && answers[form.titleAfter];
	if (typeof symbol !== 'string' || !symbol) return words;
	return Object.fromEntries(Object.entries(words).map(([language, text]) => [language, `${symbol} – ${text}`]));
}

function namedBy(form: Form, answers: Answers, convention: Convention): Words {
	const question = form.titleFrom ? questionOf(form, form.titleFrom) : undefined;
	const answer = question && answers[question.id];
	if (question?.kind === 'words') return nonEmpty(asWords(answer)) ?? formName(form);
	if (question?.kind === 'concept' && typeof answer === 'string')
		return convention.entry((question.scheme ?? 'concepts') as Scheme, answer)?.words ?? formName(form);
	if (typeof answer === 'string' && answer) return Object.fromEntries(languages.map((language) => [language, answer]));
	return formName(form);
}

const nonEmpty = (words: Words | undefined): Words | undefined => (words && Object.keys(words).length ? words : undefined);
const formName = (form: Form): Words => form.words['form.short'] ?? form.words['form.title'] ?? {};

const summaryLength = 300;

/** The first text in several languages that is not the title, cut at a word. */
function summaryOf(form: Form, answers: Answers): Words | null {
	const question = allQuestions(form).find((each) => each.kind === 'words' && each.id !== form.titleFrom && answers[each.id]);
	const words = question && asWords(answers[question.id]);
	const plain = question?.format === 'markdown' ? plainOf : (text: string) => text;
	return words ? Object.fromEntries(Object.entries(words).map(([language, text]) => [language, shortened(plain(text))])) : null;
}

function shortened(text: string): string {
	if (text.length <= summaryLength) return text;
	const cut = text.slice(0, summaryLength);
	const space = cut.lastIndexOf(' ');
	return `${(space > summaryLength / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

export interface Published {
	record: RecordEnvelope;
	form: Form;
	type: RecordType;
	revision: number;
	/** Public answers only. */
	answers: Answers;
	languages: string[];
	firstPublishedAt: Date;
	publishedAt: Date;
	reason: string | null;
}

export function entryFrom(published: Published, convention: Convention): Entry {
	const { record, form, type, answers } = published;
	const asked = (belongs: (question: Question) => boolean) =>
		allQuestions(form)
			.filter(belongs)
			.flatMap((question) => list(answers[question.id]));
	const party = record.ownerKind === 'party' ? record.owner : undefined;
	const withdrawn = record.state === 'withdrawn';
	return {
		recordId: record.id,
		revision: published.revision,
		type: record.type,
		ownerKind: record.ownerKind,
		owner: record.owner,
		state: record.state as Entry['state'],
		title: titleOf(form, answers, convention),
		summary: withdrawn ? null : summaryOf(form, answers),
		answers: withdrawn ? {} : answers,
		languages: published.languages,
		parties: once([party, ...asked((question) => question.kind === 'party' || question.kind === 'country')]),
		areas: once([...type.areas, ...convention.areasOf(record.type).map(({ id }) => id), ...asked((question) => question.scheme === 'areas')]),
		articles: once([...type.articles, ...asked((question) => question.kind === 'article').map((article) => /^\d+/.exec(article)?.[0])]),
		// What was merged since is found by what stands for it.
		concepts: once(
			asked((question) => question.kind === 'concept' && !['areas', 'sectors', 'amendments'].includes(question.scheme ?? '')).map((id) =>
				typeof id === 'string' ? convention.conceptNow(id) : id
			)
		),
		region: party ? (convention.state(party)?.region ?? null) : null,
		year: published.firstPublishedAt.getUTCFullYear(),
		demo: record.demo,
		firstPublishedAt: published.firstPublishedAt,
		publishedAt: published.publishedAt,
		changedAt: published.publishedAt,
		reason: published.reason,
		supersededBy: record.supersededBy,
		...registerFacts(published, withdrawn)
	};
}

function registerFacts({ record, form, answers }: Published, withdrawn: boolean): { register?: RegisterFacts } {
	const symbol = form.titleAfter && answers[form.titleAfter];
	const when = withdrawn ? daysOf(record.type, answers) : {};
	const facts: RegisterFacts = {
		...(record.outcome && !withdrawn ? { outcome: record.outcome } : {}),
		...(typeof symbol === 'string' && symbol ? { symbol: symbolKey(symbol) } : {}),
		...(when.startDay ? { when } : {})
	};
	return Object.keys(facts).length ? { register: facts } : {};
}

/** The days on which calendars show a record; none where they do not. */
function daysOf(type: string, answers: Answers): Answers {
	if (type === sections.events.type) return whenOf(answers);
	const call = type === callType ? callFrom(answers) : null;
	return call ? { startDay: lastDay(call), endDay: lastDay(call) } : {};
}

/** Texts to find the entry by, per language and weight: A title, B texts, C names of type, Party, areas. '' is text of no known language. */
export type SearchTexts = { [weight in 'A' | 'B' | 'C']: Partial<Record<Language | '', string>> };

/** Every file of an answer with its language, in the order in which they stand. */
function attached(answer: Json | undefined): { file: string; language: Json | undefined }[] {
	if (Array.isArray(answer)) return answer.flatMap(attached);
	if (!isObject(answer)) return [];
	return Object.entries(answer).flatMap(([name, value]) =>
		name === 'file' && typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? [{ file: value, language: answer.language }] : attached(value)
	);
}

/**
 * Files that answers attach, by SHA-256: who may see the answer may find it by what is in the file. One of each language goes before a second of the same,
 * since not all are looked into where there are many.
 */
export function filesIn(answer: Json | undefined): string[] {
	const all = attached(answer);
	const first = all.filter(({ language }, at) => all.findIndex((other) => other.language === language) === at);
	return once([...first, ...all].map(({ file }) => file));
}

export function searchTexts(entry: Entry, form: Form, convention: Convention, ownerName: Words): SearchTexts {
	const texts: SearchTexts = { A: {}, B: {}, C: {} };
	const add = (weight: 'A' | 'B' | 'C', language: string | null, text: string) => {
		const key = (languages as readonly string[]).includes(language ?? '') ? (language as Language) : '';
		texts[weight][key] = texts[weight][key] ? `${texts[weight][key]}\n${text}` : text;
	};
	const addWords = (weight: 'A' | 'B' | 'C', words: Words | undefined) =>
		Object.entries(words ?? {}).forEach(([language, text]) => add(weight, language, text));
	addWords('A', entry.title);
	add('A', null, entry.recordId);
	for (const question of allQuestions(form)) {
		const answer = entry.answers[question.id];
		if (answer === undefined || question.id === form.titleFrom) continue;
		for (const { text, language } of kindOf(question).texts(answer)) add('B', language, text);
		if (question.options) for (const option of list(answer)) addWords('C', form.words[`option.${question.id}.${option}`]);
		if (question.kind === 'concept')
			for (const id of list(answer)) addWords('B', convention.entry((question.scheme ?? 'concepts') as Scheme, id)?.words);
	}
	addWords('C', form.words['form.title']);
	addWords('C', ownerName);
	for (const [language, text] of Object.entries(namesOf(entry, convention))) add('C', language, text);
	return texts;
}

/** Names of what an entry is about beside its own words: Parties and areas. */
export function namesOf(entry: Pick<Entry, 'parties' | 'areas'>, convention: Convention): Words {
	const names = [...entry.parties.map((id) => convention.state(id)?.name), ...entry.areas.map((id) => convention.entry('areas', id)?.words)];
	return Object.fromEntries(
		languages.flatMap((language) => {
			const said = names.flatMap((words) => words?.[language] ?? []);
			return said.length ? [[language, said.join('\n')]] : [];
		})
	);
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Chinese has no spaces: words are cut so that the engine sees them. */
export const cutChinese = (text: string): string =>
	[...segmenter.segment(text)]
		.filter((part) => part.isWordLike)
		.map((part) => part.segment)
		.join(' ');
