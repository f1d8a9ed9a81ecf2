// The permanent address of a vocabulary, a concept or a group: people are led to its page in their language, programs to the graph in the shape that they
// ask for. The address with an ending (.ttl, .rdf, .jsonld, .json, .nt) is the graph itself.
import { error } from '@sveltejs/kit';
import { conditional } from '#api/conditional.ts';
import { preferredType } from '#api/negotiation.ts';
import { datesOfFacts } from '#convention/server/changed-facts.ts';
import { graphEndings, type GraphType, graphTypes } from '#interop/skos/graph.ts';
import type { GraphWanted, Thesaurus } from '#interop/skos/rest.ts';
import { graphOf, thesaurusFor } from '#interop/skos/thesaurus.ts';
import type { RequestHandler } from './$types.ts';

const endings = Object.keys(graphEndings).join('|');

/** What an address names; `ending` where it names a file. An identifier may hold a point itself, so the whole is looked for first. */
function named({ vocabularies }: Thesaurus, vocabularyId: string, conceptId: string | undefined): (GraphWanted & { ending?: string }) | undefined {
	const whole = exactly(vocabularyId, conceptId);
	if (whole) return whole;
	const [, bare, ending] = new RegExp(`^(.+)\\.(${endings})$`).exec(conceptId ?? vocabularyId) ?? [];
	const file = bare && (conceptId === undefined ? exactly(bare, undefined) : exactly(vocabularyId, bare));
	return file && ending ? { ...file, ending } : undefined;

	function exactly(vocabularyId: string, conceptId: string | undefined): GraphWanted | undefined {
		const vocabulary = vocabularies.find(({ id }) => id === vocabularyId);
		if (!vocabulary || conceptId === undefined) return vocabulary && { vocabulary, concept: null };
		const concept = vocabulary.concept(conceptId);
		const group = vocabulary.groups.find(({ id }) => id === conceptId);
		return concept ? { vocabulary, concept } : group && { vocabulary, concept: null, group };
	}
}

export const GET: RequestHandler = async ({ locals, params, request }) => {
	const { convention, definitions, platform, reader } = locals;
	const dates = await datesOfFacts(platform.database.read, convention);
	const thesaurus = await thesaurusFor(convention, definitions, platform.configuration.origin, reader.language, dates);
	const found = named(thesaurus, params.vocabulary, params.concept);
	if (!found) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { vocabulary, concept, group, ending } = found;
	if (ending) {
		const type = graphEndings[ending as keyof typeof graphEndings];
		const headers = new Headers({
			'content-type': `${type}; charset=utf-8`,
			'cache-control': 'public, no-cache',
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		});
		return conditional(request, graphTypes[type](graphOf(thesaurus, found)), headers);
	}
	const type = preferredType(request.headers.get('accept'), ['text/html', ...(Object.keys(graphTypes) as GraphType[])]);
	const uri = concept?.uri ?? group?.uri;
	const query = new URLSearchParams({ format: type, ...(uri ? { uri } : {}) });
	const page = `/${reader.language}/${group ? `articles/${group.notation}` : `concepts/${vocabulary.id}${concept ? `/${encodeURIComponent(concept.id)}` : ''}`}`;
	const location = type === 'text/html' ? page : `/rest/v1/${vocabulary.id}/data?${query}`;
	return new Response(null, { status: 303, headers: { location, vary: 'accept, accept-language', 'access-control-allow-origin': '*' } });
};
