// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const program = "import { environment } from './src/platform/server/environment.ts'; console.log(JSON.stringify(environment()));";
const start = (env: Record<string, string>) =>
	spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });

test('a process with sound settings gets them', () => {
	const { status, stdout } = start({ PORT: '4000' });
	expect(status).toBe(0);
	expect(JSON.parse(stdout)).toMatchObject({ port: 4000 });
});

test('a process with wrong settings ends with one line for each', () => {
	const { status, stdout, stderr } = start({ PORT: 'x', DATABSE_URL: 'postgres://db/x' });
	expect(status).toBe(1);
	expect(stdout).toBe('');
	expect(stderr).toBe(
		'PORT must be a whole number from 0 to 65535; for example PORT=3000\nDATABSE_URL is not a setting; did you mean DATABASE_URL?\n'
	);
});
