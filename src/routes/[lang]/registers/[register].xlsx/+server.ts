// A register as a spreadsheet, for the same question as its page.
import { error } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { askedFrom } from '#catalogue/register-asked.ts';
import { registerOf } from '#catalogue/registers.ts';
import { mostRows, readRegister } from '#catalogue/server/registers.ts';
import { firstRows, walkRegister } from '#catalogue/server/walk-register.ts';
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
	const reading = { db: platform.database.read, definitions, convention, today, language: reader.language };
	const whole = await readRegister(reading, register, asked, true);
	// A sheet ends where memory does, and says so.
	const read = isRefusal(whole) && whole.refusal === 'too-many-rows' ? await firstRows(walkRegister(reading, register, asked), mostRows) : whole;
	if (isRefusal(read)) return problem(reader, read);
	const narrowed = narrowedBy(asked, convention, reader);
	const sheet = registerSheet({ ...read, origin: platform.configuration.origin, narrowed, ...(read === whole ? {} : { cutAt: mostRows }) }, reader);
	return new Response(await xlsx(sheet), {
		headers: {
			'content-type': sheetType,
			'content-language': reader.language,
			'content-disposition': `attachment; filename="${register.id}-${read.day}.xlsx"`
		}
	});
};
