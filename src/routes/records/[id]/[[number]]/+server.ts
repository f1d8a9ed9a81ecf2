// The permanent address of a record. People are led to its page in their language, programs to the format that they ask for by Accept.
import { error } from '@sveltejs/kit';
import { preferredType } from '#api/negotiation.ts';
import { root } from '#api/shapes/around.ts';
import { recordFormats } from '#interop/jsonld/report.ts';
import { readRevision } from '#records/server/revisions.ts';
import type { RequestHandler } from './$types.ts';

const { json, jsonld, pdf, csv, xlsx } = recordFormats;
const offered = ['text/html', json, jsonld, pdf, csv, xlsx] as const;

export const GET: RequestHandler = async ({ locals, params, request, url }) => {
	const { platform, definitions, reader } = locals;
	const { id, number } = params;
	const leadTo = (status: 302 | 303, location: string) => new Response(null, { status, headers: { location, vary: 'accept, accept-language' } });
	const type = preferredType(request.headers.get('accept'), offered);
	if (type === 'text/html') return leadTo(302, `/${reader.language}${url.pathname}${url.search}`);
	const own = encodeURIComponent(id);
	// The API speaks every language at once, and tells of withdrawn records.
	if (type === json) return leadTo(303, `${root}/records/${own}${number === undefined ? '' : `/revisions/${encodeURIComponent(number)}`}`);
	const [ending] = Object.entries(recordFormats).find(([, each]) => each === type) ?? [];
	return leadTo(303, `/${reader.language}/records/${own}/${encodeURIComponent(number ?? (await newest()))}/record.${ending}`);

	async function newest(): Promise<string> {
		const read = await readRevision(platform.database.read, definitions, null, id);
		if (!read || 'gone' in read) error(404, 'not found', { refusal: { refusal: 'not-found' } });
		return String(read.revision.number);
	}
};
