// SPDX-License-Identifier: Apache-2.0
// The desk of a person: for each Party, organisation or office spoken for, what is due, received, in draft, returned, waiting and published.
import type { Convention } from '#convention/convention.ts';
import type { Answers } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { type Person, speaksFor } from '#people/person.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import { isAdmitted } from '#people/server/organisations.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Definitions } from '#records/definitions.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { judge } from '#records/server/judge.ts';
import { type Draft, draftsOf, lastReturn, publishedOf, receivedBy, recordsOf, standingSince, waitingRecords } from '#records/server/records.ts';
import { type ReplyClock, replyClock } from '#records/reply.ts';
import { isTraining } from '#records/training.ts';
import type { OwnerKind } from '#records/type.ts';
import { standingsOf } from '#reporting/server/rounds.ts';
import type { Words } from '#text/words.ts';
import type { DeskLine } from '../desk-line.ts';
import { type DeskRound, deskRounds } from '../desk-rounds.ts';
import { titleOf } from '../entry.ts';
import { ownerWords } from '../shown.ts';
import { type Due, dueFor } from './due.ts';

export interface Desk {
	owner: { kind: OwnerKind; id: string; name: Words };
	maySubmit: boolean;
	mayManagePeople: boolean;
	/** An organisation that the secretariat has not admitted, or not yet: it drafts, and cannot submit. */
	notAdmitted: boolean;
	/** Reporting cycles that are open and bind the Party. */
	rounds: DeskRound[];
	due: Due[];
	/** What other Parties sent. */
	received: DeskLine[];
	returned: DeskLine[];
	drafts: DeskLine[];
	submitted: DeskLine[];
	/** A page of what stands for everybody. */
	published: DeskLine[];
	publishedPages: { page: number; pages: number; total: number };
	/** Bilateral: sent to other Parties. */
	sent: DeskLine[];
	/** Restricted: registered, not public. */
	registered: DeskLine[];
	closed: DeskLine[];
	offered: { id: string; title: Words; intro: Words; article: string }[];
}

export interface Asking {
	person: Person | null;
	platform: Platform;
	definitions: Definitions;
	convention: Convention;
	today: string;
	/** Which page of what is published; the first where nothing is said. */
	page?: number;
}

/** Published records that a desk shows at once. */
const perPage = 20;

/** The Parties and organisations that a person speaks for, and the secretariat for those who edit what it communicates. */
export function workedFor(person: Person): { ownerKind: OwnerKind; owner: string }[] {
	const secretariat = { ownerKind: 'secretariat', owner: 'secretariat' } as const;
	return [...speaksFor(person), ...(may(person, 'draft.read', secretariat) ? [secretariat] : [])];
}

const standsFor = (record: RecordEnvelope, visibility: RecordEnvelope['visibility']): boolean =>
	record.state === 'published' && record.stage === 'done' && record.visibility === visibility;

/** What became of a record, in the words of its form. */
export function outcomeWords(record: Pick<RecordEnvelope, 'type' | 'outcome'>, definitions: Definitions): Words | null {
	if (!record.outcome) return null;
	return definitions.current(record.type)?.form.words[`outcome.${record.outcome}`] ?? { en: record.outcome };
}

/** The clock for the answer to what was sent, as it stands today; null where none runs. */
export function replyTo(record: RecordEnvelope, sent: Date | undefined, definitions: Definitions, today: string): ReplyClock | null {
	const reply = definitions.type(record.type)?.reply;
	if (!reply || !sent || record.visibility !== 'bilateral' || record.state !== 'published') return null;
	return replyClock(sent.toISOString().slice(0, 10), reply.workingDays, today, record.outcome !== null);
}

