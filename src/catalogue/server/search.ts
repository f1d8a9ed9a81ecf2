// SPDX-License-Identifier: Apache-2.0
// Search over published records: what was typed is read, put right where it is misspelt, widened by the taxonomy, and asked; the reader is told
// of everything that was changed on the way.
import type { Convention } from '#convention/convention.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { asked, type Asked } from '../asked.ts';
import { type Entry, filesIn } from '../entry.ts';
import type { Labels } from '../labels.ts';
import { type Clause, clauseQuery, loosened, mostOf, onSubject, ownQuery, type Plan, planOf, queriesOf } from '../plan.ts';
import { candidates, countsWithout, type Counted, pageOfAll } from './candidates.ts';
import { labelsFor } from './concept-labels.ts';
import { amongThose, byNumbers, filesOnly } from './entries.ts';
import { countsOfAll, type FacetCount, type FacetName, facetNames } from './facet-values.ts';
import { fileWith } from './file-texts.ts';
import { frequencies } from './known-words.ts';
import { type Correction, correctedWords, corrections } from './corrections.ts';
import { stemsFor } from './stems.ts';

export { facetNames, type FacetName } from './facet-values.ts';

export interface Question {
	/** What the person typed; empty finds everything. At most 300 characters are read. */
	words: string;
	facets: Partial<Record<FacetName, string>>;
	sort: 'relevance' | 'newest' | 'oldest';
	/** From 1. */
	page: number;
	perPage: number;
	/** How many are counted and put in order at most, where not as many as usual. */
	most?: number;
	/** The reader's; of two ways to read a word, theirs comes first. English when absent. */
	language?: Language;
	/** With its taxonomy the question is widened; without, words mean themselves. */
	convention?: Convention;
	/** False: the taxonomy widens nothing. */
	expand?: boolean;
	/** False: what looks misspelt is asked as it was typed. */
	spell?: boolean;
}

export interface Found {
	/** How many; where `bounded`, there are more, and counts and order are those of the newest so many. */
	total: number;
	bounded: boolean;
	entries: Entry[];
	facets: Record<FacetName, { value: string; count: number }[]>;
	/** What was put right, and what was asked then; empty and the words as typed where nothing was. */
	corrected: Correction[];
	asked: string;
	/** Concepts that the words name, and those below them: found as well, in any language. */
	concepts: string[];
	narrower: string[];
	/** Nothing has all the words: these have most of them. */
	most: boolean;
	/** By record: the attached file that alone has what was asked. */
	inFile: Record<string, string>;
	/** Where nothing was found: parts of the question that find something by themselves. */
	instead: { words: string; count: number; bounded: boolean }[];
	/** What is asked of the index in the end. */
	must: string;
	/** What to mark in texts. */
	plan: Plan;
	labels: Labels | null;
}

const mostOfFacet: Partial<Record<FacetName, number>> = { party: 300 };

/** Every concept below one. */
function below(convention: Convention | undefined): (concept: string) => string[] {
	const walk = (concept: string, seen: Set<string>): string[] =>
		(convention?.narrower(concept) ?? []).flatMap(({ id }) => {
			if (seen.has(id)) return [];
			seen.add(id);
			return [id, ...walk(id, seen)];
		});
	return (concept) => walk(concept, new Set([concept]));
}

async function read(db: Reading, words: Asked, question: Question, labels: Labels | null): Promise<Plan> {
	const language = question.language ?? 'en';
	const tokens = [...words.wanted.flat(), ...words.unwanted].flatMap((term) => term.tokens);
	const stems = await stemsFor(db, [{ tokens, language }], true);
	return planOf(words, { language, lexemesOf: stems, labels: question.expand === false ? null : labels, narrower: below(question.convention) });
}

