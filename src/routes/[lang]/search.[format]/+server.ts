// The results of a search as a file: the same address as the page, with another ending. At most as many as a search puts in order for a file.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { facetLabels } from '#catalogue/facets.ts';
import { mostInFile, questionFrom } from '#catalogue/question.ts';
import { named } from '#catalogue/server/naming.ts';
import { search } from '#catalogue/server/search.ts';
import { isDownload, resultsTable, type Result } from '#interop/sheets/results-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import type { RequestHandler } from './$types.ts';

const perRead = 1000;

export const GET: RequestHandler = async ({ locals, url, params }) => {
	if (!isDownload(params.format)) error(404);
	const { platform, definitions, convention, reader, today } = locals;
	const db = platform.database.read;
	const question = questionFrom(url.searchParams, reader.language, perRead);
	const results: Result[] = [];
	let total = 0;
	let bounded = false;
	for (let page = 1; page === 1 || results.length < total; page += 1) {
		const found = await search(db, { ...question, page, convention, most: mostInFile });
		[total, bounded] = [Math.min(found.total, mostInFile), found.bounded || found.total > mostInFile];
		if (!found.entries.length) break;
		const shown = await named(db, found.entries, definitions, convention);
		for (const [at, entry] of found.entries.entries())
			results.push({
				...(shown[at] as (typeof shown)[number]),
				articles: entry.articles,
				areas: entry.areas,
				year: entry.year,
				revision: entry.revision
			});
	}
	const asked = { question: url.searchParams, origin: platform.configuration.origin, bounded, day: today };
	const name = `search-${today}.${params.format}`;
	const headers = { 'content-disposition': `attachment; filename="${name}"`, 'content-language': reader.language };
	if (params.format === 'json') {
		const body = JSON.stringify({ total: results.length, bounded, address: url.toString(), records: results });
		return new Response(body, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
	}
	const areas = new Map(
		facetLabels(
			'area',
			[...new Set(results.flatMap((each) => each.areas))].map((value) => ({ value, count: 0 })),
			undefined,
			definitions,
			convention
		).map(({ value, words }) => [value, words])
	);
	const table = resultsTable(results, { ...asked, areas }, reader);
	if (params.format === 'csv') {
		const rows = [
			table.columns.map(({ head }) => head),
			...table.rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)))
		];
		return new Response(csv(rows), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } });
	}
	return new Response(await xlsx(table), { headers: { ...headers, 'content-type': sheetType } });
};
