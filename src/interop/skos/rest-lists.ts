// SPDX-License-Identifier: Apache-2.0
// The lists of Skosmos REST v1 that go by letters and by days: the alphabetical index, what is new, what was changed. Pure.
import { type Language, languages } from '#text/languages.ts';
import { choose } from '#text/words.ts';
import type { Thesaurus } from './rest.ts';
import type { Concept, Vocabulary } from './vocabulary.ts';

const labelOf = (concept: Concept, language: Language): string => choose(concept.prefLabel, language)?.text ?? concept.id;

/** The letter that a label stands under: digits together, and all signs that are neither. */
function letterOf(label: string, language: Language): string {
	const first = [...label.normalize('NFC')][0]?.toLocaleUpperCase(language) ?? '';
	return /\p{L}/u.test(first) ? first : /\p{N}/u.test(first) ? '0-9' : '!*';
}

interface Indexed {
	uri: string;
	prefLabel: string;
	altLabel?: string;
	lang: Language;
}

/** The letters that there are, or all labels under one: the preferred, and the others with the preferred beside them. */
export function indexOf(
	vocabulary: Vocabulary,
	letter: string | undefined,
	language: Language
): { indexLetters: string[] } | { indexConcepts: Indexed[] } {
	const order = new Intl.Collator(language).compare;
	const lines = vocabulary.concepts.flatMap((concept) => {
		const own = { uri: concept.uri, prefLabel: labelOf(concept, language), lang: language };
		return [
			{ label: own.prefLabel, line: own as Indexed },
			...(concept.altLabel[language] ?? []).map((altLabel) => ({ label: altLabel, line: { ...own, altLabel } }))
		];
	});
	if (letter === undefined) return { indexLetters: [...new Set(lines.map(({ label }) => letterOf(label, language)))].toSorted(order) };
	const wanted = letter.toLocaleUpperCase(language);
	return {
		indexConcepts: lines
			.filter(({ label }) => letterOf(label, language) === wanted || wanted === '*')
			.toSorted((a, b) => order(a.label, b.label))
			.map(({ line }) => line)
	};
}

/** Newest first. What was merged is told with what stands for it. What came with the platform has no day, and is not told. */
export function changesIn(
	vocabulary: Vocabulary,
	which: 'new' | 'modified',
	{ vocabularies, datesOf }: Thesaurus,
	language: Language
): { uri: string; prefLabel: string; date: string; replacedBy?: string; replacingLabel?: string }[] {
	const byAddress = new Map(vocabularies.flatMap(({ concepts }) => concepts).map((concept) => [concept.uri, concept]));
	return [...vocabulary.concepts, ...vocabulary.deprecated]
		.flatMap((concept) => {
			const { created, modified } = datesOf(concept.uri);
			const at = which === 'new' ? created : modified;
			return at && !(which === 'new' && concept.deprecated) ? [{ concept, at }] : [];
		})
		.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.concept.uri < b.concept.uri ? -1 : 1))
		.map(({ concept, at }) => {
			const successor = concept.replacedBy === null ? undefined : byAddress.get(concept.replacedBy);
			return {
				uri: concept.uri,
				prefLabel: labelOf(concept, language),
				date: at.toISOString(),
				...(successor ? { replacedBy: successor.uri, replacingLabel: labelOf(successor, language) } : {})
			};
		});
}

/** How many labels of each sort there are, by language. */
export const labelsCounted = (vocabulary: Vocabulary, shown: Language) =>
	languages.map((each) => ({
		language: each,
		literal: new Intl.DisplayNames([shown], { type: 'language' }).of(each),
		properties: [
			{ property: 'skos:prefLabel', labels: vocabulary.concepts.filter(({ prefLabel }) => prefLabel[each]).length },
			{ property: 'skos:altLabel', labels: vocabulary.concepts.reduce((sum, { altLabel }) => sum + (altLabel[each]?.length ?? 0), 0) },
			{ property: 'skos:hiddenLabel', labels: vocabulary.concepts.reduce((sum, { hiddenLabel }) => sum + (hiddenLabel[each]?.length ?? 0), 0) }
		]
	}));
