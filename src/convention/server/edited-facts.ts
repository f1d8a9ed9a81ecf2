// SPDX-License-Identifier: Apache-2.0
// Which facts stand otherwise than their seeds, because somebody changed them by hand. SQL only.
import type { Reading } from '#platform/server/database.ts';

/** Kind and id of every fact that was changed by hand. */
export async function editedFacts(db: Reading): Promise<{ kind: string; id: string }[]> {
	return db.selectFrom('convention.facts').select(['kind', 'id']).where('edited_at', 'is not', null).execute();
}
