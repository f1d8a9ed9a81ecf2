// SPDX-License-Identifier: Apache-2.0
// Sends one message once and writes down what came of it; plans the next try, or ends it. A job that a crash cut off is done again, so a receiver may get
// a message twice, with the same id. Never follows where a receiver points to, and reads no more of its answer than is shown.
import type { Readable } from 'node:stream';
import { ask, faultOf } from '#interop/harvest/server/outside.ts';
import type { Ground } from '#people/server/doing.ts';
import { logAct } from '#people/server/log-act.ts';
import type { Database, Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { type Attempt, hostOf, longestFailing, nextTry, signedHeaders, waitAsked } from '../webhook.ts';
import { addAttempt, messageToSend, secretsOf, type ToSend } from './endpoints.ts';
import { stoppedLetters } from './letter.ts';

/** The queue of single tries. */
export const deliveryQueue = 'webhook-deliveries';

export interface Delivery {
	message: string;
	/** Round and number of tries made before this one: a job that comes late does nothing. */
	round: number;
	after: number;
}

export interface Delivering {
	database: Database;
	jobs: Pick<Jobs, 'enqueue'>;
	ground: Pick<Ground, 'key' | 'origin' | 'post'>;
	/** Hosts inside our own network that may be posted to. */
	allowedHosts: readonly string[];
	/** For one whole answer. */
	patienceMs?: number;
	signal?: AbortSignal;
}

type Answer = Omit<Attempt, 'number' | 'at'> & { retryAfter: number | null };

const keptCharacters = 500;

export async function deliver(delivering: Delivering, { message: id, round, after }: Delivery, at: Date): Promise<void> {
	const { database } = delivering;
	const message = await messageToSend(database.fresh, id);
	if (!message || message.state !== 'waiting' || message.round !== round || message.tries !== after) return;
	if (message.endpointState !== 'on') {
		await database.write((db) => end(db, id, after, 'dropped', at));
		return;
	}
	const secrets = await secretsOf(database.fresh, message.endpoint, delivering.ground.key, at);
	const answer = await post(delivering, message, signedHeaders(id, message.body, at, secrets), at);
	await database.write((db) => settle(db, delivering, message, answer, at));
}

async function post(
	{ allowedHosts, patienceMs = 15_000, signal }: Delivering,
	{ address, body }: ToSend,
	headers: Record<string, string>,
	at: Date
): Promise<Answer> {
	const began = performance.now();
	const took = () => Math.round(performance.now() - began);
	const url = new URL(address);
	const limit = AbortSignal.timeout(patienceMs);
	const either = signal ? AbortSignal.any([limit, signal]) : limit;
	try {
		const { head, body: reply } = await ask({
			url,
			headers: {
				...headers,
				'content-type': 'application/json',
				'content-length': String(Buffer.byteLength(body)),
				accept: 'application/json, text/plain, */*',
				'accept-encoding': 'identity',
				'user-agent': 'minamata-exchange-platform webhooks'
			},
			silenceMs: patienceMs,
			signal: either,
			allowed: allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname),
			body
		});
		const status = head.statusCode ?? 0;
		const said = await beginningOf(reply);
		head.destroy();
		const fault = status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? 'redirect' : 'status';
		return { status, fault, reply: said, milliseconds: took(), retryAfter: waitAsked(head.headers['retry-after'], at) };
	} catch (thrown) {
		const { code } = faultOf(thrown, either, url.hostname);
		return { status: null, fault: code, reply: '', milliseconds: took(), retryAfter: null };
	}
}

/** An answer that breaks off after its status was an answer all the same. */
async function beginningOf(reply: Readable): Promise<string> {
	const pieces: Buffer[] = [];
	let size = 0;
	try {
		for await (const piece of reply as AsyncIterable<Buffer>) {
			pieces.push(piece);
			size += piece.length;
			if (size >= 4 * keptCharacters) break;
		}
	} catch {
		// What had come is shown.
	} finally {
		reply.destroy();
	}
	const text = new TextDecoder().decode(Buffer.concat(pieces)).slice(0, keptCharacters);
	return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ').toWellFormed();
}

const end = async (db: Writing, id: string, tries: number, state: 'delivered' | 'failed' | 'dropped', at: Date) =>
	await db
		.updateTable('webhooks.messages')
		.set({ state, ended_at: at, due_at: null, tries: state === 'dropped' ? tries : tries + 1 })
		.where('id', '=', id)
		.where('state', '=', 'waiting')
		.where('tries', '=', tries)
		.returning('id')
		.executeTakeFirst();

async function settle(db: Writing, delivering: Delivering, message: ToSend, { retryAfter, ...answer }: Answer, at: Date): Promise<void> {
	// Whoever made the same try at the same time has written it down.
	const locked = await db
		.selectFrom('webhooks.messages')
		.select(['state', 'tries', 'round'])
		.where('id', '=', message.id)
		.forUpdate()
		.executeTakeFirst();
	if (locked?.state !== 'waiting' || locked.tries !== message.tries || locked.round !== message.round) return;
	await addAttempt(db, message.id, { ...answer, at });
	if (answer.fault === null) {
		await end(db, message.id, message.tries, 'delivered', at);
		await db.updateTable('webhooks.endpoints').set({ failing_since: null, last_delivered_at: at }).where('id', '=', message.endpoint).execute();
		return;
	}
	const { failing_since: failingSince } = await db
		.updateTable('webhooks.endpoints')
		.set((set) => ({ failing_since: set.fn.coalesce('failing_since', set.val(at)) }))
		.where('id', '=', message.endpoint)
		.returning('failing_since')
		.executeTakeFirstOrThrow();
	const next = nextTry(message.tries + 1, at, retryAfter);
	const gone = answer.status === 410;
	if (gone || !next) {
		await end(db, message.id, message.tries, 'failed', at);
		if (gone || (failingSince && at.getTime() - failingSince.getTime() >= longestFailing))
			await stop(db, delivering, message, gone ? 'gone' : 'silent', at);
		return;
	}
	await db
		.updateTable('webhooks.messages')
		.set({ tries: message.tries + 1, due_at: next })
		.where('id', '=', message.id)
		.execute();
	await delivering.jobs.enqueue(db, deliveryQueue, { message: message.id, round: message.round, after: message.tries + 1 } satisfies Delivery, {
		after: next
	});
}

/** Nothing more is sent there until an administrator says so; whoever made it is written to. */
async function stop(db: Writing, { ground }: Delivering, { endpoint, address }: ToSend, why: 'gone' | 'silent', at: Date): Promise<void> {
	const stopped = await db
		.updateTable('webhooks.endpoints')
		.set({ state: 'failed', changed_at: at })
		.where('id', '=', endpoint)
		.where('state', '=', 'on')
		.returning(['name', 'made_by'])
		.executeTakeFirst();
	if (!stopped) return;
	await logAct(db, 'webhook.disabled', { by: 'platform', about: endpoint, at, details: { host: hostOf(address), why } });
	for (const letter of await stoppedLetters(
		db,
		{ id: endpoint, name: stopped.name, madeBy: stopped.made_by, host: hostOf(address) },
		why,
		ground.origin
	))
		await ground.post(db, letter);
}
