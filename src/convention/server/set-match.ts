// SPDX-License-Identifier: Apache-2.0
// Says what a concept of ours means in another vocabulary, says it anew, or takes it away again. Whether the officer may is asked before.
import { createHash } from 'node:crypto';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Fact, MatchRelation, MatchVocabulary, Standing } from '../fact.ts';
import { addFact } from './add-fact.ts';
import { editFact, type EditRefusal } from './edit-fact.ts';
import { allFacts, factOf } from './facts.ts';

export interface MatchSaid {
	concept: string;
	uri: string;
	relation: MatchRelation;
	vocabulary: MatchVocabulary;
	label: string | null;
	status: Standing;
	source: string;
	by: string;
	at: Date;
	reason?: string | null;
}

/** http and https name the same concept, and so does a slash at the end. */
export const sameAddress = (uri: string): string => uri.replace(/^https?:/, '').replace(/\/$/, '');

const whose: [MatchVocabulary, RegExp][] = [
	['informea', /(^|\.)informea\.org$/],
	['unbis', /^metadata\.un\.org$/],
	['gemet', /(^|\.)eionet\.europa\.eu$/],
	['agrovoc', /^(aims|agrovoc)\.fao\.org$/]
];

/** Whose vocabulary an address belongs to. */
export function vocabularyAt(uri: string): MatchVocabulary {
	if (uri.startsWith('/')) return 'own';
	const host = URL.canParse(uri) ? new URL(uri).hostname : '';
	return whose.find(([, pattern]) => pattern.test(host))?.[0] ?? 'other';
}

/** One of our concept and the address there: it is said once, whichever way it is said. */
export const matchId = (concept: string, uri: string): string =>
	`${concept.replace('/', '.').slice(0, 46)}.${createHash('sha256')
		.update(`${concept} ${sameAddress(uri)}`)
		.digest('hex')
		.slice(0, 12)}`;

export async function setMatch(db: Writing, said: MatchSaid): Promise<Fact | EditRefusal> {
	const { concept, uri, relation, vocabulary, label, status, source, by, at, reason = null } = said;
	const value = { concept, uri, relation, vocabulary, label, dropped: false };
	const known = ((await allFacts(reading(db))) as Fact<'match'>[]).find(
		(fact) => fact.kind === 'match' && fact.value.concept === concept && sameAddress(fact.value.uri) === sameAddress(uri)
	);
	const edit = { kind: 'match', id: known?.id ?? matchId(concept, uri), value, status, source, by, at, reason };
	return known ? editFact(db, edit) : addFact(db, edit);
}

export async function dropMatch(db: Writing, act: { id: string; by: string; at: Date; reason?: string | null }): Promise<Fact | EditRefusal> {
	const fact = await factOf(reading(db), 'match', act.id);
	if (!fact) return { refusal: 'no-such-fact' };
	return editFact(db, { ...act, kind: 'match', value: { ...fact.value, dropped: true }, status: fact.status, source: fact.source });
}
