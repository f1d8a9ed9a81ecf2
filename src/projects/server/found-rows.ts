// SPDX-License-Identifier: Apache-2.0
// What is remembered of each row that a source yielded: what it said last, what was judged and decided, and which harvest saw it.
import { sql } from 'kysely';
import { json, type Writing } from '#platform/server/database.ts';
import type { Doing } from '#records/server/doing.ts';
import type { Found } from '../found.ts';
import type { Judged } from '../verdict.ts';

/** The harvest that sees them. */
export interface Seeing {
	harvest: string;
	source: string;
	doing: Doing;
}

export interface Kept {
	sha256: string;
	record: string | null;
	verdict: string;
	decided: string | null;
	twin: string | null;
	twinDecided: string | null;
	gone: boolean;
}

/** Nothing is left to do for it as long as the source says the same. */
export const isSettled = ({ record, decided, twinDecided, verdict, twin, gone }: Kept): boolean =>
	!gone && (record !== null || decided === 'no' || (verdict === 'doubtful' && decided === null) || (twin !== null && twinDecided === null));

export async function keptOf(db: Writing, source: string): Promise<Map<string, Kept>> {
	const rows = await db
		.selectFrom('projects.found')
		.select(['id', 'sha256', 'record_id', 'verdict', 'decided', 'twin', 'twin_decided', 'gone_since'])
		.where('source', '=', source)
		.execute();
	return new Map(
		rows.map(({ id, sha256, record_id, verdict, decided, twin, twin_decided, gone_since }) => [
			id,
			{ sha256, record: record_id, verdict, decided, twin, twinDecided: twin_decided, gone: gone_since !== null }
		])
	);
}

export const markSeen = (db: Writing, { source, harvest, doing }: Seeing, ids: readonly string[]) =>
	db
		.updateTable('projects.found')
		.set({ seen_by: harvest, last_seen_at: doing.at })
		.where('source', '=', source)
		.where(sql<boolean>`id = any(${[...ids]}::text[])`)
		.execute();

export async function keepFound(
	db: Writing,
	{ source, harvest, doing }: Seeing,
	{ found, sha256, judged, before }: { found: Found; sha256: string; judged: Judged; before: Kept | undefined },
	{ record, twin }: { record: string | null; twin?: { record: string; reasons: unknown[] } }
): Promise<void> {
	const row = {
		value: json(found),
		sha256,
		record_id: record,
		verdict: judged.verdict,
		confidence: String(judged.confidence),
		reasons: json(judged.reasons),
		last_seen_at: doing.at,
		seen_by: harvest,
		gone_since: null,
		...(twin ? { twin: twin.record, twin_reasons: json(twin.reasons) } : {}),
		...(before?.sha256 === sha256 ? {} : { changed_at: doing.at })
	};
	await db
		.insertInto('projects.found')
		.values({ source, id: found.identifier.id, first_seen_at: doing.at, changed_at: doing.at, ...row })
		.onConflict((conflict) => conflict.columns(['source', 'id']).doUpdateSet(row))
		.execute();
}

/** Flagged, never deleted: the record stands, and editors see that the source is silent. */
export async function markGone(db: Writing, { source, harvest, doing }: Seeing): Promise<{ id: string; found: Found; record: string | null }[]> {
	const rows = await db
		.updateTable('projects.found')
		.set({ gone_since: doing.at })
		.where('source', '=', source)
		.where('seen_by', '!=', harvest)
		.where('gone_since', 'is', null)
		.returning(['id', 'value', 'record_id'])
		.execute();
	return rows.map(({ id, value, record_id }) => ({ id, found: value as Found, record: record_id }));
}
