// SPDX-License-Identifier: Apache-2.0
// What a person said of the columns of a table, as a form sends it: which field each column fills, and how its amounts and days are written. Pure.
import { isLanguage } from '#text/languages.ts';
import { type MappedField, mappedFields, type TableMapping } from './mapping.ts';

/** What is amiss: a field that two columns were chosen for, or one that no table can be without. */
export type ColumnFault = { amiss: 'twice'; field: MappedField } | { amiss: 'needed' };

/** Columns are told by their place in the head; the mapping keeps their names. */
export function mappingAnswered(
	head: readonly string[],
	scheme: string,
	field: (name: string) => string
): { mapping: TableMapping; faults: ColumnFault[] } {
	const columns: TableMapping['columns'] = {};
	const faults: ColumnFault[] = [];
	for (const [at, name] of head.entries()) {
		const chosen = mappedFields.find((each) => each === field(`column-${at}`));
		if (!chosen || !name) continue;
		if (columns[chosen]) faults.push({ amiss: 'twice', field: chosen });
		else columns[chosen] = name;
	}
	if (!columns.id || !Object.keys(columns).some((each) => each.startsWith('title'))) faults.push({ amiss: 'needed' });
	const [language, decimal, currency, days] = [field('language'), field('decimal'), field('currency').toUpperCase(), field('days')];
	return {
		mapping: {
			scheme,
			language: isLanguage(language) ? language : 'en',
			columns,
			...(decimal === '.' || decimal === ',' ? { decimal } : {}),
			...(/^[A-Z]{3}$/.test(currency) ? { currency } : {}),
			...(days === 'dmy' || days === 'mdy' ? { days } : {})
		},
		faults
	};
}