export async function search(db: Reading, question: Question): Promise<Found> {
	const typed = question.words.slice(0, 300);
	const labels = question.convention ? await labelsFor(db, question.convention) : null;
	let words = typed;
	let plan = await read(db, asked(words), question, labels);
	let corrected: Correction[] = [];
	const spells = question.spell !== false && plan.clauses.some((clause) => clause.tokens.length);
	const correct = async (eager: boolean): Promise<boolean> => {
		const found = await corrections(db, plan, { language: question.language ?? 'en', labels, eager });
		if (!found.length) return false;
		words = correctedWords(words, found);
		corrected = [...corrected, ...found];
		plan = await read(db, asked(words), question, labels);
		return true;
	};
	if (spells) await correct(false);
	let counted = await count(db, plan, question);
	if (counted.total === 0 && spells) {
		const before = { plan, words, corrected };
		if (await correct(true)) {
			counted = await count(db, plan, question);
			if (counted.total === 0 && !(await atAll(db, plan, question, labels)).total) ({ plan, words, corrected } = before);
		}
	}
	const asTyped = async (): Promise<void> => {
		[words, corrected] = [typed, []];
		plan = await read(db, asked(words), question, labels);
	};
	const required = plan.clauses.filter((clause) => !clause.optional).length;
	// Where each word had to be put right and still nothing has all of them, it was another question.
	if (counted.total === 0 && required > 1 && corrected.length >= required) await asTyped();
	let most: string | null = null;
	// A single hit where many words were typed: what has most of them is worth showing below it.
	if (counted.total === 0 || (counted.total < fewFound && required > 1)) {
		const loose = await atAll(db, plan, question, labels);
		if (loose.total > counted.total) [counted, most, plan] = [loose, loose.must, loose.plan];
	}
	if (counted.total > 0 && counted.total < fewFound && question.spell !== false && !(most && corrected.length)) {
		const wider = onSubject(plan, most ?? queriesOf(plan).must);
		const near = wider ? await count(db, plan, question, wider) : counted;
		if (near.total > counted.total && near.total <= mostOnSubject) [counted, most] = [near, wider];
	}
	// What was put right and still finds nothing was no mistake: the reader is told of their own words.
	if (counted.total === 0 && corrected.length) await asTyped();
	const entries = await byNumbers(db, counted.page);
	const must = most ?? queriesOf(plan).must;
	return {
		total: counted.total,
		bounded: counted.bounded,
		entries,
		facets: await facetsFor(db, plan, question, counted.facets, must),
		corrected,
		asked: words,
		concepts: plan.concepts,
		narrower: plan.narrower,
		most: most !== null,
		inFile: await onlyInFile(db, plan, entries),
		instead: counted.total === 0 ? await insteadOf(db, plan, question) : [],
		must,
		plan,
		labels
	};
}

/**
 * Of these records, those that the question finds by all of its words, read and put right as a search reads them. What a search shows where nothing
 * has all the words is not among them.
 */
export async function foundAmong(db: Reading, question: Omit<Question, 'sort' | 'page' | 'perPage'>, records: readonly string[]): Promise<string[]> {
	const whole: Question = { ...question, sort: 'newest', page: 1, perPage: 1 };
	const labels = question.convention ? await labelsFor(db, question.convention) : null;
	let plan = await read(db, asked(question.words), whole, labels);
	if (!plan.clauses.length && !plan.unwanted.length) return [];
	if (question.spell !== false && plan.clauses.some((clause) => clause.tokens.length)) {
		const found = await corrections(db, plan, { language: question.language ?? 'en', labels, eager: false });
		if (found.length) plan = await read(db, asked(correctedWords(question.words, found)), whole, labels);
	}
	return amongThose(db, queriesOf(plan).must, records);
}

/** Rarer words tell more; counted up to fifty only, which is enough to tell rare from common. */
async function rarities(db: Reading, plan: Plan): Promise<(clause: Clause) => number> {
	if (plan.clauses.length < 2) return () => 1;
	const known = await frequencies(
		db,
		plan.clauses.flatMap((clause) => clause.tokens.map((token) => token.folded))
	);
	return (clause) => {
		const counts = clause.tokens.map((token) => known.get(token.folded) ?? 1);
		return counts.length ? 1 + 2 / (1 + Math.log(1 + Math.min(...counts))) : 1.5;
	};
}

async function count(db: Reading, plan: Plan, question: Question, must?: string): Promise<Counted> {
	const { facets, sort, page, perPage, most } = question;
	const queries = queriesOf(plan, await rarities(db, plan));
	const nothing = !plan.clauses.length && !plan.unwanted.length;
	// Words that are no words ("???") find nothing, which is not the same as asking for everything.
	if (nothing && question.words.trim()) return { total: 0, bounded: false, facets: [], page: [] };
	if (nothing && !Object.values(facets).some((value) => value !== undefined)) {
		const all = await countsOfAll(db);
		return {
			total: all.find((each) => each.facet === 'all')?.count ?? 0,
			bounded: false,
			facets: all,
			page: await pageOfAll(db, { sort, page, perPage })
		};
	}
	const language = question.language ?? 'en';
	return candidates(db, {
		must: must ?? queries.must,
		title: must ? '' : queries.title,
		...(must ? { whole: queries.must } : {}),
		ranks: queries.ranks,
		facets,
		sort,
		page,
		perPage,
		...(most ? { most } : {}),
		language
	});
}

