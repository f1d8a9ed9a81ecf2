// SPDX-License-Identifier: Apache-2.0
// Which concept of ours a partner's may be: matched already, or bearing the same labels. A proposal is no decision: doubtful ones stay open. Pure.
import { foldedLabel } from '#convention/check-concept.ts';
import type { ConceptValue, MatchRelation, MatchValue } from '#convention/fact.ts';
import { type Language, languages } from '#text/languages.ts';
import { plainAddress, type Told } from './concepts.ts';

export type Outcome = 'same' | 'changed' | 'matched' | 'doubtful' | 'new';
export const outcomes: readonly Outcome[] = ['changed', 'doubtful', 'matched', 'new', 'same'];
export const decisions = ['exact', 'close', 'broad', 'narrow', 'related', 'none', 'add'] as const;
export type Decision = (typeof decisions)[number];

export interface Proposal {
	ours: string;
	/** Languages in which its preferred label is theirs, and in which another of its labels is. */
	preferred: Language[];
	other: Language[];
}
export interface Proposed {
	outcome: Outcome;
	proposals: Proposal[];
	ours: string | null;
	relation: Decision | null;
}
export interface Ours {
	/** `mercury/batteries`. */
	path: string;
	value: Pick<ConceptValue, 'prefLabel' | 'altLabel' | 'hiddenLabel'>;
}

const keyOf = (language: Language, label: string): string => `${language} ${foldedLabel(label)}`;

/** Made once for a file: what each label of ours leads to. */
export function proposer(ours: readonly Ours[], matches: readonly MatchValue[], origin: string): (told: Told) => Proposed {
	const preferred = new Map<string, string[]>();
	const others = new Map<string, string[]>();
	const add = (to: Map<string, string[]>, key: string, path: string) => to.set(key, [...(to.get(key) ?? []), path]);
	for (const { path, value } of ours)
		for (const language of languages) {
			if (value.prefLabel[language]) add(preferred, keyOf(language, value.prefLabel[language]), path);
			for (const label of [...(value.altLabel[language] ?? []), ...(value.hiddenLabel?.[language] ?? [])]) add(others, keyOf(language, label), path);
		}
	const known = Map.groupBy(
		matches.filter(({ dropped }) => !dropped),
		({ uri }) => plainAddress(uri)
	);
	const home = `${plainAddress(origin)}/concepts/`;
	const paths = new Set(ours.map(({ path }) => path));
	return (told) => {
		const [match] = known.get(told.uri) ?? [];
		const proposals = proposalsFor(told);
		if (match) {
			const renamed = match.label !== null && !Object.values(told.prefLabel).includes(match.label);
			return { outcome: renamed ? 'changed' : 'same', proposals, ours: match.concept, relation: renamed ? null : (match.relation as MatchRelation) };
		}
		// The partner says itself which of ours it means.
		const said = told.matches.find((uri) => uri.startsWith(home) && paths.has(uri.slice(home.length)))?.slice(home.length);
		if (said) return { outcome: 'matched', proposals, ours: said, relation: 'close' };
		const [best, second] = proposals;
		if (!best) return { outcome: 'new', proposals, ours: null, relation: null };
		const sure = best.preferred.length > 0 && !(second && second.preferred.length > 0) && best.preferred.length >= Math.min(2, spoken(told));
		return sure
			? { outcome: 'matched', proposals, ours: best.ours, relation: best.preferred.length >= 2 ? 'exact' : 'close' }
			: { outcome: 'doubtful', proposals, ours: best.ours, relation: null };
	};

	function proposalsFor(told: Told): Proposal[] {
		const found = new Map<string, Proposal>();
		const at = (path: string) => found.get(path) ?? (found.set(path, { ours: path, preferred: [], other: [] }).get(path) as Proposal);
		for (const language of languages) {
			const label = told.prefLabel[language];
			if (!label) continue;
			for (const path of preferred.get(keyOf(language, label)) ?? []) at(path).preferred.push(language);
			for (const path of others.get(keyOf(language, label)) ?? []) if (!at(path).preferred.includes(language)) at(path).other.push(language);
		}
		return [...found.values()]
			.toSorted((a, b) => b.preferred.length - a.preferred.length || b.other.length - a.other.length || (a.ours < b.ours ? -1 : 1))
			.slice(0, 5);
	}
}

const spoken = ({ prefLabel }: Told): number => Object.keys(prefLabel).length;

/** By what name a match is kept: the English one, else the first there is. */
export const nameOf = ({ prefLabel, uri }: Told): string => prefLabel.en ?? Object.values(prefLabel)[0] ?? uri;
