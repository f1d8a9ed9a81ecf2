// The list of projects as a file: the same address as the page, with another ending. Whole, whatever page of it is looked at.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { shownProject, shownSum } from '#catalogue/projects.ts';
import { projectsTable } from '#interop/sheets/projects-table.ts';
import { isDownload } from '#interop/sheets/results-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { listOf } from '../projects/list.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, url, params }) => {
	if (!isDownload(params.format)) error(404);
	const { platform, convention, reader, today } = locals;
	const { found, words } = await listOf(locals, url.searchParams);
	const rows = found.map((project) => shownProject(project, convention));
	const sum = shownSum(found);
	const { origin } = platform.configuration;
	const address = `${origin}/${reader.language}/projects${url.search}`;
	const headers = {
		'content-disposition': `attachment; filename="projects-${today}.${params.format}"`,
		'content-language': reader.language
	};
	if (params.format === 'json') {
		const projects = rows.map((row) => ({ ...row, address: `${origin}/records/${row.id}` }));
		const body = { address, day: today, total: rows.length, sum, projects };
		return new Response(JSON.stringify(body), { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
	}
	const table = projectsTable(rows, { address, origin, day: today, words, sum }, reader);
	if (params.format === 'csv') {
		const lines = [
			table.columns.map(({ head }) => head),
			...table.rows.map((row) => row.map((cell) => (cell !== null && typeof cell === 'object' ? cell.day : cell)))
		];
		return new Response(csv(lines), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } });
	}
	return new Response(await xlsx(table), { headers: { ...headers, 'content-type': sheetType } });
};
