// One answer out of a posted page: its fields, its files, a line taken out of a list. Saves nothing but the files.
import { attachmentAt, uploadsIn, withFile, withoutLine } from '#components/fill/posted.ts';
import { answersFrom } from '#forms/fields.ts';
import type { Form, Json } from '#forms/form.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { openDraft } from '../../draft.server.ts';
import { storeUpload } from '../../store-upload.server.ts';

export async function postedAnswer(
	locals: App.Locals,
	{ id, question }: { id: string; question: string },
	fields: FormData,
	remove: string | null
): Promise<{ answer: Json } | Refusal> {
	const { record, draft } = await openDraft(locals, id);
	const form = locals.definitions.form(record.type, draft.formVersion) as Form;
	let posted = remove ? withoutLine(fields, remove) : [...fields];
	for (const { path, file } of uploadsIn(posted)) {
		const asked = attachmentAt(form, path);
		if (!asked) continue;
		const stored = await storeUpload(locals, id, file, asked);
		if (isRefusal(stored)) return stored;
		posted = withFile(posted, path, asked, stored);
	}
	return { answer: answersFrom(form, posted)[question] ?? null };
}
