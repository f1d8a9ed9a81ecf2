// SPDX-License-Identifier: Apache-2.0
// What is due for a Party now: the duties of the facts, the deadlines of record types that no fact speaks of, and the open calls of the secretariat.
// What was met by a published record is left out.
import type { Convention } from '#convention/convention.ts';
import { amendmentsInForce, type Deadline, deadlinesOf, dueOf, type Given, parseRule, statusOn } from '#convention/deadline.ts';
import type { Day } from '#convention/day.ts';
import { answerTypes, callFrom, callType, isAsked, isOpen, lastDay, startOf, stateOf } from '#exchange/call.ts';
import { allQuestions, type Answers } from '#forms/form.ts';
import type { Platform } from '#platform/server/platform.ts';
import { sql } from 'kysely';
import type { Definitions } from '#records/definitions.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { Definition, OwnerKind } from '#records/type.ts';
import { type Language, languages } from '#text/languages.ts';
import { headed, type Words } from '#text/words.ts';
import { type Entry, titleOf } from '../entry.ts';
import { withCycle } from '../obligation.ts';
import type { BoundStanding } from '../desk-rounds.ts';
import { latestEntries } from './entries.ts';

type Reading = Platform['database']['read'];

/** A deadline on a desk; `record` is the type that can be begun to meet it, `about` the amendment where each has a row. */
export type Due = Deadline & { record: string | null; call?: string; about?: Words };

export async function dueFor(
	db: Reading,
	owner: { ownerKind: OwnerKind; owner: string },
	records: RecordEnvelope[],
	definitions: Definitions,
	convention: Convention,
	today: Day,
	rounds: readonly BoundStanding[] = []
): Promise<Due[]> {
	const calls = await callsOpenTo(db, owner, definitions, convention, today);
	if (owner.ownerKind !== 'party') return calls;
	const done = (types: readonly string[]) => records.some((record) => types.includes(record.type) && record.state === 'published');
	const facts = deadlinesOf(convention, owner.owner, today, { asgmNotification: await notifiedOn(db, records) })
		.flatMap((deadline) => roundsDue(deadline, rounds, convention, today))
		.filter((deadline) => deadline.due !== null)
		.map((deadline) => ({
			...deadline,
			record: deadline.recordTypes.find((id) => definitions.current(id)) ?? null,
			...(deadline.amendment && { about: convention.one('amendment', deadline.amendment)?.name ?? { en: deadline.amendment } })
		}))
		.filter((deadline) => !deadline.record || !done(deadline.recordTypes));
	const spoken = new Set(convention.all('deadline').flatMap((deadline) => deadline.recordTypes));
	const types = definitions
		.offeredTo('party')
		.filter(({ type }) => !spoken.has(type.id) && !done([type.id]))
		.flatMap((definition) => typeDue(definition, owner.owner, convention, today) ?? []);
	return [...facts, ...types, ...calls].toSorted(nextFirst(today));
}

/** What comes next stands first; what has passed follows, the latest before the older. */
const nextFirst =
	(today: Day) =>
	(one: Due, other: Due): number => {
		const [a, b] = [one.due ?? '', other.due ?? ''];
		const ahead = Number(b >= today) - Number(a >= today);
		return ahead || (a >= today ? 1 : -1) * (a < b ? -1 : a > b ? 1 : 0);
	};

/** A report is due for every cycle that binds the Party, on the day that it was given for it; it is begun where the cycle stands on the desk. */
function roundsDue(deadline: Deadline, rounds: readonly BoundStanding[], convention: Convention, today: Day): Deadline[] {
	if (convention.one('deadline', deadline.id)?.rule !== 'cycle.due') return [deadline];
	return rounds.flatMap((round): Deadline[] => {
		const cycle = convention.cycle(round.cycle);
		if (!cycle || round.progress === 'submitted' || round.progress === 'published') return [];
		const title = withCycle(deadline.title, cycle.name);
		const { due } = round;
		return [{ ...deadline, id: `${deadline.id} ${cycle.id}`, title, due, why: 'computed', status: statusOn(due, today), recordTypes: [] }];
	});
}

/** The deadline that a type names itself, where it comes to a day that lies ahead for this Party. */
function typeDue({ form, type }: Definition, party: string, convention: Convention, today: Day): Due | undefined {
	const rule = type.deadline ? parseRule(type.deadline) : undefined;
	if (!rule) return undefined;
	const { due, why } = dueOf(rule, givenOf(convention, party, today), today);
	if (!due || due < today) return undefined;
	return row(form.id, form.words['form.title'] ?? {}, form.article, due, why, today, type.id, form.source);
}

/** What the facts know of the days that rules speak of. An amendment that enters into force for the Party is an event that lies ahead. */
function givenOf(convention: Convention, party: string, today: Day): Given {
	const coming = amendmentsInForce(convention, party, today)
		.filter(({ because }) => because === 'not-yet-in-force')
		.flatMap(({ generally }) => generally ?? [])
		.toSorted()[0];
	return {
		entryIntoForce: convention.state(party)?.entryIntoForce,
		meetingStart: convention.all('meeting').find((each) => each.body === 'COP' && (each.start === null || each.start > today))?.start,
		events: coming ? { amendmentInForce: coming } : {}
	};
}

