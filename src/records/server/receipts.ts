// SPDX-License-Identifier: Apache-2.0
// Receipts of revisions: signed on demand for whoever may read the revision whole, and what the platform knows of a revision that a receipt names. Knows
// no answer.
import type { Selectable } from 'kysely';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import type { Database, Reading } from '#platform/server/database.ts';
import { type PublicKey, publicKeys, signingKey } from '#platform/server/signing-keys.ts';
import type { Tables } from '#platform/server/tables.ts';
import { type Receipt, receiptOf, type Submitted, unsigned, type Verdict, verifyReceipt } from '../receipt.ts';
import type { RecordEnvelope } from '../record.ts';
import { findRecord } from './records.ts';

interface Asked {
	record: string;
	number: number;
}

type Found = { record: RecordEnvelope; revision: Submitted & { publishedAt: Date | null } };

async function find(db: Reading, { record: id, number }: Asked): Promise<Found | undefined> {
	const record = await findRecord(db, id);
	const row =
		record &&
		(await db
			.selectFrom('records.revisions')
			.select(['number', 'form_version', 'submitted_at', 'sha256', 'previous_sha256', 'published_at'])
			.where('record_id', '=', id)
			.where('number', '=', number)
			// Nobody handed in here what was digitised: there is nothing to give a receipt for.
			.where('digitised', 'is', null)
			.executeTakeFirst());
	return row && { record, revision: revisionFrom(row) };
}

const revisionFrom = (
	row: Pick<Selectable<Tables['records.revisions']>, 'number' | 'form_version' | 'submitted_at' | 'sha256' | 'previous_sha256' | 'published_at'>
): Found['revision'] => ({
	number: row.number,
	formVersion: row.form_version,
	submittedAt: row.submitted_at,
	sha256: row.sha256,
	previousSha256: row.previous_sha256,
	publishedAt: row.published_at
});

/** The receipt of a revision, signed with the key in use. Undefined where there is none, and for whoever may not read the revision whole. */
export async function receiptFor(
	database: Pick<Database, 'read' | 'fresh' | 'write'>,
	viewer: Person | null,
	asked: Asked,
	{ origin, at }: { origin: string; at: Date }
): Promise<{ receipt: Receipt; record: RecordEnvelope } | undefined> {
	const found = await find(database.read, asked);
	if (!found || !may(viewer, 'record.read-private', found.record)) return undefined;
	return { receipt: receiptOf(origin, found.record, found.revision, await signingKey(database, at)), record: found.record };
}

/**
 * What the platform knows of a revision that a receipt of its own names. Of what is not public it says no more than that: `closed`.
 * `unknown`: there is no such revision (any more); `other-hash`: there is, and its seal is another one.
 */
export type Standing =
	| { is: 'unknown' | 'other-hash' | 'closed' }
	| { is: 'published' | 'older' | 'withdrawn' | 'superseded'; publishedAt: Date; newest: number; by: string | null };

function standingOf(found: Found | undefined, sha256: string): Standing {
	if (!found) return { is: 'unknown' };
	const { record, revision } = found;
	if (revision.sha256 !== sha256) return { is: 'other-hash' };
	if (!may(null, 'record.read', record) || !revision.publishedAt || record.published === null) return { is: 'closed' };
	const is =
		record.state === 'withdrawn' || record.state === 'superseded' ? record.state : record.published === revision.number ? 'published' : 'older';
	return { is, publishedAt: revision.publishedAt, newest: record.published, by: record.supersededBy };
}

export interface Verified {
	verdict: Verdict;
	/** The key that the receipt names, where it is one of the platform's. */
	key: PublicKey | null;
	/** Null where the signature is not right: whoever made the receipt up is told nothing. */
	standing: Standing | null;
}

/** Judges a receipt that somebody brought. */
export async function judgeReceipt(db: Reading, receipt: Receipt): Promise<Verified> {
	const keys = await publicKeys(db);
	const verdict = verifyReceipt(receipt, keys);
	const key = keys.find(({ id }) => id === receipt.keyId) ?? null;
	if (verdict !== 'right') return { verdict, key, standing: null };
	return { verdict, key, standing: standingOf(await find(db, { record: receipt.record, number: receipt.revision }), receipt.sha256) };
}

/**
 * The receipt whose signature this is, written anew from what the platform knows: a code on paper holds no more than the signature. Undefined where
 * it is not the signature of this revision; whether there is such a revision is then not told.
 */
export async function receiptBehind(db: Reading, asked: Asked, signature: string, origin: string): Promise<Receipt | undefined> {
	const found = await find(db, asked);
	if (!found) return undefined;
	for (const { id, x } of await publicKeys(db)) {
		const receipt = { ...unsigned(origin, found.record, found.revision, id), signature };
		if (verifyReceipt(receipt, [{ id, x }]) === 'right') return receipt;
	}
	return undefined;
}
