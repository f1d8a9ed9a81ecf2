// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { keptPages } from './kept-pages.ts';

const page = (text: string, status = 200) => new Response(text, { status, headers: { 'content-type': 'text/html', etag: `"${text}"` } });
const read = async (reply: Response | undefined) => reply && { text: await reply.text(), etag: reply.headers.get('etag') };

test('a page is given again, headers and all, while its state stands', async () => {
	const pages = keptPages();
	expect(pages.find('a', '/en')).toBeUndefined();
	expect(await read(await pages.keep('a', '/en', page('one')))).toEqual({ text: 'one', etag: '"one"' });
	expect(await read(pages.find('a', '/en'))).toEqual({ text: 'one', etag: '"one"' });
	expect(await read(pages.find('a', '/en'))).toEqual({ text: 'one', etag: '"one"' });
	expect(pages.find('b', '/en')).toBeUndefined();
	expect(pages.find('a', '/en')).toBeUndefined();
});

test('a page that was made before the state turned is given back and not kept', async () => {
	const pages = keptPages();
	pages.find('a', '/en');
	pages.find('b', '/en');
	expect(await read(await pages.keep('a', '/en', page('old')))).toEqual({ text: 'old', etag: '"old"' });
	expect(pages.find('b', '/en')).toBeUndefined();
});

test('only good pages are kept', async () => {
	const pages = keptPages();
	pages.find('a', '/en');
	expect((await pages.keep('a', '/en', page('gone', 404))).status).toBe(404);
	expect(pages.find('a', '/en')).toBeUndefined();
});

test('the least lately asked make room', async () => {
	const pages = keptPages(10);
	pages.find('a', '');
	await pages.keep('a', '1', page('12345'));
	await pages.keep('a', '2', page('12345'));
	pages.find('a', '1');
	await pages.keep('a', '3', page('123'));
	expect([pages.find('a', '1'), pages.find('a', '2'), pages.find('a', '3')].map(Boolean)).toEqual([true, false, true]);
	await pages.keep('a', '4', page('longer than all the room'));
	expect(pages.find('a', '4')).toBeUndefined();
});
