// SPDX-License-Identifier: Apache-2.0
// Whether a viewer may open a file of a record: the file must stand in an answer that the viewer may see.
import type { Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '../definitions.ts';
import { type Attached, filesOf, findRecord } from './records.ts';
import { readRevision } from './revisions.ts';

export const mentions = (value: Json | undefined, sha256: string): boolean =>
	Array.isArray(value)
		? value.some((each) => mentions(each, sha256))
		: isObject(value)
			? Object.values(value).some((each) => mentions(each, sha256))
			: value === sha256;

export async function readableFile(
	db: Reading,
	definitions: Definitions,
	viewer: Person | null,
	recordId: string,
	sha256: string
): Promise<Attached | undefined> {
	const record = await findRecord(db, recordId);
	if (!record || !may(viewer, 'record.read', record)) return undefined;
	const file = (await filesOf(db, recordId)).find((each) => each.sha256 === sha256);
	if (!file || may(viewer, 'record.read-private', record)) return file;
	if (record.state === 'withdrawn') return undefined;
	// Any published revision may show it, not only the latest.
	const latest = await readRevision(db, definitions, viewer, recordId);
	if (!latest || 'gone' in latest) return undefined;
	for (const { number } of latest.revisions) {
		const read = await readRevision(db, definitions, viewer, recordId, number);
		if (read && !('gone' in read) && mentions(read.revision.answers, sha256)) return file;
	}
	return undefined;
}
