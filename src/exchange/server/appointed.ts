// SPDX-License-Identifier: Apache-2.0
// Who was appointed after a call for nominations. A nomination is restricted, and nobody outside reads it: of one that led to an appointment the name,
// the region and the body are told, where the candidate agreed, and nothing else leaves this file.
import { sql } from 'kysely';
import { isObject } from '#forms/kind.ts';
import type { Person } from '#people/person.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Definitions } from '#records/definitions.ts';
import { readRevision } from '#records/server/revisions.ts';

export interface Appointed {
	name: string;
	region: string;
	body: string;
	/** member, alternate, observer. */
	seat: string;
}

const insider: Person = { id: 'platform', name: '', email: '', language: 'en', roles: [{ role: 'reviewer' }] };

export async function appointedBy(db: Reading, definitions: Definitions, call: string): Promise<Appointed[]> {
	const { rows } = await sql<{ id: string }>`
		select record.id from records.records as record
		join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
		where record.type = 'nomination' and record.state = 'published' and record.outcome = 'elected'
			and revision.answers ->> 'call' = ${call} and revision.answers -> 'publicConsent' = 'true'::jsonb
		order by record.id limit 500`.execute(db as never);
	const found: Appointed[] = [];
	for (const { id } of rows) {
		const read = await readRevision(db, definitions, insider, id);
		if (!read || 'gone' in read) continue;
		const { candidate, region, body, seat } = read.revision.answers;
		if (isObject(candidate) && typeof candidate.name === 'string' && typeof region === 'string' && typeof body === 'string')
			found.push({ name: candidate.name, region, body, seat: typeof seat === 'string' ? seat : '' });
	}
	return found.toSorted((a, b) => (a.region < b.region ? -1 : a.region > b.region ? 1 : a.name < b.name ? -1 : 1));
}
