// SPDX-License-Identifier: Apache-2.0
// Reads calls and what was answered to them, as anybody may.
import { type Selectable, sql } from 'kysely';
import { answerTypes, callFrom, callType, isLate } from '#exchange/call.ts';
import { formForCall } from '#exchange/call-form.ts';
import { type CompiledQuestion, compile, type Response } from '#exchange/compilation.ts';
import { firstSubmitted } from '#exchange/server/calls.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import { standingRevisions } from '#records/server/standing-revisions.ts';
import type { Words } from '#text/words.ts';
import { type NamedFile, namedFiles, type ShownAnswer, type ShownCall, shownCall } from '../calls.ts';
import type { Entry } from '../entry.ts';
import { ownerWords, type Shown } from '../shown.ts';
import { entryColumns, entryFromRow, findEntry, latestEntries } from './entries.ts';
import { named } from './naming.ts';
import type { World } from './project.ts';

const mostCalls = 200;

/** All calls: those that are open first, by their last day; then those to come; then the others, newest first. Of an area where one is named. */
export async function listCalls(db: Reading, at: Date, wanted: { area?: string } = {}): Promise<ShownCall[]> {
	const entries = await latestEntries(db, { type: callType, limit: mostCalls, ...wanted });
	const counts = await countsOf(
		db,
		entries.map(({ recordId }) => recordId)
	);
	const calls = entries.flatMap((entry) => shownCall(entry, at, counts.get(entry.recordId)) ?? []);
	const rank = ({ state }: ShownCall) => (state === 'open' || state === 'extended' ? 0 : state === 'announced' ? 1 : 2);
	return calls.toSorted((a, b) => rank(a) - rank(b) || (rank(a) < 2 ? compare(a.lastDay, b.lastDay) : compare(b.lastDay, a.lastDay)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function countsOf(db: Reading, calls: readonly string[]): Promise<Map<string, ShownCall['answered']>> {
	if (!calls.length) return new Map();
	const { rows } = await sql<{ call: string; parties: number; others: number }>`
		select answers ->> 'call' as call, (count(*) filter (where owner_kind = 'party'))::int as parties,
			(count(*) filter (where owner_kind <> 'party'))::int as others
		from catalogue.entries where answers ? 'call' and answers ->> 'call' = any(${[...calls]}::text[]) and state = 'published'
			and type = any(${Object.values(answerTypes)}::text[])
		group by 1`.execute(db as never);
	return new Map(rows.map(({ call, parties, others }) => [call, { parties, others }]));
}

/** What anybody may read of the answers to a call, in the order in which they came. */
export async function callAnswers(db: Reading, call: string): Promise<Entry[]> {
	const { rows } = await sql<Selectable<Tables['catalogue.entries']>>`
		select ${sql.join(entryColumns.map((column) => sql.ref(column)))} from catalogue.entries
		where answers ? 'call' and answers ->> 'call' = ${call} and state = 'published' and type = any(${Object.values(answerTypes)}::text[])
		order by first_published_at, record_id limit 1000`.execute(db as never);
	return rows.map(entryFromRow);
}

export interface CallRead {
	call: ShownCall;
	entry: Entry;
	answers: ShownAnswer[];
}

/** A call with the two lists of answers; none where it is not published. */
export async function readCall(db: Reading, { definitions, convention }: World, id: string, at: Date): Promise<CallRead | undefined> {
	const entry = await findEntry(db, id);
	if (!entry || entry.type !== callType) return undefined;
	const entries = await callAnswers(db, id);
	const parties = entries.filter(({ ownerKind }) => ownerKind === 'party').length;
	const call = shownCall(entry, at, { parties, others: entries.length - parties });
	if (!call) return undefined;
	const shown = await named(db, entries, definitions, convention);
	const submitted = await firstSubmitted(
		db,
		entries.map(({ recordId }) => recordId)
	);
	return {
		call,
		entry,
		answers: entries.map((each, place) => {
			const on = submitted.get(each.recordId);
			return {
				...(shown[place] as Shown),
				ownerKind: each.ownerKind,
				files: namedFiles(each.answers),
				late: on !== undefined && isLate(call, on)
			};
		})
	};
}

export interface Compilation {
	call: ShownCall;
	questions: CompiledQuestion[];
	responses: (Response & { name: Words })[];
	documents: NamedFile[];
}

/** All that was answered, put together. What is private is taken out by the one door to answers. */
export async function readCompilation(db: Reading, world: World, id: string, at: Date): Promise<Compilation | undefined> {
	const { definitions, convention } = world;
	const entry = await findEntry(db, id);
	const call = entry && entry.type === callType ? shownCall(entry, at) : null;
	if (!entry || !call) return undefined;
	const ids = (await callAnswers(db, id)).map(({ recordId }) => recordId);
	const [standing, submitted] = [await standingRevisions(db, definitions, ids), await firstSubmitted(db, ids)];
	const organisations = await organisationNames(
		db,
		standing.flatMap(({ record }) => (record.ownerKind === 'organisation' ? [record.owner] : []))
	);
	const responses = standing
		.filter(({ record }) => record.state === 'published')
		.map((each) => {
			const on = submitted.get(each.record.id) ?? each.firstPublishedAt;
			const { language } = each.answers;
			return {
				record: each.record.id,
				revision: each.number,
				ownerKind: each.record.ownerKind,
				owner: each.record.owner,
				name: ownerWords(each.record.ownerKind, each.record.owner, convention, organisations),
				form: each.form,
				answers: each.answers,
				language: typeof language === 'string' ? language : (each.languages[0] ?? null),
				submittedAt: on,
				late: isLate(call, on),
				demo: each.record.demo
			};
		})
		// Parties first, then by the day on which they answered.
		.toSorted(
			(a, b) =>
				Number(a.ownerKind !== 'party') - Number(b.ownerKind !== 'party') ||
				a.submittedAt.getTime() - b.submittedAt.getTime() ||
				compare(a.record, b.record)
		);
	const base = definitions.current(answerTypes[call.kind])?.form;
	const asking = definitions.current(callType)?.form;
	const read = callFrom(entry.answers);
	const asked = base && asking && read ? formForCall(base, asking, id, read) : undefined;
	return {
		call: {
			...call,
			answered: {
				parties: responses.filter(({ ownerKind }) => ownerKind === 'party').length,
				others: responses.filter(({ ownerKind }) => ownerKind !== 'party').length
			}
		},
		questions: compile(asked, responses),
		responses,
		documents: namedFiles(entry.answers)
	};
}
