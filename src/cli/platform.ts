// SPDX-License-Identifier: Apache-2.0
// The operator's commands: `npm run platform -- import records.jsonl`. Finds the command and turns its end into an exit code; what each does stands in
// commands/. 0: done. 1: done, and something is wrong (bad rows, a fault found). 2: not understood. 3: could not be done.
import { enableCompileCache } from 'node:module';
import { type Command, Unusable } from './command.ts';

// What was compiled once is not compiled at the next command (see serve.ts).
enableCompileCache();

const commands: Record<string, () => Promise<{ command: Command }>> = {
	migrate: () => import('./commands/migrate.ts'),
	seed: () => import('./commands/seed.ts'),
	user: () => import('./commands/user.ts'),
	import: () => import('./commands/import.ts'),
	'import-reports': () => import('./commands/import-reports.ts'),
	'import-redirects': () => import('./commands/import-redirects.ts'),
	'import-usage': () => import('./commands/import-usage.ts'),
	export: () => import('./commands/export.ts'),
	backup: () => import('./commands/backup.ts'),
	restore: () => import('./commands/restore.ts'),
	doctor: () => import('./commands/doctor.ts'),
	harvest: () => import('./commands/harvest.ts'),
	'import-documents': () => import('./commands/import-documents.ts'),
	key: () => import('./commands/key.ts'),
	receive: () => import('./commands/receive.ts')
};

const [name = '', ...rest] = process.argv.slice(2);
process.exitCode = await run();

async function run(): Promise<number> {
	const found = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined;
	if (!found) {
		const lines = await Promise.all(Object.entries(commands).map(async ([each, load]) => `  ${each.padEnd(8)} ${(await load()).command.what}`));
		const text = `platform {command} [options]\n\n${lines.join('\n')}\n\nplatform {command} --help says more. Settings come from the environment, as for the server.`;
		const asked = name === '' || name === '--help' || name === 'help';
		(asked ? console.log : console.error)(asked ? text : `there is no command ${name}\n\n${text}`);
		return asked ? 0 : 2;
	}
	if (rest.includes('--help') || rest.includes('-h')) {
		console.log(`${found.command.what}\n\n${found.command.help.trim()}`);
		return 0;
	}
	try {
		return await found.command.run(rest);
	} catch (fault) {
		if (!(fault instanceof Error)) throw fault;
		if (fault instanceof Unusable || String((fault as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS')) {
			console.error(`${fault.message}\n\nplatform ${name} --help says how it is used`);
			return 2;
		}
		if (fault.name === 'FolderTaken') {
			console.error(
				`${fault.message}\nThe embedded database belongs to one process at a time: stop the platform, run this command, start the platform again.`
			);
			return 3;
		}
		console.error(fault.message);
		if (process.env.LOG_LEVEL === 'debug') console.error(fault);
		return 3;
	}
}
