// SPDX-License-Identifier: Apache-2.0
// What the secretariat sees of projects: what waits for a decision, what was declined, what is gone from its source, what was corrected.
import type { Json } from '#forms/form.ts';
import type { Reading } from '#platform/server/database.ts';
import { type Field, projectType } from '../answers.ts';
import type { Found } from '../found.ts';
import type { Reason } from '../matching.ts';
import type { VerdictReason } from '../verdict.ts';

/** So many of each are shown; the rest comes as these are decided. */
const most = 100;

export interface Waiting {
	source: string;
	id: string;
	found: Found;
	question: 'mercury' | 'twin';
	confidence: number;
	reasons: VerdictReason[];
	twin: string | null;
	likeness: Reason[];
}

const columns = ['source', 'id', 'value', 'verdict', 'confidence', 'reasons', 'twin', 'twin_reasons', 'decided', 'twin_decided'] as const;

/** Doubtful, and not decided. */
export async function waitingFound(db: Reading): Promise<Waiting[]> {
	const rows = await db
		.selectFrom('projects.found')
		.select(columns)
		.where('record_id', 'is', null)
		.where('gone_since', 'is', null)
		.where((where) =>
			where.or([
				where.and([where('verdict', '=', 'doubtful'), where('decided', 'is', null)]),
				where.and([
					where('twin', 'is not', null),
					where('twin_decided', 'is', null),
					where.or([where('decided', 'is', null), where('decided', '=', 'yes')])
				])
			])
		)
		.orderBy('confidence', 'desc')
		.orderBy('source')
		.orderBy('id')
		.limit(most)
		.execute();
	return rows.map((row) => ({
		source: row.source,
		id: row.id,
		found: row.value as Found,
		question: row.verdict === 'doubtful' && row.decided === null ? 'mercury' : 'twin',
		confidence: Number(row.confidence),
		reasons: row.reasons as VerdictReason[],
		twin: row.twin,
		likeness: row.twin_reasons as Reason[]
	}));
}

/** Said not to be about mercury: an editor may think again. */
export const declinedFound = async (db: Reading): Promise<{ source: string; id: string; found: Found }[]> =>
	(
		await db
			.selectFrom('projects.found')
			.select(['source', 'id', 'value'])
			.where('decided', '=', 'no')
			.where('record_id', 'is', null)
			.orderBy('decided_at', 'desc')
			.limit(most)
			.execute()
	).map(({ source, id, value }) => ({ source, id, found: value as Found }));

/** Records of which a source is silent now. */
export const goneFound = async (db: Reading): Promise<{ source: string; id: string; record: string; found: Found; since: Date }[]> =>
	(
		await db
			.selectFrom('projects.found')
			.select(['source', 'id', 'value', 'record_id', 'gone_since'])
			.where('gone_since', 'is not', null)
			.where('record_id', 'is not', null)
			.orderBy('gone_since', 'desc')
			.orderBy('id')
			.limit(most)
			.execute()
	).map(({ source, id, value, record_id, gone_since }) => ({
		source,
		id,
		found: value as Found,
		record: record_id as string,
		since: gone_since as Date
	}));

/** What editors set, as noted at the last harvest. */
export const corrections = async (db: Reading): Promise<{ record: string; field: Field; value: Json; at: Date }[]> =>
	(
		await db
			.selectFrom('projects.corrections as correction')
			.innerJoin('records.records as record', 'record.id', 'correction.record_id')
			.select(['correction.record_id', 'correction.field', 'correction.value', 'correction.corrected_at'])
			.where('record.type', '=', projectType)
			.orderBy('correction.corrected_at', 'desc')
			.orderBy('correction.record_id')
			.orderBy('correction.field')
			.limit(most)
			.execute()
	).map(({ record_id, field, value, corrected_at }) => ({
		record: record_id,
		field: field as Field,
		value: (value ?? null) as Json,
		at: corrected_at
	}));
