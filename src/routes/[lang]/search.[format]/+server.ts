// The results of a search as a file: the same address as the page, with another ending. JSON and CSV hold all of them, however many; a sheet ends after
// as many as a search puts in order, and says so.
import { error } from '@sveltejs/kit';
import { csv, type CsvCell, csvLines } from '#api/csv.ts';
import { outflow } from '#platform/server/outflow.ts';
import { facetLabels } from '#catalogue/facets.ts';
import { questionFrom } from '#catalogue/question.ts';
import { firstResults, type FoundRecord, furtherResults } from '#catalogue/server/results.ts';
import { isDownload, resultsTable } from '#interop/sheets/results-table.ts';
import { type Sheet, sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, url, params }) => {
	if (!isDownload(params.format)) error(404);
	const { platform, definitions, convention, reader, today } = locals;
	const db = platform.database.read;
	const question = questionFrom(url.searchParams, reader.language, 1);
	const first = await firstResults(db, { ...question, page: 1 }, locals);
	const further = () => (first.bounded ? furtherResults(db, question, first, locals) : none());
	const tableOf = (results: readonly FoundRecord[], bounded = false): Sheet => {
		const values = [...new Set(results.flatMap((each) => each.areas))].map((value) => ({ value, count: 0 }));
		const areas = new Map(facetLabels('area', values, undefined, definitions, convention).map(({ value, words }) => [value, words]));
		return resultsTable(results, { question: url.searchParams, origin: platform.configuration.origin, bounded, day: today, areas }, reader);
	};
	const name = `search-${today}.${params.format}`;
	const headers = { 'content-disposition': `attachment; filename="${name}"`, 'content-language': reader.language };
	if (params.format === 'json')
		return new Response(outflow(jsonOf(url.toString(), first.results, further())), {
			headers: { ...headers, 'content-type': 'application/json; charset=utf-8' }
		});
	if (params.format === 'csv')
		return new Response(outflow(csvOf(tableOf, first.results, further())), {
			headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' }
		});
	return new Response(await xlsx(tableOf(first.results, first.bounded)), { headers: { ...headers, 'content-type': sheetType } });
};

type Portions = AsyncIterable<FoundRecord[]>;

async function* none(): AsyncGenerator<FoundRecord[]> {
	return;
}

const listed = (results: readonly FoundRecord[]): string => results.map((each) => JSON.stringify(each)).join(',');

async function* jsonOf(address: string, first: readonly FoundRecord[], further: Portions): AsyncGenerator<string> {
	let total = first.length;
	yield `{"address":${JSON.stringify(address)},"records":[${listed(first)}`;
	for await (const results of further) {
		yield `,${listed(results)}`;
		total += results.length;
	}
	yield `],"total":${total},"bounded":false}`;
}

const plain = ({ rows }: Sheet): CsvCell[][] => rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)));

async function* csvOf(tableOf: (results: readonly FoundRecord[]) => Sheet, first: readonly FoundRecord[], further: Portions): AsyncGenerator<string> {
	const table = tableOf(first);
	yield csv([table.columns.map(({ head }) => head), ...plain(table)]);
	for await (const results of further) yield csvLines(plain(tableOf(results)));
}
