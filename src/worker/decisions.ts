// SPDX-License-Identifier: Apache-2.0
// Loads the decisions that public pages name, as published records of the secretariat. After the server listens, once for every change of the file: what
// somebody has changed by hand since stays as it is.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { World } from '#catalogue/server/project.ts';
import type { Standing } from '#forms/form.ts';
import { isDay } from '#convention/day.ts';
import type { Platform } from '#platform/server/platform.ts';
import type { Words } from '#text/words.ts';
import { takeIn } from './import/batch.ts';
import { definitionOf, type Filed } from './import/judge.ts';
import { isRow, rowFrom } from './import/row.ts';

const queue = 'decisions';
const setting = 'seeds.decisions';
/** Who is said to have begun them. */
export const platformItself = 'platform';

interface SeededDecision {
	number: string;
	meeting: string;
	status: Standing;
	sourceNote: string;
	areas: string[];
	articles: string[];
	title: Words;
}

/** Repeatable. Returns how many decisions are new or other than before. */
export async function loadDecisions({ database, log }: Pick<Platform, 'database' | 'log'>, world: World, now = new Date()): Promise<number> {
	const text = await readFile('seeds/library/decisions.yaml', 'utf8');
	const sha256 = createHash('sha256').update(text).digest('hex');
	const last = await database.fresh.selectFrom('platform.settings').select('value').where('name', '=', setting).executeTakeFirst();
	if (last?.value === sha256) return 0;
	const filed = (parse(text) as SeededDecision[]).map((decision, at) => filedAs(decision, at, world, now));
	const outcomes = await takeIn(database, { source: platformItself, by: platformItself, now, world, dry: false, run: sha256 }, filed);
	for (const each of outcomes)
		if (each.outcome === 'bad')
			log.warn({ decision: each.filed.row.key, problems: each.problems.map(({ code }) => code) }, 'a decision was not loaded');
	await database.write((db) =>
		db
			.insertInto('platform.settings')
			.values({ name: setting, value: sha256 })
			.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sha256 }))
			.execute()
	);
	return outcomes.filter(({ outcome }) => outcome === 'new' || outcome === 'changed').length;
}

/** It was made public when the meeting ended: that is where it stands among what was published. */
function filedAs({ number, meeting, sourceNote, areas, articles, title }: SeededDecision, at: number, world: World, now: Date): Filed {
	const end = world.convention.one('meeting', meeting)?.end;
	const said = {
		type: 'decision',
		secretariat: true,
		key: number,
		...(end && isDay(end) && new Date(end) <= now ? { publishedOn: end } : {}),
		answers: {
			...{ number, title, titleStanding: 'own-words', meeting, sourceNote },
			...(areas.length ? { areas } : {}),
			...(articles.length ? { articles } : {})
		}
	};
	const row = rowFrom(at + 1, JSON.stringify(said), now);
	const definition = isRow(row) ? definitionOf(row, world) : undefined;
	if (!isRow(row) || !definition || 'code' in definition) throw new Error(`seeds/library/decisions.yaml: ${number} is not sound`);
	return { row, definition, attachments: [] };
}

/** Looks when the worker begins, in one process at a time. */
export async function keepDecisions(platform: Platform, world: () => Promise<World>): Promise<void> {
	const { jobs, database, log } = platform;
	await jobs.work(queue, async () => {
		const loaded = await loadDecisions(platform, await world());
		if (loaded) log.info({ decisions: loaded }, 'decisions loaded');
	});
	await database.write((db) => jobs.enqueue(db, queue, {}));
}
