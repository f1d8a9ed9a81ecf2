// SPDX-License-Identifier: Apache-2.0
// Begins the design of the next version of a form from the one in use, or a correction of the words of an older one; or gives a design up. What was
// given up stays in the history.
import { designFrom } from '#forms/designing.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import { currentForEdit, designForEdit, versionForEdit } from './designs.ts';
import type { Doing } from './doing.ts';

type Who = Pick<Doing, 'by' | 'at'>;

/** Where a design stands already, it is left as it is. `version` names an older version whose words are to be corrected. */
export async function beginDesign(db: Writing, { by, at }: Who, formId: string, version?: string): Promise<{ edition: number } | Refusal> {
	if (!may(by, 'form.word')) return refuse('not-allowed');
	const current = await currentForEdit(db, formId);
	if (!current) return refuse('not-found');
	const there = await designForEdit(db, formId);
	if (there) return { edition: there.edition };
	const corrects = version !== undefined && version !== current.form.version;
	const form = corrects ? await versionForEdit(db, formId, version) : current.form;
	if (!form) return refuse('not-found');
	await db
		.insertInto('forms.designs')
		.values({
			form_id: formId,
			base_version: form.version,
			form: json(corrects ? form : designFrom(form)),
			corrects,
			begun_by: by.id,
			begun_at: at,
			changed_by: by.id,
			changed_at: at
		})
		.execute();
	await logDesign(db, { by, at }, { formId, act: 'begin', changes: [], version: form.version });
	return { edition: 0 };
}

export async function discardDesign(db: Writing, { by, at }: Who, asked: { form: string; edition: number }): Promise<{ version: string } | Refusal> {
	if (!may(by, 'form.design')) return refuse('not-allowed');
	const design = await designForEdit(db, asked.form);
	if (!design) return refuse('not-found');
	if (design.edition !== asked.edition) return refuse('changed-meanwhile');
	await db.deleteFrom('forms.designs').where('form_id', '=', asked.form).execute();
	await logDesign(db, { by, at }, { formId: asked.form, act: 'discard', changes: [{ form: design.form }], version: design.baseVersion });
	return { version: design.baseVersion };
}

export async function logDesign(
	db: Writing,
	{ by, at }: Who,
	what: { formId: string; act: 'begin' | 'change' | 'discard' | 'publish'; changes: unknown[]; version: string }
): Promise<void> {
	await db
		.insertInto('forms.design_changes')
		.values({ form_id: what.formId, act: what.act, changes: json(what.changes), version: what.version, changed_by: by.id, changed_at: at })
		.execute();
}
