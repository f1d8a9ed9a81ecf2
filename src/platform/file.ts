// SPDX-License-Identifier: Apache-2.0
// What a kept file is and why a file may be refused. Knows neither where files are kept nor what they are attached to.

/** A file by its content: the same bytes are the same file, whatever their name. */
export interface KeptFile {
	/** SHA-256 of the content, 64 hexadecimal digits: the identity of the file. */
	sha256: string;
	/** Bytes. */
	size: number;
	/** As found in the content, never as the sender or the name says. */
	mediaType: string;
}

export const fileRefusals = ['too-large', 'type-not-accepted', 'empty', 'archive-bomb', 'image-bomb', 'mismatched'] as const;

/**
 * Why a file was not taken. too-large: more than `limitBytes`. type-not-accepted: `found` is not on the list, or cannot be looked into.
 * archive-bomb: unpacked it would be far larger than it says or than is sound. image-bomb: too many pixels to draw.
 * mismatched: the content contradicts itself, or what the sender says it is.
 */
export type FileRefusal =
	| { refusal: 'too-large'; limitBytes: number }
	| { refusal: 'type-not-accepted'; found: string | null }
	| { refusal: 'empty' | 'archive-bomb' | 'image-bomb' | 'mismatched' };

export interface Acceptance {
	limitBytes: number;
	/** Media types, for example `application/pdf`. */
	accept: readonly string[];
	/** What the sender says it is, if anything: only to notice a contradiction. */
	declared?: string | null;
}

/** The name of a file that somebody brought, for lists and logs: without its folders and without signs that are not seen. */
export const broughtName = (name: string, otherwise = 'file'): string =>
	(name.split(/[/\\]/).at(-1) || otherwise).replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 200);

export const isFileRefusal = (value: KeptFile | FileRefusal): value is FileRefusal => 'refusal' in value;

const ooxml = 'application/vnd.openxmlformats-officedocument';

/** The media types that have a name of their own in the platform, with the ending that a downloaded file gets. */
export const endings: Record<string, string> = {
	'application/pdf': 'pdf',
	[`${ooxml}.wordprocessingml.document`]: 'docx',
	[`${ooxml}.spreadsheetml.sheet`]: 'xlsx',
	[`${ooxml}.presentationml.presentation`]: 'pptx',
	'application/vnd.oasis.opendocument.text': 'odt',
	'application/vnd.oasis.opendocument.spreadsheet': 'ods',
	'application/vnd.oasis.opendocument.presentation': 'odp',
	'text/plain': 'txt',
	'text/csv': 'csv',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'image/avif': 'avif',
	'application/zip': 'zip'
};
