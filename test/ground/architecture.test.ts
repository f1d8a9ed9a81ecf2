// SPDX-License-Identifier: Apache-2.0
// The rules of architecture.js find what they are there to find: each fault is planted in a small tree of its own.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const files = {
	'src/text/words.ts': 'export const word = 1;',
	'src/forms/form.ts': "import { word } from '#text/words.ts'; export const form = word;",
	'src/forms/server/forms.ts': "import { form } from '../form.ts'; export const forms = [form];",
	'src/forms/server/forms.test.ts': "import { forms } from './forms.ts'; forms.pop();",
	'src/routes/+page.server.ts': "import { forms } from '#forms/server/forms.ts'; export const load = () => forms;",
	// Planted:
	'src/text/upstream.ts': "import { form } from '#forms/form.ts'; export const up = form;",
	'src/exchange/across.ts': "import type { report } from '#reporting/report.ts'; export type Across = typeof report;",
	'src/reporting/report.ts': 'export const report = 1;',
	'src/components/Reaching.svelte': '<script lang="ts">\n\timport { forms } from \'#forms/server/forms.ts\';\n</script>\n\n{forms.length}\n',
	'src/forms/reading.ts': "import { readFile } from 'node:fs/promises'; export const read = readFile;",
	'src/text/one.ts': "import { two } from './two.ts'; export const one = () => two;",
	'src/text/two.ts': "import { one } from './one.ts'; export const two = () => one;",
	'src/elsewhere/lost.ts': "import '#text/words.ts';",
	'src/text/utils.ts': 'export const any = 1;',
	'src/text/using.ts': "import { any } from './utils.ts'; export const using = any;",
	'src/text/gone.ts': "import './nothing.ts';"
};

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'river-'));
	for (const file of ['architecture.js', 'package.json']) cpSync(file, join(folder, file));
	writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext" } }');
	symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(join(folder, dirname(path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	}
});
afterAll(() => rmSync(folder, { recursive: true }));

test('every planted fault is reported by its sentence, and nothing else is', () => {
	const program = resolve('node_modules/.bin/depcruise');
	const options = ['--config', 'architecture.js', '--output-type', 'json', 'src'];
	const { stdout, stderr } = spawnSync(process.execPath, [program, ...options], { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
	expect(stderr).toBe('');
	const found = JSON.parse(stdout).summary.violations.map(({ from, rule }: { from: string; rule: { name: string } }) => `${from}: ${rule.name}`);
	expect(found.sort()).toEqual([
		'src/components/Reaching.svelte: only code of the server imports from a server folder',
		'src/elsewhere/lost.ts: every folder of src has its place in the river',
		'src/exchange/across.ts: src/exchange imports only itself and what flows before it (text, platform, convention, people, forms, records, sharing, translation)',
		'src/forms/reading.ts: a rule of a noun does no input or output',
		'src/text/gone.ts: what is imported exists',
		'src/text/one.ts: nothing imports in a circle',
		'src/text/upstream.ts: src/text imports only itself',
		'src/text/using.ts: nothing is called util, helper, common, shared, service, manager, lib, misc'
	]);
});
