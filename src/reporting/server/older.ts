// SPDX-License-Identifier: Apache-2.0
// Checks a file with reports of an older cycle against what stands: what importing it would do, report by report. Reads and writes nothing.
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Answers, Form } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { digitisedFrom } from '#records/record.ts';
import { type Cycle, leavesFree, reportTypes } from '../cycle.ts';
import { type Mapping, proposed, type Proposed, type SheetLines, type Table, tableIn } from '../older/mapping.ts';
import { type Outcome, outcomeOf, type Stands } from '../older/outcome.ts';
import { readReports, type ReadReport, type Reading as Rules } from '../older/read.ts';
import { saidIn, saidInJson } from '../older/said.ts';

interface World {
	definitions: Definitions;
	convention: Convention;
}

/** What a file holds: sheets, or the entries of JSON. */
export type Brought = { sheets: readonly SheetLines[] } | { entries: readonly unknown[] };

export interface Older {
	cycle: Cycle;
	form: Form;
}

/** The cycle with the form that it was answered with. Cycles that the platform files itself, with the form in use, are not among them. */
export function olderCycle({ convention, definitions }: World, id: string): Older | undefined {
	const cycle = convention.cycle(id);
	const form = cycle?.formVersion ? definitions.form(reportTypes[cycle.kind], cycle.formVersion) : undefined;
	return cycle && form && { cycle, form };
}

export const olderCycles = (world: World): Older[] => world.convention.cycles.flatMap(({ id }) => olderCycle(world, id) ?? []);

export interface Checking extends Older {
	brought: Brought;
	mapping: Mapping;
	lenient: boolean;
	today: string;
}

/** The heads of the file and what each seems to be about; null for JSON, which names its questions, and where no heads are found. */
export function mappedOf({ convention }: World, { brought, form, mapping }: Pick<Checking, 'brought' | 'form' | 'mapping'>) {
	if (!('sheets' in brought)) return null;
	const table = tableIn(brought.sheets, form, mapping);
	return table ? { table, proposal: proposed(table, form, convention, mapping) } : null;
}

export type Mapped = { table: Table; proposal: Proposed };

const rulesOf = ({ convention }: World, { form, cycle, mapping, lenient, today }: Checking): Rules => ({
	form,
	cycle,
	convention,
	mapping,
	lenient,
	today
});

export function readOlder(world: World, checking: Checking): ReadReport[] {
	const { brought } = checking;
	const rules = rulesOf(world, checking);
	if ('entries' in brought) return readReports(saidInJson(brought.entries), rules);
	const mapped = mappedOf(world, checking);
	return mapped ? readReports(saidIn(mapped.table, mapped.proposal.mapping), rules) : [];
}

/** What importing would do now. */
export async function checkOlder(db: Reading, world: World, checking: Checking): Promise<Outcome[]> {
	const reports = readOlder(world, checking);
	const standing = await standingIn(db, checking.cycle.id, null);
	const rules = rulesOf(world, checking);
	return reports.map((read) => outcomeOf(read, read.party === null ? undefined : standing.get(read.party), rules));
}

/** The same for one report, when it is its turn. */
export async function checkOne(db: Reading, world: World, checking: Checking, read: ReadReport): Promise<Outcome> {
	const standing = read.party === null ? undefined : (await standingIn(db, checking.cycle.id, read.party)).get(read.party);
	return outcomeOf(read, standing, rulesOf(world, checking));
}

interface Row {
	party: string;
	id: string;
	stage: string;
	state: string;
	draft: boolean;
	answers: unknown;
	digitised: unknown;
}

/** The reports that hold their places in a cycle, with the answers of the newest revision. */
async function standingIn(db: Reading, cycle: string, party: string | null): Promise<Map<string, Stands>> {
	const { rows } = await sql<Row>`
		select report.party, record.id, record.stage, record.state, last.digitised,
			exists (select from records.drafts where record_id = record.id) as draft,
			case when last.digitised is not null then last.answers end as answers
		from reporting.reports as report
		join records.records as record on record.id = report.record_id
		left join lateral (select * from records.revisions where record_id = record.id order by number desc limit 1) as last on true
		where report.cycle = ${cycle} and (${party}::text is null or report.party = ${party})`.execute(db as never);
	return new Map(
		rows
			.filter((row) => !leavesFree(row))
			.map((row) => [
				row.party,
				{
					record: row.id,
					digitised: row.digitised !== null,
					open: row.draft || row.stage !== 'done' || row.state !== 'published',
					answers: (row.answers ?? {}) as Answers,
					submitted: digitisedFrom(row.digitised)?.submitted ?? null
				}
			])
	);
}
