// SPDX-License-Identifier: Apache-2.0
// The mappings of a concept as Skosmos REST v1 gives them (JSKOS): what it means elsewhere, and what it belongs to in our other vocabularies. Pure.
import type { Language } from '#text/languages.ts';
import { choose } from '#text/words.ts';
import type { Thesaurus } from './rest.ts';
import { byUri, type Concept, type Vocabulary } from './vocabulary.ts';

/** The order of Skosmos: what is nearest first. */
const order = ['exact', 'close', 'broad', 'narrow', 'related'] as const;
const typeLabels = {
	exact: 'Exactly matching concepts',
	close: 'Closely matching concepts',
	broad: 'Broader matching concepts',
	narrow: 'Narrower matching concepts',
	related: 'Related matching concepts'
} as const;

/** A scheme elsewhere is known by the host of its addresses. */
const hostOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host : '');

/** `within`: those alone that lead to our own vocabularies. */
export function mappingsOf(vocabulary: Vocabulary, concept: Concept, { vocabularies, titleOf }: Thesaurus, language: Language, within: boolean) {
	const title = (of: Vocabulary) => choose(titleOf(of), language)?.text ?? of.id;
	const all = [...concept.matches, ...concept.belongs.map((uri) => ({ uri, relation: 'related' as const, label: null }))].toSorted(
		(a, b) => order.indexOf(a.relation) - order.indexOf(b.relation)
	);
	const mappings = all.flatMap(({ uri, relation, label }) => {
		const own = byUri(vocabularies, uri);
		if (within && !own) return [];
		const prefLabel = own ? (choose(own.concept.prefLabel, language)?.text ?? own.concept.id) : (label ?? uri);
		const notation = own?.concept.notation ?? null;
		return [
			{
				uri,
				...(notation ? { notation } : {}),
				type: [`skos:${relation}Match`],
				typeLabel: typeLabels[relation],
				prefLabel,
				from: { memberSet: [{ uri: concept.uri, prefLabel: { [language]: choose(concept.prefLabel, language)?.text ?? concept.id } }] },
				to: { memberSet: [{ uri, prefLabel: { [own ? language : 'und']: prefLabel } }] },
				fromScheme: { uri: vocabulary.uri },
				...(own ? { toScheme: { uri: own.vocabulary.uri } } : {}),
				description: '',
				hrefLink: uri,
				lang: own ? language : '',
				vocabName: own ? title(own.vocabulary) : hostOf(uri)
			}
		];
	});
	const graph = mappings.map(({ uri, type, prefLabel }) => ({ uri, type: 'skos:Concept', as: type[0], prefLabel }));
	return { mappings, graph };
}
