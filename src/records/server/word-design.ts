// SPDX-License-Identifier: Apache-2.0
// Takes words from elsewhere into a design as changes like any other: those of the languages that were accepted, and, where asked, the same words
// into the designs of other forms that said the same before. Whoever may design may say what the words were compared with.
import type { ChangeFault } from '#forms/designing.ts';
import type { Form } from '#forms/form.ts';
import { alsoIn, changedWords, type Offer, questionsWorded, sourcedChanges, textsIn, wordsAsChanges } from '#forms/wording.ts';
import { may } from '#people/may.ts';
import { isRefusal, type Refusal, refuse } from '#people/refusal.ts';
import type { Writing } from '#platform/server/database.ts';
import { beginDesign } from './begin-design.ts';
import { changeDesign } from './change-design.ts';
import { currentForEdit, designForEdit } from './designs.ts';
import type { Doing } from './doing.ts';

export interface Wording {
	form: string;
	/** What the page showed: another edition refuses the words. */
	edition: number;
	words: Offer;
	/** Names the source of the words, and questions beside those that are worded. */
	sourced: { source: string; unchanged: readonly string[] } | null;
	/** Ids of forms that take the same words. */
	also: readonly string[];
}

/** What another form took; none where its design could not be changed. */
export interface TakenElsewhere {
	form: string;
	texts: number;
}

export interface Worded {
	form: Form;
	edition: number;
	texts: number;
	also: TakenElsewhere[];
}

export type WordingRefusal = Refusal & { faults?: ChangeFault[] };

const longestSource = 500;

export async function wordDesign(db: Writing, doing: Pick<Doing, 'by' | 'at'>, asked: Wording): Promise<Worded | WordingRefusal> {
	if (!may(doing.by, 'form.word')) return refuse('not-allowed');
	const source = asked.sourced?.source.trim() ?? '';
	if (asked.sourced && (!source || source.length > longestSource))
		return { ...refuse('not-valid'), faults: [{ at: 'source', code: source ? 'source-long' : 'source-unnamed' }] };
	const design = await designForEdit(db, asked.form);
	if (!design) return refuse('not-found');
	const words = changedWords(design.form, asked.words);
	const changesIn = (form: Form, offer: Offer, more: readonly string[] = []) => [
		...wordsAsChanges(form, offer),
		...(asked.sourced ? sourcedChanges(form, [...new Set([...questionsWorded(form, offer), ...more])], source) : [])
	];
	const changes = changesIn(design.form, words, asked.sourced?.unchanged);
	const changed = await changeDesign(db, doing, { form: asked.form, edition: asked.edition, changes });
	if (isRefusal(changed)) return changed;
	const also: TakenElsewhere[] = [];
	for (const other of new Set(asked.also)) {
		const standing = other === asked.form ? undefined : ((await designForEdit(db, other)) ?? (await currentForEdit(db, other)));
		const shared = standing ? alsoIn(standing.form, design.form, words) : {};
		if (!textsIn(shared)) continue;
		const begun = await beginDesign(db, doing, other);
		const taken = isRefusal(begun)
			? begun
			: await changeDesign(db, doing, { form: other, edition: begun.edition, changes: changesIn((standing as { form: Form }).form, shared) });
		also.push({ form: other, texts: isRefusal(taken) ? 0 : textsIn(shared) });
	}
	return { form: changed.form, edition: changed.edition, texts: textsIn(words), also };
}
