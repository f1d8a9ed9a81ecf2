// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { readWithoutZeros } from './posted-text.ts';

const posted = (fields: FormData) => new Request('https://exchange.test/', { method: 'POST', body: fields });

test('texts come without zero bytes, in their order, and files as they are', async () => {
	const fields = new FormData();
	fields.append('a', 'one\0two');
	fields.append('a', 'three');
	fields.append('file', new File(['a\0b'], 'annex.txt', { type: 'text/plain' }));
	const request = posted(fields);
	readWithoutZeros(request);
	const read = await request.formData();
	expect(read.getAll('a')).toEqual(['onetwo', 'three']);
	const file = read.get('file') as File;
	expect([file.name, file.type, await file.text()]).toEqual(['annex.txt', 'text/plain', 'a\0b']);
});

test('what is no form is refused as ever', async () => {
	const request = new Request('https://exchange.test/', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
	readWithoutZeros(request);
	await expect(request.formData()).rejects.toThrow();
});
