// SPDX-License-Identifier: Apache-2.0
// The vocabularies with their titles in all languages and the days on which their concepts were made and changed, as outlets and pages need them.
import type { Convention } from '#convention/convention.ts';
import type { FactDates } from '#convention/fact.ts';
import type { Definitions } from '#records/definitions.ts';
import { type Language, languages } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import type { Words } from '#text/words.ts';
import { conceptWithBeside, type Dates, groupTriples, noDates, schemeTriples, vocabularyTriples } from './graph.ts';
import type { Triple } from '../rdf/graph.ts';
import type { GraphWanted, Thesaurus } from './rest.ts';
import { conceptUri, factsOf, vocabulariesOf, type VocabularyId, vocabularyIds } from './vocabulary.ts';

let titles: ReadonlyMap<VocabularyId, Words> | undefined;

/** Messages never change while a process runs. */
async function titlesInAll(): Promise<ReadonlyMap<VocabularyId, Words>> {
	if (titles) return titles;
	const readers = await Promise.all(languages.map(readerIn));
	const inAll = (id: VocabularyId): Words => Object.fromEntries(readers.map(({ language, t }) => [language, t(`thesaurus.${id}`)]));
	return (titles = new Map(vocabularyIds.map((id) => [id, inAll(id)])));
}

const vocabularyOfKind = new Map<string, VocabularyId>(Object.entries(factsOf).map(([id, kind]) => [kind, id as VocabularyId]));

export async function thesaurusFor(
	convention: Convention,
	definitions: Definitions,
	origin: string,
	language: Language,
	changed: readonly FactDates[] = []
): Promise<Thesaurus> {
	const named = await titlesInAll();
	const dates = new Map<string, Dates>();
	for (const { kind, id, created, modified } of changed) {
		const vocabulary = vocabularyOfKind.get(kind);
		if (vocabulary) dates.set(conceptUri(origin, vocabulary, id), { created, modified });
	}
	return {
		vocabularies: vocabulariesOf(convention, definitions, origin),
		titleOf: ({ id }) => named.get(id) ?? {},
		datesOf: (uri) => dates.get(uri) ?? noDates,
		language
	};
}

/** A concept with the names of those beside it, or a group, with the scheme that it is of; or a whole vocabulary. */
export function graphOf({ titleOf, datesOf }: Thesaurus, { vocabulary, concept, group }: GraphWanted): Triple[] {
	if (!concept && !group) return vocabularyTriples(vocabulary, titleOf(vocabulary), datesOf);
	const scheme = schemeTriples(vocabulary, titleOf(vocabulary)).filter(({ predicate }) => predicate !== 'skos:hasTopConcept');
	return [
		...(concept ? conceptWithBeside(vocabulary, concept, datesOf(concept.uri)) : []),
		...(group ? groupTriples(vocabulary, group) : []),
		...scheme
	];
}
