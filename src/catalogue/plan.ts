// SPDX-License-Identifier: Apache-2.0
// Turns what was asked into what the index is asked: clauses that must hold, with the concepts that widen them, and what ranks. Pure: stems,
// labels and the taxonomy are handed in.
import { type Language, languages } from '#text/languages.ts';
import type { Asked, Term } from './asked.ts';
import { articleAt } from './article-words.ts';
import { cutChinese } from './entry.ts';
import { everywhere, type Labels, longestOf, type Span, spansIn, turned } from './labels.ts';
import { smallWords } from './small-words.ts';
import { languagesOfScript, looseForm, type Token } from './tokens.ts';
import { type LexemesOf, mark, quoted } from './vector.ts';

/** One thing that an entry must have. */
export interface Clause {
	/** As typed, for the reader. */
	text: string;
	/** Every one of these places must be met, each by any of its lexemes; several ways of them where OR stood between. */
	ways: { places: (readonly string[])[]; together: boolean }[];
	concepts: string[];
	narrower: string[];
	/** Marks of the index that mean the same: an article that an entry is filed under. */
	marks: string[];
	/** Says nothing by itself: may be missing, and ranks. */
	optional: boolean;
	/** Its words, for the speller; none where it was meant to the letter. */
	tokens: Token[];
	/** A last resort where the words themselves find nothing: words that begin alike, the consonants of an Arabic word, labels with the word in them. */
	loose?: string;
}

export interface Plan {
	clauses: Clause[];
	unwanted: string[];
	/** Concepts that widened the question, in the order of its words. */
	concepts: string[];
	narrower: string[];
}

export interface Planning {
	/** The reader's: of two ways to read a word, theirs comes first. */
	language: Language;
	lexemesOf: LexemesOf;
	labels: Labels | null;
	/** Concepts below one, at any depth. */
	narrower: (concept: string) => readonly string[];
}

/** A concept with more below it than this is so wide that its own name says enough. */
const mostNarrower = 14;

/** All lexemes that a typed word may be kept under, in any language of its script; and whether one of them passes it over. */
function lexemes(token: Token, { language, lexemesOf }: Planning): { all: string[]; says: boolean } {
	if (token.script === 'han') return { all: [token.folded], says: true };
	const each = languagesOfScript(token.script, language).map((spoken) => lexemesOf(token, spoken));
	return { all: [...new Set([...each.flat(), token.folded])], says: each.every((found) => found.length > 0) };
}

const union = <T>(lists: readonly (readonly T[])[]): T[] => [...new Set(lists.flat())];

/** Chinese characters as the places to meet: pairs of neighbours, or the one character. */
const chinesePlaces = (tokens: readonly Token[]): string[][] =>
	tokens.length === 1 ? [[(tokens[0] as Token).folded]] : tokens.slice(0, -1).map((token, at) => [token.folded + (tokens[at + 1] as Token).folded]);

const places = (tokens: readonly Token[], planning: Planning): string[][] => {
	const found: string[][] = [];
	for (let at = 0; at < tokens.length;) {
		const token = tokens[at] as Token;
		let end = at + 1;
		if (token.script === 'han') while (tokens[end - 1]?.pair && tokens[end]?.script === 'han') end += 1;
		found.push(...(token.script === 'han' ? chinesePlaces(tokens.slice(at, end)) : [lexemes(token, planning).all]));
		at = end;
	}
	return found;
};

const plain = (text: string, tokens: Token[], planning: Planning, optional = false): Clause => ({
	text,
	ways: [{ places: places(tokens, planning), together: false }],
	concepts: [],
	narrower: [],
	marks: [],
	optional,
	tokens
});

/** A term that stands by itself: a phrase, a code, one side of an OR. Words that say nothing fall out of a phrase, their place stays open. */
const way = (term: Term, planning: Planning): Clause['ways'][number] =>
	term.together
		? {
				places: term.tokens.map((token) => (token.script === 'han' || lexemes(token, planning).says ? lexemes(token, planning).all : [])),
				together: true
			}
		: { places: places(term.tokens, planning), together: false };

