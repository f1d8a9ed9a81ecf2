// SPDX-License-Identifier: Apache-2.0
// Takes digitised reports of an older cycle in from a spreadsheet or JSON, as the page of the secretariat does. What a file may look like stands in
// docs/guides/older-reports.md.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { csv } from '#api/csv.ts';
import { projectMany } from '#catalogue/server/project-many.ts';
import { countOf, olderRows } from '#components/reporting/older.ts';
import { olderTable } from '#interop/sheets/older-table.ts';
import { readBrought } from '#interop/sheets/server/read-reports.ts';
import { wideSheetLimits } from '#interop/sheets/read-sheet.ts';
import { accountByEmail, personById } from '#people/server/accounts.ts';
import { isFileRefusal } from '#platform/file.ts';
import { environment } from '#platform/server/environment.ts';
import { emptyMapping, mappingFrom } from '#reporting/older/mapping.ts';
import { checkOlder, mappedOf, olderCycle, olderCycles } from '#reporting/server/older.ts';
import { keepMapping, keepOlderFile, linesOf, olderFile } from '#reporting/server/older-files.ts';
import { acceptedFiles, operator, takeOlder } from '#reporting/server/take-older.ts';
import { isLanguage } from '#text/languages.ts';
import { readerIn } from '#text/message.ts';
import { openInstance } from '#worker/instance.ts';
import { type Command, Unusable } from '../command.ts';

export const command: Command = {
	what: 'takes digitised reports of an older cycle in from XLSX, CSV or JSON; repeatable',
	help: `
platform import-reports --cycle {cycle} {file} [options]

  --cycle {cycle}     the cycle that the reports are for, for example 2017-2020
  --mapping {file}    which column is about which question, as JSON; by default it is proposed from the heads
  --save-mapping {file}  writes the mapping that was used, to be corrected and given again
  --lenient           takes reports without the cells that cannot be read, instead of refusing them
  --by {e-mail}       account in whose name the reports are published (default: none, the history says import)
  --language {code}   language of the report: ar, en, es, fr, ru or zh (default: en)
  --report {file}     what became of each row, as CSV (default: {file}.report.csv)
  --dry-run           checks everything and writes nothing

Every report says on all its copies that the secretariat digitised it. What a Party filed here itself is never overwritten. Run it again with the same file
and nothing changes; a corrected file makes a new revision only where answers differ. With the embedded database the platform must be stopped meanwhile.
Exit code: 0 all rows are in; 1 some are refused; 2 not understood; 3 could not run.`,
	async run(args) {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: {
				cycle: { type: 'string' },
				mapping: { type: 'string' },
				'save-mapping': { type: 'string' },
				lenient: { type: 'boolean', default: false },
				by: { type: 'string' },
				language: { type: 'string', default: 'en' },
				report: { type: 'string' },
				'dry-run': { type: 'boolean', default: false }
			}
		});
		const [path, ...more] = positionals;
		const { language, lenient } = values;
		if (!path || more.length) throw new Unusable('name one file');
		if (!isLanguage(language)) throw new Unusable(`${language} is not a language of the platform: ar, en, es, fr, ru or zh`);
		const found = await stat(path).catch(() => null);
		if (!found?.isFile()) throw new Unusable(`${path} is not a file`);
		if (found.size > wideSheetLimits.bytes) throw new Unusable(`${path} is larger than ${wideSheetLimits.bytes / 1024 / 1024} MB: divide it`);
		const mapping = values.mapping ? await mappingIn(values.mapping) : emptyMapping;
		const instance = await openInstance({ ...environment(), logLevel: 'warn' });
		try {
			const { database, files } = instance.platform;
			const reader = await readerIn(language);
			const world = await instance.world();
			const older = values.cycle ? olderCycle(world, values.cycle) : undefined;
			if (!older)
				throw new Unusable(
					`--cycle is one of ${olderCycles(world)
						.map(({ cycle }) => cycle.id)
						.join(', ')}`
				);
			const account = values.by ? await accountByEmail(database.fresh, values.by.trim().toLowerCase()) : null;
			const by = values.by ? account && (await personById(database.fresh, account.id)) : operator;
			if (!by) throw new Unusable(`nobody has an account with the address ${values.by}`);
			const bytes = new Uint8Array(await readFile(path));
			const brought = await readBrought(bytes);
			if (typeof brought === 'string') throw new Unusable(`${path}: ${reader.t(`older.fault.${brought}`)}`);
			const mapped = mappedOf(world, { ...older, brought, mapping });
			if ('sheets' in brought && !mapped) throw new Unusable(`${path}: ${reader.t('older.fault.no-heads')}`);
			const used = mapped?.proposal.mapping ?? mapping;
			if (values['save-mapping']) await writeFile(values['save-mapping'], `${JSON.stringify(used, null, '\t')}\n`);
			const now = new Date();
			const checking = { ...older, brought, mapping: used, lenient, today: now.toISOString().slice(0, 10) };
			const become = values['dry-run'] ? await checkOlder(database.fresh, world, checking) : await taken();
			const report = values.report ?? `${path}.report.csv`;
			const cells = olderTable(olderRows(reader, older.form, become), reader);
			await writeFile(report, csv(cells.map((row) => row.map((cell) => (typeof cell === 'object' && cell !== null ? cell.day : cell)))));
			const counts = countOf(become);
			const said = `${become.length} rows: ${counts.new} new, ${counts.differs} with a new revision, ${counts.same} there already, ${counts.refused} refused`;
			console.log(`${values['dry-run'] ? 'nothing was written; it would be: ' : ''}${said}`);
			console.log(`what was noticed of which row stands in ${report}`);
			return counts.refused ? 1 : 0;

			async function taken() {
				const kept = await files.put(bytes, acceptedFiles);
				if (isFileRefusal(kept)) throw new Unusable(`${path}: ${reader.t('older.fault.not-a-sheet')}`);
				const brought = { cycle: checking.cycle.id, name: basename(path as string), sha256: kept.sha256, size: kept.size, mapping: used };
				const id = await database.write(async (db) => {
					const id = await keepOlderFile(db, { ...brought, broughtBy: by!.id, broughtAt: now });
					await keepMapping(db, id, used, lenient);
					return id;
				});
				const file = await olderFile(database.fresh, id);
				await takeOlder({
					database,
					file: file!,
					checking,
					doing: { ...world, by: by!, at: now, announce: async () => {} },
					project: async (db, record) => void (await projectMany(db, world, [record])),
					progress: (done, rows) => done % 25 === 0 && console.error(`${done} of ${rows}`)
				});
				return linesOf(database.fresh, id);
			}
		} finally {
			await instance.close();
		}
	}
};

async function mappingIn(path: string) {
	let read: unknown;
	try {
		read = JSON.parse(await readFile(path, 'utf8'));
	} catch {
		throw new Unusable(`${path} is not a file of JSON`);
	}
	const mapping = mappingFrom(read);
	if (!mapping) throw new Unusable(`${path} is no mapping: --save-mapping writes one`);
	return mapping;
}
