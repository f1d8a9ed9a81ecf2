// A register as a spreadsheet, for the same question as its page.
import { error } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { askedFrom } from '#catalogue/register-asked.ts';
import { registerOf } from '#catalogue/registers.ts';
import { readRegister } from '#catalogue/server/registers.ts';
import { narrowedBy, registerSheet } from '#interop/sheets/register-table.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { isRefusal } from '#people/refusal.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params, url }) => {
	const { platform, definitions, convention, today, reader } = locals;
	const register = await registerOf(definitions, params.register);
	if (!register) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const asked = askedFrom(url.searchParams, today);
	if (isRefusal(asked)) return problem(reader, asked);
	const read = await readRegister({ db: platform.database.read, definitions, convention, today, language: reader.language }, register, asked, true);
	if (isRefusal(read)) return problem(reader, read);
	const sheet = registerSheet({ ...read, origin: platform.configuration.origin, narrowed: narrowedBy(asked, convention, reader) }, reader);
	return new Response(await xlsx(sheet), {
		headers: {
			'content-type': sheetType,
			'content-language': reader.language,
			'content-disposition': `attachment; filename="${register.id}-${read.day}.xlsx"`
		}
	});
};
