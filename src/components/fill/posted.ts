// SPDX-License-Identifier: Apache-2.0
// What a page without JavaScript posts beside its answers: a line taken out, files that came along. Works on the fields before they are
// read as answers, since empty lines fall away in reading and the numbers of lines would no longer be those of the page.
import { fieldName } from '#forms/fields.ts';
import { type Form, type Question, questionOf } from '#forms/form.ts';

type Entry = [string, FormDataEntryValue];

const isUnder = (field: string, name: string): boolean => field === name || field.startsWith(`${name}.`);

/** The fields without those of one line or answer: `links.1`, `products.0`, `document`. */
export const withoutLine = (fields: Iterable<Entry>, path: string): Entry[] =>
	[...fields].filter(([field]) => !isUnder(field, fieldName(path)) && !isUnder(field, `upload.${path}`));

/** The files that came along, and where they belong. A file field that was left alone sends an empty file. */
export const uploadsIn = (fields: Iterable<Entry>): { path: string; file: File }[] =>
	[...fields].flatMap(([field, value]) =>
		field.startsWith('upload.') && typeof value !== 'string' && value.size > 0 ? [{ path: field.slice('upload.'.length), file: value }] : []
	);

/** The question or column that a path of files leads to: what it accepts, and whether it takes several. Undefined where no file is asked for. */
export function attachmentAt(form: Form, path: string): Question | undefined {
	const [id = '', ...steps] = path.split('.');
	let question = questionOf(form, id);
	for (const step of steps) question = question?.columns?.find((column) => column.id === step) ?? question;
	return question && (question.kind === 'attachment' || question.kind === 'signature') ? question : undefined;
}

interface Stored {
	file: string;
	name: string;
	mediaType: string;
	size: number;
	language: string;
}

/** The fields with a stored file where it belongs; in a list of files as one more. The language that was chosen beside it stays. */
export function withFile(fields: Iterable<Entry>, path: string, question: Question, stored: Stored): Entry[] {
	const all = [...fields];
	const list = `${fieldName(path)}.`;
	const numbers = all.flatMap(([field]) => (field.startsWith(list) ? [Number(field.slice(list.length).split('.')[0])] : []));
	const place = question.kind === 'attachment' && question.many ? `${path}.${Math.max(-1, ...numbers) + 1}` : path;
	const parts: Entry[] = (['file', 'name', 'mediaType', 'size'] as const).map((part) => [fieldName(place, part), String(stored[part])]);
	const names = new Set(parts.map(([name]) => name));
	const language = fieldName(place, 'language');
	const chosen = all.some(([field, value]) => field === language && value);
	return [
		...all.filter(([field]) => !names.has(field) && (chosen || field !== language)),
		...parts,
		...(chosen ? [] : [[language, stored.language] as Entry])
	];
}