/** Words in a row: labels of concepts first, the longest; then single words, and Chinese cut into words. */
function clausesOfRow(tokens: Token[], planning: Planning): Clause[] {
	const spans: Span[] = planning.labels
		? longestOf(
				languages.flatMap((language) => {
					const read = tokens.map((token) => (languagesOfScript(token.script).includes(language) ? planning.lexemesOf(token, language) : []));
					const labels = planning.labels as Labels;
					return [
						...[labels.byFirst, labels.bare].flatMap((each) => spansIn(tokens, read, language, labels, each)),
						...turned(tokens, read, language, labels)
					];
				})
			)
		: [];
	const clauses: Clause[] = [];
	for (let at = 0; at < tokens.length;) {
		const article = articleAt(tokens, at);
		if (article) {
			const own = tokens.slice(at, article.end);
			const words = own.map((token) => (token.script === 'han' ? [token.folded] : lexemes(token, planning).all));
			clauses.push({
				...plain(textOf(own), own, planning),
				ways: [{ places: words, together: true }],
				marks: [mark.facet('article', article.number)]
			});
			at = article.end;
			continue;
		}
		const here = spans.filter((span) => span.from === at);
		if (here.length) {
			const to = (here[0] as Span).to;
			const own = tokens.slice(at, to + 1);
			const saying = own.filter((token) => token.script === 'han' || lexemes(token, planning).says);
			const concepts = union([here.map((span) => span.concept)]);
			const narrower = union(
				concepts.map((concept) => {
					const below = planning.narrower(concept);
					return below.length > mostNarrower ? [] : below;
				})
			).filter((concept) => !concepts.includes(concept));
			clauses.push({ ...plain(textOf(own), saying.length ? saying : own, planning), concepts, narrower, tokens: own });
			at = to + 1;
			continue;
		}
		const token = tokens[at] as Token;
		if (token.script !== 'han') {
			clauses.push(plain(token.raw, [token], planning, !lexemes(token, planning).says));
			at += 1;
			continue;
		}
		let end = at + 1;
		while (tokens[end - 1]?.pair && tokens[end] && !spans.some((span) => span.from === end)) end += 1;
		const run = tokens.slice(at, end);
		let place = 0;
		for (const word of cutChinese(run.map((each) => each.folded).join('')).split(' ')) {
			const length = [...word].length;
			const part = run.slice(place, place + length);
			if (part.length) clauses.push(plain(word, part, planning, smallWords.zh.has(word)));
			place += length;
		}
		at = end;
	}
	return clauses;
}

const textOf = (tokens: readonly Token[]): string =>
	tokens.map((token, at) => (at > 0 && !(token.script === 'han' && tokens[at - 1]?.pair) ? ` ${token.raw}` : token.raw)).join('');

export function planOf(asked: Asked, planning: Planning): Plan {
	const clauses: Clause[] = [];
	let row: Token[] = [];
	const endRow = () => {
		if (row.length) clauses.push(...clausesOfRow(row, planning));
		row = [];
	};
	for (const group of asked.wanted) {
		const [term] = group as [Term, ...Term[]];
		if (group.length === 1 && !term.quoted && !term.together) {
			row.push(...term.tokens);
			continue;
		}
		endRow();
		clauses.push({
			text: group.map((each) => each.text).join(' OR '),
			ways: group.map((each) => way(each, planning)),
			concepts: [],
			narrower: [],
			marks: [],
			optional: false,
			tokens: []
		});
	}
	endRow();
	// Beside something else, "mercury" ranks and need not be there.
	const named = (clause: Clause): boolean => !clause.optional && !(clause.concepts.length === 1 && clause.concepts[0] === everywhere);
	if (clauses.some(named)) for (const clause of clauses) clause.optional ||= !named(clause);
	// A question of nothing but small words is meant after all.
	const saying = clauses.some((clause) => !clause.optional);
	return {
		clauses: saying ? clauses : clauses.map((clause) => ({ ...clause, optional: false })),
		unwanted: asked.unwanted.map((term) => waysQuery([way(term, planning)])),
		concepts: union(clauses.map((clause) => clause.concepts)),
		narrower: union(clauses.map((clause) => clause.narrower))
	};
}

const anyOf = (lexemes: readonly string[]): string => `(${lexemes.map(quoted).join('|')})`;

function wayQuery({ places, together }: Clause['ways'][number]): string {
	if (!together) return `(${places.map(anyOf).join('&')})`;
	let query = '';
	let gap = 0;
	for (const each of places) {
		gap += 1;
		if (!each.length) continue;
		query += query ? `<${gap}>${anyOf(each)}` : anyOf(each);
		gap = 0;
	}
	return `(${query})`;
}

const sayingWays = (ways: Clause['ways']): Clause['ways'] => ways.filter(({ places }) => places.some((each) => each.length));
const waysQuery = (ways: Clause['ways']): string => {
	const saying = sayingWays(ways);
	return saying.length ? `(${saying.map(wayQuery).join('|')})` : '';
};

const titled = (ways: Clause['ways']): Clause['ways'] =>
	ways.map(({ places }) => ({ places: places.filter((each) => each.length).map((each) => each.map(mark.title)), together: false }));

/** What finds a clause: its own words, or a concept that they name, or one below it. */
export const clauseQuery = (clause: Clause): string => {
	const concepts = [...[...clause.concepts, ...clause.narrower].map(mark.concept), ...clause.marks];
	const ways = clause.loose ? `${waysQuery(clause.ways)}|${clause.loose}` : waysQuery(clause.ways);
	return concepts.length || clause.loose ? `(${[ways, ...(concepts.length ? [anyOf(concepts)] : [])].join('|')})` : ways;
};

export const ownQuery = (clause: Clause): string => waysQuery(clause.ways);
const titleQuery = (clause: Clause): string => {
	const concepts = clause.concepts.map((concept) => mark.title(mark.concept(concept)));
	return concepts.length ? `(${waysQuery(titled(clause.ways))}|${anyOf(concepts)})` : waysQuery(titled(clause.ways));
};

const all = (queries: readonly string[]): string => queries.filter(Boolean).join('&');

