// The thesaurus as Skosmos REST v1: JSON-LD for every call, called JSON unless it is asked for by its own name, with JSONP where a callback is named, and the graph of `data` in the shape that is asked for.
import { conditional } from '#api/conditional.ts';
import { preferredType } from '#api/negotiation.ts';
import { apiProblem, problem } from '#api/problem.ts';
import { datesOfFacts } from '#convention/server/changed-facts.ts';
import { type GraphType, graphTypes, isGraphType } from '#interop/skos/graph.ts';
import { graphOf, thesaurusFor } from '#interop/skos/thesaurus.ts';
import { answer } from '#interop/skos/rest.ts';
import type { RequestHandler } from './$types.ts';

// Skosmos writes many of its addresses with a stroke at the end.
export const trailingSlash = 'ignore';

/** A name of a function in a page's script, as JSONP calls it. */
const callbackShape = /^[A-Za-z_$][\w$.]{0,63}$/;

export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const { convention, definitions, platform, reader } = locals;
	const dates = await datesOfFacts(platform.database.read, convention);
	const thesaurus = await thesaurusFor(convention, definitions, platform.configuration.origin, reader.language, dates);
	const query = url.searchParams;
	const found = answer(params.path.split('/').filter(Boolean), query, thesaurus);
	if ('fault' in found)
		return outward(
			found.fault === 'missing'
				? apiProblem(reader, { problem: 'parameter-wrong', values: { parameter: found.parameter } })
				: problem(reader, { refusal: 'not-found' })
		);
	if ('graph' in found) {
		const asked = query.get('format');
		if (asked !== null && !isGraphType(asked)) return outward(apiProblem(reader, { problem: 'parameter-wrong', values: { parameter: 'format' } }));
		const type = (asked as GraphType | null) ?? preferredType(request.headers.get('accept'), Object.keys(graphTypes) as [GraphType, ...GraphType[]]);
		return reply(graphTypes[type](graphOf(thesaurus, found.graph)), `${type}; charset=utf-8`);
	}
	const callback = query.get('callback');
	if (callback === null)
		return reply(
			JSON.stringify(found.json),
			`${preferredType(request.headers.get('accept'), ['application/json', 'application/ld+json'])}; charset=utf-8`
		);
	if (!callbackShape.test(callback)) return outward(apiProblem(reader, { problem: 'parameter-wrong', values: { parameter: 'callback' } }));
	return reply(`/**/${callback}(${JSON.stringify(found.json)});`, 'text/javascript; charset=utf-8');

	function reply(body: string, type: string): Response {
		const headers = { 'content-type': type, 'cache-control': 'public, no-cache', vary: 'accept, accept-language' };
		return outward(conditional(request, body, new Headers(headers)));
	}
};

function outward(response: Response): Response {
	response.headers.set('access-control-allow-origin', '*');
	response.headers.set('cross-origin-resource-policy', 'cross-origin');
	return response;
}
