// Stores an uploaded file and ties it to the record; the answer that names it is saved by the caller.
import { Readable } from 'node:stream';
import { takePicture } from '#editorial/server/pictures.ts';
import type { Question } from '#forms/form.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { attach } from '#records/server/attach.ts';

const megabyte = 1_048_576;
const largest = 50 * megabyte;
export const acceptedTypes = [
	'application/pdf',
	'image/png',
	'image/jpeg',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.oasis.opendocument.text',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'text/csv',
	'text/plain'
];

export interface StoredFile {
	[part: string]: string | number;
	file: string;
	name: string;
	mediaType: string;
	size: number;
	language: string;
}

/** The reader's language is taken as the file's until the person says another. */
export async function storeUpload(locals: App.Locals, record: string, file: File, question: Question): Promise<StoredFile | Refusal> {
	const { files } = locals.platform;
	const stored =
		question.format === 'picture'
			? await takePicture(files, Readable.fromWeb(file.stream() as never))
			: await files.put(Readable.fromWeb(file.stream() as never), { limitBytes: largest, accept: question.accept ?? acceptedTypes });
	if ('refusal' in stored)
		return { refusal: stored.refusal, values: { limit: ('limitBytes' in stored ? stored.limitBytes : largest) / megabyte } } as Refusal;
	const attached = await locals.platform.database.write((db) =>
		attach(db, locals.doing(), { record, sha256: stored.sha256, name: file.name, mediaType: stored.mediaType, size: stored.size })
	);
	if (isRefusal(attached)) return attached;
	return { file: attached.sha256, name: attached.name, mediaType: attached.mediaType, size: attached.size, language: locals.reader.language };
}
