// SPDX-License-Identifier: Apache-2.0
// What happens beside records becomes messages too: facts that were changed by hand (meetings, deadlines, Parties …), and data packages that were made. Looked
// for every minute among those of the last day; the id of a message is made of what it tells and to whom, so that each is told once.
import { createHash } from 'node:crypto';
import type { Database } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { ofTheSite } from '../../dump/facts.ts';
import { type Endpoint, type Other, toldDataset, toldFact, wantsOther } from '../webhook.ts';
import { deliveryQueue, type Delivery } from './deliver.ts';
import { addMessage, endpointsOn } from './endpoints.ts';

const lookedBack = 24 * 3_600_000;

interface Happened {
	/** Names it among all that happens. */
	key: string;
	at: Date;
	message: Other;
}

export async function tellOthers(
	{ database, jobs, origin }: { database: Database; jobs: Pick<Jobs, 'enqueue'>; origin: string },
	now: Date
): Promise<number> {
	const endpoints = await endpointsOn(database.fresh);
	const happened = endpoints.length ? await happenedSince(database, new Date(now.getTime() - lookedBack), origin) : [];
	const due = happened.flatMap((each) =>
		endpoints.filter((endpoint) => wantsOther(endpoint, each.message.type) && endpoint.madeAt <= each.at).map((endpoint) => ({ ...each, endpoint }))
	);
	if (!due.length) return 0;
	return database.write(async (db) => {
		let made = 0;
		for (const { key, message, endpoint } of due) {
			const id = idOf(key, endpoint);
			const body = JSON.stringify(message);
			if (!(await addMessage(db, { id, endpoint: endpoint.id, seq: null, event: message.type, record: null, body, at: now }))) continue;
			await jobs.enqueue(db, deliveryQueue, { message: id, round: 1, after: 0 } satisfies Delivery);
			made += 1;
		}
		return made;
	});
}

const idOf = (key: string, { id }: Endpoint): string => `msg_${createHash('sha256').update(`${key} ${id}`).digest('base64url').slice(0, 24)}`;

async function happenedSince({ fresh }: Database, since: Date, origin: string): Promise<Happened[]> {
	const [changes, dumps] = await Promise.all([
		fresh
			.selectFrom('convention.fact_changes')
			.select(['seq', 'kind', 'id', 'before', 'changed_at'])
			.where('changed_at', '>', since)
			.where('kind', 'not in', [...ofTheSite])
			.orderBy('seq')
			.execute(),
		fresh.selectFrom('datasets.dumps').selectAll().where('made_at', '>', since).orderBy('id').execute()
	]);
	return [
		...changes.map(({ seq, kind, id, before, changed_at: at }) => ({
			key: `fact ${seq}`,
			at,
			message: toldFact({ seq, kind, id, added: !before, at }, origin)
		})),
		...dumps.map(({ id, made_at: at, records, withdrawn }) => ({
			key: `dump ${id}`,
			at,
			message: toldDataset({ id, at, records, withdrawn }, origin)
		}))
	];
}
