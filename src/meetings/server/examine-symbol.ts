// SPDX-License-Identifier: Apache-2.0
// What is noticed in a document or decision beyond its form: another one has its symbol already. The noun's part in every check of a record.
import { nameKey, nameOf } from '#records/name.ts';
import type { Examine } from '#records/server/judge.ts';
import { namesHeld } from '#records/server/names.ts';
import { libraryTypes } from '../document.ts';

/** A symbol belongs to one published record, within and across meetings. Asked again when it is published. */
export const examineSymbol: Examine = async (db, _, { record, form, answers }) => {
	const symbol = libraryTypes.includes(record.type) ? nameOf(form, answers) : null;
	if (!symbol) return [];
	const other = (await namesHeld(db, [symbol])).get(nameKey(symbol));
	return other && other !== record.id ? [{ at: symbol.at, code: 'library-symbol-taken', severity: 'error', values: { record: other } }] : [];
};
