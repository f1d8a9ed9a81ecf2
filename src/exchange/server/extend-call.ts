// SPDX-License-Identifier: Apache-2.0
// Gives more time for a call, with the reason: a revision of its record that adds a line to its extensions, published at once, so that the history of
// the call tells it as it tells any other change.
import { sql } from 'kysely';
import { type Day, isDay } from '#convention/day.ts';
import { isObject } from '#forms/kind.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { RecordEnvelope } from '#records/record.ts';
import type { Doing } from '#records/server/doing.ts';
import { moveRecord } from '#records/server/move-record.ts';
import { draftOf } from '#records/server/records.ts';
import { saveAnswers } from '#records/server/save-answers.ts';
import { submit } from '#records/server/submit.ts';
import { lastDay } from '../call.ts';
import { publishedCall } from './calls.ts';

export async function extendCall(
	db: Writing,
	doing: Doing,
	{ call: id, deadline, reason }: { call: string; deadline: Day; reason: string }
): Promise<{ deadline: Day } | Refusal> {
	const found = await publishedCall(reading(db), doing.definitions, id);
	if (!found) return refuse('not-found');
	if (!may(doing.by, 'record.publish', found.record)) return refuse('not-allowed');
	if (!isDay(deadline)) return refuse('not-a-day', { day: deadline });
	if (!reason.trim()) return refuse('reason-missing');
	const last = lastDay(found.call);
	if (deadline <= last) return refuse('day-not-later', { due: last });
	await sql`savepoint extension`.execute(db);
	const extended = await revisedWith(db, doing, found.record, { deadline, reason });
	// All of it or nothing: a call that was only opened again would be left as a draft that nobody began.
	await (isRefusal(extended) ? sql`rollback to savepoint extension` : sql`release savepoint extension`).execute(db);
	return extended;
}

async function revisedWith(
	db: Writing,
	doing: Doing,
	{ id, type }: RecordEnvelope,
	{ deadline, reason }: { deadline: Day; reason: string }
): Promise<{ deadline: Day } | Refusal> {
	// One act: of its steps nobody is told but of the publication.
	const quiet: Doing = { ...doing, announce: async (own, event) => void (event.event === 'published' && (await doing.announce(own, event))) };
	const revised = await moveRecord(db, quiet, { record: id, move: 'revise' });
	if (isRefusal(revised)) return revised;
	const draft = await draftOf(reading(db), id);
	if (!draft) return refuse('stage-does-not-fit');
	const before = Array.isArray(draft.answers.extensions) ? draft.answers.extensions.filter(isObject) : [];
	const line = { deadline, reason: reason.trim().slice(0, 1000), on: doing.at.toISOString().slice(0, 10) };
	const saved = await saveAnswers(db, quiet, { record: id, version: draft.version, answers: { extensions: [...before, line] } });
	if (isRefusal(saved)) return saved;
	const submitted = await submit(db, quiet, id);
	if (isRefusal(submitted)) return submitted;
	const checklist = doing.definitions.form(type, draft.formVersion)?.checklist ?? [];
	const published = await moveRecord(db, quiet, { record: id, move: 'publish', checklist });
	return isRefusal(published) ? published : { deadline };
}
