// SPDX-License-Identifier: Apache-2.0
// Where endpoints, their messages and the delivery log are kept. Secrets come out of here only into the hands of whoever signs.
import type { Selectable } from 'kysely';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Tables } from '#platform/server/tables.ts';
import { type Attempt, type Endpoint, type EndpointState, isAskedEvent, type Message, type MessageState } from '../webhook.ts';

export const seal = (key: string, secret: string): Promise<string> => symmetricEncrypt({ key, data: secret });

const shown = [
	'id',
	'name',
	'address',
	'types',
	'events',
	'state',
	'previous_until',
	'failing_since',
	'last_delivered_at',
	'made_by',
	'made_at'
] as const;

const endpointFrom = (row: Pick<Selectable<Tables['webhooks.endpoints']>, (typeof shown)[number]>): Endpoint => ({
	id: row.id,
	name: row.name,
	address: row.address,
	types: row.types,
	events: row.events.filter(isAskedEvent),
	state: row.state as EndpointState,
	previousUntil: row.previous_until,
	failingSince: row.failing_since,
	lastDeliveredAt: row.last_delivered_at,
	madeBy: row.made_by,
	madeAt: row.made_at
});

export const endpoints = async (db: Reading): Promise<Endpoint[]> =>
	(await db.selectFrom('webhooks.endpoints').select(shown).orderBy('made_at').orderBy('id').execute()).map(endpointFrom);

export async function findEndpoint(db: Reading, id: string): Promise<Endpoint | undefined> {
	const row = await db.selectFrom('webhooks.endpoints').select(shown).where('id', '=', id).executeTakeFirst();
	return row && endpointFrom(row);
}

/** Those that are told at all. Asked at each event, so nothing else is read. */
export const endpointsOn = async (db: Reading): Promise<Endpoint[]> =>
	(await db.selectFrom('webhooks.endpoints').select(shown).where('state', '=', 'on').execute()).map(endpointFrom);

/** What a message is signed with at a moment, the secret in use first. */
export async function secretsOf(db: Reading, id: string, key: string, at: Date): Promise<string[]> {
	const row = await db
		.selectFrom('webhooks.endpoints')
		.select(['secret', 'previous_secret', 'previous_until'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const before = row.previous_secret && row.previous_until && row.previous_until > at ? [row.previous_secret] : [];
	return await Promise.all([row.secret, ...before].map((data) => symmetricDecrypt({ key, data })));
}

export interface Made {
	id: string;
	endpoint: string;
	seq: number | null;
	event: string;
	record: string | null;
	body: string;
	at: Date;
}

/** False where the endpoint was told of this event before. */
export async function addMessage(db: Writing, { id, endpoint, seq, event, record, body, at }: Made): Promise<boolean> {
	const row = await db
		.insertInto('webhooks.messages')
		.values({ id, endpoint, seq, event, record_id: record, body, state: 'waiting', made_at: at, due_at: at })
		.onConflict((conflict) => conflict.doNothing())
		.returning('id')
		.executeTakeFirst();
	return row !== undefined;
}

export interface ToSend {
	id: string;
	endpoint: string;
	address: string;
	body: string;
	state: MessageState;
	tries: number;
	round: number;
	endpointState: EndpointState;
	failingSince: Date | null;
}

export async function messageToSend(db: Reading, id: string): Promise<ToSend | undefined> {
	const row = await db
		.selectFrom('webhooks.messages as message')
		.innerJoin('webhooks.endpoints as endpoint', 'endpoint.id', 'message.endpoint')
		.select(['message.id', 'message.endpoint', 'message.body', 'message.state', 'message.tries', 'message.round'])
		.select(['endpoint.address', 'endpoint.state as endpoint_state', 'endpoint.failing_since'])
		.where('message.id', '=', id)
		.executeTakeFirst();
	return (
		row && {
			id: row.id,
			endpoint: row.endpoint,
			address: row.address,
			body: row.body,
			state: row.state as MessageState,
			tries: row.tries,
			round: row.round,
			endpointState: row.endpoint_state as EndpointState,
			failingSince: row.failing_since
		}
	);
}

/** The newest first, each with its attempts. */
export async function messagesOf(db: Reading, endpoint: string, limit = 50): Promise<Message[]> {
	const rows = await db
		.selectFrom('webhooks.messages')
		.select(['id', 'event', 'record_id', 'state', 'made_at', 'due_at'])
		.where('endpoint', '=', endpoint)
		.orderBy('made_at', 'desc')
		.orderBy('id')
		.limit(limit)
		.execute();
	const attempts = rows.length
		? await db
				.selectFrom('webhooks.attempts')
				.selectAll()
				.where(
					'message',
					'in',
					rows.map(({ id }) => id)
				)
				.orderBy('number')
				.execute()
		: [];
	const byMessage = Map.groupBy(attempts, ({ message }) => message);
	return rows.map((row) => ({
		id: row.id,
		event: row.event,
		record: row.record_id,
		state: row.state as MessageState,
		madeAt: row.made_at,
		dueAt: row.due_at,
		attempts: (byMessage.get(row.id) ?? []).map(({ number, at, milliseconds, status, fault, reply }): Attempt => ({
			number,
			at,
			milliseconds,
			status,
			fault,
			reply
		}))
	}));
}

export async function addAttempt(db: Writing, message: string, attempt: Omit<Attempt, 'number'>): Promise<void> {
	await sql`
		insert into webhooks.attempts (message, number, at, milliseconds, status, fault, reply)
		select ${message}, coalesce(max(number), 0) + 1, ${attempt.at}, ${attempt.milliseconds}::integer, ${attempt.status}::integer, ${attempt.fault}, ${attempt.reply}
		from webhooks.attempts where message = ${message}`.execute(db);
}

/** What is older than ninety days and has ended. */
export const forgetOldMessages = async (db: Writing, at: Date): Promise<void> =>
	void (await db
		.deleteFrom('webhooks.messages')
		.where('state', '<>', 'waiting')
		.where('made_at', '<', new Date(at.getTime() - 90 * 86_400_000))
		.execute());
