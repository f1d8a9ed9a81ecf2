// SPDX-License-Identifier: Apache-2.0
// What the pages of the form designer share: the form with its design for those who may see it, and a posted change made or refused.
import { error, fail, redirect } from '@sveltejs/kit';
import { type FieldFault, type ReadFields, typedFrom } from '#components/designer/fields.ts';
import type { Change, ChangeFault } from '#forms/designing.ts';
import { may } from '#people/may.ts';
import { refuse, type Refusal, statusOf } from '#people/refusal.ts';
import { changeDesign } from '#records/server/change-design.ts';
import { designOf } from '#records/server/designs.ts';

/** The form in use, for officers who may word or design. */
export function openForm(locals: App.Locals, id: string) {
	if (!may(locals.person, 'form.word')) error(403, 'not allowed', { refusal: refuse('not-allowed') });
	const definition = locals.definitions.current(id);
	if (!definition) error(404, 'not found', { refusal: refuse('not-found') });
	return { ...definition, mayDesign: may(locals.person, 'form.design') };
}

/** The form in use with the design under way; there is nothing to see where none is. */
export async function openDesign(locals: App.Locals, id: string) {
	const { form: base, type, mayDesign } = openForm(locals, id);
	const design = await designOf(locals.platform.database.fresh, id);
	if (!design) error(404, 'not found', { refusal: refuse('not-found') });
	// Where an older version is corrected, its shape is nobody's to change.
	const mayShape = mayDesign && !design.corrects;
	return { base: locals.definitions.form(id, design.baseVersion) ?? base, type, mayDesign, mayShape, design };
}

export const editionIn = (fields: FormData): number => {
	const edition = String(fields.get('edition') ?? '');
	return /^\d{1,9}$/.test(edition) ? Number(edition) : -1;
};

/** The answer to a post that changed nothing: why, and what was typed. */
export const refused = (refusal: Refusal, faults: (ChangeFault | FieldFault)[], fields: FormData) =>
	fail(statusOf[refusal.refusal], { refusal, faults, typed: typedFrom(fields) });

/** Makes the changes that a page posted, and leads on; a refusal gives back what was typed. */
export async function changePosted(locals: App.Locals, id: string, fields: FormData, read: ReadFields, onTo: (changes: Change[]) => string) {
	openForm(locals, id);
	if (read.faults.length) return refused(refuse('not-valid'), read.faults, fields);
	const outcome = await locals.platform.database.write((db) =>
		changeDesign(db, locals.doing(), { form: id, edition: editionIn(fields), changes: read.changes })
	);
	if ('refusal' in outcome) return refused(outcome, outcome.faults ?? [], fields);
	redirect(303, onTo(read.changes));
}

/** "day -1", "options plan 1": what a button of order says. */
export const orderIn = (fields: FormData): { words: string[]; by: -1 | 1 } => {
	const words = String(fields.get('move') ?? '').split(' ');
	return { words: words.slice(0, -1), by: words.at(-1) === '-1' ? -1 : 1 };
};
