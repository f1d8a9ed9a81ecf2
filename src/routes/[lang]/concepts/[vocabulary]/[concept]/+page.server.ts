import { error } from '@sveltejs/kit';
import { thesaurusFor } from '#interop/skos/thesaurus.ts';
import { above, byUri } from '#interop/skos/vocabulary.ts';
import type { PageServerLoad } from './$types.ts';

/** What each vocabulary is called in the search, where records are found by it. */
const facets: Record<string, string> = { mercury: 'q', areas: 'area', articles: 'article', 'record-types': 'type', sectors: 'q' };

export const load: PageServerLoad = async ({ locals, params }) => {
	const { convention, definitions, platform, reader } = locals;
	const { vocabularies, titleOf } = await thesaurusFor(convention, definitions, platform.configuration.origin, reader.language);
	const vocabulary = vocabularies.find(({ id }) => id === params.vocabulary);
	const concept = vocabulary?.concept(params.concept);
	if (!vocabulary || !concept) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const named = (ids: readonly string[]) =>
		ids.flatMap((id) => vocabulary.concept(id) ?? []).map(({ id, prefLabel }) => ({ path: `${vocabulary.id}/${id}`, label: prefLabel }));
	const fact =
		vocabulary.id === 'mercury' ? convention.concept(concept.id) : vocabulary.id === 'sectors' ? convention.one('sector', concept.id) : null;
	const linked = (uri: string) => {
		const found = byUri(vocabularies, uri);
		return found ? { path: `${found.vocabulary.id}/${found.concept.id}`, label: found.concept.prefLabel, notation: found.concept.notation } : null;
	};
	return {
		id: concept.id,
		uri: concept.uri,
		label: concept.prefLabel,
		other: concept.altLabel,
		notation: concept.notation,
		vocabulary: { id: vocabulary.id, title: titleOf(vocabulary) },
		line: above(vocabulary, concept)
			.toReversed()
			.map(({ id, prefLabel }) => ({ path: `${vocabulary.id}/${id}`, label: prefLabel })),
		narrower: named(concept.narrower),
		siblings: named(concept.related),
		related: concept.belongs.flatMap((uri) => linked(uri) ?? []),
		matches: concept.matches.map((match) => ({ ...match, own: linked(match.uri) })),
		definition: concept.definition,
		deprecated: concept.deprecated,
		replacedBy: concept.replacedBy && linked(concept.replacedBy),
		facet: facets[vocabulary.id] ?? 'q',
		fact: fact ? { status: fact.status, source: fact.source } : null
	};
};
