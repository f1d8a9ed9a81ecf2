// SPDX-License-Identifier: Apache-2.0
// Takes in what a source yields, a batch of rows in a transaction, so that a harvest that was cut off goes on where it was and nobody waits long. Rows that
// have nothing to do with mercury leave no trace but their number.
import { sql } from 'kysely';
import type { Writing } from '#platform/server/database.ts';
import { say } from '#text/words.ts';
import { nameOf } from '../answers.ts';
import { cutOff, type Found, type Refused, type SourceFault, type Told } from '../found.ts';
import type { Counts, Line, Noticed } from '../harvest.ts';
import type { KnownProject } from '../matching.ts';
import type { Judge, Judged } from '../verdict.ts';
import { isSettled, keepFound, type Kept, keptOf, markGone, markSeen, type Seeing } from './found-rows.ts';
import { countLines, forgetRefused, keepLines } from './harvests.ts';
import { hashOf, knownProjects, lockProjects, place, remember } from './place-found.ts';
import { noteCorrections, renewProject, type Written } from './write-project.ts';

/** Runs an act in a transaction: one of its own, or the one of a trial that is taken back at the end. */
export type Write = <T>(act: (db: Writing) => Promise<T>) => Promise<T>;

export interface Taking extends Seeing {
	write: Write;
	rows: AsyncIterable<Told> | Iterable<Told>;
	judge: Judge;
	/** Brings the catalogue in step with records, in their transaction. */
	project(db: Writing, records: string[]): Promise<void>;
	/** After each batch. */
	progress?(db: Writing, rows: number): Promise<void>;
	signal?: AbortSignal;
}

/** Stopped before the end: what was taken in stands, and the next try goes on. */
export class Stopped extends Error {}

/** The source cannot be used: what stood before stands. */
export class Unusable extends Error {
	readonly fault: SourceFault;
	constructor(fault: SourceFault) {
		super(fault.code);
		this.fault = fault;
	}
}

interface Row {
	found: Found;
	sha256: string;
	doubts: Refused[];
	judged: Judged;
}

const batch = 40;

/** Every row, then what is not there any more, then what waited for another. Returns how many rows were read and what became of them. */
export async function takeRows(taking: Taking): Promise<{ rows: number; counts: Counts }> {
	const { write, source, harvest, judge } = taking;
	await write((db) => forgetRefused(db, harvest));
	const kept = await write((db) => keptOf(db, source));
	const counts = { same: 0, other: 0 };
	const seen = new Set<string>();
	let rows = 0;
	/** The list ended in the middle: what is missing from it is not gone. */
	let whole = true;
	let ready: Row[] = [];
	let same: string[] = [];
	let lines: Line[] = [];
	/** Projects of a programme come after it, so that they can point to it. */
	const children: Row[] = [];
	const flush = async () => {
		if (!ready.length && !same.length && !lines.length) return;
		const [now, unchanged, noted] = [ready, same, lines];
		[ready, same, lines] = [[], [], []];
		await write(async (db) => {
			if (unchanged.length) await markSeen(db, taking, unchanged);
			const became = await takeBatch(db, taking, now, kept);
			await keepLines(db, harvest, [...noted, ...became]);
			await taking.progress?.(db, rows);
		});
	};
	for await (const yielded of taking.rows) {
		if (taking.signal?.aborted) throw new Stopped('stopped');
		if ('fault' in yielded) throw new Unusable(yielded.fault);
		rows += 1;
		if ('refused' in yielded) {
			lines.push(refusedLine(yielded.refused, ''));
			whole &&= yielded.refused.code !== cutOff;
		} else {
			const { found, doubts } = yielded;
			const { id } = found.identifier;
			const sha256 = hashOf(found);
			const before = kept.get(id);
			if (seen.has(id)) lines.push(refusedLine({ row: found.row, code: 'id-twice', seen: id }, id));
			else if (before && before.sha256 === sha256 && isSettled(before)) {
				seen.add(id);
				same.push(id);
				counts.same += 1;
			} else {
				seen.add(id);
				const judged = judge(found);
				if (judged.verdict === 'no' && !before) counts.other += 1;
				else (found.parent ? children : ready).push({ found, sha256, doubts, judged });
			}
		}
		if (ready.length + lines.length >= batch || same.length >= 2000) await flush();
	}
	await flush();
	// A programme within a programme comes before what is part of it.
	const waiting = new Set(children.map(({ found }) => nameOf(found.identifier)));
	children.sort((a, b) => Number(waiting.has(nameOf(a.found.parent!))) - Number(waiting.has(nameOf(b.found.parent!))));
	for (const child of children) {
		ready.push(child);
		if (ready.length >= batch) await flush();
	}
	await flush();
	await write(async (db) => {
		if (whole) await keepLines(db, harvest, (await markGone(db, taking)).map(goneLine));
		await keepLines(db, harvest, await settle(db, taking));
	});
	const logged = await write((db) => countLines(db as never, harvest));
	return { rows, counts: { ...logged, ...counts } };

	function refusedLine({ row, code, seen, values }: Refused, identifier: string): Line {
		const problem: Noticed = { code, seen: seen.slice(0, 200), ...(values ? { values } : {}) };
		return { line: row, identifier, title: '', outcome: 'refused', record: null, fields: [], problems: [problem] };
	}
}

