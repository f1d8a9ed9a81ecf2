// Saves a page that was posted without JavaScript: its fields, its uploads, and a row added to or taken from a list.
import { answersFrom } from '#forms/fields.ts';
import { type Answers, type Form, type Json, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { storeUpload } from './store-upload.server.ts';
import { openDraft } from './draft.server.ts';

type Holder = { [part: string]: Json } | Json[];

/** Puts a value at a path, making lists and objects on the way: `files.0`, `signature.document`. */
function put(answers: Answers, path: string[], value: Json): void {
	const [first = '', ...rest] = path;
	if (rest.length === 0) {
		answers[first] = value;
		return;
	}
	let holder = (answers[first] ??= /^\d+$/.test(rest[0] as string) ? [] : {}) as Holder;
	for (const [index, step] of rest.entries()) {
		const key = (Array.isArray(holder) ? (step === 'new' ? holder.length : Number(step)) : step) as never;
		if (index === rest.length - 1) (holder as { [key: string]: Json })[key] = value;
		else holder = ((holder as { [key: string]: Json })[key] ??= {}) as Holder;
	}
}

function removeAt(answers: Answers, path: string[]): void {
	const last = path.at(-1) as string;
	let holder: Json | undefined = answers;
	for (const step of path.slice(0, -1)) holder = Array.isArray(holder) ? holder[Number(step)] : isObject(holder) ? holder[step] : undefined;
	if (Array.isArray(holder)) holder.splice(Number(last), 1);
	else if (isObject(holder)) delete holder[last];
}

/** `?/save&add=links` and `?/save&remove=links.0` change a list after saving what was typed; an added empty row lives in the address only. */
export async function savePosted(locals: App.Locals, record: string, fields: FormData, url: URL): Promise<{ anchor: string } | Refusal> {
	const { record: envelope, draft } = await openDraft(locals, record);
	const form = locals.definitions.form(envelope.type, draft.formVersion) as Form;
	const answers = answersFrom(form, fields);
	for (const [name, file] of fields) {
		if (!name.startsWith('upload.') || typeof file === 'string' || file.size === 0) continue;
		const path = name.slice('upload.'.length).split('.');
		const question = questionOf(form, path[0] as string);
		if (!question) continue;
		const stored = await storeUpload(locals, record, file, question.accept);
		if (isRefusal(stored)) return stored;
		const several = question.many && path.length === 1;
		if (several) answers[question.id] = [...([answers[question.id] ?? []].flat() as Json[]), stored];
		else put(answers, path, stored);
	}
	const remove = url.searchParams.get('remove');
	if (remove) removeAt(answers, remove.split('.'));
	const version = Number(fields.get('version'));
	const saved = await locals.platform.database.write((db) => saveAnswers(db, locals.doing(), { record, version: Number.isSafeInteger(version) ? version : draft.version, answers }));
	if (isRefusal(saved)) return saved;
	const add = url.searchParams.get('add');
	const place = (add ?? remove)?.split('.')[0];
	return { anchor: `${add ? `&add=${encodeURIComponent(add)}` : ''}${place ? `#${place}` : ''}` };
}
