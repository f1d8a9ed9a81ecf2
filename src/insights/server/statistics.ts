// SPDX-License-Identifier: Apache-2.0
// What the published reports of a cycle say to one question.
import type { Convention } from '#convention/convention.ts';
import { questionOf } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { statisticIn } from '../reports.ts';
import type { QuestionStatistic } from '../statistic.ts';
import { readReports } from './reports.ts';

/** Undefined where there is no such cycle or question, or nobody may read its answers. */
export async function readStatistic(
	db: Reading,
	world: { convention: Convention; definitions: Definitions },
	asked: { cycle: string; question: string }
): Promise<QuestionStatistic | undefined> {
	const all = await readReports(db, world, {
		cycle: asked.cycle,
		questions: (form) => {
			const question = questionOf(form, asked.question);
			return question ? [question] : [];
		}
	});
	const [question] = all?.questions ?? [];
	return all && question && statisticIn(all, question);
}
