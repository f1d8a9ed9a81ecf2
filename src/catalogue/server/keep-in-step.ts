// SPDX-License-Identifier: Apache-2.0
// Makes entries anew that search cannot find as they are: those of an older version of the platform, and all when the taxonomy has changed.
import { createHash } from 'node:crypto';
import type { Convention } from '#convention/convention.ts';
import type { Database, Reading } from '#platform/server/database.ts';
import type { Platform } from '#platform/server/platform.ts';
import { outdated, type World } from './project.ts';
import { projectMany } from './project-many.ts';

const queue = 'catalogue-in-step';
const setting = 'catalogue-taxonomy';
const atOnce = 200;
/** Seconds that making everything anew may take: with a million records it is hours. */
const longest = 12 * 3600;

/** Grows whenever texts are read in another way, so that entries of before are made anew. 2: traditional characters, French verbs, abbreviations. */
const reading = 2;

/** Differs whenever a label of a concept does, or what an area gathers: entries carry the concepts whose labels occur in their texts, and their areas. */
export const taxonomyMark = (convention: Convention): string =>
	createHash('sha256')
		.update(
			JSON.stringify([
				reading,
				...convention
					.all('concept')
					.map(({ id, prefLabel, altLabel, hiddenLabel, state, replacedBy }) => [
						id,
						prefLabel,
						altLabel,
						...(hiddenLabel || state ? [hiddenLabel ?? {}, state ?? '', replacedBy ?? ''] : [])
					]),
				...convention.all('area').map(({ id, recordTypes }) => [id, recordTypes])
			])
		)
		.digest('base64url');

/**
 * Repeatable, and cut off anywhere it begins again: the mark is written when all is done. Returns how many entries were made anew. The first time
 * that a catalogue has entries and no mark, they were made with these very concepts or are outdated.
 */
export async function bringInStep({ database }: Pick<Platform, 'database'>, world: World): Promise<number> {
	const fresh = database.fresh;
	const made = await inBatches(database, world, (after) => outdated(fresh, after, atOnce));
	const mark = taxonomyMark(world.convention);
	const kept = await fresh.selectFrom('platform.settings').select('value').where('name', '=', setting).executeTakeFirst();
	if (kept?.value === mark) return made;
	const again = kept ? await inBatches(database, world, (after) => entriesAfter(fresh, after)) : 0;
	await database.write((db) =>
		db
			.insertInto('platform.settings')
			.values({ name: setting, value: mark })
			.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: mark }))
			.execute()
	);
	return made + again;
}

/** Makes the entries anew that `next` names, some after the last each time, until there are none. */
async function inBatches(database: Database, world: World, next: (after: string) => Promise<string[]>): Promise<number> {
	let made = 0;
	for (let after: string | undefined = ''; after !== undefined;) {
		const ids: string[] = await next(after);
		after = ids.at(-1);
		if (ids.length) await database.write((db) => projectMany(db, world, ids));
		made += ids.length;
	}
	return made;
}

async function entriesAfter(db: Reading, after: string): Promise<string[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select('record_id')
		.where('record_id', '>', after)
		.orderBy('record_id')
		.limit(atOnce)
		.execute();
	return rows.map((row) => row.record_id);
}

/** After a change of the taxonomy: looks as soon as may be. */
export const askInStep = ({ jobs, database }: Pick<Platform, 'jobs' | 'database'>): Promise<void> =>
	database.write((db) => jobs.enqueue(db, queue, {}));

/** Looks now and every ten minutes, in one process at a time. */
export async function keepInStep(platform: Platform, world: () => Promise<World>): Promise<void> {
	const { jobs, database, log } = platform;
	const look = async () => {
		const made = await bringInStep(platform, await world());
		if (made) log.info({ entries: made }, 'catalogue made anew');
	};
	await jobs.work(queue, look, { longest });
	await jobs.every('*/10 * * * *', queue);
	await database.write((db) => jobs.enqueue(db, queue, {}));
}
