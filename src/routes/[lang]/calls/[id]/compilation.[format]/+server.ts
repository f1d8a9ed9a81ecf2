// The compilation of the answers to a call, as anybody may read it: on paper, as a workbook, or as data.
import { error } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { readCompilation } from '#catalogue/server/calls.ts';
import { compilationDocument } from '#components/print/compilation.ts';
import { compilationSheets } from '#components/sheet/compilation-sheet.ts';
import { paper } from '#interop/print/server/paper.ts';
import { sheetType, xlsx } from '#interop/sheets/xlsx.ts';
import { isRefusal } from '#people/refusal.ts';
import { choices } from '#records/schemes.ts';
import { compilationShape } from './shape.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	const { platform, definitions, convention, reader, today } = locals;
	const at = new Date();
	const compilation = await readCompilation(platform.database.read, { definitions, convention }, params.id, at);
	// Nominations are not public: there is nothing to put together.
	if (!compilation || compilation.call.kind !== 'information') error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { origin } = platform.configuration;
	const name = `${params.id}-compilation-${reader.language}`;
	const file = (type: string, body: string | Uint8Array<ArrayBuffer>, shown: 'attachment' | 'inline') =>
		new Response(body, {
			headers: {
				'content-type': type,
				'content-language': reader.language,
				'content-disposition': `${shown}; filename="${name}.${params.format}"`
			}
		});
	switch (params.format) {
		case 'pdf': {
			const schemes = { languages: choices(convention, 'languages').map(({ id, words }) => ({ id, words })) };
			const made = await paper(compilationDocument(reader, compilation, { origin, at, schemes }), name, at);
			return isRefusal(made) ? problem(reader, made) : made;
		}
		case 'xlsx':
			return file(sheetType, await xlsx(...compilationSheets(reader, compilation, { origin, day: today })), 'attachment');
		case 'json':
			return file('application/json', JSON.stringify(compilationShape(compilation, { origin, day: today })), 'inline');
		default:
			return error(404, 'not found', { refusal: { refusal: 'not-found' } });
	}
};
