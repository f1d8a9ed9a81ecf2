// SPDX-License-Identifier: Apache-2.0
// Imports a file with reports of an older cycle, as somebody of the secretariat asked: reads it again, and takes in report by report.
import { projectMany } from '#catalogue/server/project-many.ts';
import type { World } from '#catalogue/server/project.ts';
import { bytesOf, readBrought } from '#interop/sheets/server/read-reports.ts';
import { may } from '#people/may.ts';
import { personById } from '#people/server/accounts.ts';
import type { Platform } from '#platform/server/platform.ts';
import { olderCycle } from '#reporting/server/older.ts';
import { olderFile } from '#reporting/server/older-files.ts';
import { olderReports, takeOlder } from '#reporting/server/take-older.ts';

type Ground = Pick<Platform, 'database' | 'files' | 'jobs' | 'log'>;

export async function importOlderReports(platform: Ground, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	const { database, files, jobs, log } = platform;
	await jobs.work<{ file: string }>(olderReports, async ({ file: id }, { signal }) => {
		const file = await olderFile(database.fresh, id);
		if (!file || !['waiting', 'running'].includes(file.stage)) return;
		const known = await world();
		const [older, by, bytes] = [
			olderCycle(known, file.cycle),
			file.startedBy === null ? null : await personById(database.fresh, file.startedBy),
			await bytesOf(files, file.sha256)
		];
		const brought = bytes && (await readBrought(bytes));
		// Who asked may have left meanwhile, and what was brought may not be there any more: nothing is done by halves or in nobody's name.
		if (!older || !by || !may(by, 'report.digitise') || brought === undefined || typeof brought === 'string') {
			await database.write((db) =>
				db.updateTable('reporting.older_files').set({ stage: 'failed', finished_at: clock() }).where('id', '=', id).execute()
			);
			log.warn({ file: id }, 'older reports could not be imported');
			return;
		}
		const at = file.startedAt ?? clock();
		await takeOlder({
			database,
			file,
			checking: { ...older, brought, mapping: file.mapping, lenient: file.lenient, today: at.toISOString().slice(0, 10) },
			// Nobody is written to: the Party handed it in years ago. The catalogue follows in the same transaction.
			doing: { ...known, by, at, announce: async () => {} },
			project: async (db, record) => void (await projectMany(db, known, [record])),
			signal
		});
		if (signal.aborted) throw new Error('stopped before the end; it goes on with the next try');
	});
}
