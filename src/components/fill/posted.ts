// SPDX-License-Identifier: Apache-2.0
// What a page without JavaScript posts beside the answers: a line taken out, files that came along. Pure, over the fields of the form.
import { fieldName } from '#forms/fields.ts';

type Entry = [string, unknown];

/** The fields without those of one answer or line: `links.1`, `products.0`. The numbers of later lines stay, and are closed up when they are read. */
export function withoutLine(fields: Iterable<Entry>, path: string): Entry[] {
	const name = fieldName(path);
	return [...fields].filter(([field]) => field !== name && !field.startsWith(`${name}.`));
}

/** The files that came along: where they belong and what was sent. An empty file field sends nothing. */
export function uploadsIn(fields: Iterable<Entry>): { path: string; file: File }[] {
	return [...fields].flatMap(([field, value]) => (field.startsWith('upload.') && value instanceof File && value.size > 0 ? [{ path: field.slice('upload.'.length), file: value }] : []));
}

/** The fields with a stored file put where it was sent for; its language is the one chosen beside it. */
export function withFile(fields: Iterable<Entry>, path: string, file: { file: string; name: string; mediaType: string; size: number }): Entry[] {
	const [hash, name, mediaType, size] = ['file', 'name', 'mediaType', 'size'].map((part) => fieldName(path, part)) as [string, string, string, string];
	const kept = [...fields].filter(([field]) => ![hash, name, mediaType, size].includes(field));
	return [...kept, [hash, file.file], [name, file.name], [mediaType, file.mediaType], [size, String(file.size)]];
}
