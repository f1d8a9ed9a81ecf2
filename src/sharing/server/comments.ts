// SPDX-License-Identifier: Apache-2.0
// Comments on the questions of a draft: where they are kept, and the acts on them. The people of the owner talk among themselves; nothing of it leaves.
import { randomUUID } from 'node:crypto';
import { questionOf } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { draftOf, findRecord } from '#records/server/records.ts';
import { colleaguesOf } from './colleagues.ts';
import type { Sharing } from './doing.ts';
import { logSharing } from './log-sharing.ts';

export interface Comment {
	id: string;
	question: string;
	formVersion: string;
	replyTo: string | null;
	body: string;
	mentions: string[];
	by: string;
	at: Date;
	resolvedBy: string | null;
	resolvedAt: Date | null;
}

const longest = 4000;

/** All of a record, the oldest first. */
export async function commentsOf(db: Reading, record: string): Promise<Comment[]> {
	const rows = await db.selectFrom('sharing.comments').selectAll().where('record_id', '=', record).orderBy('written_at').orderBy('id').execute();
	return rows.map((row) => ({
		id: row.id,
		question: row.question,
		formVersion: row.form_version,
		replyTo: row.reply_to,
		body: row.body,
		mentions: row.mentions ?? [],
		by: row.written_by,
		at: row.written_at,
		resolvedBy: row.resolved_by,
		resolvedAt: row.resolved_at
	}));
}

export interface Saying {
	record: string;
	question: string;
	/** The first comment of the thread that it replies to. */
	replyTo: string | null;
	body: string;
	/** Accounts of colleagues. */
	mentions: readonly string[];
}

export async function say(db: Writing, doing: Sharing, saying: Saying): Promise<{ id: string } | Refusal> {
	const read = reading(db);
	const record = await findRecord(read, saying.record);
	if (!record || !may(doing.by, 'draft.edit', record)) return refuse('not-found');
	const draft = await draftOf(read, record.id);
	if (!draft) return refuse('stage-does-not-fit');
	const form = doing.definitions.form(record.type, draft.formVersion);
	if (!form || !questionOf(form, saying.question)) return refuse('question-gone');
	const body = saying.body.replace(/\r\n?/g, '\n').trim();
	if (!body) return refuse('reason-missing');
	if (body.length > longest) return refuse('too-large', { limit: longest });
	const first = saying.replyTo ? (await commentsOf(read, record.id)).find(({ id, replyTo }) => id === saying.replyTo && replyTo === null) : null;
	if (first === undefined) return refuse('not-found');
	const colleagues = new Set((await colleaguesOf(read, record)).map(({ id }) => id));
	const mentions = [...new Set(saying.mentions)].filter((account) => colleagues.has(account) && account !== doing.by.id);
	const id = randomUUID();
	await db
		.insertInto('sharing.comments')
		.values({
			id,
			record_id: record.id,
			question: saying.question,
			form_version: draft.formVersion,
			reply_to: first?.id ?? null,
			body,
			mentions,
			written_by: doing.by.id,
			written_at: doing.at
		})
		.execute();
	// Whoever goes on talking has not done with it.
	if (first?.resolvedAt) await db.updateTable('sharing.comments').set({ resolved_at: null, resolved_by: null }).where('id', '=', first.id).execute();
	await logSharing(db, 'commented', { record: record.id, subject: id, by: doing.by.id, at: doing.at });
	if (mentions.length) await doing.tell(db, { letter: 'mentioned', comment: id });
	return { id };
}

/** Closes a thread, or opens it again. */
export async function resolve(
	db: Writing,
	doing: Sharing,
	asked: { record: string; comment: string; resolved: boolean }
): Promise<{ resolved: boolean } | Refusal> {
	const record = await findRecord(reading(db), asked.record);
	if (!record || !may(doing.by, 'draft.edit', record)) return refuse('not-found');
	const row = await db
		.selectFrom('sharing.comments')
		.select(['id', 'resolved_at'])
		.where('id', '=', asked.comment)
		.where('record_id', '=', record.id)
		.where('reply_to', 'is', null)
		.forUpdate()
		.executeTakeFirst();
	if (!row) return refuse('not-found');
	if ((row.resolved_at !== null) === asked.resolved) return { resolved: asked.resolved };
	await db
		.updateTable('sharing.comments')
		.set(asked.resolved ? { resolved_at: doing.at, resolved_by: doing.by.id } : { resolved_at: null, resolved_by: null })
		.where('id', '=', row.id)
		.execute();
	await logSharing(db, asked.resolved ? 'resolved' : 'reopened', { record: record.id, subject: row.id, by: doing.by.id, at: doing.at });
	return { resolved: asked.resolved };
}
