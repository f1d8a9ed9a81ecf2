// SPDX-License-Identifier: Apache-2.0
// `npm run bench`: every measure in turn, each in a process of its own, so that none inherits the warmth of another. Each writes its own results.
// One that fails does not keep the others from running.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './ground/root.ts';

const measures = [
	'start',
	'weight',
	'lighthouse',
	'record-page',
	'reading',
	'autosave',
	'submissions',
	'import',
	'harvest',
	'dashboards',
	'import-documents',
	'odata',
	'outlets',
	'comparison',
	'mercury',
	'kill',
	'search-quality',
	'search',
	'pdf',
	'reports',
	'statistics',
	'roundtrip',
	'sync',
	'older'
];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !measures.includes(name));
if (unknown.length) {
	console.error(`no measure is called ${unknown.join(', ')}; there are ${measures.join(', ')}`);
	process.exit(1);
}
const failed: string[] = [];
for (const name of wanted.length ? wanted : measures) {
	const child = spawn(process.execPath, [`bench/${name}.ts`], { cwd: root, stdio: 'inherit' });
	const [code] = (await once(child, 'exit')) as [number | null];
	if (code !== 0) failed.push(name);
}
if (failed.length) console.error(`\nfailed: ${failed.join(', ')}`);
process.exitCode = failed.length ? 1 : 0;
