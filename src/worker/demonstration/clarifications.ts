// SPDX-License-Identifier: Apache-2.0
// Two invented clarifications, by the acts of named accounts: one that waits for its Party, and one that ended with a note which is public.
import { addDays } from '#convention/day.ts';
import type { World } from '#catalogue/server/project.ts';
import type { Answers } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';
import type { Person } from '#people/person.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { agreeToPublish } from '#reporting/server/agree-to-publish.ts';
import { answerClarification } from '#reporting/server/answer-clarification.ts';
import { askClarification } from '#reporting/server/ask-clarification.ts';
import { closeClarification } from '#reporting/server/close-clarification.ts';
import { publishClarification } from '#reporting/server/publish-clarification.ts';
import { accountWith } from './act-out.ts';

const day = 86_400_000;

/** Reports that are not there, or whose Party has no account, are left alone. */
export async function clarify(db: Writing, world: World, officers: { editor: Person; publisher: Person }, now = new Date()): Promise<void> {
	const doing = (by: Person, daysAgo: number) => ({ by, at: new Date(now.getTime() - daysAgo * day), ...world, announce: async () => {} });
	const done = <T extends object>(outcome: T | Refusal): T => {
		if (isRefusal(outcome)) throw new Error(`the demonstration could not clarify: ${JSON.stringify(outcome)}`);
		return outcome;
	};
	const on = (daysFromNow: number) => addDays(now.toISOString().slice(0, 10), daysFromNow);
	for (const party of ['GHA', 'CHE']) {
		const focalPoint = await accountWith(reading(db), { role: 'focal-point', party });
		const asked = focalPoint && (await answeredQuestion(db, party));
		if (!focalPoint || !asked) continue;
		const english = { language: 'en' } as const;
		if (party === 'GHA') {
			const text = 'Demonstration: please say from which years the figures of this answer are, and who gathered them.';
			done(await askClarification(db, doing(officers.editor, 3), { ...asked, text, ...english, due: on(25), askedFor: 'committee' }));
			continue;
		}
		const text = 'Demonstration: does this answer cover the whole period of the report?';
		const { number } = done(
			await askClarification(db, doing(officers.editor, 40), { ...asked, text, ...english, due: on(-10), askedFor: 'secretariat' })
		);
		const at = { record: asked.record, number };
		const note = 'Démonstration : oui, la réponse porte sur toute la période.';
		done(await answerClarification(db, doing(focalPoint, 30), { ...at, seen: 1, text: note, language: 'fr' }));
		done(await closeClarification(db, doing(officers.editor, 20), { ...at, seen: 2, outcome: 'note', text: '', ...english }));
		done(await agreeToPublish(db, doing(focalPoint, 15), { ...at, seen: 3, agreed: 'note', text: '', ...english }));
		done(await publishClarification(db, doing(officers.publisher, 10), { ...at, seen: 4, text: '', ...english }));
	}
}

/** A question that the newest published report of the Party answers. */
async function answeredQuestion(db: Writing, party: string): Promise<{ record: string; question: string } | null> {
	const row = await db
		.selectFrom('reporting.reports as report')
		.innerJoin('records.records as record', 'record.id', 'report.record_id')
		.innerJoin('records.revisions as revision', (join) =>
			join.onRef('revision.record_id', '=', 'record.id').onRef('revision.number', '=', 'record.published')
		)
		.select(['record.id', 'revision.answers'])
		.where('report.party', '=', party)
		.where('record.state', '=', 'published')
		.orderBy('report.cycle', 'desc')
		.limit(1)
		.executeTakeFirst();
	const question = ['q7-2', 'q3-3', 'q3-1', 'q11-1'].find((id) => row && !isEmpty((row.answers as Answers)[id]));
	return row && question ? { record: row.id, question } : null;
}
