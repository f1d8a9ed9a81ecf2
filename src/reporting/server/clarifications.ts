// SPDX-License-Identifier: Apache-2.0
// Where clarifications are kept: reading. Who may see which is asked here, so that no page, document or interface has a way of its own.
import type { Selectable } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { envelope } from '#records/server/records.ts';
import type { Language } from '#text/languages.ts';
import {
	awaitsParty,
	type Clarification,
	isOverdue,
	type ListedThread,
	type Post,
	publicPosts,
	type PublicThread,
	type Thread
} from '../clarification.ts';

type Row = Selectable<Tables['reporting.clarifications']>;
type PostRow = Selectable<Tables['reporting.clarification_posts']>;

export const clarificationFrom = (row: Row): Clarification => ({
	record: row.record_id,
	number: row.number,
	revision: row.revision,
	question: row.question,
	askedFor: row.asked_for as Clarification['askedFor'],
	state: row.state as Clarification['state'],
	due: row.due,
	posts: row.posts,
	outcome: row.outcome as Clarification['outcome'],
	outcomeRevision: row.outcome_revision,
	agreed: row.agreed as Clarification['agreed'],
	openedAt: row.opened_at,
	closedAt: row.closed_at,
	publishedAt: row.published_at
});

const postFrom = (row: PostRow): Post => ({
	number: row.number,
	kind: row.kind as Post['kind'],
	text: row.text,
	language: row.language as Language,
	details: row.details as Post['details'],
	files: row.files as Post['files'],
	by: row.posted_by,
	at: row.posted_at,
	sha256: row.sha256,
	previous: row.previous_sha256
});

/** The threads of a record with their posts, in their order, whoever asks: for those who have asked `may` already. */
export async function threadsOf(db: Reading, record: string): Promise<Thread[]> {
	const [rows, posts] = await Promise.all([
		db.selectFrom('reporting.clarifications').selectAll().where('record_id', '=', record).orderBy('number').execute(),
		db.selectFrom('reporting.clarification_posts').selectAll().where('record_id', '=', record).orderBy('clarification').orderBy('number').execute()
	]);
	const byThread = Map.groupBy(posts, ({ clarification }) => clarification);
	return rows.map((row) => ({ ...clarificationFrom(row), posts: (byThread.get(row.number) ?? []).map(postFrom) }));
}

/** What the public sees of the clarifications of a record that it sees. */
export async function publicThreadsOf(db: Reading, record: RecordEnvelope): Promise<PublicThread[]> {
	if (!may(null, 'record.read', record) || record.state === 'withdrawn') return [];
	return (await threadsOf(db, record.id)).flatMap((thread) => {
		const { agreed, publishedAt, closedAt } = thread;
		if (!agreed || !publishedAt || !closedAt) return [];
		return [
			{
				record: thread.record,
				number: thread.number,
				revision: thread.revision,
				question: thread.question,
				askedFor: thread.askedFor,
				outcome: thread.outcome,
				outcomeRevision: thread.outcomeRevision,
				agreed,
				openedAt: thread.openedAt,
				closedAt,
				publishedAt,
				posts: publicPosts(thread).map(({ number, kind, text, language, at, files }) => ({ number, kind, text, language, at, files }))
			}
		];
	});
}

/** open: the Party is waited for; answered: the asker is; agreed: the publication is; unclosed, which is usual: all that are not closed. */
export const wishedStates = ['unclosed', 'open', 'answered', 'closed', 'agreed', 'any'] as const;
export type WishedState = (typeof wishedStates)[number];

export interface ListWish {
	state?: WishedState;
	/** Only what is late, or due within so many days. */
	due?: 'overdue' | 'soon';
	party?: string;
	record?: string;
}

export const soon = 14;

/** What is not closed, or as wished, of all that the person may read: the earliest due day first. */
export async function listThreads(
	db: Reading,
	{ convention, person, today }: { convention: Convention; person: Person | null; today: Day },
	wish: ListWish = {}
): Promise<ListedThread[]> {
	if (!person) return [];
	const { state = 'unclosed', due, party, record } = wish;
	const until = new Date(Date.parse(today) + soon * 86_400_000).toISOString().slice(0, 10);
	return (await rowsOf(db, { state, party, record }))
		.filter((row) => may(person, 'clarification.read', envelope(row)))
		.map((row) => listedFrom(row, convention, today))
		.filter((each) => (due === 'overdue' ? each.overdue : due === 'soon' ? awaitsParty(each) && each.due <= until : true));
}

/** Every thread, of one record or of all that are not closed: for the worker. */
export const listEveryThread = async (db: Reading, convention: Convention, record?: string): Promise<ListedThread[]> =>
	(await rowsOf(db, record === undefined ? { state: 'unclosed' } : { state: 'any', record })).map((row) => listedFrom(row, convention, ''));

const statesOf = {
	open: ['open', 'reopened'],
	answered: ['answered'],
	closed: ['closed'],
	agreed: ['closed'],
	unclosed: ['open', 'reopened', 'answered']
};

/** Of a withdrawn report nothing is waited for. */
const rowsOf = (db: Reading, { state = 'unclosed', party, record }: Omit<ListWish, 'due'>) =>
	db
		.selectFrom('reporting.clarifications as thread')
		.innerJoin('records.records as record', 'record.id', 'thread.record_id')
		.innerJoin('records.revisions as revision', (join) =>
			join.onRef('revision.record_id', '=', 'thread.record_id').onRef('revision.number', '=', 'thread.revision')
		)
		.leftJoin('reporting.reports as report', 'report.record_id', 'thread.record_id')
		.selectAll('record')
		.select([
			'thread.record_id',
			'thread.number',
			'thread.revision',
			'thread.question',
			'thread.asked_for',
			'thread.state as thread_state',
			'thread.due',
			'thread.posts',
			'thread.outcome as thread_outcome',
			'thread.outcome_revision',
			'thread.agreed',
			'thread.opened_by',
			'thread.opened_at',
			'thread.closed_at',
			'thread.published_at',
			'revision.form_version',
			'report.cycle'
		])
		.where((where) => where.or([where('record.state', '<>', 'withdrawn'), where('thread.state', '=', 'closed')]))
		.$if(state !== 'any', (query) => query.where('thread.state', 'in', statesOf[state as keyof typeof statesOf]))
		.$if(state === 'agreed', (query) => query.where('thread.agreed', 'is not', null).where('thread.published_at', 'is', null))
		.$if(party !== undefined, (query) => query.where('record.owner', '=', party as string))
		.$if(record !== undefined, (query) => query.where('record.id', '=', record as string))
		.orderBy('thread.due')
		.orderBy('thread.record_id')
		.orderBy('thread.number')
		.limit(5000)
		.execute();

function listedFrom(row: Awaited<ReturnType<typeof rowsOf>>[number], convention: Convention, today: Day): ListedThread {
	const thread = clarificationFrom({ ...row, state: row.thread_state, outcome: row.thread_outcome });
	return {
		...thread,
		party: row.owner,
		name: convention.state(row.owner)?.name ?? { en: row.owner },
		type: row.type,
		cycle: row.cycle,
		formVersion: row.form_version,
		overdue: isOverdue(thread, today),
		demo: row.demo
	};
}

/** Where the threads of a record stand, without what they say, whoever asks. */
export async function standingsOfThreads(db: Reading, record: string): Promise<Clarification[]> {
	const rows = await db.selectFrom('reporting.clarifications').selectAll().where('record_id', '=', record).orderBy('number').execute();
	return rows.map(clarificationFrom);
}