async function facetsFor(db: Reading, plan: Plan, question: Question, counts: FacetCount[], must: string): Promise<Found['facets']> {
	const nothing = !plan.clauses.length && !plan.unwanted.length && question.words.trim();
	const lists: [FacetName, { value: string; count: number }[]][] = [];
	for (const name of facetNames) {
		const chosen = question.facets[name] !== undefined;
		const own = chosen && !nothing ? await countsWithout(db, { must, facets: question.facets, sort: question.sort }, name) : counts;
		lists.push([
			name,
			own
				.filter((each) => each.facet === name)
				.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
				.slice(0, mostOfFacet[name] ?? 40)
				.map(({ value, count: entries }) => ({ value, count: entries }))
		]);
	}
	return Object.fromEntries(lists) as Found['facets'];
}

/** How much more it tells of a question that words name a concept: "replace a thermometer" is about thermometers. */
const subject = 1.5;
/** So many on the subject of a question that little answers are worth showing below that; with more the reader would not know where to look. */
const mostOnSubject = 40;

/** Fewer than this, and the words are taken less strictly. */
const fewFound = 3;

/**
 * The last resort: words that find nothing are taken loosely, then words that tell less than the others are let go. A word that nothing contains
 * tells most, so that a question about something that is not here stays without an answer.
 */
async function atAll(db: Reading, plan: Plan, question: Question, taxonomy: Labels | null): Promise<Counted & { must: string | null; plan: Plan }> {
	const none = { total: 0, bounded: false, facets: [], page: [], must: null, plan };
	// Asked as it was typed is answered as it was typed.
	if (question.spell === false || !plan.clauses.length) return none;
	const labels = question.expand === false ? null : taxonomy;
	const all = (await countsOfAll(db)).find((each) => each.facet === 'all')?.count ?? 0;
	const stems = await stemsFor(db, []);
	const weights = new Map<Clause, number>();
	// Of two words the one that nothing here has may not be let go for the sake of the other: "flu vaccine" is not about vaccines.
	const few = plan.clauses.filter((clause) => !clause.optional && clause.tokens.length).length <= 2;
	const clauses: Clause[] = [];
	for (const each of plan.clauses) {
		if (each.optional || !each.tokens.length) {
			clauses.push(each);
			continue;
		}
		let clause = each;
		let { total } = await candidates(db, { ...alone, must: clauseQuery(clause) });
		if (total === 0) {
			clause = loosened(clause, labels, stems);
			if (clause.loose) ({ total } = await candidates(db, { ...alone, must: clauseQuery(clause) }));
		}
		const words = clause.tokens.filter((token) => token.script !== 'han').length || 1;
		const known = clause.concepts.length > 0 || (total === 0 && few);
		weights.set(clause, Math.log(1 + all / Math.max(total, 0.5)) * words * (known ? subject : 1));
		clauses.push(clause);
	}
	const loose = { ...plan, clauses };
	if (clauses.some((clause) => clause.loose)) {
		const counted = await count(db, loose, question);
		if (counted.total > 0) return { ...counted, must: queriesOf(loose).must, plan: loose };
	}
	const must = mostOf(loose, (clause) => weights.get(clause) ?? 1);
	return must ? { ...(await count(db, loose, question, must)), must, plan: loose } : none;
}

/** A query to count by itself. */
const alone = { title: '', ranks: [], facets: {}, sort: 'newest', page: 1, perPage: 1 } as const;

async function insteadOf(db: Reading, plan: Plan, question: Question): Promise<Found['instead']> {
	const parts = plan.clauses.filter((clause) => !clause.optional && ownQuery(clause));
	if (parts.length < 2) return [];
	const counts = [];
	for (const clause of parts.slice(0, 5)) {
		const { total, bounded } = await candidates(db, { ...alone, must: clauseQuery(clause), facets: question.facets });
		if (total > 0) counts.push({ words: clause.text, count: total, bounded });
	}
	return counts;
}

/** Entries that have what was asked in an attached file alone, with the name of the file. */
async function onlyInFile(db: Reading, plan: Plan, entries: readonly Entry[]): Promise<Record<string, string>> {
	const required = plan.clauses.filter((clause) => !clause.optional && ownQuery(clause)).map(clauseQuery);
	const attaching = entries.filter((entry) => filesIn(entry.answers).length);
	if (!required.length || !attaching.length) return {};
	const only = await filesOnly(
		db,
		attaching.map((entry) => entry.recordId),
		required.join('&')
	);
	const named: Record<string, string> = {};
	for (const entry of attaching) {
		if (!only.has(entry.recordId)) continue;
		const files = filesIn(entry.answers);
		const name = (await fileWith(db, entry.recordId, files, required.join('&'))) ?? (await fileWith(db, entry.recordId, files, required.join('|')));
		if (name) named[entry.recordId] = name;
	}
	return named;
}
