// SPDX-License-Identifier: Apache-2.0
// The secretariat asks again in an answered thread: what is still open, and by when.
import { type Day, isDay } from '#convention/day.ts';
import { refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { type At, type Done, follow, type Written } from './add-post.ts';

export const reopenClarification = (db: Writing, doing: Pick<Doing, 'by' | 'at' | 'announce'>, asking: At & Written & { due: Day }): Promise<Done> =>
	follow(db, doing, asking, { kind: 'reopening', ability: 'clarification.ask', needed: true }, () => {
		const { due } = asking;
		if (!isDay(due)) return refuse('not-a-day', { day: due });
		if (due <= doing.at.toISOString().slice(0, 10)) return refuse('day-passed', { day: due });
		return [{ due }, { state: 'reopened', due }];
	});
