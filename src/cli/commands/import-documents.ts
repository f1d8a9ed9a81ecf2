// SPDX-License-Identifier: Apache-2.0
// Takes documents of meetings in from a folder of files and the sheet that lists them. What the sheet holds stands in docs/guides/documents.md.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { csv } from '#api/csv.ts';
import { wideSheetLimits } from '#interop/sheets/read-sheet.ts';
import { readFile as readSheets } from '#interop/sheets/server/read-file.ts';
import { documentsReport } from '#components/meetings/bundle-report.ts';
import { countLines, readBundle, type TakenLine } from '#meetings/bundle.ts';
import { accountByEmail } from '#people/server/accounts.ts';
import { environment } from '#platform/server/environment.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { takeDocuments } from '#worker/documents/take.ts';
import { openInstance } from '#worker/instance.ts';
import { type Command, notOver, Unusable } from '../command.ts';

export const command: Command = {
	what: 'takes documents of meetings in from a folder of files and a sheet; repeatable, and resumed by running it again',
	help: `
platform import-documents {folder} {sheet} [options]

  --by {e-mail}       account in whose name the documents are published (default: none, the history says import)
  --language {code}   language of the report: ar, en, es, fr, ru or zh (default: en)
  --report {file}     what became of each line, as CSV (default: {sheet}.report.csv)
  --dry-run           looks everything through and writes nothing
  --rows {number}     lines in one transaction (default: 50)
  --progress          says after every transaction how far it is, not only every five seconds

The sheet is XLSX or CSV, one document a line; docs/guides/documents.md says what a line holds. A line that cannot come in leaves the others alone. Run it
again with the same sheet and nothing changes; a corrected line makes a new revision. With the embedded database the platform must be stopped meanwhile.
Exit code: 0 all lines are in; 1 some are refused, or it was interrupted; 2 not understood; 3 could not run.`,
	async run(args) {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				by: { type: 'string' },
				language: { type: 'string', default: 'en' },
				report: { type: 'string' },
				'dry-run': { type: 'boolean', default: false },
				rows: { type: 'string', default: '50' },
				progress: { type: 'boolean', default: false }
			}
		});
		const [folder, sheet, ...more] = positionals;
		const { language, 'dry-run': dry } = values;
		const rows = Number(values.rows);
		if (!folder || !sheet || more.length) throw new Unusable('name the folder of the files and the sheet');
		if (!isLanguage(language)) throw new Unusable(`${language} is not a language of the platform: ar, en, es, fr, ru or zh`);
		if (!Number.isInteger(rows) || rows < 1 || rows > 1000) throw new Unusable('--rows is a whole number from 1 to 1000');
		if (!(await stat(folder).catch(() => null))?.isDirectory()) throw new Unusable(`${folder} is not a folder`);
		if (!(await stat(sheet).catch(() => null))?.isFile()) throw new Unusable(`${sheet} is not a file`);
		const report = values.report ?? `${sheet}.report.csv`;
		await notOver(report, sheet);
		const reader = await readerIn(language);
		const sheets = await readSheets(new Uint8Array(await readFile(sheet)), wideSheetLimits);
		if (typeof sheets === 'string') throw new Unusable(`${sheet}: ${reader.t(`older.fault.${sheets}`)}`);
		const instance = await openInstance({ ...environment(), logLevel: 'warn' });
		const stop = new AbortController();
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
		try {
			const { database, files } = instance.platform;
			const world = await instance.world();
			const bundle = readBundle(sheets[0]?.rows ?? [], world.convention);
			if (typeof bundle === 'string') throw new Unusable(`${sheet}: ${reader.t(`library.bundle.fault.${bundle}`)}`);
			if (bundle.unknown.length) console.error(reader.t('library.bundle.unknown', { heads: bundle.unknown.join(', ') }));
			const account = values.by ? await accountByEmail(database.fresh, values.by.trim().toLowerCase()) : null;
			if (values.by && !account) throw new Unusable(`nobody has an account with the address ${values.by}`);
			const taken: TakenLine[] = [];
			let said = performance.now();
			const whole = await takeDocuments({
				...{ database, files, world, folder, dry, rows, lines: bundle.lines },
				by: account?.id ?? 'import',
				now: new Date(),
				signal: stop.signal,
				told(lines) {
					taken.push(...lines);
					if (!values.progress && performance.now() - said < 5000) return;
					said = performance.now();
					console.error(`${taken.length} of ${bundle.lines.length}`);
				}
			});
			await writeFile(report, csv(documentsReport(reader, world.definitions, taken)), { mode: 0o600 });
			const counts = countLines(taken);
			const sum = `${taken.length} lines: ${counts.new} new, ${counts.differs} with a new revision, ${counts.same} there already, ${counts.refused} refused`;
			console.log(`${dry ? 'nothing was written; it would be: ' : ''}${sum}`);
			console.log(`what became of each line stands in ${report}`);
			if (!whole) console.log('interrupted: run the same command again to go on');
			return counts.refused || !whole ? 1 : 0;
		} finally {
			await instance.close();
		}
	}
};
