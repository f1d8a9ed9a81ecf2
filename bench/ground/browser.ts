// SPDX-License-Identifier: Apache-2.0
// A browser as far as the network sees it: one kept-open line, one person's cookie, forms and JSON. It renders nothing and costs little.
import { Agent, request } from 'node:http';

export interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	text: string;
}

export interface Line {
	patch(path: string, body: unknown): Promise<Answer>;
	/** Posts a form as a page without JavaScript does. */
	post(path: string, fields: Record<string, string>): Promise<Answer>;
	get(path: string): Promise<Answer>;
	close(): void;
}

/** Rejects when the line breaks before the answer is whole: then nobody knows whether it was done. */
export function line(origin: string, cookie: string): Line {
	const agent = new Agent({ keepAlive: true, maxSockets: 1 });
	const send = (method: string, path: string, type: string | null, body = ''): Promise<Answer> =>
		new Promise((resolve, reject) => {
			const headers = {
				cookie,
				origin,
				accept: 'text/html,application/json',
				...(type ? { 'content-type': type, 'content-length': Buffer.byteLength(body) } : {})
			};
			const asked = request(origin + path, { method, agent, headers }, (response) => {
				const parts: Buffer[] = [];
				response.on('data', (part: Buffer) => parts.push(part));
				response.on('error', reject);
				response.on('close', () => !response.complete && reject(new Error('the answer was cut off')));
				response.on(
					'end',
					() => response.complete && resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() })
				);
			});
			asked.on('error', reject);
			asked.end(body);
		});
	return {
		patch: (path, body) => send('PATCH', path, 'application/json', JSON.stringify(body)),
		post: (path, fields) => send('POST', path, 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString()),
		get: (path) => send('GET', path, null),
		close: () => agent.destroy()
	};
}
