// SPDX-License-Identifier: Apache-2.0
// Whether what a source tells is about a project that is known already: by a number that both give, else by title, countries and amount, with a score
// that an editor can follow. Pure.
import type { Found } from './found.ts';
import { identifiersOf, nameOf } from './answers.ts';

/** A project that stands as a record, with what its sources tell. */
export interface KnownProject {
	record: string;
	tellings: { source: string; found: Found }[];
}

export interface Reason {
	/** `number`, `title`, `countries` or `amount`. */
	code: 'number' | 'title' | 'countries' | 'amount';
	/** From 0 to 1. */
	score: number;
	/** What was compared, for whoever looks. */
	seen: string;
}

export interface Match {
	record: string;
	/** 1 for a common number. */
	score: number;
	reasons: Reason[];
}

/** From here on two tellings are one project; between the two an editor says so. */
export const surely = 0.92;
export const perhaps = 0.75;

const empty = new Set([
	'the',
	'of',
	'for',
	'and',
	'in',
	'a',
	'an',
	'to',
	'on',
	'de',
	'la',
	'le',
	'les',
	'des',
	'du',
	'et',
	'en',
	'el',
	'los',
	'y',
	'del'
]);

/** The words of a title, without accents, marks and words that say nothing. */
export const wordsOf = (title: string): Set<string> =>
	new Set(
		title
			.normalize('NFKD')
			.replace(/\p{M}/gu, '')
			.toLowerCase()
			.split(/[^\p{L}\p{N}]+/u)
			.filter((word) => word && !empty.has(word))
	);

/** Twice what is common by all there is: 1 where both are alike, 0 where nothing is. */
function alike<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
	if (!a.size && !b.size) return 0;
	return (2 * [...a].filter((each) => b.has(each)).length) / (a.size + b.size);
}

/** The best of the languages that both have; of any two where they have none in common. */
function titles(a: Found, b: Found): number {
	const common = Object.keys(a.title).filter((language) => language in b.title);
	const pairs = common.length
		? common.map((language) => [a.title[language as 'en'], b.title[language as 'en']] as const)
		: Object.values(a.title).flatMap((one) => Object.values(b.title).map((other) => [one, other] as const));
	return Math.max(0, ...pairs.map(([one, other]) => alike(wordsOf(one ?? ''), wordsOf(other ?? ''))));
}

const grant = ({ fundings }: Found): number =>
	fundings.filter(({ kind, currency }) => kind === 'grant' && currency === 'USD').reduce((sum, { amount }) => sum + Number(amount), 0);

function amounts(a: number, b: number): number {
	if (a === 0 || b === 0) return 0;
	return Math.min(a, b) / Math.max(a, b);
}

/** How alike two tellings are by what they say, with the reasons. Numbers of one list that differ are two projects, whatever else agrees. */
export function compare(a: Found, b: Found): { score: number; reasons: Reason[] } {
	const [own, theirs] = [identifiersOf(a), identifiersOf(b)];
	const named = new Set(theirs.map(nameOf));
	const common = own.find((each) => named.has(nameOf(each)));
	if (common) return { score: 1, reasons: [{ code: 'number', score: 1, seen: `${common.scheme} ${common.id}` }] };
	if (own.some(({ scheme }) => theirs.some((other) => other.scheme.toLowerCase() === scheme.toLowerCase()))) return { score: 0, reasons: [] };
	// A programme and its project often share title and countries.
	if (a.isProgramme !== b.isProgramme) return { score: 0, reasons: [] };
	const title = titles(a, b);
	const countries = alike(new Set(a.parties), new Set(b.parties));
	const amount = amounts(grant(a), grant(b));
	const reasons: Reason[] = [
		{ code: 'title', score: title, seen: (Object.values(b.title)[0] ?? '').slice(0, 200) },
		{ code: 'countries', score: countries, seen: b.parties.join(', ') },
		{ code: 'amount', score: amount, seen: grant(b) ? String(grant(b)) : '' }
	];
	return { score: 0.6 * title + 0.25 * countries + 0.15 * amount, reasons };
}

/** The known project that a telling is most probably about; undefined where none comes near. The same source never tells one project twice. */
export function bestMatch(source: string, found: Found, known: Iterable<KnownProject>): Match | undefined {
	let best: Match | undefined;
	for (const { record, tellings } of known) {
		const compared = tellings.map((each) => ({ ...compare(found, each.found), source: each.source }));
		const numbers = compared.find(({ score }) => score === 1);
		if (!numbers && compared.some((each) => each.source === source || each.score === 0)) continue;
		const closest = compared.reduce((a, b) => (a.score >= b.score ? a : b));
		if (closest.score >= perhaps && (!best || closest.score > best.score)) best = { record, score: closest.score, reasons: closest.reasons };
	}
	return best;
}
