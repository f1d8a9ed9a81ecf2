// SPDX-License-Identifier: Apache-2.0
// An officer of the secretariat asks a Party about one question of its report, for the secretariat or on behalf of the Committee, with a day by which an
// answer is asked for. About what was submitted alone: a draft is the Party's own.
import { type Day, isDay } from '#convention/day.ts';
import { allQuestions } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { envelope } from '#records/server/records.ts';
import { type Asker, askers } from '../clarification.ts';
import { isReportType } from '../cycle.ts';
import { addPost, checked, type Done, type Written } from './add-post.ts';
import { clarificationFrom } from './clarifications.ts';

export interface Asking extends Written {
	record: string;
	question: string;
	due: Day;
	askedFor: string;
}

export async function askClarification(db: Writing, doing: Pick<Doing, 'by' | 'at' | 'announce' | 'definitions'>, asking: Asking): Promise<Done> {
	// Locked, so that two who ask at once get numbers one after the other.
	const row = await db.selectFrom('records.records').selectAll().where('id', '=', asking.record).forUpdate().executeTakeFirst();
	const record = row && envelope(row);
	if (!record || !isReportType(record.type) || !may(doing.by, 'clarification.read', record)) return refuse('not-found');
	if (!may(doing.by, 'clarification.ask', record)) return refuse('not-allowed');
	const revision = await db
		.selectFrom('records.revisions')
		.select(['number', 'form_version'])
		.where('record_id', '=', record.id)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!revision || (record.stage !== 'submitted' && record.state !== 'published')) return refuse('stage-does-not-fit');
	const form = doing.definitions.form(record.type, revision.form_version);
	const askedFor = askers.find((each) => each === asking.askedFor) as Asker | undefined;
	if (!askedFor || !form || !allQuestions(form).some(({ id }) => id === asking.question)) return refuse('not-valid');
	const written = checked(asking, { needed: true });
	if (isRefusal(written)) return written;
	const { due } = asking;
	if (!isDay(due)) return refuse('not-a-day', { day: due });
	if (due <= doing.at.toISOString().slice(0, 10)) return refuse('day-passed', { day: due });
	const last = await db
		.selectFrom('reporting.clarifications')
		.select((select) => select.fn.max('number').as('number'))
		.where('record_id', '=', record.id)
		.executeTakeFirst();
	const opened = await db
		.insertInto('reporting.clarifications')
		.values({
			record_id: record.id,
			number: (last?.number ?? 0) + 1,
			revision: revision.number,
			question: asking.question,
			asked_for: askedFor,
			state: 'open',
			due,
			posts: 0,
			opened_by: doing.by.id,
			opened_at: doing.at
		})
		.returningAll()
		.executeTakeFirstOrThrow();
	const thread = clarificationFrom(opened);
	const post = await addPost(db, doing, { record, thread }, { kind: 'question', ...written, details: { due, askedFor } }, {});
	return { number: thread.number, post: post.number };
}
