// SPDX-License-Identifier: Apache-2.0
// The vocabularies with their titles in all languages, as outlets and pages need them.
import type { Convention } from '#convention/convention.ts';
import type { Definitions } from '#records/definitions.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { conceptTriples, schemeTriples, type Triple, vocabularyTriples } from './graph.ts';
import type { Thesaurus } from './rest.ts';
import { type Concept, type Vocabulary, vocabulariesOf, type VocabularyId, vocabularyIds } from './vocabulary.ts';

let titles: ReadonlyMap<VocabularyId, Words> | undefined;

/** Messages never change while a process runs. */
async function titlesInAll(): Promise<ReadonlyMap<VocabularyId, Words>> {
	if (titles) return titles;
	const readers = await Promise.all(languages.map(readerIn));
	const inAll = (id: VocabularyId): Words => Object.fromEntries(readers.map(({ language, t }) => [language, t(`thesaurus.${id}`)]));
	return (titles = new Map(vocabularyIds.map((id) => [id, inAll(id)])));
}

export async function thesaurusFor(convention: Convention, definitions: Definitions, origin: string, language: Language): Promise<Thesaurus> {
	const named = await titlesInAll();
	return { vocabularies: vocabulariesOf(convention, definitions, origin), titleOf: ({ id }) => named.get(id) ?? {}, language };
}

/** A concept with the scheme that it is of, or a whole vocabulary. */
export const graphOf = ({ titleOf }: Thesaurus, { vocabulary, concept }: { vocabulary: Vocabulary; concept: Concept | null }): Triple[] =>
	concept
		? [
				...conceptTriples(vocabulary, concept),
				...schemeTriples(vocabulary, titleOf(vocabulary)).filter(({ predicate }) => predicate !== 'skos:hasTopConcept')
			]
		: vocabularyTriples(vocabulary, titleOf(vocabulary));
