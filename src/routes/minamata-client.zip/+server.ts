// The typed client for programs, packed: what is made in client/ from the description of the API.
import { strToU8, zipSync } from 'fflate';
import { matches } from '#api/conditional.ts';
import { createHash } from 'node:crypto';
import type { RequestHandler } from './$types.ts';

const files = import.meta.glob<string>(['/client/README.md', '/client/generated/**/*.ts'], { query: '?raw', import: 'default' });

let packed: Promise<{ bytes: Uint8Array; tag: string }> | undefined;

async function pack() {
	const texts = await Promise.all(Object.entries(files).map(async ([path, read]) => [path.replace(/^\/client\//, ''), await read()] as const));
	const content = Object.fromEntries(
		texts.map(([path, text]) => [`minamata-client/${path}`, [strToU8(text), { mtime: '2026-01-01T00:00:00' }]] as const)
	);
	const bytes = zipSync(content as never, { level: 9 });
	return { bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"` };
}

export const GET: RequestHandler = async ({ request }) => {
	const { bytes, tag } = await (packed ??= pack());
	const headers = { etag: tag, 'cache-control': 'public, no-cache', 'access-control-allow-origin': '*' };
	if (matches(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
	return new Response(Buffer.from(bytes) as BodyInit, {
		headers: { ...headers, 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="minamata-client.zip"' }
	});
};
