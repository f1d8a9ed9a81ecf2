// SPDX-License-Identifier: Apache-2.0
// Brings what is built up to date before it is measured, by the same script that `npm start` uses.
import { execFileSync } from 'node:child_process';
import { root } from './root.ts';

/** Runs one step of prepare.js (`install` or `build`) in a folder to its end; throws when it fails. */
export function prepare(step: 'install' | 'build', folder = root): void {
	const text = `await (await import('./prepare.js')).${step}()`;
	execFileSync(process.execPath, ['--input-type=module', '-e', text], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
}

let fresh = false;

/** Builds the platform when its sources have changed; at most once a process. */
export function build(): void {
	if (!fresh) prepare('build');
	fresh = true;
}
