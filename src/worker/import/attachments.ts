// SPDX-License-Identifier: Apache-2.0
// The files beside the lines of an import: found within their folder alone, looked into, kept, and put into the answers that they belong to.
import { createHash } from 'node:crypto';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { type Answers, type Form, type Json, type Question, questionOf } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { isFileRefusal } from '#platform/file.ts';
import type { Files } from '#platform/server/files.ts';
import { inspectFile } from '#platform/server/inspect-file.ts';
import { lookInto } from '#platform/server/look.ts';
import { tidyName } from '#records/server/attach.ts';
import { type Problem, problem } from '#components/importing/problem.ts';
import type { Row, RowFile } from './row.ts';

const megabyte = 1_048_576;
export const largest = 50 * megabyte;
const ooxml = 'application/vnd.openxmlformats-officedocument';
/** What a question takes that names no types itself. */
const accepted = [
	'application/pdf',
	'image/png',
	'image/jpeg',
	`${ooxml}.wordprocessingml.document`,
	'application/vnd.oasis.opendocument.text',
	`${ooxml}.spreadsheetml.sheet`,
	'text/csv',
	'text/plain'
];

export interface Attachment {
	sha256: string;
	name: string;
	mediaType: string;
	size: number;
	/** Path of its answer. */
	path: string;
	language: string;
}

/**
 * Everything that a row attaches, kept in `files` (null: only looked into). All problems at once; a file that is kept for a row that is then refused
 * stays in the store without a record, as after an upload that nobody submits.
 */
export async function attachmentsOf(row: Row, form: Form, folder: string, files: Files | null): Promise<Attachment[] | { problems: Problem[] }> {
	const problems: Problem[] = [];
	const attachments: Attachment[] = [];
	for (const each of row.files) {
		const asked = askedAt(form, each.question);
		if (!asked) {
			problems.push(problem('file-question', each.question, { question: each.question }));
			continue;
		}
		const taken = await take(each, asked.question.accept ?? accepted, folder, files);
		if ('code' in taken) problems.push({ ...taken, at: each.question });
		else {
			const name = tidyName(each.name ?? (each.file.split('/').at(-1) as string));
			attachments.push({ ...taken, name, path: asked.path, language: each.language ?? row.language ?? '' });
		}
	}
	return problems.length ? { problems } : attachments;
}

async function take(
	{ file }: RowFile,
	accept: string[],
	folder: string,
	files: Files | null
): Promise<Pick<Attachment, 'sha256' | 'mediaType' | 'size'> | Problem> {
	const path = await within(folder, file);
	if (path === 'outside') return problem('file-outside', '', { file });
	const handle = path === null ? null : await open(path, 'r').catch(() => null);
	if (!handle) return problem('file-missing', '', { file });
	try {
		const found = await handle.stat();
		if (!found.isFile()) return problem('file-missing', '', { file });
		if (found.size > largest) return problem('file-too-large', '', { file, limit: largest / megabyte });
		const kept = files
			? await files.put(handle.createReadStream({ autoClose: false, start: 0 }), { limitBytes: largest, accept })
			: await lookedInto(handle, found.size, accept);
		return isFileRefusal(kept) ? problem('file-refused', '', { file, reason: kept.refusal }) : kept;
	} finally {
		await handle.close();
	}
}

async function lookedInto(handle: FileHandle, size: number, accept: string[]) {
	if (size === 0) return { refusal: 'empty' as const };
	const mediaType = await inspectFile(lookInto(handle), size, { accept });
	if (typeof mediaType !== 'string') return mediaType;
	const hash = createHash('sha256');
	for await (const bytes of handle.createReadStream({ autoClose: false, start: 0 })) hash.update(bytes as Uint8Array);
	return { sha256: hash.digest('hex'), mediaType, size };
}

/** The real place of a file below the folder; links that lead out count as outside. Null: there is none. */
async function within(folder: string, file: string): Promise<string | 'outside' | null> {
	if (isAbsolute(file) || file.split(/[/\\]/).includes('..')) return 'outside';
	const root = await realpath(folder).catch(() => null);
	const path = root && (await realpath(join(root, file)).catch(() => null));
	if (!root || !path) return null;
	return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : 'outside';
}

/** The question or column that takes the file, and the path of the answer. A signature holds it as its document. */
function askedAt(form: Form, path: string): { question: Question; path: string } | null {
	const [id = '', ...rest] = path.split('.');
	let question = questionOf(form, id);
	for (const step of rest) {
		if (!question || /^\d{1,6}$/.test(step)) continue;
		if (question.kind === 'signature' && step === 'document') continue;
		question = question.columns?.find((column) => column.id === step);
	}
	if (question?.kind === 'attachment') return { question, path };
	if (question?.kind === 'signature') return { question, path: path.endsWith('.document') ? path : `${path}.document` };
	return null;
}

/** The answers with the files in them. A question that takes several gets them in their order. */
export function withFiles(form: Form, answers: Answers, attachments: readonly Attachment[]): Answers {
	const whole = structuredClone(answers);
	for (const { path, sha256, name, mediaType, size, language } of attachments) {
		const [id = '', ...rest] = path.split('.');
		const value = { file: sha256, name, mediaType, size, language };
		if (rest.length === 0) whole[id] = questionOf(form, id)?.many ? [...[whole[id] ?? []].flat(), value] : value;
		else whole[id] = put(whole[id] ?? null, rest, value);
	}
	return whole;
}

function put(into: Json, [step = '', ...rest]: string[], value: Json): Json {
	if (/^\d+$/.test(step)) {
		const list = Array.isArray(into) ? [...into] : [];
		const at = Math.min(Number(step), list.length);
		list[at] = rest.length ? put(list[at] ?? null, rest, value) : value;
		return list;
	}
	const parts = isObject(into) ? into : {};
	return { ...parts, [step]: rest.length ? put(parts[step] ?? null, rest, value) : value };
}
