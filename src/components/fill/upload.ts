// SPDX-License-Identifier: Apache-2.0
// Sends one file to a draft and tells how far it is. XMLHttpRequest, since fetch does not tell how much was sent.
import type { Json } from '#forms/form.ts';

export type Uploaded = { file: { [part: string]: Json } } | { refusal: string; values?: { [name: string]: string | number } } | { lost: true };

/** From the status and body of `POST {address}/files` to what became of it: 201 with { file, name, mediaType, size }, or a problem with its refusal. */
export function readUpload(status: number, body: string): Uploaded {
	let read: unknown;
	try {
		read = JSON.parse(body);
	} catch {
		read = {};
	}
	const said = (typeof read === 'object' && read !== null ? read : {}) as { [part: string]: unknown };
	if (status === 201 && typeof said.file === 'string') {
		return { file: { file: said.file, name: String(said.name ?? ''), mediaType: String(said.mediaType ?? ''), size: Number(said.size ?? 0) } };
	}
	if (status === 401 || (status >= 300 && status < 400)) return { refusal: 'sign-in-first' };
	if (status === 413) return { refusal: 'too-large', ...valuesOf(said) };
	if (typeof said.refusal === 'string') return { refusal: said.refusal, ...valuesOf(said) };
	return { lost: true };
}

const valuesOf = (said: { [part: string]: unknown }): { values?: { [name: string]: string | number } } =>
	typeof said.values === 'object' && said.values !== null ? { values: said.values as { [name: string]: string | number } } : {};

/** `told` hears the share sent, 0 to 1. */
export function upload(address: string, question: string, file: File, told: (share: number) => void): Promise<Uploaded> {
	return new Promise((resolve) => {
		const request = new XMLHttpRequest();
		const body = new FormData();
		body.append('question', question);
		body.append('file', file);
		request.upload.addEventListener('progress', (event) => {
			if (event.lengthComputable) told(event.loaded / event.total);
		});
		request.addEventListener('load', () => resolve(readUpload(request.status, request.responseText)));
		for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, () => resolve({ lost: true }));
		request.open('POST', `${address}/files`);
		request.setRequestHeader('accept', 'application/json');
		request.setRequestHeader('x-requested-with', 'fetch');
		request.send(body);
	});
}
