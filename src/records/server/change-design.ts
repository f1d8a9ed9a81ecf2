// SPDX-License-Identifier: Apache-2.0
// Changes a design: all of the changes that were sent, or none. Editors may word; only administrators change what is asked.
import { onlyWords } from '#forms/designed.ts';
import { applyChanges, type Change, type ChangeFault } from '#forms/designing.ts';
import type { Form } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import { logDesign } from './begin-design.ts';
import { currentForEdit, designForEdit, heldBy } from './designs.ts';
import type { Doing } from './doing.ts';

export interface DesignChange {
	form: string;
	/** What the page showed: another edition refuses the change. */
	edition: number;
	changes: Change[];
}

/** Changes that can be of words and their source alone; that they are is seen when they are made. */
const ofWords = new Set<Change['do']>(['words', 'set-form', 'set-question', 'set-column']);

export type Changed = { form: Form; edition: number };

export async function changeDesign(
	db: Writing,
	{ by, at }: Pick<Doing, 'by' | 'at'>,
	asked: DesignChange
): Promise<Changed | (Refusal & { faults?: ChangeFault[] })> {
	if (!may(by, 'form.word')) return refuse('not-allowed');
	if (!may(by, 'form.design') && asked.changes.some((change) => change.do !== 'words')) return refuse('not-allowed');
	const design = await designForEdit(db, asked.form);
	const current = await currentForEdit(db, asked.form);
	if (!design || !current) return refuse('not-found');
	if (design.edition !== asked.edition) return refuse('changed-meanwhile');
	if (!design.corrects && current.form.version !== design.baseVersion) return refuse('version-replaced');
	if (design.corrects && asked.changes.some((change) => !ofWords.has(change.do))) return refuse('words-only');
	const form = applyChanges({ base: current.form, form: design.form, held: heldBy(current.type) }, asked.changes);
	if (Array.isArray(form)) return { ...refuse('not-valid'), faults: form };
	if (design.corrects && !onlyWords(design.form, form)) return refuse('words-only');
	if (asked.changes.length === 0) return { form, edition: design.edition };
	const edition = design.edition + 1;
	await db
		.updateTable('forms.designs')
		.set({ form: json(form), edition, changed_by: by.id, changed_at: at })
		.where('form_id', '=', asked.form)
		.execute();
	await logDesign(db, { by, at }, { formId: asked.form, act: 'change', changes: asked.changes, version: design.baseVersion });
	return { form, edition };
}
