// The permanent address of a vocabulary or a concept: people are led to its page in their language, programs to the graph.
import { error } from '@sveltejs/kit';
import { preferredType } from '#api/negotiation.ts';
import { graphTypes } from '#interop/skos/graph.ts';
import { conceptUri, type VocabularyId, vocabulariesOf } from '#interop/skos/vocabulary.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = ({ locals, params, request }) => {
	const { convention, definitions, platform, reader } = locals;
	const { origin } = platform.configuration;
	const vocabulary = vocabulariesOf(convention, definitions, origin).find(({ id }) => id === params.vocabulary);
	if (!vocabulary || (params.concept !== undefined && !vocabulary.concept(params.concept)))
		error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const type = preferredType(request.headers.get('accept'), ['text/html', ...Object.keys(graphTypes)]);
	const own = params.concept === undefined ? '' : `/${encodeURIComponent(params.concept)}`;
	const query = new URLSearchParams({
		format: type,
		...(params.concept ? { uri: conceptUri(origin, vocabulary.id as VocabularyId, params.concept) } : {})
	});
	const location = type === 'text/html' ? `/${reader.language}/concepts/${vocabulary.id}${own}` : `/rest/v1/${vocabulary.id}/data?${query}`;
	return new Response(null, { status: 303, headers: { location, vary: 'accept, accept-language', 'access-control-allow-origin': '*' } });
};
