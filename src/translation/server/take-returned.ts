// SPDX-License-Identifier: Apache-2.0
// Takes in the translations of one record that came back in a file. Nothing that others wrote meanwhile is overwritten; what becomes of each text is said.
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { type Judged, judgeReturned, type Returned } from '../returned.ts';
import { type SavedTranslation, saveTranslation, unitsIn } from './save-translation.ts';
import { openTranslation } from './translations.ts';

export interface Taken {
	record: string;
	target: Returned['target'];
	units: Pick<Judged, 'question' | 'outcome'>[];
}

export async function takeReturned(
	db: Writing,
	doing: Doing,
	{ returned, takeReviewed }: { returned: Returned; takeReviewed: boolean }
): Promise<Taken | Refusal | 'wrong-source'> {
	const { record, target } = returned;
	const opened = await openTranslation(reading(db), doing.definitions, doing.by, record);
	if (!opened) return refuse('not-found');
	if (!opened.editable) return refuse('stage-does-not-fit');
	if (returned.source !== null && returned.source !== opened.source) return 'wrong-source';
	const judged = judgeReturned(opened.form, unitsIn(opened, target), { ...returned, source: opened.source }, takeReviewed);
	const wanted = judged.filter((each): each is Judged & { text: string } => each.text !== undefined);
	const saved: Pick<SavedTranslation, 'changed' | 'reviewed' | 'clashes'> | Refusal = wanted.length
		? await saveTranslation(db, doing, {
				record,
				language: target,
				version: returned.version ?? opened.version,
				texts: Object.fromEntries(wanted.map(({ question, text }) => [question, text])),
				reviewed: wanted.filter(({ reviewed }) => reviewed).map(({ question }) => question),
				madeFrom: Object.fromEntries(wanted.flatMap(({ question, madeFrom }) => (madeFrom === undefined ? [] : [[question, madeFrom]]))),
				event: 'imported'
			})
		: { changed: [], reviewed: [], clashes: [] };
	if (isRefusal(saved)) return saved;
	const units = judged.map(({ question, outcome, text }) => {
		if (text === undefined) return { question, outcome };
		if (saved.clashes.includes(question)) return { question, outcome: 'clash' as const };
		// The translator left it as it was; what somebody else made of it meanwhile stands.
		const did = saved.changed.includes(question) || saved.reviewed.includes(question);
		return { question, outcome: did ? outcome : ('same' as const) };
	});
	return { record, target, units };
}
