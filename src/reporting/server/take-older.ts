// SPDX-License-Identifier: Apache-2.0
// Takes the reports of a file in, one transaction each, so that one that cannot come in leaves the others alone and a run that was cut off goes on where
// it stopped. What stands is looked at again when it is each report's turn.
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import type { Acceptance } from '#platform/file.ts';
import { type Database, reading, type Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { digitise } from '#records/server/digitise.ts';
import type { Doing } from '#records/server/doing.ts';
import type { ReadReport } from '../older/read.ts';
import { type Checking, checkOne, readOlder } from './older.ts';
import { keepLine, type KeptLine, linesOf, type OlderFile, olderFileForEdit } from './older-files.ts';
import { lockPlaces, takePlaces } from './places.ts';

export const olderReports = 'older-reports';

/** What a file with older reports may be; whether it holds any is found when it is read. JSON is plain text. */
export const acceptedFiles: Acceptance = {
	limitBytes: 20 * 1024 * 1024,
	accept: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv', 'text/plain']
};

/** Has the file imported: the job does it. Whoever asks twice is told that it is under way. */
export async function startOlder(db: Writing, doing: Doing & { jobs: Jobs }, id: string): Promise<OlderFile | Refusal> {
	if (!may(doing.by, 'report.digitise')) return refuse('not-allowed');
	const file = await olderFileForEdit(db, id);
	if (!file) return refuse('not-found');
	if (file.stage !== 'open') return refuse('already-on');
	await db
		.updateTable('reporting.older_files')
		.set({ stage: 'waiting', started_by: doing.by.id, started_at: doing.at })
		.where('id', '=', id)
		.execute();
	await doing.jobs.enqueue(db, olderReports, { file: id });
	return { ...file, stage: 'waiting' };
}

export interface Taking {
	database: Pick<Database, 'write' | 'fresh'>;
	file: Pick<OlderFile, 'id' | 'name' | 'sha256'>;
	checking: Checking;
	doing: Doing;
	/** Brings the catalogue in step with a report, in its transaction. */
	project(db: Writing, record: string): Promise<void>;
	progress?(done: number, rows: number): void;
	signal?: AbortSignal;
}

/** Every report that was not dealt with yet. Returns false where it was stopped before the end. */
export async function takeOlder(taking: Taking): Promise<boolean> {
	const { database, file, checking, doing } = taking;
	const reports = readOlder(doing, checking);
	await database.write((db) =>
		db.updateTable('reporting.older_files').set({ stage: 'running', rows: reports.length }).where('id', '=', file.id).execute()
	);
	const done = new Set((await linesOf(database.fresh, file.id)).map(({ place }) => place));
	for (const [place, read] of reports.entries()) {
		if (taking.signal?.aborted) return false;
		if (!done.has(place)) await database.write(async (db) => keepLine(db, file.id, await takeOne(db, taking, place, read)));
		taking.progress?.(place + 1, reports.length);
	}
	await database.write((db) =>
		db.updateTable('reporting.older_files').set({ stage: 'done', finished_at: doing.at }).where('id', '=', file.id).execute()
	);
	return true;
}

async function takeOne(db: Writing, { checking, doing, file, project }: Taking, place: number, read: ReadReport): Promise<KeptLine> {
	const { cycle, form } = checking;
	const own = read.party === null ? [] : [{ cycle: cycle.id, party: read.party }];
	await lockPlaces(db, own);
	const outcome = await checkOne(reading(db), doing, checking, read);
	const { line, said, party, record, questions, problems } = outcome;
	const kept: KeptLine = { place, line, said, party, outcome: outcome.outcome, record, revision: null, questions, problems };
	const state = party === null ? undefined : doing.convention.state(party);
	if (!outcome.answers || !state) return kept;
	const made = await digitise(db, doing, {
		record,
		party: state,
		form,
		answers: outcome.answers,
		digitised: { source: file.name, sha256: file.sha256, on: doing.at.toISOString().slice(0, 10), submitted: outcome.submitted }
	});
	// What the check looked at was locked with the place: a refusal here is one of rights.
	if (isRefusal(made)) throw new Error(`${file.id}, row ${line}: ${made.refusal}`);
	if (record === null) await takePlaces(db, [{ cycle: cycle.id, party: state.id, record: made.id }]);
	await project(db, made.id);
	return { ...kept, record: made.id, revision: made.number };
}

/** Whoever takes in by the operator's command, where no account is named. */
export const operator: Person = { id: 'import', name: '', email: '', language: 'en', roles: [{ role: 'publisher' }] };
