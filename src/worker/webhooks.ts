// SPDX-License-Identifier: Apache-2.0
// Tells other systems of what is published, and sends what they are told until they have taken it.
import { type Delivery, deliver, deliveryQueue } from '#interop/webhooks/server/deliver.ts';
import { forgetOldMessages } from '#interop/webhooks/server/endpoints.ts';
import { tellEndpoints } from '#interop/webhooks/server/tell.ts';
import { tellOthers } from '#interop/webhooks/server/tell-others.ts';
import { groundOf } from '#people/server/ground.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Announced } from '#records/server/doing.ts';
import type { Reacting } from './reactions.ts';

const tidyQueue = 'webhook-tidying';
const othersQueue = 'webhook-others';

/** After the catalogue is in step: what is told is what stands there. */
export async function tellWebhooks({ platform }: Reacting, event: Announced): Promise<void> {
	const { database, jobs, configuration } = platform;
	await tellEndpoints({ database, jobs, origin: configuration.origin }, event, new Date());
}

export async function deliverWebhooks(platform: Platform, clock = () => new Date()): Promise<void> {
	const { database, jobs, configuration } = platform;
	const ground = await groundOf(platform);
	await jobs.work<Delivery>(deliveryQueue, (delivery, { signal }) =>
		deliver({ database, jobs, ground, allowedHosts: configuration.harvestHosts, signal }, delivery, clock())
	);
	await jobs.work(tidyQueue, () => database.write((db) => forgetOldMessages(db, clock())));
	await jobs.every('11 4 * * *', tidyQueue);
	const telling = { database, jobs, origin: configuration.origin };
	await jobs.work(othersQueue, async () => void (await tellOthers(telling, clock())));
	await jobs.every('* * * * *', othersQueue);
}
