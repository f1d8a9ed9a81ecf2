// SPDX-License-Identifier: Apache-2.0
// Sends one file to a draft and tells how far it is. XMLHttpRequest, since fetch does not tell how much was sent.

/** A stored file as an answer names it: `file` is the SHA-256 of the content, `size` in bytes. */
export interface StoredFile {
	[part: string]: string | number;
	file: string;
	name: string;
	mediaType: string;
	size: number;
	language: string;
}

/** Stored; or not, with the reason in the reader's language where the server gave one; or no answer came. */
export type Uploaded = { stored: StoredFile } | { reason: string } | { lost: true };

/** From the status and body of `POST {address}/files` to what became of it: 201 with the stored file, or problem details. */
export function readUpload(status: number, body: string): Uploaded {
	let said: { [part: string]: unknown } = {};
	try {
		const read: unknown = JSON.parse(body);
		if (typeof read === 'object' && read !== null) said = read as typeof said;
	} catch {
		// A page of a proxy, not an answer of ours.
	}
	if (status === 201 && typeof said.file === 'string') {
		const text = (part: string) => (typeof said[part] === 'string' ? said[part] : '');
		return {
			stored: { file: said.file, name: text('name'), mediaType: text('mediaType'), size: Number(said.size) || 0, language: text('language') }
		};
	}
	return typeof said.title === 'string' ? { reason: said.title } : { lost: true };
}

/** `path` is where the answer belongs: `document`, `files.0`. `told` hears the share that was sent, 0 to 1. */
export function upload(address: string, path: string, file: File, told: (share: number) => void): Promise<Uploaded> {
	return new Promise((resolve) => {
		const request = new XMLHttpRequest();
		const body = new FormData();
		body.append('question', path);
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
