// The permanent address of a record. People are led to its page in their language, programs to the format that they ask for: by Accept, by an ending
// (`/records/{id}.ttl`) or by `format`. Of a withdrawn record every format says that it was withdrawn, and why.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { apiProblem } from '#api/problem.ts';
import { root } from '#api/shapes/around.ts';
import { presentTombstone } from '#api/shapes/record.ts';
import { findEntry } from '#catalogue/server/entries.ts';
import { hasText } from '#interop/akn/decision.ts';
import { tombstoneDescription } from '#interop/jsonld/tombstone.ts';
import { descriptionGraph } from '#interop/jsonld/triples.ts';
import { graphFormats } from '#interop/rdf/graph.ts';
import { isRevisionNumber } from '#records/record.ts';
import { readRevision } from '#records/server/revisions.ts';
import { askedOf, type Format, formats } from './ask.ts';
import type { RequestHandler } from './$types.ts';

const vary = 'accept, accept-language';

export const GET: RequestHandler = (event) => answer(event);

async function answer(event: Parameters<RequestHandler>[0], without: Format | null = null): Promise<Response> {
	const { locals, params, request, url } = event;
	const { platform, definitions, reader } = locals;
	const { origin } = platform.configuration;
	const { id, number, format, named } = askedOf(params, url.searchParams, request.headers.get('accept'), without);
	const own = encodeURIComponent(id);
	const permanent = `/records/${own}${number === undefined ? '' : `/${encodeURIComponent(number)}`}`;
	const alternates = (these: readonly string[]) =>
		these.map((each) => `<${origin}${permanent}.${each}>; rel="alternate"; type="${formats[each as Format]}"`).join(', ');
	const usual = Object.keys(formats).filter((each) => each !== 'akn');
	const headers = { vary, link: alternates(usual), 'access-control-allow-origin': '*' };
	const leadTo = (status: 302 | 303, location: string) => new Response(null, { status, headers: { ...headers, location } });
	if (format === null) {
		const offered = Object.entries(formats)
			.filter(([ending]) => ending !== without)
			.map(([ending, type]) => ({ type, href: `${origin}${permanent}.${ending}` }));
		return withHeaders(apiProblem(reader, { problem: 'not-acceptable', more: { offered } }), headers);
	}
	if (format === 'html') {
		const query = new URLSearchParams(url.searchParams);
		query.delete('format');
		return leadTo(302, `/${reader.language}${permanent}${query.size ? `?${query}` : ''}`);
	}
	// The API speaks every language at once, and tells of withdrawn records.
	if (format === 'json') return leadTo(303, `${root}/records/${own}${number === undefined ? '' : `/revisions/${encodeURIComponent(number)}`}`);
	const nothing = (): never => error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const wanted = number === undefined ? undefined : isRevisionNumber(number) ? Number(number) : nothing();
	const read = await readRevision(platform.database.read, definitions, null, id, wanted);
	if (!read) return nothing();
	if ('gone' in read) return withHeaders(await tombstone(), headers);
	// A record that holds no such text is there all the same: whoever takes others too is given the next best, and nobody takes it for gone.
	if (format === 'akn' && !hasText(read.record.type, read.revision.answers)) return named ? nothing() : answer(event, 'akn');
	return leadTo(303, `/${reader.language}/records/${own}/${read.revision.number}/record.${format}`);

	/** What stays of it, in the format that is asked for; as a problem where the format holds no such thing. */
	async function tombstone(): Promise<Response> {
		const { gone, history } = read as Extract<typeof read, { gone: unknown }>;
		const withdrawal = history.findLast((move) => move.move === 'withdraw');
		const entry = await findEntry(platform.database.read, id);
		const title = entry?.title ?? definitions.form(gone.type)?.words['form.short'] ?? {};
		const stays = presentTombstone(gone, title, entry?.reason ?? withdrawal?.reason ?? null, withdrawal?.at ?? null);
		const reply = (body: string, type: string) => new Response(body, { status: 410, headers: { 'content-type': type, 'cache-control': 'no-cache' } });
		const description = tombstoneDescription(stays, origin);
		if (format === 'jsonld') return reply(JSON.stringify(description), formats.jsonld);
		if (format === 'ttl' || format === 'rdf')
			return reply(graphFormats[format].write(descriptionGraph(description)), `${formats[format]}; charset=utf-8`);
		if (format === 'csv') {
			const name = title[reader.language] ?? Object.values(title)[0] ?? '';
			const lines = [
				['id', 'state', 'title', 'reason', 'withdrawnAt'],
				[stays.id, 'withdrawn', name, stays.reason, stays.withdrawnAt]
			];
			return reply(csv(lines), 'text/csv; charset=utf-8; header=present');
		}
		return apiProblem(reader, { problem: 'withdrawn', more: { tombstone: stays } });
	}
}

function withHeaders(response: Response, headers: Record<string, string>): Response {
	for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
	return response;
}
