// The draft as a workbook or document to send around, in the language of the page.
import { error } from '@sveltejs/kit';
import type { Form } from '#forms/form.ts';
import { openDraft } from '../draft.server.ts';
import { fileOf, isFormat } from '../../../../../file.server.ts';
import { draftPaper } from '../paper.server.ts';
import type { RequestHandler } from './$types.ts';

export const GET: RequestHandler = async ({ locals, params }) => {
	if (!isFormat(params.format)) error(404, 'not found', { refusal: { refusal: 'not-found' } });
	const { record, draft } = await openDraft(locals, params.id);
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	return fileOf(await draftPaper(locals, record, draft, form), params.format, record.id, new Date());
};
