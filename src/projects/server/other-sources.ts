// SPDX-License-Identifier: Apache-2.0
// Sources of what others publish are data: a publisher adds one, and says whose it is, which dialect it speaks and which parts of it are read.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';

export interface AddedSource {
	kind: string;
	name: string;
	/** Short name of the convention or partner. */
	treaty: string;
}

const kinds = ['odata', 'oai'];
const short = /^[a-z][a-z0-9_-]{1,39}$/;

export async function addSource(db: Writing, doing: Doing, { kind, name, treaty }: AddedSource): Promise<{ id: string } | Refusal> {
	if (!may(doing.by, 'project.harvest')) return refuse('not-allowed');
	const called = name.trim().slice(0, 200);
	if (!kinds.includes(kind) || !called || !short.test(treaty)) return refuse('not-valid');
	return insertSource(db, doing, { kind, name: called, mapping: { treaty } });
}

/** Which of these may stand is known to whoever reads the source (src/interop/harvest/linked-settings.ts): here they are kept. */
export async function changeSettings(
	db: Writing,
	doing: Doing,
	{ source, settings }: { source: string; settings: { [name: string]: unknown } }
): Promise<{ id: string } | Refusal> {
	if (!may(doing.by, 'project.harvest')) return refuse('not-allowed');
	if (typeof settings.treaty !== 'string' || !short.test(settings.treaty)) return refuse('not-valid');
	const { numUpdatedRows } = await db
		.updateTable('projects.sources')
		.set({ mapping: json(settings), changed_by: doing.by.id, changed_at: doing.at })
		.where('id', '=', source)
		.where('kind', 'in', kinds)
		.executeTakeFirst();
	if (!numUpdatedRows) return refuse('not-found');
	// Set up anew, it is read anew.
	await db.deleteFrom('linked.parts').where('source', '=', source).execute();
	return { id: source };
}

/** A source that an officer adds, known by its name: `undp-projects`, or `undp-projects-2` where that is taken. */
export async function insertSource(
	db: Writing,
	doing: Doing,
	{ kind, name, mapping }: { kind: string; name: string; mapping: { [name: string]: unknown } }
): Promise<{ id: string } | Refusal> {
	const base = name
		.normalize('NFKD')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '')
		.slice(0, 36)
		.replace(/-$/, '');
	const stem = /^[a-z]./.test(base) ? base : `source-${base}`.replace(/-$/, '');
	const { last } = await db
		.selectFrom('projects.sources')
		.select((one) => one.fn.max('position').as('last'))
		.executeTakeFirstOrThrow();
	for (let at = 1; at < 100; at += 1) {
		const id = at === 1 ? stem : `${stem}-${at}`;
		const { numInsertedOrUpdatedRows } = await db
			.insertInto('projects.sources')
			.values({
				...{ id, kind, name: json({ [doing.by.language]: name }), mapping: json(mapping), position: Number(last ?? 0) + 10 },
				...{ note: json({}), licence: json({}), changed_by: doing.by.id, changed_at: doing.at }
			})
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirst();
		if (numInsertedOrUpdatedRows) return { id };
	}
	return refuse('not-valid');
}
