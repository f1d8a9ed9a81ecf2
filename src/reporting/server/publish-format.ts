// SPDX-License-Identifier: Apache-2.0
// Publishes a version of a reporting form. A cycle that Parties are filling in is not turned into another format under their hands: whoever publishes
// says whether the cycles that are open take the new version, as a corrected word should, or keep theirs, as a new format of the COP asks.
import { changeFact, factForEdit } from '#convention/server/facts.ts';
import { refuse } from '#people/refusal.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import { designOf } from '#records/server/designs.ts';
import { type Publication, publishDesign } from '#records/server/publish-design.ts';
import { reportTypes } from '../cycle.ts';

/** Cycles that are open and answer the version in use of this form: those whose fact names no version. */
export async function cyclesFollowing(db: Reading, { convention }: Pick<Doing, 'convention'>, form: string): Promise<string[]> {
	const following = convention.cycles.filter((cycle) => reportTypes[cycle.kind] === form && !cycle.formVersion).map(({ id }) => id);
	if (!following.length) return [];
	const open = await db.selectFrom('reporting.rounds').select('cycle').where('cycle', 'in', following).orderBy('cycle').execute();
	return open.map(({ cycle }) => cycle);
}

export type FormatPublication = Publication & {
	/** What becomes of the cycles that are open; null where nobody said. */
	cycles: 'follow' | 'keep' | null;
};

/** As `publishDesign`; refused with `cycles-unsaid` where a cycle is open and nobody said what becomes of it. */
export async function publishFormat(
	db: Writing,
	doing: Pick<Doing, 'by' | 'at' | 'convention'>,
	asked: FormatPublication
): Promise<Awaited<ReturnType<typeof publishDesign>>> {
	// The words of an older version are corrected for whoever reads it: no cycle changes its form.
	const corrects = (await designOf(reading(db), asked.form))?.corrects === true;
	const open = corrects ? [] : await cyclesFollowing(reading(db), doing, asked.form);
	if (open.length && !asked.cycles) return refuse('cycles-unsaid');
	return publishDesign(db, doing, asked, async (replaced) => {
		if (asked.cycles === 'keep') await keepVersion(db, doing, open, replaced.version);
	});
}

/** The facts name the version that these cycles go on with, and their reports stay with it. */
async function keepVersion(db: Writing, { by, at }: Pick<Doing, 'by' | 'at'>, cycles: string[], version: string): Promise<void> {
	for (const id of cycles) {
		const fact = await factForEdit(db, 'cycle', id);
		if (!fact || fact.value.formVersion) continue;
		await changeFact(db, fact, { value: { ...fact.value, formVersion: version }, status: fact.status, source: fact.source }, by.id, at, null);
	}
	if (!cycles.length) return;
	await db
		.updateTable('records.records')
		.set({ keeps_version: true })
		.where('id', 'in', (reports) => reports.selectFrom('reporting.reports').select('record_id').where('cycle', 'in', cycles))
		.execute();
}
