// SPDX-License-Identifier: Apache-2.0
// Puts misspelt words right, by the words that published entries and the taxonomy contain. A word that is known is left as it is.
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import type { Labels } from '../labels.ts';
import { type Clause, ownQuery, type Plan } from '../plan.ts';
import { distance, type Known, mistakesBetween, mistakesIn, nearest } from '../spelling.ts';
import type { Token } from '../tokens.ts';
import { quoted } from '../vector.ts';
import { anyMatch } from './candidates.ts';
import { frequencies, wordsNear } from './known-words.ts';

export interface Correction {
	/** As typed. */
	from: string;
	to: string;
}

interface Correcting {
	language: Language;
	labels: Labels | null;
	/** Also words that are known, but so rarely that they may be somebody else's mistake. */
	eager: boolean;
}

const rare = 2;

/** Words of the taxonomy that are near. */
const labelsNear = (labels: Labels | null, word: string): Known[] =>
	[...(labels?.vocabulary ?? [])].flatMap(([known, language]) => {
		const most = mistakesBetween(word, known);
		return Math.abs(known.length - word.length) <= most && distance(word, known, most) <= most ? [{ word: known, language, frequency: 20 }] : [];
	});

export async function corrections(db: Reading, plan: Plan, correcting: Correcting): Promise<Correction[]> {
	const found: Correction[] = [];
	const known = await frequencies(
		db,
		plan.clauses.flatMap((clause) => clause.tokens.map((token) => token.folded))
	);
	for (const clause of plan.clauses) {
		// A label of the taxonomy is never a mistake, and nor is a small word.
		if (clause.optional || clause.concepts.length || clause.marks.length || !clause.tokens.length) continue;
		if (clause.tokens[0]?.script === 'han') continue;
		for (const token of clause.tokens) {
			const to = await correctionOf(db, clause, token, known.get(token.folded) ?? 0, correcting);
			if (to) found.push({ from: token.raw, to });
		}
	}
	if (correcting.eager) found.push(...(await chineseCorrections(db, plan, correcting)));
	return found;
}

async function correctionOf(
	db: Reading,
	clause: Clause,
	token: Token,
	frequency: number,
	{ language, labels, eager }: Correcting
): Promise<string | undefined> {
	if (mistakesIn([...token.folded].length) === 0 || /\p{N}/u.test(token.folded) || labels?.vocabulary.has(token.folded)) return undefined;
	if (frequency > (eager ? rare : 0)) return undefined;
	// An inflection that was never seen is no mistake, if its stem finds something.
	if (!eager && (await anyMatch(db, ownQuery(clause)))) return undefined;
	const near = [...labelsNear(labels, token.folded), ...(await wordsNear(db, token.folded, token.script))];
	const better = nearest(
		token.folded,
		near.filter((each) => each.frequency > (frequency ? frequency * 4 : 0)),
		language
	);
	return better?.word;
}

/**
 * A wrong character between right ones: 书面同义. Words with another character in its place are tried, and one is taken with which the whole run stands
 * in some entry, as it was not typed by chance then.
 */
async function withinRun(db: Reading, run: readonly string[]): Promise<{ from: string; to: string } | undefined> {
	if (run.length < 4 || run.length > 8) return undefined;
	for (let at = 0; at + 2 <= run.length; at += 1) {
		const part = run.slice(at, at + 2).join('');
		for (const { word } of await wordsNear(db, part, 'han')) {
			if (word === part) continue;
			const whole = [...run.slice(0, at), ...word, ...run.slice(at + 2)];
			const pairs = whole.slice(0, -1).map((each, place) => quoted(each + (whole[place + 1] as string)));
			if (await anyMatch(db, pairs.join('<1>'))) return { from: part, to: word };
		}
	}
	return undefined;
}

/** One wrong character in a run of Chinese: against the labels of the taxonomy first, then against words. */
async function chineseCorrections(db: Reading, plan: Plan, { labels }: Correcting): Promise<Correction[]> {
	const tokens = plan.clauses.flatMap((clause) => (clause.tokens[0]?.script === 'han' ? clause.tokens : []));
	const run = tokens.map((token) => token.folded);
	const words = [...(labels?.vocabulary ?? [])].flatMap(([word, language]) => (language === 'zh' && [...word].length >= 2 ? [word] : []));
	const candidates: { from: string; to: string }[] = [];
	for (let length = Math.min(run.length, 8); length >= 2; length -= 1)
		for (let at = 0; at + length <= run.length; at += 1) {
			const part = run.slice(at, at + length).join('');
			if (labels?.vocabulary.has(part)) continue;
			const label = words.find((word) => [...word].length === length && distance(part, word, 1) === 1);
			if (label && length > 2) return [{ from: part, to: label }];
			if (length > 4 || length < 3) continue;
			const near = nearestChinese(part, await wordsNear(db, part, 'han'));
			if (near) candidates.push({ from: part, to: near });
		}
	const within = candidates.length ? undefined : await withinRun(db, run);
	return [...candidates, ...(within ? [within] : [])].slice(0, 1);
}

const nearestChinese = (part: string, near: readonly Known[]): string | undefined =>
	near.filter((each) => each.word !== part && distance(part, each.word, 1) === 1).sort((a, b) => b.frequency - a.frequency)[0]?.word;

/** What was typed with the corrections in place; all else stays as it was. */
export function correctedWords(words: string, found: readonly Correction[]): string {
	let rest = words;
	for (const { from, to } of found) {
		const at = rest.indexOf(from);
		if (at >= 0) rest = rest.slice(0, at) + to + rest.slice(at + from.length);
	}
	return rest;
}
