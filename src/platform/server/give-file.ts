// SPDX-License-Identifier: Apache-2.0
// Answers an HTTP request with a kept file: parts, revalidation, a name in any script, and no power in the browser.
// Knows nothing of permissions: whoever calls it has decided that this reader may have this file.
import { endings, type KeptFile } from '../file.ts';
import { rangeFrom } from '../files-range.ts';
import type { Files } from './files.ts';
import { outflow } from './outflow.ts';

export interface Giving {
	file: KeptFile;
	/** The name under which it is saved, in any script, with or without ending. */
	name: string;
	/** `inline` shows pictures and plain text in the page's place; everything else is always saved. Default `attachment`. */
	disposition?: 'inline' | 'attachment';
	/** True only for what everybody may read: it may then be kept by caches on the way for a day. */
	shared?: boolean;
}

/** Not PDF: browsers refuse to show one under the policy above, and without it a PDF may act. */
const harmless = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'text/plain'];

/** 200 or 206 with the content, 304 when the reader has it already, 416 for a part that does not exist, 404 when the file is gone. */
export async function giveFile(
	request: Request,
	files: Files,
	{ file, name, disposition = 'attachment', shared = false }: Giving
): Promise<Response> {
	const tag = `"${file.sha256}"`;
	const headers = new Headers({
		etag: tag,
		'accept-ranges': 'bytes',
		// Not even our own pages may run what somebody sent in; a browser that opens it gives it no origin.
		'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
		'x-content-type-options': 'nosniff',
		'cross-origin-resource-policy': shared ? 'cross-origin' : 'same-origin',
		'cache-control': shared ? 'public, max-age=86400' : 'private, no-cache'
	});
	if (known(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });

	const asked = request.headers.get('if-range');
	const range = asked === null || asked === tag ? rangeFrom(request.headers.get('range'), file.size) : null;
	if (range === 'unsatisfiable') {
		headers.set('content-range', `bytes */${file.size}`);
		return new Response(null, { status: 416, headers });
	}
	headers.set('content-type', file.mediaType.startsWith('text/') ? `${file.mediaType}; charset=utf-8` : file.mediaType);
	headers.set('content-length', String(range ? range.last - range.first + 1 : file.size));
	headers.set('content-disposition', `${harmless.includes(file.mediaType) ? disposition : 'attachment'}; ${named(withEnding(name, file.mediaType))}`);
	if (range) headers.set('content-range', `bytes ${range.first}-${range.last}/${file.size}`);
	const status = range ? 206 : 200;
	if (request.method === 'HEAD') return new Response(null, { status, headers });
	const content = await files.open(file.sha256, range ?? undefined);
	if (!content) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } });
	return new Response(outflow(content), { status, headers });
}

/** If-None-Match: a list of tags, each perhaps marked weak, or a star. */
function known(header: string | null, tag: string): boolean {
	const tags = (header ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
	return tags.includes(tag) || tags.includes('*');
}

const withEnding = (name: string, mediaType: string): string => {
	const ending = endings[mediaType];
	return !ending || name.toLowerCase().endsWith(`.${ending}`) ? name : `${name}.${ending}`;
};

/** RFC 6266 and 8187: a plain name for old readers, and the true one in UTF-8. No control character and no separator of folders remains. */
function named(name: string): string {
	const clean = name
		.normalize('NFC')
		.toWellFormed()
		.replace(/[\p{Cc}\p{Cf}/\\]/gu, '_')
		.slice(0, 200)
		.toWellFormed();
	const plain = clean.replace(/[^\x20-\x7e]|["%]/g, '_');
	const full = encodeURIComponent(clean).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
	return `filename="${plain}"; filename*=UTF-8''${full}`;
}
