// SPDX-License-Identifier: Apache-2.0
// Gives the Party more time to answer, with the reason.
import { type Day, isDay } from '#convention/day.ts';
import { refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { type At, type Done, follow, type Written } from './add-post.ts';

export const extendClarification = (
	db: Writing,
	doing: Pick<Doing, 'by' | 'at' | 'announce'>,
	extension: At & Written & { due: Day }
): Promise<Done> =>
	follow(db, doing, extension, { kind: 'extension', ability: 'clarification.ask', needed: true }, ({ thread }) => {
		const { due } = extension;
		if (!isDay(due)) return refuse('not-a-day', { day: due });
		if (due <= thread.due || due <= doing.at.toISOString().slice(0, 10)) return refuse('day-passed', { day: due });
		return [{ due }, { due }];
	});