/** Day of the Party's notification under Article 7(3). */
async function notifiedOn(db: Reading, records: RecordEnvelope[]): Promise<Day | null> {
	const notification = records.find((record) => record.type === 'art7-notification' && record.published !== null);
	if (!notification) return null;
	const row = await db
		.selectFrom('records.revisions')
		.select('answers')
		.where('record_id', '=', notification.id)
		.where('number', '=', notification.published as number)
		.executeTakeFirst();
	const determined = (row?.answers as Answers | undefined)?.determinedOn;
	return typeof determined === 'string' ? determined : null;
}

/** How many calls are looked through, newest first. */
const mostCalls = 200;

/** Calls with a day that has not passed and that no record of the owner answers or is about to answer. */
async function callsOpenTo(
	db: Reading,
	{ ownerKind, owner }: { ownerKind: OwnerKind; owner: string },
	definitions: Definitions,
	convention: Convention,
	today: Day
): Promise<Due[]> {
	// Where a record need not name the call, as a proposal of a side event, nobody is asked for one by every letter with a day.
	const answering = definitions.offeredTo(ownerKind).flatMap((definition) => {
		const call =
			definition.type.deadline === 'call.deadline' &&
			allQuestions(definition.form).find(({ kind, required }) => kind === 'reference' && required === true);
		return call && call.types ? [{ definition, question: call.id, calls: call.types }] : [];
	});
	const found: Due[] = await callsWithQuestions(db, { ownerKind, owner }, definitions, today);
	for (const { definition, question, calls } of answering) {
		const open = (await Promise.all(calls.map((type) => latestEntries(db, { type, limit: mostCalls }))))
			.flat()
			.filter(({ answers }) => typeof answers.deadline === 'string' && answers.deadline >= today);
		if (open.length === 0) continue;
		const answered = await answeredCalls(db, definition.type.id, question, ownerKind, owner);
		for (const call of open.filter(({ recordId }) => !answered.has(recordId))) found.push(callDue(definition, call, definitions, convention, today));
	}
	return found.toSorted((a, b) => (a.due ?? '').localeCompare(b.due ?? ''));
}

/** Calls that are records of their own, with their questions: they are answered from their page. */
async function callsWithQuestions(
	db: Reading,
	{ ownerKind, owner }: { ownerKind: OwnerKind; owner: string },
	definitions: Definitions,
	today: Day
): Promise<Due[]> {
	const entries = await latestEntries(db, { type: callType, limit: mostCalls });
	const answered = new Map<string, Set<string>>();
	const found: Due[] = [];
	for (const entry of entries) {
		const call = callFrom(entry.answers);
		if (!call || !isAsked(call, ownerKind)) continue;
		// At the hour at which the day begins there: what is open on the day stands on the desk for the whole of it.
		if (!isOpen(stateOf(call, entry.register?.outcome, startOf(today, call.zone)))) continue;
		const type = answerTypes[call.kind];
		const definition = definitions.current(type);
		if (!definition) continue;
		let of = answered.get(type);
		if (!of) answered.set(type, (of = await answeredCalls(db, type, 'call', ownerKind, owner)));
		if (of.has(entry.recordId)) continue;
		const { form } = definition;
		const named = (language: Language) => call.title[language] ?? Object.values(call.title)[0];
		const title: Words = Object.fromEntries(
			languages.map((language) => [language, headed(language, form.words['form.short']?.[language], named(language))])
		);
		found.push({
			...row(`${type} ${entry.recordId}`, title, form.article, lastDay(call), 'computed', today, type, form.source),
			call: entry.recordId
		});
	}
	return found;
}

async function answeredCalls(db: Reading, type: string, question: string, ownerKind: string, owner: string): Promise<Set<string>> {
	const { rows } = await sql<{ call: string | null }>`
		select distinct coalesce(draft.value #>> '{}', revision.answers ->> ${question}) as call
		from records.records as record
		left join records.draft_answers as draft on draft.record_id = record.id and draft.question = ${question}
		left join lateral (
			select answers from records.revisions where record_id = record.id order by number desc limit 1
		) as revision on true
		where record.id not like 'TRAINING-%' and record.type = ${type} and record.owner_kind = ${ownerKind} and record.owner = ${owner}
			and record.stage <> 'declined' and record.state in ('unpublished', 'published') and not (record.stage = 'done' and record.state = 'unpublished')`.execute(
		db as never
	);
	return new Set(rows.flatMap(({ call }) => call ?? []));
}

function callDue({ form, type }: Definition, call: Entry, definitions: Definitions, convention: Convention, today: Day): Due {
	const asked = definitions.form(call.type);
	const words = asked ? titleOf(asked, call.answers, convention) : {};
	const named = (language: Language) => words[language] ?? Object.values(words)[0];
	const title: Words = Object.fromEntries(
		languages.map((language) => [language, headed(language, form.words['form.short']?.[language], named(language))])
	);
	return row(`${type.id} ${call.recordId}`, title, form.article, String(call.answers.deadline), 'computed', today, type.id, form.source);
}

const row = (id: string, title: Words, article: string, due: Day, why: Deadline['why'], today: Day, type: string, source: string): Due => ({
	id,
	article,
	title,
	nature: 'if-chosen',
	due,
	why,
	status: statusOn(due, today),
	next: null,
	amendment: null,
	recordTypes: [type],
	standing: 'sourced',
	source,
	record: type
});
