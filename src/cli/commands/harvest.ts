// SPDX-License-Identifier: Apache-2.0
// Fetches projects of one source, or reads a file of it, as the page of the secretariat does.
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { csv } from '#api/csv.ts';
import { faultText, problemText } from '#components/projects/wording.ts';
import { runHarvest } from '#interop/harvest/server/run-harvest.ts';
import { seedSources } from '#interop/harvest/server/seeded-sources.ts';
import { isFileRefusal } from '#platform/file.ts';
import { environment } from '#platform/server/environment.ts';
import { countNames } from '#projects/harvest.ts';
import { askHarvest, linesOf } from '#projects/server/harvests.ts';
import { allSources } from '#projects/server/sources.ts';
import { readerIn } from '#text/message.ts';
import { openInstance } from '#worker/instance.ts';
import { type Command, Unusable } from '../command.ts';

const accept = ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv', 'text/plain', 'text/html', 'application/xml'];

export const command: Command = {
	what: 'fetches projects of a source, or reads a file of it; repeatable',
	help: `
platform harvest {source} [options]

  --file {file}    read this file instead of fetching: as the source gives it
  --dry-run        say what would happen, row by row, and change nothing
  --report {file}  what became of each row that was not as before, as CSV

Without a file and without an address of the source, the file of the release is read. What somebody edited stays, what is not there any more is flagged and
never deleted, and the same file again changes nothing. With the embedded database the platform must be stopped meanwhile.
Exit code: 0 done, or nothing new; 1 some rows were refused; 2 not understood; 3 could not run, or the source could not be used.`,
	async run(args) {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: { file: { type: 'string' }, 'dry-run': { type: 'boolean', default: false }, report: { type: 'string' } }
		});
		const [name, ...more] = positionals;
		if (!name || more.length) throw new Unusable('name one source');
		const { file, report } = values;
		if (file && !(await stat(file).catch(() => null))?.isFile()) throw new Unusable(`${file} is not a file`);
		const instance = await openInstance({ ...environment(), logLevel: 'warn' });
		try {
			const { platform } = instance;
			const { database, files } = platform;
			const at = new Date();
			await seedSources(database, at, async () => {}, { ask: false });
			const sources = await allSources(database.fresh);
			const source = sources.find(({ id }) => id === name);
			if (!source) throw new Unusable(`there is no source ${name}: ${sources.map(({ id }) => id).join(', ')}`);
			const kept = file ? await files.put(createReadStream(file), { limitBytes: 2 * 1024 * 1024 * 1024, accept }) : null;
			if (kept && isFileRefusal(kept)) throw new Error(`the file is refused: ${kept.refusal}`);
			const id = await database.write((db) =>
				askHarvest(db, {
					...{ source: source.id, origin: kept ? 'file' : source.address ? 'address' : 'seed', dry: values['dry-run'], by: 'platform', at },
					...(kept && file ? { file: { name: basename(file), sha256: kept.sha256 } } : {})
				})
			);
			if (!id) throw new Error(`${source.id} is being read already, or waits for it`);
			const harvest = await runHarvest(platform, id, {
				world: await instance.world(),
				at,
				fetching: { allowedHosts: platform.configuration.harvestHosts }
			});
			if (!harvest) throw new Error('the harvest is not there');
			const reader = await readerIn('en');
			const lines = await linesOf(database.fresh, id, { limit: 1_000_000 });
			if (report)
				await writeFile(
					report,
					csv([
						['row', 'number', 'outcome', 'record', 'changed', 'remarks', 'title'],
						...lines.map((line) => [
							...[line.line, line.identifier, line.outcome, line.record ?? '', line.fields.join('; ')],
							...[line.problems.map((problem) => problemText(reader, problem)).join('; '), line.title]
						])
					])
				);
			if (harvest.fault) throw new Error(faultText(reader, harvest.fault));
			const counts = countNames.filter((each) => harvest.counts[each]).map((each) => `${harvest.counts[each]} ${each}`);
			const said = harvest.state === 'unchanged' ? 'nothing new at the source' : `${harvest.rows} rows: ${counts.join(', ') || 'none'}`;
			console.log(`${harvest.dry ? 'nothing was written; it would be: ' : ''}${said}`);
			return harvest.counts.refused ? 1 : 0;
		} finally {
			await instance.close();
		}
	}
};
