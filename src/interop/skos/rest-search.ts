// SPDX-License-Identifier: Apache-2.0
// Finds concepts by their labels as Skosmos does: without a star the whole label, with stars any part. Pure.
import { type Language, languages } from '#text/languages.ts';
import { choose } from '#text/words.ts';
import { above, type Concept, groupByUri, type Vocabulary } from './vocabulary.ts';

export interface SearchAsked {
	text: string;
	/** Labels of this language alone. */
	only: Language | null;
	/** The language of the label that is shown; that of the match where none is named. */
	shown: Language | null;
	/** A concept at or above what is found; `nothing` where the one that was named does not exist. */
	under: { vocabulary: Vocabulary; concept: Concept } | 'nothing' | null;
	/** Address of a group whose members are wanted alone; none where it does not exist. */
	group: string | null;
	/** More that is wanted of each: broader, narrower, prefLabel. */
	fields: readonly string[];
	/** Each concept once. */
	unique: boolean;
}

export interface Hit {
	uri: string;
	type: string[];
	prefLabel: string;
	altLabel?: string;
	hiddenLabel?: string;
	lang: string;
	vocab: string;
	notation?: string;
	broader?: object[];
	narrower?: object[];
	prefLabels?: Record<string, string>;
}

/** Case and the marks of letters make no difference. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a label fits: linear in its length whatever the number of stars, so that no question can stall the server. */
function fits(label: string, pieces: readonly string[]): boolean {
	const [first = '', ...rest] = pieces;
	const last = rest.pop();
	if (last === undefined) return label === first;
	if (!label.startsWith(first)) return false;
	let at = first.length;
	for (const piece of rest) {
		const found = label.indexOf(piece, at);
		if (found < 0) return false;
		at = found + piece.length;
	}
	return label.length - last.length >= at && label.endsWith(last);
}

export function search(vocabularies: readonly Vocabulary[], { text, only, shown, under, group, fields, unique }: SearchAsked): Hit[] {
	if (under === 'nothing') return [];
	const pieces = folded(text.trim()).split('*');
	const hits: (Hit & { rank: number })[] = [];
	for (const vocabulary of vocabularies) {
		const members = group ? (groupByUri(vocabulary, group)?.members ?? []) : null;
		for (const concept of vocabulary.concepts) {
			if (members && !members.includes(concept.id)) continue;
			if (under && (under.vocabulary !== vocabulary || ![concept, ...above(vocabulary, concept)].includes(under.concept))) continue;
			const found = matches(concept, pieces, only);
			for (const { language, label, as } of unique ? found.slice(0, 1) : found)
				hits.push({
					uri: concept.uri,
					type: ['skos:Concept'],
					prefLabel: choose(concept.prefLabel, shown ?? language)?.text ?? concept.id,
					...(as === 'prefLabel' || as === 'notation' ? {} : { [as]: label }),
					lang: shown ?? language,
					vocab: vocabulary.id,
					...(concept.notation ? { notation: concept.notation } : {}),
					...more(vocabulary, concept, fields, shown ?? language),
					rank: ranks.indexOf(as)
				});
		}
	}
	return hits
		.toSorted((a, b) => a.rank - b.rank || a.prefLabel.localeCompare(b.prefLabel, a.lang) || a.uri.localeCompare(b.uri))
		.map(({ rank: _, ...hit }) => hit);
}

/** What it may be found by, the likeliest first. */
const ranks = ['prefLabel', 'notation', 'altLabel', 'hiddenLabel'] as const;

interface Found {
	language: Language;
	label: string;
	as: (typeof ranks)[number];
}

/** The labels that fit: of a language one, the preferred before the others. A notation is of no language, and is meant as a whole. */
function matches(concept: Concept, pieces: readonly string[], only: Language | null): Found[] {
	const found = languages
		.filter((language) => only === null || language === only)
		.flatMap((language): Found[] => {
			const preferred = concept.prefLabel[language];
			if (preferred && fits(folded(preferred), pieces)) return [{ language, label: preferred, as: 'prefLabel' }];
			for (const as of ['altLabel', 'hiddenLabel'] as const) {
				const label = concept[as][language]?.find((each) => fits(folded(each), pieces));
				if (label) return [{ language, label, as }];
			}
			return [];
		});
	if (!found.length && concept.notation && pieces.length === 1 && folded(concept.notation) === pieces[0])
		return [{ language: only ?? 'en', label: concept.notation, as: 'notation' }];
	return found.toSorted((a, b) => ranks.indexOf(a.as) - ranks.indexOf(b.as));
}

function more(
	vocabulary: Vocabulary,
	concept: Concept,
	fields: readonly string[],
	language: Language
): Pick<Hit, 'broader' | 'narrower' | 'prefLabels'> {
	const named = (ids: readonly string[]) =>
		ids.flatMap((id) => {
			const other = vocabulary.concept(id);
			return other ? [{ uri: other.uri, prefLabel: choose(other.prefLabel, language)?.text ?? id }] : [];
		});
	return {
		...(fields.includes('broader') ? { broader: named(concept.broader) } : {}),
		...(fields.includes('narrower') ? { narrower: named(concept.narrower) } : {}),
		...(fields.includes('prefLabel') ? { prefLabels: { ...concept.prefLabel } as Record<string, string> } : {})
	};
}
