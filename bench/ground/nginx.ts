// SPDX-License-Identifier: Apache-2.0
// The quickest that a machine gives the same bytes out: nginx with one process, where it is installed. Each text is a file of its own.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../test/ground/postgres.ts';
import { installed } from './installed.ts';
import { type Running, start } from './process.ts';
import { throwAway } from './root.ts';

/** Serves each text at the address of its place in the list, `/0`, `/1`, …; undefined where there is no nginx. */
export async function startNginx(texts: Buffer[]): Promise<Running | undefined> {
	const command = installed('nginx');
	if (!command) return undefined;
	const folder = throwAway('bench-nginx');
	const port = await freePort();
	const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join(' ');
	mkdirSync(join(folder, 'pages'));
	for (const [index, text] of texts.entries()) writeFileSync(join(folder, 'pages', String(index)), text);
	writeFileSync(join(folder, 'pages', 'ready'), 'ready');
	writeFileSync(
		join(folder, 'nginx.conf'),
		`daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log stderr warn;
		events { worker_connections 1024; }
		http {
			${temporary} access_log off; sendfile on; keepalive_requests 1000000; default_type "text/html; charset=utf-8";
			open_file_cache max=100 inactive=1h; open_file_cache_valid 1h;
			server { listen 127.0.0.1:${port}; root ${join(folder, 'pages')}; }
		}`
	);
	// Started by root, its worker is another user who may not look into a folder of root.
	const user = process.getuid?.() === 0 ? ['-g', 'user root;'] : [];
	return start({ command, args: ['-p', folder, '-c', join(folder, 'nginx.conf'), ...user], cwd: folder, ready: '/ready', port });
}
