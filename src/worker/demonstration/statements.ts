// SPDX-License-Identifier: Apache-2.0
// Invented statements to other treaties, so that what is offered from elsewhere can be tried. Read as the file of an administrator is.
import { readFile } from 'node:fs/promises';
import type { Form } from '#forms/form.ts';
import { sheetLimits } from '#interop/sheets/read-sheet.ts';
import { readCsv } from '#interop/sheets/read-csv.ts';
import type { Writing } from '#platform/server/database.ts';
import type { World } from '#records/server/judge.ts';
import { storeStatements } from '#reporting/server/statements.ts';
import { readStatements } from '#reporting/statement.ts';

/** The last day that anything invented speaks of. */
const today = '2026-12-31';

/** Throws on a row that is not right, or not marked, since that is a defect of the release. */
export async function storeDemoStatements(db: Writing, { definitions, convention }: World, path = 'seeds/demo/statements.csv'): Promise<number> {
	const rows = readCsv(await readFile(path, 'utf8'), sheetLimits);
	const read = typeof rows === 'string' ? undefined : readStatements(rows, { form: definitions.form('art21-full') as Form, convention, today });
	if (!read || read.faults.length || read.statements.some(({ demo }) => !demo)) throw new Error(`${path}: ${JSON.stringify(read?.faults ?? rows)}`);
	await storeStatements(db, read.statements, 'seed', new Date(`${today}T00:00:00Z`));
	return read.statements.length;
}
