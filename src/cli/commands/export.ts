// SPDX-License-Identifier: Apache-2.0
// Writes records as JSON Lines, in the shape that import takes. How a record becomes a line stands in ../export/.
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { environment } from '#platform/server/environment.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import { type Command, openMigrated, Unusable } from '../command.ts';
import { exportedLines } from '../export/lines.ts';

export const command: Command = {
	what: 'writes records as JSON Lines, in the shape that import takes, with their files',
	help: `
platform export {file.jsonl} [--all] [--type {type}] [--files {folder}]

  --all             everything, private answers, drafts and what waits too; by default what everybody may read
  --type {type}     records of one type only
  --files {folder}  where attached files are written; a folder below that of the file (default: files)

The record as it stands: its latest published revision; of one that was never published, what waits or is drafted. History, withdrawn and superseded
records are in a backup. With --all the file holds personal data.`,
	async run(args) {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: { all: { type: 'boolean', default: false }, type: { type: 'string' }, files: { type: 'string' } }
		});
		const [file, ...more] = positionals;
		if (!file || more.length) throw new Unusable('name the file that the lines are written to');
		const folder = resolve(values.files ?? join(dirname(file), 'files'));
		const beside = relative(resolve(dirname(file)), folder);
		if (beside.startsWith('..') || isAbsolute(beside)) throw new Unusable('the folder of the files must lie below the folder of the file');
		const { database, files, close } = await openMigrated(environment());
		const part = `${file}.part`;
		try {
			const definitions = await loadDefinitions(database.read);
			if (values.type && !definitions.type(values.type)) throw new Unusable(`there is no record type ${values.type}`);
			await mkdir(folder, { recursive: true });
			const count = { lines: 0, files: 0 };
			const lines = exportedLines(database.fresh, definitions, { all: values.all, type: values.type ?? null });
			async function* written(): AsyncGenerator<string> {
				for await (const { line, attached } of lines) {
					for (const { sha256, path } of attached) {
						const content = await files.open(sha256);
						if (!content) throw new Error(`${line.key}: the file ${sha256} is not in the store`);
						await pipeline(content, createWriteStream(join(folder, path)));
						count.files += 1;
					}
					const attachments = line.attachments?.map((each) => ({ ...each, file: join(beside, each.file) }));
					count.lines += 1;
					yield `${JSON.stringify(attachments ? { ...line, attachments } : line)}\n`;
				}
			}
			await pipeline(Readable.from(written()), createWriteStream(part, { mode: 0o600 }));
			await rename(part, file);
			console.log(`${count.lines} records and ${count.files} files`);
			return 0;
		} finally {
			await rm(part, { force: true });
			await close();
		}
	}
};
