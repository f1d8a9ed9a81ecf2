// SPDX-License-Identifier: Apache-2.0
// What is noticed in a document or decision beyond its form: another one has its symbol already. The noun's part in every check of a record.
import { sql } from 'kysely';
import { symbolKey } from '#convention/symbol.ts';
import type { Examine } from '#records/server/judge.ts';
import { libraryTypes } from '../document.ts';

/** Looks into what is published, where symbols have an index. A symbol belongs to one record, within and across meetings. */
export const examineSymbol: Examine = async (db, _, { record, form, answers }) => {
	const at = libraryTypes.includes(record.type) ? form.titleAfter : undefined;
	const symbol = at && answers[at];
	if (!at || typeof symbol !== 'string' || !symbol) return [];
	const other = await db
		.selectFrom('catalogue.entries')
		.select('record_id')
		.where(sql<boolean>`register ? 'symbol' and register ->> 'symbol' = ${symbolKey(symbol)}`)
		.where('type', 'in', libraryTypes)
		.where('state', '=', 'published')
		.where('record_id', '!=', record.id)
		.limit(1)
		.executeTakeFirst();
	return other ? [{ at, code: 'library-symbol-taken', severity: 'error', values: { record: other.record_id } }] : [];
};
