// SPDX-License-Identifier: Apache-2.0
// Whoever submits for the Party answers. An answer is never changed: what it lacks comes in another one, until the thread is closed.
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { type At, type Done, follow, type Written } from './add-post.ts';

export const answerClarification = (db: Writing, doing: Pick<Doing, 'by' | 'at' | 'announce'>, answer: At & Written): Promise<Done> =>
	follow(db, doing, answer, { kind: 'answer', ability: 'clarification.answer', needed: true }, () => [{}, { state: 'answered' }]);
