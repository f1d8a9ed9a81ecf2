// SPDX-License-Identifier: Apache-2.0
// Saves what the form of one fact posted: who may, whether the fact is still as the page showed it, and what was typed in any case.
import { createHash } from 'node:crypto';
import { valueFrom } from '#components/facts/fields.ts';
import type { FactFinding } from '#convention/check-fact.ts';
import type { Fact, FactKind } from '#convention/fact.ts';
import { forget } from '#convention/server/current.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factForEdit } from '#convention/server/facts.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { refuse, type Refusal } from '#people/refusal.ts';
import type { Database } from '#platform/server/database.ts';

/** What was typed, to fill the form again. */
export interface Typed {
	value: unknown;
	status: string;
	source: string;
}

export type Saved = { changed: boolean } | { refusal: Refusal; findings: FactFinding[]; typed: Typed };

/** Stands for a fact as it is: another text as soon as anything in it was changed. */
export const markOf = (fact: Fact): string =>
	createHash('sha256')
		.update(JSON.stringify([fact.value, fact.status, fact.source]))
		.digest('base64url')
		.slice(0, 22);

export async function savePosted(database: Database, person: Person, kind: FactKind, id: string, fields: FormData, at: Date): Promise<Saved> {
	const text = (name: string) =>
		String(fields.get(name) ?? '')
			.replace(/\s*[\r\n]+\s*/g, ' ')
			.trim();
	const typed: Typed = { value: valueFrom(kind, fields), status: text('status'), source: text('source') };
	const refused = (refusal: Refusal, findings: FactFinding[] = []): Saved => ({ refusal, findings, typed });
	if (!may(person, 'fact.edit')) return refused(refuse('not-allowed'));
	const saved = await database.write<Saved>(async (db) => {
		const held = await factForEdit(db, kind, id);
		if (!held) return refused(refuse('no-such-fact'));
		const before = markOf(held);
		if (text('seen') !== before) return refused(refuse('changed-meanwhile'));
		const outcome = await editFact(db, { kind, id, ...typed, by: person.id, at });
		if ('refusal' in outcome) return refused(refuse(outcome.refusal), outcome.refusal === 'not-valid' ? outcome.findings : []);
		const now = await factForEdit(db, kind, id);
		return { changed: !!now && markOf(now) !== before };
	});
	if ('changed' in saved && saved.changed) forget(database);
	return saved;
}
