// The catalogue of data sets: people are led to their page, programs get it in the shape that they take.
import { acceptableType } from '#api/negotiation.ts';
import { apiProblem } from '#api/problem.ts';
import { type GraphFormat, graphFormats } from '#interop/rdf/graph.ts';
import { catalogueReply } from './reply.server.ts';
import type { RequestHandler } from './$types.ts';

const headers = { vary: 'accept, accept-language', 'access-control-allow-origin': '*' };
const formats = Object.keys(graphFormats) as GraphFormat[];

export const GET: RequestHandler = async ({ locals, request }) => {
	const { origin } = locals.platform.configuration;
	const type = acceptableType(request.headers.get('accept'), [
		'text/html',
		...formats.map((format) => graphFormats[format].type),
		'application/json'
	]);
	if (type === 'text/html') return new Response(null, { status: 303, headers: { location: `/${locals.reader.language}/data`, ...headers } });
	// Who asks for JSON and knows of no JSON-LD can read it all the same.
	const format = type === 'application/json' ? 'jsonld' : formats.find((each) => graphFormats[each].type === type);
	if (!format) {
		const offered = formats.map((each) => ({ type: graphFormats[each].type, href: `${origin}/dcat.${each}` }));
		const refused = apiProblem(locals.reader, { problem: 'not-acceptable', more: { offered } });
		for (const [name, value] of Object.entries(headers)) refused.headers.set(name, value);
		return refused;
	}
	return catalogueReply(locals, request, format);
};
