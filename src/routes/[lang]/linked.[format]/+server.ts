// What was found of others, as a file.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { linkedAskedFrom } from '#catalogue/linked.ts';
import { searchLinked } from '#catalogue/server/linked.ts';
import { linkedHeads, linkedJson, linkedRow } from '#interop/sheets/linked-table.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	if (params.format !== 'csv' && params.format !== 'json') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { platform, convention, reader } = locals;
	const asked = { ...linkedAskedFrom(url.searchParams), page: 1, perPage: 2000 };
	const { resources, total } = await searchLinked(platform.database.read, { ...asked, language: reader.language, convention });
	const headers = { 'content-disposition': `attachment; filename="linked-resources.${params.format}"` };
	if (params.format === 'json')
		return new Response(JSON.stringify({ total, resources: resources.map(linkedJson) }), {
			headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }
		});
	return new Response(csv([linkedHeads, ...resources.map((each) => linkedRow(each, reader.language))]), {
		headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present', 'content-language': reader.language }
	});
};
