// SPDX-License-Identifier: Apache-2.0
// Tells those who follow: at once when something is published or goes, and once a day and a week by the clock.
import type { World } from '#catalogue/server/project.ts';
import { groundOf } from '#people/server/ground.ts';
import type { Letter } from '#people/server/letters.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Announced } from '#records/server/doing.ts';
import { type Refused, refusesRecipient } from '#watching/bounce.ts';
import { countBounce } from '#watching/server/take-bounce.ts';
import { type Happened, tell, type Telling, writeDigests } from '#watching/server/tell.ts';
import type { Reacting } from './reactions.ts';

export const digestQueue = 'digests';

/** Early in the day of most offices. */
const daily = '45 5 * * *';

const telling = async (platform: Platform, world: World): Promise<Telling> => ({
	database: platform.database,
	ground: await groundOf(platform),
	world,
	replyDomain: platform.configuration.replyDomain
});

/** After the catalogue is in step: what is told is what stands there. */
export async function tellFollowers({ platform, world }: Reacting, event: Announced): Promise<void> {
	await tell(await telling(platform, world), { record: event.record, event: event.event as Happened }, new Date());
}

/** A mail server that refuses the address at the door tells the same as a letter that comes back from it. True where that was counted. */
export async function countRefused({ database, log }: Pick<Platform, 'database' | 'log'>, letter: Letter, fault: unknown): Promise<boolean> {
	if (!letter.back || !refusesRecipient(fault as Refused)) return false;
	const outcome = await countBounce(database, letter.back, 'hard', new Date());
	log.info({ outcome }, 'a mail server refused an address for good');
	return true;
}

export async function sendDigests(platform: Platform, world: () => Promise<World>, clock = () => new Date()): Promise<void> {
	await platform.jobs.work(digestQueue, async () => {
		const sent = await writeDigests(await telling(platform, await world()), clock());
		if (sent) platform.log.info({ sent }, 'digests were written');
	});
	await platform.jobs.every(daily, digestQueue);
}
