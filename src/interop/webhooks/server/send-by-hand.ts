// SPDX-License-Identifier: Apache-2.0
// Sends what no event causes: a test to an endpoint, and a message once more, under the id that it had.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { logAct } from '#people/server/log-act.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { hostOf } from '../webhook.ts';
import type { Managing } from './change-endpoints.ts';
import { deliveryQueue, type Delivery } from './deliver.ts';
import { addMessage, findEndpoint } from './endpoints.ts';
import { newMessageId } from './tell.ts';

type Sending = Pick<Managing, 'by' | 'at'> & { jobs: Pick<Jobs, 'enqueue'> };

export async function pingEndpoint(db: Writing, { by, at, jobs }: Sending, endpoint: string): Promise<{ id: string } | Refusal> {
	if (!by || !may(by, 'webhook.manage')) return refuse('not-allowed');
	const found = await findEndpoint(reading(db), endpoint);
	if (!found) return refuse('not-found');
	if (found.state !== 'on') return refuse('webhook-off');
	const id = newMessageId();
	const body = JSON.stringify({ type: 'ping', timestamp: at.toISOString(), data: {} });
	await addMessage(db, { id, endpoint, seq: null, event: 'ping', record: null, body, at });
	await jobs.enqueue(db, deliveryQueue, { message: id, round: 1, after: 0 } satisfies Delivery);
	await logAct(db, 'webhook.pinged', { by: by.id, about: endpoint, at, details: { host: hostOf(found.address) } });
	return { id };
}

/** Begins its tries anew, whatever became of it; one that waits for its next try is tried now. */
export async function sendAgain(db: Writing, { by, at, jobs }: Sending, endpoint: string, message: string): Promise<{ id: string } | Refusal> {
	if (!by || !may(by, 'webhook.manage')) return refuse('not-allowed');
	const found = await findEndpoint(reading(db), endpoint);
	const known = await db
		.selectFrom('webhooks.messages')
		.select('round')
		.where('id', '=', message)
		.where('endpoint', '=', endpoint)
		.forUpdate()
		.executeTakeFirst();
	if (!found || !known) return refuse('not-found');
	if (found.state !== 'on') return refuse('webhook-off');
	// Jobs of the round before do nothing any more.
	const round = known.round + 1;
	await db
		.updateTable('webhooks.messages')
		.set({ state: 'waiting', round, tries: 0, due_at: at, ended_at: null })
		.where('id', '=', message)
		.execute();
	await jobs.enqueue(db, deliveryQueue, { message, round, after: 0 } satisfies Delivery);
	await logAct(db, 'webhook.sent-again', { by: by.id, about: endpoint, at, details: { message } });
	return { id: message };
}