async function takeBatch(db: Writing, taking: Taking, rows: readonly Row[], kept: ReadonlyMap<string, Kept>): Promise<Line[]> {
	if (!rows.length) return [];
	await lockProjects(db);
	const known = await knownProjects(db);
	const lines: Line[] = [];
	const touched = new Set<string>();
	for (const row of rows) {
		const line = await takeRow(db, taking, row, kept.get(row.found.identifier.id), known);
		if (line) lines.push(line);
		if (line?.record && ['new', 'joined', 'changed', 'back'].includes(line.outcome)) touched.add(line.record);
	}
	await taking.project(db, [...touched]);
	return lines;
}

async function takeRow(
	db: Writing,
	taking: Taking,
	{ found, sha256, doubts, judged }: Row,
	before: Kept | undefined,
	known: Map<string, KnownProject>
): Promise<Line | null> {
	const { source, harvest, doing } = taking;
	const title = say(found.title, 'en');
	const noticed = doubts.map(({ code, seen, values }): Noticed => ({ code, seen: seen.slice(0, 200), ...(values ? { values } : {}) }));
	const line = (outcome: Line['outcome'], written: Pick<Written, 'record' | 'fields' | 'problems'>): Line => ({
		line: found.row,
		identifier: found.identifier.id,
		title,
		outcome,
		record: written.record,
		fields: written.fields,
		problems: [...noticed, ...written.problems]
	});
	const nothing = { record: null, fields: [], problems: [] };
	const keep = (more: Parameters<typeof keepFound>[3]) => keepFound(db, taking, { found, sha256, judged, before }, more);
	if (before?.record) {
		await noteCorrections(db, doing, before.record);
		await keep({ record: before.record });
		const written = await renewProject(db, doing, before.record, harvest);
		remember(known, before.record, source, found);
		if (written.outcome === 'held' || written.outcome === 'refused') return line(written.outcome, written);
		if (before.gone) return line('back', written);
		return written.outcome === 'written' ? line('changed', written) : null;
	}
	if (before?.decided === 'no') {
		await keep({ record: null });
		return null;
	}
	if (before?.decided !== 'yes' && judged.verdict !== 'yes') {
		await keep({ record: null });
		return judged.verdict === 'doubtful' && (!before || before.sha256 !== sha256)
			? line('doubtful', { ...nothing, problems: [{ code: 'mercury-doubtful', seen: judged.reasons.map(({ seen }) => seen).join(', ') }] })
			: null;
	}
	const placed = await place(db, doing, { source, found, harvest, twin: before?.twin ?? null, twinDecided: before?.twinDecided ?? null }, known);
	await keep(placed);
	return line(placed.outcome, placed);
}

const goneLine = ({ id, found, record }: Awaited<ReturnType<typeof markGone>>[number]): Line => ({
	line: null,
	identifier: id,
	title: say(found.title, 'en'),
	outcome: 'gone',
	record,
	fields: [],
	problems: []
});

/** Records that waited for the end of an edit, and projects whose programme came after them. */
async function settle(db: Writing, taking: Taking): Promise<Line[]> {
	const { doing, harvest, source } = taking;
	const { rows } = await sql<{ record_id: string }>`
		select written.record_id from projects.written as written where written.waiting
		union
		select found.record_id from projects.found as found join projects.written as written on written.record_id = found.record_id
		where found.source = ${source} and found.value ? 'parent' and not written.answers ? 'parent'
		order by record_id`.execute(db);
	const lines: Line[] = [];
	for (const { record_id } of rows) {
		const written = await renewProject(db, doing, record_id, harvest);
		if (written.outcome !== 'written') continue;
		const found = await db.selectFrom('projects.found').select(['id', 'value']).where('record_id', '=', record_id).limit(1).executeTakeFirst();
		const value = found?.value as Found | undefined;
		lines.push({
			line: null,
			identifier: found?.id ?? '',
			title: value ? say(value.title, 'en') : '',
			outcome: 'changed',
			record: record_id,
			fields: written.fields,
			problems: []
		});
	}
	await taking.project(
		db,
		lines.flatMap(({ record }) => record ?? [])
	);
	return lines;
}
