// SPDX-License-Identifier: Apache-2.0
// Keeps what Parties stated elsewhere: loads it, lists it by source, takes a source away again.
import { sql } from 'kysely';
import type { Json } from '#forms/form.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { json, type Reading, type Writing } from '#platform/server/database.ts';
import type { Statement } from '../statement.ts';

export async function statementsOf(db: Reading, party: string): Promise<Statement[]> {
	const rows = await db
		.selectFrom('reporting.statements')
		.select(['id', 'party', 'question', 'year', 'answer', 'source', 'source_name', 'address', 'demo'])
		.select(sql<string>`retrieved::text`.as('retrieved'))
		.where('party', '=', party)
		.orderBy('id')
		.execute();
	return rows.map(({ source_name, answer, ...row }) => ({ ...row, answer: answer as Json, sourceName: source_name }));
}

export interface StatementSource {
	source: string;
	name: string;
	statements: number;
	parties: number;
	/** Newest day on which one was found. */
	retrieved: string;
	demo: boolean;
	loadedAt: Date;
}

export async function statementSources(db: Reading): Promise<StatementSource[]> {
	const { rows } = await sql<StatementSource>`
		select source, max(source_name) as name, count(*)::int as statements, count(distinct party)::int as parties, max(retrieved)::text as retrieved,
			bool_or(demo) as demo, max(loaded_at) as "loadedAt"
		from reporting.statements group by source order by source`.execute(db as never);
	return rows;
}

/** Loads them all in one statement; what was loaded before under the same id is replaced. */
export async function storeStatements(db: Writing, statements: readonly Statement[], by: string, at: Date): Promise<void> {
	for (let from = 0; from < statements.length; from += 1000)
		await db
			.insertInto('reporting.statements')
			.values(
				statements.slice(from, from + 1000).map(({ sourceName, answer, ...statement }) => ({
					...statement,
					answer: json(answer),
					source_name: sourceName,
					loaded_by: by,
					loaded_at: at
				}))
			)
			.onConflict((conflict) =>
				conflict.column('id').doUpdateSet((row) => ({
					answer: row.ref('excluded.answer'),
					source_name: row.ref('excluded.source_name'),
					address: row.ref('excluded.address'),
					retrieved: row.ref('excluded.retrieved'),
					demo: row.ref('excluded.demo'),
					loaded_by: row.ref('excluded.loaded_by'),
					loaded_at: row.ref('excluded.loaded_at')
				}))
			)
			.execute();
}

interface Doing {
	by: Person;
	at: Date;
}

export async function loadStatements(db: Writing, { by, at }: Doing, statements: readonly Statement[]): Promise<{ loaded: number } | Refusal> {
	if (!may(by, 'fact.edit')) return refuse('not-allowed');
	if (statements.length === 0) return refuse('nothing-changed');
	await storeStatements(db, statements, by.id, at);
	return { loaded: statements.length };
}

export async function removeSource(db: Writing, { by }: Doing, source: string): Promise<{ removed: number } | Refusal> {
	if (!may(by, 'fact.edit')) return refuse('not-allowed');
	const gone = await db.deleteFrom('reporting.statements').where('source', '=', source).executeTakeFirst();
	const removed = Number(gone.numDeletedRows);
	return removed ? { removed } : refuse('not-found');
}
