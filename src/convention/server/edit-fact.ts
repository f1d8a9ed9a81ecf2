// SPDX-License-Identifier: Apache-2.0
// A secretariat officer corrects or confirms a fact. Whether the officer may is asked before; this act asks whether the fact may be so.
import { isDeepStrictEqual } from 'node:util';
import { reading, type Writing } from '#platform/server/database.ts';
import { checkFact, type FactFinding, surroundingsOf } from '../check-fact.ts';
import { type Fact, type FactKind, isFactKind } from '../fact.ts';
import { allFacts, changeFact, factForEdit, type Said } from './facts.ts';

/** `value` may come from a form or the API and is checked here; `by` is the officer's account, `at` the time of the act. */
export interface FactEdit {
	kind: string;
	id: string;
	value: unknown;
	status: unknown;
	source: unknown;
	by: string;
	at: Date;
	reason?: string | null;
}

export type EditRefusal = { refusal: 'no-such-fact' } | { refusal: 'not-valid'; findings: FactFinding[] };

/**
 * Returns the fact as it now stands, and keeps what it was before. An edit that changes nothing leaves no trace.
 * After the transaction has been committed, the caller tells current.ts to forget, so that the next page shows it.
 */
export async function editFact(db: Writing, edit: FactEdit): Promise<Fact | EditRefusal> {
	if (!isFactKind(edit.kind)) return { refusal: 'no-such-fact' };
	const kind: FactKind = edit.kind;
	const before = await factForEdit(db, kind, edit.id);
	if (!before) return { refusal: 'no-such-fact' };
	const findings = checkFact({ ...edit, kind }, surroundingsOf(await allFacts(reading(db))));
	if (findings.length > 0) return { refusal: 'not-valid', findings };
	const after = { value: edit.value, status: edit.status, source: edit.source } as Said;
	if (!isDeepStrictEqual(after, { value: before.value, status: before.status, source: before.source }))
		await changeFact(db, before, after, edit.by, edit.at, edit.reason || null);
	return { ...before, ...after };
}
