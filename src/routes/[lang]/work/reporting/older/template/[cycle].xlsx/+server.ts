// A spreadsheet to be filled in with the reports of an older cycle: a column for each question, in the words of the reader.
import { error } from '@sveltejs/kit';
import { olderTemplate } from '#interop/sheets/older-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { olderCycle } from '#reporting/server/older.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const older = olderCycle(locals, params.cycle);
	if (!older) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { reader } = locals;
	return new Response(await xlsx(olderTemplate(older.form, older.cycle, reader)), {
		headers: {
			'content-type': sheetType,
			'content-disposition': `attachment; filename="older-reports-${older.cycle.id}-${older.form.version}-${reader.language}.xlsx"`,
			'content-language': reader.language,
			'cache-control': 'private, no-store'
		}
	});
};
