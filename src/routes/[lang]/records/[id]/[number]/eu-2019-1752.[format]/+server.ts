// A national report of a member State of the European Union in the shape that Regulation (EU) 2017/852 asks for, as everybody may read it.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { euSheet } from '#components/comparison/eu-sheet.ts';
import { euJson, euReport } from '#interop/eu-mercury/export.ts';
import { mayExport } from '#interop/eu-mercury/questionnaire.ts';
import { isDownload } from '#interop/sheets/results-table.ts';
import { linesOf } from '#interop/sheets/tracker-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { schemesOf } from '#records/schemes.ts';
import { publicRevision } from '../public.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { platform, convention, reader, today } = locals;
	const { read } = await publicRevision(locals, params);
	const { record, revision, form } = read;
	if (!mayExport(record) || !isDownload(params.format)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const served = euReport(form, revision.answers);
	const address = `${platform.configuration.origin}/records/${record.id}/${revision.number}`;
	const headers = {
		'content-disposition': `attachment; filename="${record.id}-${revision.number}-eu-2019-1752.${params.format}"`,
		'content-language': reader.language
	};
	if (params.format === 'json') {
		const about = {
			record: record.id,
			revision: revision.number,
			party: record.owner,
			cycle: String(revision.answers.cycle ?? ''),
			address,
			demo: record.demo
		};
		return new Response(JSON.stringify(euJson(served, about)), { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
	}
	const sheet = euSheet(served, { form, schemes: schemesOf(form, convention), address, day: today, demo: record.demo }, reader);
	return params.format === 'csv'
		? new Response(csv(linesOf(sheet)), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } })
		: new Response(await xlsx(sheet), { headers: { ...headers, 'content-type': sheetType } });
};