export interface Queries {
	/** All that must hold; '' asks for nothing in words. */
	must: string;
	/** The same by the titles alone. */
	title: string;
	/** What adds to the rank: a query and what it weighs. */
	ranks: { query: string; weight: number }[];
}

/** Rarer words weigh more: `rarity` is what each clause weighs, 1 where nothing is known. */
export function queriesOf(plan: Plan, rarity: (clause: Clause) => number = () => 1): Queries {
	const required = plan.clauses.filter((clause) => !clause.optional && ownQuery(clause));
	const loose = plan.clauses.flatMap((clause) => (clause.loose ? [{ query: clause.loose, weight: 0.4 * rarity(clause) }] : []));
	const without = plan.unwanted.filter(Boolean).map((query) => `!${query}`);
	return {
		must: all([...required.map(clauseQuery), ...without]),
		title: all([...required.map(titleQuery), ...without]),
		ranks: [
			...plan.clauses
				.filter(ownQuery)
				.flatMap((clause) => [
					{ query: ownQuery(clause), weight: rarity(clause) * (clause.optional && !clause.concepts.length ? 0.2 : 1) },
					...(clause.concepts.length ? [{ query: anyOf(clause.concepts.map(mark.concept)), weight: rarity(clause) * 0.8 }] : []),
					...(clause.marks.length ? [{ query: anyOf(clause.marks), weight: rarity(clause) * 2 }] : []),
					...(clause.narrower.length ? [{ query: anyOf(clause.narrower.map(mark.concept)), weight: rarity(clause) * 0.3 }] : [])
				]),
			...loose
		]
	};
}

/** Beside these, what is about all the concepts that are named; null where none is, or nothing else beside them. */
export function onSubject(plan: Plan, must: string): string | null {
	const required = plan.clauses.filter((clause) => !clause.optional && ownQuery(clause));
	const named = required.filter((clause) => clause.concepts.length);
	if (!named.length || named.length === required.length || required.some((clause) => !clause.tokens.length)) return null;
	return all([`(${must}|(${all(named.map(clauseQuery))}))`, ...plan.unwanted.filter(Boolean).map((query) => `!${query}`)]);
}

/** How much of what was asked must be left when words are let go. */
const enough = 0.5;

/**
 * What tells most instead of all: every smallest choice of the words that weighs at least half of the whole. null where nothing can be let go. What
 * was meant to the letter may not be missing. `weigh` gives what a word tells: much for a rare one, little for one that most entries have.
 */
export function mostOf(plan: Plan, weigh: (clause: Clause) => number): string | null {
	const required = plan.clauses.filter((clause) => !clause.optional && ownQuery(clause));
	const loose = required.filter((clause) => clause.tokens.length);
	if (loose.length < 2 || loose.length > 8) return null;
	const strict = required.filter((clause) => !clause.tokens.length);
	const weights = loose.map(weigh);
	const whole = weights.reduce((sum, weight) => sum + weight, 0);
	const tells = (set: number): boolean => weights.reduce((sum, weight, at) => sum + (set & (1 << at) ? weight : 0), 0) >= whole * enough;
	const sets = Array.from({ length: (1 << loose.length) - 2 }, (_, at) => at + 1).filter(
		(set) => tells(set) && loose.every((_, at) => !(set & (1 << at)) || !tells(set & ~(1 << at)))
	);
	if (!sets.length) return null;
	const choices = sets.map((set) => `(${all(loose.filter((_, at) => set & (1 << at)).map(clauseQuery))})`);
	return all([`(${choices.join('|')})`, ...strict.map(clauseQuery), ...plan.unwanted.filter(Boolean).map((query) => `!${query}`)]);
}

/** A word in labels of more concepts than this means none of them. */
const mostNamed = 4;

/** The clause with the last resort for its words; none where even that says nothing. */
export function loosened(clause: Clause, labels: Labels | null, lexemesOf: LexemesOf): Clause {
	if (!clause.tokens.length) return clause;
	if (clause.tokens.every((token) => token.script === 'han')) {
		const pairs = chinesePlaces(clause.tokens).flat();
		const [first, ...rest] = pairs.map((pair) => labels?.byWord.get(pair) ?? new Set<string>());
		const named = [...(first ?? [])].filter((id) => rest.every((each) => each.has(id)));
		return clause.tokens.length > 1 && named.length && named.length <= mostNamed ? { ...clause, loose: anyOf(named.map(mark.concept)) } : clause;
	}
	const queries = clause.tokens.map((token) => {
		if (token.script === 'han') return '';
		const form = looseForm(token);
		const concepts = union(languagesOfScript(token.script).map((language) => lexemesOf(token, language))).flatMap((lexeme) => [
			...(labels?.byWord.get(lexeme) ?? [])
		]);
		const found = [
			...(form ? [form.prefix ? `${quoted(form.lexeme)}:*` : quoted(form.lexeme)] : []),
			...(concepts.length <= mostNamed ? concepts.map((id) => quoted(mark.concept(id))) : [])
		];
		return found.length ? `(${[...new Set(found)].join('|')})` : '';
	});
	return queries.every(Boolean) ? { ...clause, loose: `(${queries.join('&')})` } : clause;
}
