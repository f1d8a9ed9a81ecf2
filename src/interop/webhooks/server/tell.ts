// SPDX-License-Identifier: Apache-2.0
// An event becomes a message for each endpoint that wants it, and a job that sends it, in one transaction. What is told is read in the catalogue, so that
// nothing can be told that is not public. Repeatable: an endpoint gets one message for one event.
import { randomBytes } from 'node:crypto';
import { findEntry } from '#catalogue/server/entries.ts';
import type { Database } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import type { Announced } from '#records/server/doing.ts';
import { isToldEvent, told, wants } from '../webhook.ts';
import { deliveryQueue, type Delivery } from './deliver.ts';
import { addMessage, endpointsOn } from './endpoints.ts';

export const newMessageId = (): string => `msg_${randomBytes(18).toString('base64url')}`;

export async function tellEndpoints(
	{ database, jobs, origin }: { database: Database; jobs: Pick<Jobs, 'enqueue'>; origin: string },
	{ seq, record, event }: Announced,
	at: Date
): Promise<number> {
	if (!isToldEvent(event)) return 0;
	const db = database.fresh;
	const all = await endpointsOn(db);
	const entry = all.length ? await findEntry(db, record) : undefined;
	const those = entry ? all.filter((endpoint) => wants(endpoint, entry.type, event)) : [];
	if (!entry || !those.length) return 0;
	const happened = await db.selectFrom('records.events').select(['revision', 'occurred_at']).where('seq', '=', seq).executeTakeFirst();
	if (!happened) return 0;
	const message = told({ seq, event, revision: happened.revision, at: happened.occurred_at }, entry, origin);
	const body = JSON.stringify(message);
	return await database.write(async (write) => {
		let made = 0;
		for (const endpoint of those) {
			const id = newMessageId();
			if (!(await addMessage(write, { id, endpoint: endpoint.id, seq, event: message.type, record, body, at }))) continue;
			await jobs.enqueue(write, deliveryQueue, { message: id, round: 1, after: 0 } satisfies Delivery);
			made += 1;
		}
		return made;
	});
}
