// The words of a form as a file to correct elsewhere: of the design where one is under way, else of the version in use.
import { error } from '@sveltejs/kit';
import { csv } from '#api/csv.ts';
import { languageName } from '#components/intl.ts';
import { wordingTable } from '#interop/sheets/wording-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { designOf } from '#records/server/designs.ts';
import { openForm } from '../../design.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { reader, platform } = locals;
	const { form } = openForm(locals, params.id);
	if (params.format !== 'xlsx' && params.format !== 'csv') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const design = await designOf(platform.database.fresh, params.id);
	const table = wordingTable(design?.form ?? form, reader, (language) => languageName(reader.language, language));
	const headers = {
		'content-language': reader.language,
		'content-disposition': `attachment; filename="wording-${params.id}.${params.format}"`,
		'cache-control': 'private, no-store'
	};
	if (params.format === 'csv') {
		const rows = [table.columns.map(({ head }) => head), ...(table.rows as (readonly string[])[]).map((row) => [...row])];
		return new Response(csv(rows), { headers: { ...headers, 'content-type': 'text/csv; charset=utf-8; header=present' } });
	}
	return new Response(await xlsx(table), { headers: { ...headers, 'content-type': sheetType } });
};
