// SPDX-License-Identifier: Apache-2.0
// Makes of a design the version in use, without a release: new drafts answer it, open drafts are carried to it, what was submitted stays as it was.
import { isDeepStrictEqual } from 'node:util';
import { differencesBetween, aroundDifferences, type DesignFault, faultsOfDesign } from '#forms/designed.ts';
import type { Form } from '#forms/form.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import { logDesign } from './begin-design.ts';
import { carryDrafts } from './carry-drafts.ts';
import { currentForEdit, designForEdit, type StoredDesign, versionForEdit } from './designs.ts';
import type { Doing } from './doing.ts';

export interface Publication {
	form: string;
	edition: number;
	/** Label of the new version, for example mc-6-1 or 2: letters, digits, points and hyphens. */
	version: string;
	/** The decision that asks for it, for example MC-6/1; null for a correction of the secretariat's own. */
	decision: string | null;
	confirmed: boolean;
}

export type Published = { form: Form; carried: number };

/**
 * An older version with corrected words takes the place of itself: what answers it stays as it is, and is read with the new words. No seed overwrites it
 * any more.
 */
async function publishCorrection(db: Writing, who: Pick<Doing, 'by' | 'at'>, { formId, baseVersion, form }: StoredDesign, confirmed: boolean) {
	const before = await versionForEdit(db, formId, baseVersion);
	if (!before) return refuse('not-found');
	const faults = faultsOfDesign(form);
	if (faults.length) return { ...refuse('not-sound', { count: faults.length }), faults };
	if (isDeepStrictEqual(before, form)) return refuse('nothing-changed');
	if (!confirmed) return refuse('not-confirmed');
	await db
		.updateTable('forms.definitions')
		.set({ form: json(form), seeded_sha256: null })
		.where('id', '=', formId)
		.where('version', '=', baseVersion)
		.execute();
	await db.deleteFrom('forms.designs').where('form_id', '=', formId).execute();
	await logDesign(db, who, { formId, act: 'publish', changes: [], version: baseVersion });
	return { form, carried: 0 };
}

const label = /^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/;

/**
 * After the commit, the process that published looks at the definitions anew (current.ts); the others notice by themselves. `first` is done once nothing
 * stands in the way, before drafts are carried: what a noun has to settle with the version that is replaced.
 */
export async function publishDesign(
	db: Writing,
	{ by, at }: Pick<Doing, 'by' | 'at'>,
	asked: Publication,
	first?: (replaced: Form) => Promise<void>
): Promise<Published | (Refusal & { faults?: DesignFault[] })> {
	if (!may(by, 'form.design')) return refuse('not-allowed');
	const design = await designForEdit(db, asked.form);
	const current = await currentForEdit(db, asked.form);
	if (!design || !current) return refuse('not-found');
	if (design.edition !== asked.edition) return refuse('changed-meanwhile');
	if (design.corrects) return publishCorrection(db, { by, at }, design, asked.confirmed);
	if (current.form.version !== design.baseVersion) return refuse('version-replaced');
	if (!label.test(asked.version)) return refuse('version-label');
	const versions = await db.selectFrom('forms.definitions').select(['version', 'form']).where('id', '=', asked.form).execute();
	if (versions.some((each) => each.version.toLowerCase() === asked.version.toLowerCase())) return refuse('version-taken', { version: asked.version });
	const faults = faultsOfDesign(design.form);
	if (faults.length) return { ...refuse('not-sound', { count: faults.length }), faults };
	if (!differencesBetween(current.form, design.form).length && !aroundDifferences(current.form, design.form).length) return refuse('nothing-changed');
	if (!asked.confirmed) return refuse('not-confirmed');
	await first?.(current.form);
	const form: Form = { ...design.form, version: asked.version, decision: asked.decision };
	await db.updateTable('forms.definitions').set({ current: false }).where('id', '=', asked.form).where('current', '=', true).execute();
	await db
		.insertInto('forms.definitions')
		.values({
			id: asked.form,
			version: form.version,
			position: current.position,
			form: json(form),
			type: json(current.type),
			current: true,
			seeded_sha256: null,
			published_at: at
		})
		.execute();
	const byVersion = new Map(versions.map((each) => [each.version, each.form as Form]));
	const carried = await carryDrafts(db, { by, at }, form, (version) => byVersion.get(version));
	await db.deleteFrom('forms.designs').where('form_id', '=', asked.form).execute();
	await logDesign(db, { by, at }, { formId: asked.form, act: 'publish', changes: [], version: form.version });
	return { form, carried };
}