export async function deskOf({ person, platform, definitions, convention, today, page = 1 }: Asking): Promise<Desk[]> {
	if (!person) return [];
	const db = platform.database.read;
	const owners = workedFor(person);
	const organisations = await organisationNames(
		db,
		owners.filter((owner) => owner.ownerKind === 'organisation').map((owner) => owner.owner)
	);
	return Promise.all(
		owners.map(async ({ ownerKind, owner }) => {
			// What is only practised on is no work; and an officer who looks on sees no more than may() lets him.
			const own = (await recordsOf(db, ownerKind, owner)).filter((record) => !isTraining(record.id) && may(person, 'record.read', record));
			const received = ownerKind === 'party' ? (await receivedBy(db, owner)).filter((record) => may(person, 'record.read', record)) : [];
			const open = own.filter((record) => record.stage === 'draft' || record.stage === 'returned');
			const publicly = await publishedOf(db, ownerKind, owner, { page, perPage });
			const shown = publicly.records.filter((record) => may(person, 'record.read', record));
			// Of what is published, which may be thousands, only what is shown is looked into.
			const mine = [...own.filter((record) => !standsFor(record, 'public')), ...shown];
			const records = [...mine, ...received];
			const since = await standingSince(
				db,
				records.filter((record) => record.visibility === 'bilateral' && record.state === 'published').map((record) => record.id)
			);
			const drafts = await draftsOf(
				db,
				mine.map((record) => record.id)
			);
			const reasons = await lastReturn(
				db,
				records.filter((record) => record.stage === 'returned' || record.stage === 'declined').map((record) => record.id)
			);
			const titles = await titlesOf(db, records, drafts, definitions, convention);
			const line = async (record: RecordEnvelope): Promise<DeskLine> => ({
				record: {
					id: record.id,
					type: record.type,
					stage: record.stage,
					state: record.state,
					visibility: record.visibility,
					changedAt: record.changedAt,
					demo: record.demo
				},
				title: titles.get(record.id) ?? {},
				type: definitions.current(record.type)?.form.words['form.short'] ?? {},
				progress: open.includes(record) ? await progressOf(record, drafts.get(record.id)) : null,
				returned: reasons.get(record.id) ?? null,
				side: sideOf(record),
				outcome: outcomeWords(record, definitions),
				reply: replyTo(record, since.get(record.id), definitions, today)
			});
			const sideOf = (record: RecordEnvelope): DeskLine['side'] =>
				record.otherParty === null
					? null
					: record.otherParty === owner && ownerKind === 'party'
						? { is: 'from', name: ownerWords(record.ownerKind, record.owner, convention, organisations) }
						: { is: 'to', name: ownerWords('party', record.otherParty, convention, organisations) };
			const progressOf = async (record: RecordEnvelope, draft: Draft | undefined) => {
				const form = draft && definitions.form(record.type, draft.formVersion);
				if (!draft || !form) return null;
				const { completeness: sections } = await judge(db, { definitions, convention }, record, draft, new Date(`${today}T00:00:00Z`));
				const sum = (part: 'answered' | 'asked' | 'missing') => sections.reduce((total, section) => total + section[part], 0);
				return { answered: sum('answered'), asked: sum('asked'), missing: sum('missing') };
			};
			const lines = (belongs: (record: RecordEnvelope) => boolean) => Promise.all(own.filter(belongs).map(line));
			const inStage = (stage: RecordEnvelope['stage']) => lines((record) => record.stage === stage);
			const standing = (visibility: RecordEnvelope['visibility']) => lines((record) => standsFor(record, visibility));
			const standings = ownerKind === 'party' ? await standingsOf(db, { party: owner }) : [];
			const [returned, begun, submitted] = await Promise.all([inStage('returned'), inStage('draft'), inStage('submitted')]);
			return {
				owner: { kind: ownerKind, id: owner, name: ownerWords(ownerKind, owner, convention, organisations) },
				maySubmit: may(person, 'record.submit', { ownerKind, owner }),
				notAdmitted: ownerKind === 'organisation' && !(await isAdmitted(db, owner)),
				mayManagePeople: ownerKind === 'party' && may(person, 'role.give', { role: { role: 'party-contributor', party: owner } }),
				rounds: deskRounds(standings, [...returned, ...begun, ...submitted], convention, today),
				due: await dueFor(db, { ownerKind, owner }, own, definitions, convention, today, standings),
				received: await Promise.all(received.map(line)),
				returned,
				drafts: begun,
				submitted,
				published: await Promise.all(shown.map(line)),
				publishedPages: { page: publicly.page, pages: Math.ceil(publicly.total / perPage), total: publicly.total },
				sent: await standing('bilateral'),
				registered: await standing('restricted'),
				closed: await lines((record) => record.stage === 'declined' || record.state === 'withdrawn' || record.state === 'superseded'),
				offered: definitions.offeredTo(ownerKind).map(({ form, type }) => ({
					id: type.id,
					title: form.words['form.title'] ?? {},
					intro: form.words['form.intro'] ?? {},
					article: form.article
				}))
			};
		})
	);
}

/** Titles from the draft where there is one, else from the last revision. */
export async function titlesOf(
	db: Platform['database']['read'],
	records: RecordEnvelope[],
	drafts: Map<string, Draft>,
	definitions: Definitions,
	convention: Convention
): Promise<Map<string, Words>> {
	const rest = records.filter((record) => !drafts.has(record.id)).map((record) => record.id);
	const rows = rest.length
		? await db
				.selectFrom('records.revisions')
				.distinctOn('record_id')
				.select(['record_id', 'form_version', 'answers'])
				.where('record_id', 'in', rest)
				.orderBy('record_id')
				.orderBy('number', 'desc')
				.execute()
		: [];
	return new Map(
		records.map((record) => {
			const draft = drafts.get(record.id);
			const row = rows.find((each) => each.record_id === record.id);
			const form = definitions.form(record.type, draft?.formVersion ?? row?.form_version) ?? definitions.form(record.type);
			return [record.id, form ? titleOf(form, draft?.answers ?? (row?.answers as Answers | undefined) ?? {}, convention) : {}];
		})
	);
}

/** What waits for the secretariat, with names. */
export async function queueOf({ platform, definitions, convention }: Asking) {
	const db = platform.database.read;
	const records = await waitingRecords(db);
	const titles = await titlesOf(db, records, new Map(), definitions, convention);
	const organisations = await organisationNames(
		db,
		records.filter((record) => record.ownerKind === 'organisation').map((record) => record.owner)
	);
	return records.map((record) => ({
		id: record.id,
		title: titles.get(record.id) ?? {},
		type: definitions.current(record.type)?.form.words['form.short'] ?? {},
		owner: { kind: record.ownerKind, id: record.owner, name: ownerWords(record.ownerKind, record.owner, convention, organisations) },
		submittedAt: record.submittedAt,
		revision: record.revision,
		again: record.revision > 1,
		visibility: record.visibility,
		demo: record.demo
	}));
}
