// SPDX-License-Identifier: Apache-2.0
// What every act of a clarification has in common: it holds the thread, asks whether the person may and whether it fits, and adds one post, sealed and
// chained, with its event in the same transaction. Whoever acts says how many posts they saw: of two at once, the second is told.
import { type Ability, may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { Doing } from '#records/server/doing.ts';
import { envelope } from '#records/server/records.ts';
import { isLanguage, type Language } from '#text/languages.ts';
import {
	type Clarification,
	longestText,
	mayFollow,
	mostFiles,
	type Post,
	type PostDetails,
	type PostFile,
	type PostKind,
	sealPost
} from '../clarification.ts';
import { clarificationFrom } from './clarifications.ts';

/** The event that letters follow from. */
export const clarified = 'clarified';

/** What is written into a post. */
export interface Written {
	text: string;
	language: string;
	files?: PostFile[];
}

export interface At {
	record: string;
	number: number;
	/** How many posts the person saw. */
	seen: number;
}

/** Plain text as it is kept: one sort of line end, no sign that no database takes in. */
const tidied = (text: string): string =>
	text
		.toWellFormed()
		.replaceAll(/\r\n?/g, '\n')
		.replaceAll(/(?![\t\n])\p{Cc}/gu, '')
		.trim();

export function checked(
	{ text, language, files = [] }: Written,
	{ needed }: { needed: boolean }
): Refusal | (Required<Written> & { language: Language }) {
	const said = tidied(text);
	if (needed && !said) return refuse('clarification-empty');
	if (said.length > longestText || files.length > mostFiles) return refuse('too-large');
	if (!isLanguage(language)) return refuse('not-valid');
	return { text: said, language, files };
}

export interface Held {
	record: RecordEnvelope;
	thread: Clarification;
}

/** The thread, locked until the transaction ends, where the person may do this to it and it fits. */
export async function hold(
	db: Writing,
	{ by }: Pick<Doing, 'by'>,
	{ record: id, number, seen }: At,
	kind: PostKind,
	ability: Ability
): Promise<Held | Refusal> {
	const row = await db
		.selectFrom('reporting.clarifications')
		.selectAll()
		.where('record_id', '=', id)
		.where('number', '=', number)
		.forUpdate()
		.executeTakeFirst();
	const owner = row && (await db.selectFrom('records.records').selectAll().where('id', '=', id).executeTakeFirst());
	if (!row || !owner) return refuse('not-found');
	const record = envelope(owner);
	if (!may(by, 'clarification.read', record)) return refuse('not-found');
	if (!may(by, ability, record)) return refuse('not-allowed');
	const thread = clarificationFrom(row);
	// A withdrawn report is not talked about any more; what is open about it can be closed.
	if (!mayFollow(kind, thread) || (record.state === 'withdrawn' && kind !== 'closing')) return refuse('stage-does-not-fit');
	if (thread.posts !== seen) return refuse('changed-meanwhile');
	return { record, thread };
}

export interface Adding {
	kind: PostKind;
	text: string;
	language: Language;
	files: PostFile[];
	details: PostDetails;
}

/** Adds the post, changes where the thread stands, and says so to whoever reacts. */
export async function addPost(
	db: Writing,
	doing: Pick<Doing, 'by' | 'at' | 'announce'>,
	{ record, thread }: Held,
	adding: Adding,
	changed: Partial<Pick<Clarification, 'state' | 'due' | 'outcome' | 'outcomeRevision' | 'agreed' | 'closedAt' | 'publishedAt'>>
): Promise<Post> {
	const last = await db
		.selectFrom('reporting.clarification_posts')
		.select('sha256')
		.where('record_id', '=', record.id)
		.where('clarification', '=', thread.number)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	const previous = last?.sha256 ?? (await sealOf(db, record.id, thread.revision));
	const post = { ...adding, number: thread.posts + 1, by: doing.by.id, at: doing.at, previous };
	const sha256 = sealPost(record.id, thread.number, post);
	await db
		.insertInto('reporting.clarification_posts')
		.values({
			record_id: record.id,
			clarification: thread.number,
			number: post.number,
			kind: post.kind,
			text: post.text,
			language: post.language,
			details: json(post.details),
			files: json(post.files),
			posted_by: post.by,
			posted_at: post.at,
			sha256,
			previous_sha256: previous
		})
		.execute();
	await db
		.updateTable('reporting.clarifications')
		.set({
			posts: post.number,
			...(changed.state ? { state: changed.state } : {}),
			...(changed.due ? { due: changed.due } : {}),
			...(changed.outcome ? { outcome: changed.outcome } : {}),
			...(changed.outcomeRevision ? { outcome_revision: changed.outcomeRevision } : {}),
			...(changed.agreed === undefined ? {} : { agreed: changed.agreed }),
			...(changed.closedAt ? { closed_at: changed.closedAt } : {}),
			...(changed.publishedAt ? { published_at: changed.publishedAt } : {})
		})
		.where('record_id', '=', record.id)
		.where('number', '=', thread.number)
		.execute();
	const { seq } = await db
		.insertInto('records.events')
		.values({
			record_id: record.id,
			event: clarified,
			revision: thread.revision,
			details: json({ clarification: thread.number, post: post.number, kind: post.kind }),
			caused_by: doing.by.id,
			occurred_at: doing.at
		})
		.returning('seq')
		.executeTakeFirstOrThrow();
	await doing.announce(db, { seq, record: record.id, event: clarified });
	return { ...post, sha256 };
}

async function sealOf(db: Writing, record: string, revision: number): Promise<string> {
	const { sha256 } = await db
		.selectFrom('records.revisions')
		.select('sha256')
		.where('record_id', '=', record)
		.where('number', '=', revision)
		.executeTakeFirstOrThrow();
	return sha256;
}

/** Where the thread is known to stand now, or why nothing was done. */
export type Done = { number: number; post: number } | Refusal;

/** The common way of an act that follows in a thread. */
export async function follow(
	db: Writing,
	doing: Pick<Doing, 'by' | 'at' | 'announce'>,
	at: At & Written,
	how: { kind: PostKind; ability: Ability; needed: boolean },
	change: (held: Held) => Promise<Refusal | [PostDetails, Parameters<typeof addPost>[4]]> | Refusal | [PostDetails, Parameters<typeof addPost>[4]]
): Promise<Done> {
	const held = await hold(db, doing, at, how.kind, how.ability);
	if (isRefusal(held)) return held;
	const written = checked(at, how);
	if (isRefusal(written)) return written;
	const changed = await change(held);
	if (isRefusal(changed)) return changed;
	const [details, standing] = changed;
	const post = await addPost(db, doing, held, { kind: how.kind, ...written, details }, standing);
	return { number: at.number, post: post.number };
}
