// SPDX-License-Identifier: Apache-2.0
// `npm test`: makes a clone ready and runs every check in turn. Stops at the first that fails and shows what it said.
// The last line is always "N passed, N failed": tests, and one for a check that fails without counting.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, install, node, root, run, say, seconds, withTools } from './prepare.js';

const reports = mkdtempSync(join(tmpdir(), 'tests-'));
const count = { passed: 0, failed: 0 };

/** A tool of node_modules, run by the project's own Node. */
const tool = (name, args, env) => run(node, [join(root, 'node_modules', '.bin', name), ...args], { env: withTools(env), quiet: true });

async function vitest(name, args, env) {
	const report = join(reports, `${name}.json`);
	const options = ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const { code, output } = await tool('vitest', [...options, ...args], { NO_COLOR: '1', ...env });
	const found = existsSync(report)
		? JSON.parse(readFileSync(report, 'utf8'))
		: { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
	count.passed += found.numPassedTests;
	count.failed += found.numFailedTests;
	const skipped = found.numPendingTests + found.numTodoTests;
	const said =
		`${found.numPassedTests} passed` + (found.numFailedTests ? `, ${found.numFailedTests} failed` : '') + (skipped ? `, ${skipped} skipped` : '');
	// A file that does not even load has no tests to fail.
	if (code !== 0 && !found.numFailedTests) count.failed += 1;
	return { code, output, said };
}

const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
const fonts = ['/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf', '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'];
const java = '/usr/bin/java';
const packages = ['chromium', 'fonts-noto-core', 'fonts-noto-cjk', 'default-jre-headless'];

/** Debian's Chromium, fonts for Arabic and Chinese, and Java for the Nu checker of HTML. */
async function browser() {
	if (chromium.some(existsSync) && fonts.every(existsSync) && existsSync(java)) return { code: 0, output: '' };
	const command = `apt-get update && apt-get install --yes --no-install-recommends ${packages.join(' ')}`;
	if (process.getuid?.() !== 0)
		return { code: 1, output: `The browser tests need Chromium, fonts and Java. Run this once:\n\n  sudo sh -c '${command}'\n` };
	return run('sh', ['-c', command], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, quiet: true });
}

const has = (folder) => existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0;

/** What judges the sources without running them: two at a time, the slowest first. */
const sources = [
	['types', () => tool('svelte-check', ['--tsconfig', './tsconfig.json', '--output', 'human'])],
	['lint', () => tool('eslint', ['--max-warnings', '0', '.'])],
	['format', () => tool('prettier', ['--check', '.'])],
	['river', () => tool('depcruise', ['--config', 'architecture.js', 'src', 'test'])]
];
const running = [
	// Before the tests: journeys and browser go through what is built, and must not meet an old one.
	['build', async () => (await build(), { code: 0, output: '' })],
	['tests on the embedded database', () => vitest('embedded', ['--project', 'unit', '--project', 'journeys'])],
	// The journeys, and whatever is close to the database: the same files, the other home.
	[
		'tests on PostgreSQL',
		() => vitest('postgres', ['--project', 'unit', '--project', 'journeys', 'test/journeys', '/server/'], { TEST_DATABASE: 'postgres' })
	],
	['browser', browser],
	['tests in the browser', () => (has('test/browser') ? vitest('browser', ['--project', 'browser']) : { code: 0, output: '', said: 'none yet' })]
];

let sound = true;

/** Takes steps until none is left or one has failed; says how each ended. */
async function take(steps) {
	for (let next = steps.shift(); next && sound; next = steps.shift()) {
		const [name, step] = next;
		const begun = Date.now();
		const before = count.failed;
		const { code, output, said } = await step();
		say(`${code === 0 ? '✓' : '✗'} ${name}${said ? `: ${said}` : ''} (${seconds(begun)})`);
		if (code === 0) continue;
		console.log(output.trim());
		if (count.failed === before) count.failed += 1;
		sound = false;
	}
}

try {
	await install();
	await take([['types of routes', () => tool('svelte-kit', ['sync'])]]);
	await Promise.all([take(sources), take(sources)]);
	await take(running);
} catch (fault) {
	console.log(fault.message);
	count.failed += 1;
	sound = false;
}
rmSync(reports, { recursive: true, force: true });
if (sound && count.passed === 0) console.log('no test ran');
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exit(sound && count.passed > 0 && count.failed === 0 ? 0 : 1);
