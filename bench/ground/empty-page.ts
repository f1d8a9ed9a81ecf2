// SPDX-License-Identifier: Apache-2.0
// What our pages are compared with: the smallest SvelteKit application, built in the same run by the same tools and served by the same Node.
// One page without JavaScript, and one address that takes a PATCH and answers with JSON.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Running, start } from './process.ts';
import { root, throwAway } from './root.ts';

const files = {
	'package.json': '{ "name": "empty-page", "private": true, "type": "module" }',
	'vite.config.js': `
		import adapter from '@sveltejs/adapter-node';
		import { sveltekit } from '@sveltejs/kit/vite';
		export default { plugins: [sveltekit({ adapter: adapter(), compilerOptions: { runes: true } })] };`,
	'src/app.html':
		'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Empty</title>%sveltekit.head%</head><body><main>%sveltekit.body%</main></body></html>',
	'src/routes/+page.js': 'export const csr = false;',
	'src/routes/+page.svelte': '<h1>Empty</h1>',
	'src/routes/answers/+server.js': `
		import { json } from '@sveltejs/kit';
		export const PATCH = async ({ request }) => {
			const { version } = await request.json();
			return json({ version: version + 1 });
		};`
};

let folder: string | undefined;

function builtFolder(): string {
	if (folder) return folder;
	const here = throwAway('empty-page');
	symlinkSync(join(root, 'node_modules'), join(here, 'node_modules'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(join(here, path, '..'), { recursive: true });
		writeFileSync(join(here, path), text);
	}
	const tool = (name: string, args: string[], cwd: string) =>
		execFileSync(process.execPath, [join(root, 'node_modules', '.bin', name), ...args], {
			cwd,
			env: { ...process.env, NODE_ENV: 'production' },
			stdio: ['ignore', 'ignore', 'inherit']
		});
	tool('vite', ['build', '--logLevel', 'warn'], here);
	// It wrote the types of its two routes into the packages that it shares with us.
	tool('svelte-kit', ['sync'], root);
	return (folder = here);
}

export function startEmptyPage(): Promise<Running> {
	return start({ args: ['build/index.js'], cwd: builtFolder(), ready: '/' });
}
