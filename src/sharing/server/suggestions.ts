// SPDX-License-Identifier: Apache-2.0
// Where suggestions are kept: reading. For those who may edit the draft; the caller asks.
import { namesOf } from '#people/server/accounts.ts';
import type { Json } from '#forms/form.ts';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Suggestion, SuggestionState } from '../suggestion.ts';

const selection = (db: Reading) =>
	db
		.selectFrom('sharing.suggestions as suggestion')
		.innerJoin('sharing.asks as ask', 'ask.id', 'suggestion.ask_id')
		.selectAll('suggestion')
		.select(['ask.owed_by', 'ask.expert_name']);
type Row = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>;

const suggestionFrom = (row: Row): Suggestion => ({
	id: row.id,
	record: row.record_id,
	ask: row.ask_id,
	question: row.question,
	formVersion: row.form_version,
	value: row.value as Json,
	cameBy: row.came_by as Suggestion['cameBy'],
	cameFrom: row.came_from,
	at: row.suggested_at,
	state: row.state as SuggestionState,
	word: row.word,
	draftVersion: row.draft_version,
	decidedBy: row.decided_by,
	decidedAt: row.decided_at,
	owedBy: row.owed_by,
	expertName: row.expert_name
});

/** All of a record that were not replaced by a later one, the newest first. */
export async function suggestionsOf(db: Reading, record: string): Promise<Suggestion[]> {
	const rows = await selection(db)
		.where('suggestion.record_id', '=', record)
		.where('suggestion.state', '!=', 'replaced')
		.orderBy('suggestion.suggested_at', 'desc')
		.orderBy('suggestion.id')
		.execute();
	return rows.map(suggestionFrom);
}

export async function findSuggestion(db: Reading, id: string): Promise<Suggestion | undefined> {
	const row = await selection(db).where('suggestion.id', '=', id).executeTakeFirst();
	return row && suggestionFrom(row);
}

/** Held until the transaction ends: of two who decide at once, the second finds it decided. */
export async function holdSuggestion(db: Writing, id: string): Promise<Suggestion | undefined> {
	const row = await selection(db as unknown as Reading)
		.where('suggestion.id', '=', id)
		.forUpdate('suggestion' as never)
		.executeTakeFirst();
	return row && suggestionFrom(row);
}

/** Whose suggestion became an answer in a version of the draft: the name, '' of a colleague who is gone, null where nobody suggested it. */
export async function suggestedIn(db: Reading, record: string): Promise<(question: string, draftVersion: number) => string | null> {
	const taken = (await suggestionsOf(db, record)).filter(({ draftVersion }) => draftVersion !== null);
	const names = await namesOf(
		db,
		taken.flatMap(({ owedBy }) => owedBy ?? [])
	);
	return (question, version) => {
		const found = taken.find((each) => each.question === question && each.draftVersion === version);
		return found ? (found.owedBy ? (names.get(found.owedBy) ?? '') : found.expertName) : null;
	};
}
