// Upload of one file to a draft, for pages with JavaScript: multipart fields `file` and `question`.
import { json } from '@sveltejs/kit';
import { problem } from '#api/problem.ts';
import { attachmentAt } from '#components/fill/posted.ts';
import type { Form } from '#forms/form.ts';
import { isRefusal } from '#people/refusal.ts';
import { openDraft } from '../draft.server.ts';
import { storeUpload } from '../store-upload.server.ts';
import type { RequestHandler } from './$types.ts';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { record, draft } = await openDraft(locals, params.id as string);
	const fields = await request.formData().catch(() => undefined);
	const file = fields?.get('file');
	if (!fields || !file || typeof file === 'string') return problem(locals.reader, { refusal: 'not-valid' });
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	const question = attachmentAt(form, String(fields.get('question') ?? ''));
	if (!question) return problem(locals.reader, { refusal: 'not-valid' });
	const stored = await storeUpload(locals, record.id, file, question);
	return isRefusal(stored) ? problem(locals.reader, stored) : json(stored, { status: 201 });
};
