// SPDX-License-Identifier: Apache-2.0
// Takes answers from a file that came back into the draft: those that a person chose among the differences, each with the name of the file as its origin.
// Whatever somebody else changed since the differences were shown clashes as with any other save.
import type { Answers } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import type { Doing } from './doing.ts';
import { lockDraft } from './records.ts';
import { saveAnswers } from './save-answers.ts';

export interface TakenFile {
	record: string;
	/** The draft version, and that of its form, that the differences were shown against. */
	version: number;
	formVersion: string;
	/** Name of the file. */
	name: string;
	/** What was chosen. */
	answers: Answers;
}

export interface FileTaken {
	/** Answers that stand in the draft now. */
	taken: number;
	/** Answers that wait beside what somebody else wrote meanwhile. */
	waiting: number;
}

const longestName = 200;
// Control characters, and those that make a name read otherwise than it is stored.
// eslint-disable-next-line no-control-regex
const hidden = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const fileName = (name: string): string => [...name.toWellFormed().replace(hidden, '').trim()].slice(0, longestName).join('') || '–';

export async function takeFile(db: Writing, doing: Doing, file: TakenFile): Promise<FileTaken | Refusal> {
	const locked = await lockDraft(db, file.record);
	// Questions may be called alike in a version that was published meanwhile, and yet ask something else.
	if (locked?.draft && may(doing.by, 'draft.read', locked.record) && locked.draft.formVersion !== file.formVersion) return refuse('form-renewed');
	const name = fileName(file.name);
	const from = Object.fromEntries(Object.keys(file.answers).map((question) => [question, { kind: 'file' as const, id: name }]));
	const saved = await saveAnswers(db, doing, { record: file.record, version: file.version, answers: file.answers, from });
	if (isRefusal(saved)) return saved;
	const at = doing.at.toISOString();
	const taken = Object.keys(file.answers).filter((question) => {
		const touch = saved.draft.touched[question];
		return touch?.by === doing.by.id && touch.at === at && touch.version === saved.draft.version;
	}).length;
	const waiting = saved.clashes.filter((clash) => clash.by === doing.by.id && clash.at === at && clash.question in file.answers).length;
	if (taken > 0)
		await db.insertInto('records.files_taken').values({ record_id: file.record, version: saved.draft.version, name, taken_at: doing.at }).execute();
	return { taken, waiting };
}
