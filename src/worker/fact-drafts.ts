// SPDX-License-Identifier: Apache-2.0
// Publishes planned drafts of facts when their hour comes. Whoever planned one that could not be published is written to, and the draft stays.
import { forget } from '#convention/server/current.ts';
import { doDraftPlan, plannedDraftQueue } from '#editorial/server/plan-draft.ts';
import { groundOf } from '#people/server/ground.ts';
import type { Platform } from '#platform/server/platform.ts';
import { tellDraftPlanner } from './plan-letters.ts';

export async function publishPlannedDrafts(platform: Platform, now: () => Date = () => new Date()): Promise<void> {
	const { database, jobs, log } = platform;
	await jobs.work<{ plan: string }>(plannedDraftQueue, async ({ plan }) => {
		const ground = await groundOf(platform);
		const outcome = await database.write((db) =>
			doDraftPlan(db, now(), plan, (ended, draft, refusal) => tellDraftPlanner(ground, db, { plan: ended, draft, refusal }))
		);
		if (outcome === 'done') forget(database);
		if (outcome === 'refused') log.warn({ plan }, 'a planned publication of a fact did not fit any more');
	});
}
