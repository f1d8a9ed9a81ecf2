// SPDX-License-Identifier: Apache-2.0
// A secretariat officer adds a fact: a meeting that was called, a State that joined, a concept. Whether the officer may is asked before.
import { reading, type Writing } from '#platform/server/database.ts';
import { checkFact, checkIdentifier, surroundingsOf } from '../check-fact.ts';
import { type Fact, type FactKind, isFactKind } from '../fact.ts';
import type { EditRefusal, FactEdit } from './edit-fact.ts';
import { allFacts, insertFact, type Said } from './facts.ts';

/**
 * Returns the fact as it stands, last of its kind. After the transaction has been committed, the caller tells current.ts to forget, so that the
 * next page shows it. No later seed of the same identifier overwrites it.
 */
export async function addFact(db: Writing, edit: FactEdit): Promise<Fact | EditRefusal> {
	if (!isFactKind(edit.kind)) return { refusal: 'no-such-fact' };
	const kind: FactKind = edit.kind;
	const facts = await allFacts(reading(db));
	const around = surroundingsOf(facts);
	const findings = [...checkIdentifier(kind, edit.id, around), ...checkFact({ ...edit, kind }, around)];
	if (findings.length > 0) return { refusal: 'not-valid', findings };
	const position = Math.max(-1, ...facts.filter((fact) => fact.kind === kind).map((fact) => fact.position)) + 1;
	const said = { value: edit.value, status: edit.status, source: edit.source } as Said;
	const fact = { kind, id: edit.id, position, ...said } as Fact;
	// Somebody else may have added the same one at this moment.
	if (!(await insertFact(db, fact, edit.by, edit.at, edit.reason || null)))
		return { refusal: 'not-valid', findings: [{ at: 'id', code: 'taken', severity: 'error' }] };
	return fact;
}
