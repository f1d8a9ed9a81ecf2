// The catalogue in one shape of RDF.
import { conditional } from '#api/conditional.ts';
import { catalogueGraph } from '#interop/dcat/catalogue.ts';
import { catalogued } from '#interop/dcat/server/catalogued.ts';
import { type GraphFormat, graphFormats } from '#interop/rdf/graph.ts';

export async function catalogueReply({ platform, definitions, convention }: App.Locals, request: Request, format: GraphFormat): Promise<Response> {
	const { origin, sender: email } = platform.configuration;
	const graph = catalogueGraph(await catalogued({ db: platform.database.read, definitions, convention, origin, email }));
	const { type, write } = graphFormats[format];
	return conditional(
		request,
		write(graph),
		new Headers({
			'content-type': `${type}; charset=utf-8`,
			'cache-control': 'public, no-cache',
			vary: 'accept, accept-language',
			link: Object.entries(graphFormats)
				.map(([ending, each]) => `<${origin}/dcat.${ending}>; rel="alternate"; type="${each.type}"`)
				.join(', '),
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin'
		})
	);
}
