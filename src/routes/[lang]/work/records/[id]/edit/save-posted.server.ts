// Saves a page that was posted without JavaScript: its fields, its uploads, and a row added to or taken from a list.
import { attachmentAt, uploadsIn, withFile, withoutLine } from '#components/fill/posted.ts';
import { carryAlong } from '#forms/designed.ts';
import { answersFrom } from '#forms/fields.ts';
import type { Form } from '#forms/form.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { formBefore } from '#records/server/carry-drafts.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { storeUpload } from './store-upload.server.ts';
import { openDraft } from './draft.server.ts';

/** `?/save&add=links` and `?/save&remove=links.0` change a list after saving what was typed; an added empty row lives in the address only. */
export async function savePosted(locals: App.Locals, record: string, fields: FormData, url: URL): Promise<{ anchor: string } | Refusal> {
	const { record: envelope, draft } = await openDraft(locals, record);
	const form = locals.definitions.form(envelope.type, draft.formVersion) as Form;
	const remove = url.searchParams.get('remove');
	let posted = remove ? withoutLine(fields, remove) : [...fields];
	let refused: Refusal | undefined;
	for (const { path, file } of uploadsIn(posted)) {
		const question = attachmentAt(form, path);
		if (!question) continue;
		const stored = await storeUpload(locals, record, file, question);
		if (isRefusal(stored)) {
			refused ??= stored;
			continue;
		}
		posted = withFile(posted, path, question, stored);
	}
	const version = versionFrom(fields, draft.version);
	// A page that was opened before the form came in a new version speaks of the old questions: they are carried like the draft was.
	const versionOf = (name: string) => locals.definitions.form(envelope.type, name);
	const before = await formBefore(locals.platform.database.read, locals.definitions, draft, envelope.type, version);
	const answers = before ? carryAlong(form, before.version, answersFrom(before, posted), versionOf).answers : answersFrom(form, posted);
	const saved = await locals.platform.database.write((db) => saveAnswers(db, locals.doing(), { record, version, answers }));
	if (isRefusal(saved)) return saved;
	// What was typed beside a file that cannot be taken is saved all the same: the page that tells of it shows what is saved.
	if (refused) return refused;
	const add = url.searchParams.get('add');
	const place = (add ?? remove)?.split('.')[0];
	return { anchor: `${add ? `&add=${encodeURIComponent(add)}` : ''}${place ? `#${encodeURIComponent(place)}` : ''}` };
}

/** The version that the page began from; of a page that says something else, the one that stands. */
function versionFrom(fields: FormData, standing: number): number {
	const said = Number(fields.get('version'));
	return Number.isSafeInteger(said) && said >= 0 ? Math.min(said, standing) : standing;
}
