// SPDX-License-Identifier: Apache-2.0
// The treaty as it stood before each of the last changes of a fact by hand: with it one can tell what fell away by the change. SQL only.
import type { Reading } from '#platform/server/database.ts';
import { type Convention, conventionOf } from '../convention.ts';
import type { Fact, FactKind } from '../fact.ts';
import { allFacts } from './facts.ts';

/** Kinds that days are computed from. */
export const kindsOfDays = ['state', 'deadline', 'amendment', 'cycle', 'meeting'] as const satisfies readonly FactKind[];

/** So many of the last changes are looked behind. */
const most = 40;

/** Kinds that no day is computed from, and of which there are many. */
const idle: ReadonlySet<string> = new Set<FactKind>(['concept', 'sector']);

export interface Past {
	/** The fact that was changed. */
	kind: string;
	id: string;
	/** The facts of today, but for that one, which is as it was before. */
	convention: Convention;
}

const made = new WeakMap<Convention, readonly Past[]>();

/** Newest first. Made once for a snapshot of the facts, since every change of one makes another snapshot. */
export async function pastConventions(db: Reading, convention: Convention): Promise<readonly Past[]> {
	const known = made.get(convention);
	if (known) return known;
	const changes = await db
		.selectFrom('convention.fact_changes')
		.select(['kind', 'id', 'before'])
		.where('kind', 'in', [...kindsOfDays])
		.where('before', 'is not', null)
		.orderBy('seq', 'desc')
		.limit(most)
		.execute();
	const facts = changes.length ? (await allFacts(db)).filter(({ kind }) => !idle.has(kind)) : [];
	const past = changes.map(({ kind, id, before }) => ({
		kind,
		id,
		convention: conventionOf(facts.map((fact): Fact => (fact.kind === kind && fact.id === id ? { ...fact, ...(before as Partial<Fact>) } : fact)))
	}));
	made.set(convention, past);
	return past;
}
