// A revision as a file to take away, as everybody may read it: rows for a spreadsheet, the shape of the API, or its description as linked data.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { aroundOwners } from '#api/shapes/around.ts';
import { presentRecord } from '#api/shapes/record.ts';
import { blocksOf, revisionSheet, sheetsOf } from '#components/sheet/record-sheet.ts';
import { aknType, decisionDocument, hasText } from '#interop/akn/decision.ts';
import { jsonLdType, recordFormats, reportDescription } from '#interop/jsonld/report.ts';
import { descriptionGraph } from '#interop/jsonld/triples.ts';
import { graphFormats } from '#interop/rdf/graph.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { publicRevision } from '../public.server.ts';
import { decisionFrom } from './decision.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { platform, convention, reader } = locals;
	const { origin } = platform.configuration;
	const { read, page } = await publicRevision(locals, params);
	const { record, revision } = read;
	const shape = async () => presentRecord(read, await aroundOwners(locals, [record]), false);
	const file = (type: string, body: string | Uint8Array<ArrayBuffer>, shown: 'attachment' | 'inline') =>
		new Response(body, {
			headers: {
				'content-type': type,
				'content-language': reader.language,
				'content-disposition': `${shown}; filename="${record.id}-${revision.number}.${params.format}"`,
				link: [
					`<${origin}/records/${record.id}/${revision.number}>; rel="canonical"`,
					...Object.entries(recordFormats).map(
						([ending, each]) => `<${origin}/records/${record.id}/${revision.number}.${ending}>; rel="alternate"; type="${each}"`
					)
				].join(', ')
			}
		});
	switch (params.format) {
		case 'csv':
			return file('text/csv; charset=utf-8; header=present', csv(blocksOf(revisionSheet(reader, page, origin), reader)), 'attachment');
		case 'xlsx':
			return file(sheetType, await xlsx(...sheetsOf(revisionSheet(reader, page, origin), reader, page, origin)), 'attachment');
		case 'json':
			return file('application/json', JSON.stringify(await shape()), 'inline');
		case 'akn': {
			const made = decisionDocument(decisionFrom(locals, read, page.typeName), reader.language, origin);
			if (!made || !hasText(record.type, revision.answers)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
			const reply = file(`${aknType}; charset=utf-8`, made.document, 'inline');
			reply.headers.set('content-language', made.language);
			return reply;
		}
		case 'jsonld':
		case 'ttl':
		case 'rdf': {
			const { summary, parties, files, answers } = await shape();
			const state = record.ownerKind === 'party' ? convention.state(record.owner) : undefined;
			const states = parties.flatMap((id) => convention.state(id) ?? []);
			const described = {
				...page,
				summary,
				party: state ?? null,
				states,
				files,
				licence: typeof answers.licence === 'string' ? answers.licence : null
			};
			const description = reportDescription(reader, described, origin);
			if (params.format === 'jsonld') return file(jsonLdType, JSON.stringify(description), 'inline');
			const { type, write } = graphFormats[params.format];
			return file(`${type}; charset=utf-8`, write(descriptionGraph(description)), 'inline');
		}
		default:
			return error(404, 'not found', { refusal: { refusal: 'not-found' } });
	}
};
