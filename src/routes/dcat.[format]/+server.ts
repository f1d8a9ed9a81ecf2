// The catalogue of data sets by the ending of its address.
import { error } from '@sveltejs/kit';
import { isGraphFormat } from '#interop/rdf/graph.ts';
import { catalogueReply } from '../dcat/reply.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = ({ locals, params, request }) =>
	isGraphFormat(params.format) ? catalogueReply(locals, request, params.format) : error(404, 'not found', { refusal: { refusal: 'not-found' } });
