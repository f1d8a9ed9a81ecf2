// SPDX-License-Identifier: Apache-2.0
// Which files answers were taken over from, by the version of the draft that they came with. For those who may edit the draft: the caller asks.
import type { Reading } from '#platform/server/database.ts';

export async function filesTaken(db: Reading, record: string): Promise<Map<number, string>> {
	const rows = await db.selectFrom('records.files_taken').select(['version', 'name']).where('record_id', '=', record).execute();
	return new Map(rows.map(({ version, name }) => [version, name]));
}
