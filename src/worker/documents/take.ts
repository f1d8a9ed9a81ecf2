// SPDX-License-Identifier: Apache-2.0
// Takes documents in from a folder and the sheet that lists them: batches of lines, each in one transaction, so that nothing is there by halves and a run that
// was cut off goes on behind what it took in. A line is known by its symbol, and what it says by a hash of its answers, files and their languages.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { symbolKey, symbolText, readSymbol } from '#convention/symbol.ts';
import type { BundleLine, LineOutcome, TakenLine } from '#meetings/bundle.ts';
import { documentType } from '#meetings/document.ts';
import type { Database, Reading } from '#platform/server/database.ts';
import type { Files } from '#platform/server/files.ts';
import { attachmentsOf } from '../import/attachments.ts';
import { type Outcome, takeIn } from '../import/batch.ts';
import { definitionOf, type Filed, type World } from '../import/judge.ts';
import { type Problem, problem } from '#components/importing/problem.ts';
import { isRow, rowFrom } from '../import/row.ts';

/** Under this name imports are remembered: the same symbol comes from one sender. */
export const documentSource = 'documents';

export interface TakingDocuments {
	database: Pick<Database, 'write' | 'fresh'>;
	files: Files;
	world: World;
	lines: readonly BundleLine[];
	/** Where the files lie. */
	folder: string;
	/** Account id, or `import`. */
	by: string;
	now: Date;
	/** Only looked through; nothing is written. */
	dry?: boolean;
	/** Lines in one transaction. */
	rows?: number;
	/** Called after each batch with what became of its lines. */
	told(lines: readonly TakenLine[]): Promise<void> | void;
	signal?: AbortSignal;
}

/** Returns false where it was stopped before the end: the next run goes on. */
export async function takeDocuments(taking: TakingDocuments): Promise<boolean> {
	const { database, world, by, now, dry = false, rows = 50 } = taking;
	const import_ = { source: documentSource, by, now, world, dry, run: randomUUID() };
	for (let at = 0; at < taking.lines.length; at += rows) {
		if (taking.signal?.aborted) return false;
		const batch = taking.lines.slice(at, at + rows);
		const held = await heldElsewhere(database.fresh, batch);
		const refused: TakenLine[] = [];
		const filed: Filed[] = [];
		for (const line of batch) {
			const ready = await filedAs(taking, line, held.get(symbolKey(line.symbol)));
			if ('problems' in ready) refused.push(told(line, 'refused', null, ready.problems));
			else filed.push(ready);
		}
		const outcomes = await takeIn(database as Database, import_, filed);
		const byLine = new Map(batch.map((line) => [line.line, line]));
		const taken = outcomes.map((each) => outcomeOf(each, byLine.get(each.filed.row.line) as BundleLine));
		await taking.told([...refused, ...taken].sort((a, b) => a.line - b.line));
	}
	return true;
}

const told = ({ line, symbol, title }: BundleLine, outcome: LineOutcome, record: string | null, problems: Problem[]): TakenLine => ({
	...{ line, symbol, title, outcome, record, problems }
});

function outcomeOf(each: Outcome, line: BundleLine): TakenLine {
	if (each.outcome === 'bad') return told(line, 'refused', null, each.problems);
	if (each.outcome === 'same') return told(line, 'same', each.record || null, []);
	return told(line, each.outcome === 'new' ? 'new' : 'differs', each.record || null, each.findings);
}

/** Symbols of published records that did not come in this way: they are changed where they were made. */
async function heldElsewhere(db: Reading, lines: readonly BundleLine[]): Promise<Map<string, string>> {
	const { rows } = await sql<{ symbol: string; record_id: string }>`
		select register ->> 'symbol' as symbol, record_id from catalogue.entries
		where register ? 'symbol' and register ->> 'symbol' = any(${lines.map(({ symbol }) => symbolKey(symbol))}::text[]) and state = 'published'
			and type = ${documentType}
			and not exists (select from records.imports where source = ${documentSource} and imports.record_id = entries.record_id)`.execute(db as never);
	return new Map(rows.map((row) => [row.symbol, row.record_id]));
}

async function filedAs(
	{ world, folder, files, now, dry = false }: TakingDocuments,
	line: BundleLine,
	held: string | undefined
): Promise<Filed | { problems: Problem[] }> {
	const problems: Problem[] = line.problems.map(({ at, code, severity, values }) => ({ at, code: `bundle-${code}`, severity, values }));
	if (held) problems.push(problem('bundle-symbol-held', 'symbol', { record: held }));
	const { date, meeting } = line.answers;
	const day = [typeof date === 'string' ? date : null, typeof meeting === 'string' ? world.convention.one('meeting', meeting)?.end : null].find(
		(each) => each && new Date(each) <= now
	);
	const read = readSymbol(line.symbol);
	const said = {
		type: documentType,
		secretariat: true,
		key: read ? symbolText(read) : line.symbol,
		// It became public about then, and stands there among what was published.
		...(day ? { publishedOn: day } : {}),
		answers: line.answers,
		attachments: line.files.map(({ file, language }) => ({ file, language, question: 'files' }))
	};
	const row = rowFrom(line.line, JSON.stringify(said), now);
	if (!isRow(row)) return { problems: [...problems, ...(problems.length ? [] : row.problems)] };
	const definition = definitionOf(row, world);
	if ('code' in definition) return { problems: [...problems, definition] };
	const attachments = await attachmentsOf(row, definition.form, folder, dry || problems.length ? null : files);
	if ('problems' in attachments) problems.push(...attachments.problems);
	return problems.length || 'problems' in attachments ? { problems } : { row, definition, attachments };
}
