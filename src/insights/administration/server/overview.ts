// SPDX-License-Identifier: Apache-2.0
// The administrator's home: how each part of the installation stands. Few statements, each of which is quick on a large installation too.
import { sql } from 'kysely';
import type { Health, QueueStanding } from '#platform/health.ts';
import { lettersQueue } from '#people/server/ground.ts';
import { healthOf } from '#platform/server/health.ts';
import type { Platform } from '#platform/server/platform.ts';
import { queueStandings } from '#platform/server/queues.ts';
import type { Words } from '#text/words.ts';
import {
	contentPart,
	harvestsPart,
	healthPart,
	jobsPart,
	logPart,
	mailPart,
	type Part,
	signInsPart,
	storagePart,
	type WebhookFigures,
	webhooksPart
} from '../standing.ts';
import { contentFigures } from './content.ts';
import { signInFigures } from './sign-ins.ts';
import { counts } from './storage.ts';

export interface Run {
	/** The source. */
	id: string;
	name: Words;
	/** Of its last harvest; null where it was never read. */
	harvest: { id: string; state: string; at: Date } | null;
}

export interface Overview {
	parts: Part[];
	health: Health;
	runs: Run[];
}

/** Queues of letters and all others. */
export const parted = (standings: readonly QueueStanding[]) => ({
	letters: standings.filter(({ queue }) => queue === lettersQueue),
	others: standings.filter(({ queue }) => queue !== lettersQueue)
});

export async function overview(platform: Pick<Platform, 'configuration' | 'database'>, at: Date): Promise<Overview> {
	const { database, configuration } = platform;
	const db = database.fresh;
	const health = await healthOf(platform);
	const { letters, others } = parted(await queueStandings(db));
	const { rows: runs } = await sql<{ id: string; name: Words; harvest: string | null; state: string | null; asked_at: Date | null }>`
		select source.id, source.name, last.id as harvest, last.state, last.asked_at from projects.sources as source
		left join lateral (select run.id, run.state, run.asked_at from projects.harvests as run where run.source = source.id and not run.dry order by run.asked_at desc limit 1) as last on true
		order by source.position`.execute(db as never);
	const { rows: hooks } = await sql<WebhookFigures>`
		select count(*) filter (where state = 'on') as on, count(*) filter (where state = 'on' and failing_since is not null) as failing,
			count(*) filter (where state = 'failed') as failed from webhooks.endpoints`.execute(db as never);
	const [counted] = await counts(db, 1);
	return {
		health,
		runs: runs.map(({ id, name, harvest, state, asked_at: askedAt }) => ({
			id,
			name,
			harvest: harvest && state && askedAt ? { id: harvest, state, at: askedAt } : null
		})),
		parts: [
			healthPart(health),
			jobsPart(others, at),
			mailPart(letters, at, { server: configuration.mailServer !== null, demo: configuration.demo }),
			harvestsPart(runs.flatMap(({ state }) => (state ? [{ state }] : []))),
			storagePart(counted ?? null),
			contentPart(await contentFigures(db, at)),
			signInsPart(await signInFigures(db, at)),
			webhooksPart(hooks[0] as WebhookFigures),
			logPart()
		]
	};
}
