// SPDX-License-Identifier: Apache-2.0
// Takes records in from a file of JSON Lines. How stands in src/worker/import/, what a line holds in docs/guides/importing.md.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { accountByEmail } from '#people/server/accounts.ts';
import { environment } from '#platform/server/environment.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { openInstance } from '#worker/instance.ts';
import { type Command, notOver, Unusable } from '../command.ts';
import { runImport, type Summary } from '#worker/import/run.ts';

export const command: Command = {
	what: 'takes records in from a file of JSON Lines; repeatable, and resumed by running it again',
	help: `
platform import {file.jsonl} [options]

  --files {folder}    where attached files lie; by default the folder of the file
  --source {name}     who sent it; keys are unique within a source (default: import)
  --by {e-mail}       account in whose name the records are taken in (default: none, the history says import)
  --language {code}   language of the report: ar, en, es, fr, ru or zh (default: en)
  --report {file}     where bad rows are written, as JSON Lines (default: {file}.report.jsonl)
  --dry-run           checks everything and writes nothing
  --rows {number}     rows in one transaction (default: 500)
  --progress          says after every transaction how far it is, not only every five seconds

One record a line; docs/guides/importing.md says what a line holds. A bad row is reported with its line and does not stop the others. Run it again with the
same file and what was taken in is skipped, however the run before ended. With the embedded database the platform must be stopped meanwhile.
Exit code: 0 all rows are in; 1 some are bad, or it was interrupted; 2 not understood; 3 could not run.`,
	async run(args) {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				files: { type: 'string' },
				source: { type: 'string', default: 'import' },
				by: { type: 'string' },
				language: { type: 'string', default: 'en' },
				report: { type: 'string' },
				'dry-run': { type: 'boolean', default: false },
				rows: { type: 'string', default: '500' },
				progress: { type: 'boolean', default: false }
			}
		});
		const [file, ...more] = positionals;
		const { language, source } = values;
		const rows = Number(values.rows);
		if (!file || more.length) throw new Unusable('name one file of JSON Lines');
		if (!isLanguage(language)) throw new Unusable(`${language} is not a language of the platform: ar, en, es, fr, ru or zh`);
		if (!/^[\w.:@ -]{1,100}$/.test(source)) throw new Unusable('--source is a short name of letters, digits, spaces and . : @ _ -');
		if (!Number.isInteger(rows) || rows < 1 || rows > 5000) throw new Unusable('--rows is a whole number from 1 to 5000');
		if (!(await stat(file).catch(() => null))?.isFile()) throw new Unusable(`${file} is not a file`);
		const folder = values.files ?? dirname(file);
		if (!(await stat(folder).catch(() => null))?.isDirectory()) throw new Unusable(`--files names the folder of the files, and ${folder} is none`);
		const report = values.report ?? `${file}.report.jsonl`;
		await notOver(report, file);
		const instance = await openInstance({ ...environment(), logLevel: 'warn' });
		const stop = new AbortController();
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
		try {
			const { platform } = instance;
			const account = values.by ? await accountByEmail(platform.database.fresh, values.by.trim().toLowerCase()) : null;
			if (values.by && !account) throw new Unusable(`nobody has an account with the address ${values.by}`);
			let told = performance.now();
			const summary = await runImport({
				database: platform.database,
				files: platform.files,
				world: await instance.world(),
				from: createReadStream(file, { highWaterMark: 256 * 1024 }),
				folder,
				source,
				by: account?.id ?? 'import',
				now: new Date(),
				reader: await readerIn(language),
				report,
				dry: values['dry-run'],
				rows,
				signal: stop.signal,
				progress: (sofar) => {
					if (!values.progress && performance.now() - told < 5000) return;
					told = performance.now();
					console.error(said(sofar));
				}
			});
			console.log(`${values['dry-run'] ? 'nothing was written; it would be: ' : ''}${said(summary)}`);
			if (summary.bad || summary.unfinished) console.log(`what is wrong with which line stands in ${report}`);
			if (summary.interrupted) console.log('interrupted: run the same command again to go on');
			return summary.bad || summary.interrupted ? 1 : 0;
		} finally {
			await instance.close();
		}
	}
};

const said = (summary: Summary): string =>
	`${summary.lines} lines: ${summary.new} new, ${summary.changed} changed, ${summary.same} there already, ${summary.bad} bad${
		summary.unfinished ? `, ${summary.unfinished} with remarks` : ''
	}`;
