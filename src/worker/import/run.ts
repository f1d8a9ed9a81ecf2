// SPDX-License-Identifier: Apache-2.0
// Runs an import from the first line to the last: batches of rows, each in one transaction, so that an interruption loses nothing that was taken in
// and the next run goes on behind it. Holds one batch at a time, however long the file is.
import { createWriteStream } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Form } from '#forms/form.ts';
import type { Database } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import type { Reader } from '#text/message.ts';
import { attachmentsOf } from './attachments.ts';
import { type Outcome, takeIn } from './batch.ts';
import { callForms, callOf } from './call-forms.ts';
import { definitionOf, type Filed, pointedTo, type World } from './judge.ts';
import { linesOf } from './lines.ts';
import { type Problem, problem, worded } from '#components/importing/problem.ts';
import { isRow, rowFrom } from './row.ts';

const megabyte = 1_048_576;

export interface Importing {
	database: Database;
	files: Files;
	world: World;
	/** The lines. */
	from: AsyncIterable<Uint8Array>;
	/** Where the attached files lie. */
	folder: string;
	source: string;
	/** Account id, or `import`. */
	by: string;
	now: Date;
	reader: Reader;
	/** Where the bad rows are written to, as JSON Lines. */
	report: string;
	dry?: boolean;
	/** Rows in one transaction. */
	rows?: number;
	/** Called after each batch. */
	progress?: (sofar: Summary) => void;
	signal?: AbortSignal;
}

export interface Summary {
	lines: number;
	new: number;
	changed: number;
	/** Taken in before, with the same content. */
	same: number;
	bad: number;
	/** Drafts that their form finds something in; taken in all the same. */
	unfinished: number;
	/** The file was not read to its end. */
	interrupted: boolean;
}

/** The longest line that is read. */
export const longestLine = 5 * megabyte;
/** Characters of all lines of a batch. */
const longestBatch = 8 * megabyte;

export async function runImport(importing: Importing): Promise<Summary> {
	const { database, world, source, by, now, reader, dry = false, rows = 500 } = importing;
	const summary: Summary = { lines: 0, new: 0, changed: 0, same: 0, bad: 0, unfinished: 0, interrupted: false };
	const report = createWriteStream(importing.report, { mode: 0o600 });
	// Before anything is taken in: what could not be told must not be done.
	await once(report, 'open');
	let broken: Error | undefined;
	report.on('error', (fault) => (broken = fault));
	const calls = callForms(database, { source, dry }, world);
	const taking = { source, by, now, dry, run: randomUUID() };
	let batch: Filed[] = [];
	let size = 0;
	let keys = new Set<string>();

	async function tell(
		line: number,
		key: string | null,
		problems: readonly Problem[],
		{ type = null as string | null, form = undefined as Form | undefined, taken = false } = {}
	): Promise<void> {
		if (!taken) summary.bad += 1;
		else summary.unfinished += 1;
		if (broken) throw broken;
		const said = JSON.stringify({ line, key, type, taken, findings: problems.map((each) => worded(reader, form, each)) });
		if (!report.write(`${said}\n`)) await once(report, 'drain');
	}

	async function settle(): Promise<void> {
		const outcomes = await takeIn(database, { ...taking, world: calls.world }, batch);
		batch = [];
		size = 0;
		keys = new Set();
		for (const each of outcomes.sort((a, b) => a.filed.row.line - b.filed.row.line)) await count(each);
		importing.progress?.(summary);
	}

	async function count(each: Outcome): Promise<void> {
		const { row, definition } = each.filed;
		if (each.outcome === 'bad') return tell(row.line, row.key, each.problems, { type: row.type, form: definition.form });
		summary[each.outcome] += 1;
		if (each.outcome !== 'same' && each.findings.length)
			await tell(row.line, row.key, each.findings, { type: row.type, form: definition.form, taken: true });
	}

	try {
		for await (const { number, text, fault } of linesOf(importing.from, longestLine)) {
			if (importing.signal?.aborted) {
				summary.interrupted = true;
				break;
			}
			summary.lines += 1;
			if (text === null) {
				await tell(number, null, [problem(fault as 'not-utf8', '', { limit: longestLine / megabyte })]);
				continue;
			}
			const row = rowFrom(number, text, now);
			if (!isRow(row)) {
				await tell(number, row.key, row.problems);
				continue;
			}
			const known = definitionOf(row, world);
			if ('code' in known) {
				await tell(number, row.key, [known], { type: row.type, form: world.definitions.current(row.type)?.form });
				continue;
			}
			// The questions of a call are known once it is taken in.
			if (keys.has(callOf(row) ?? '')) await settle();
			const definition = await calls.of(row, known);
			// What points to a row of this batch waits until that one has its identifier.
			if (pointedTo([{ row, definition }]).some((key) => keys.has(key))) await settle();
			const attachments = await attachmentsOf(row, definition.form, importing.folder, dry ? null : importing.files);
			if ('problems' in attachments) {
				await tell(number, row.key, attachments.problems, { type: row.type, form: definition.form });
				continue;
			}
			batch.push({ row, definition, attachments });
			keys.add(row.key);
			size += row.size;
			if (batch.length >= rows || size >= longestBatch) await settle();
		}
		await settle();
	} finally {
		if (!broken) {
			report.end();
			await once(report, 'close');
		}
	}
	if (broken) throw broken;
	return summary;
}
