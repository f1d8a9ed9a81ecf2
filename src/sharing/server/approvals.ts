// SPDX-License-Identifier: Apache-2.0
// Approval inside a Party: whose is wanted, and how it stands for a draft. What stands in the way of a submission is said here.
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import type { Reading } from '#platform/server/database.ts';
import type { RecordEnvelope } from '#records/record.ts';
import { type Draft, findRecord } from '#records/server/records.ts';
import { type Approval, type ApprovalStep, approvalsFor, everyType } from '../approval.ts';
import { type Colleague, colleaguesOf } from './colleagues.ts';

export interface Approver {
	type: string;
	account: string;
}

/** The setting of a Party, as it stands. */
export async function approversOf(db: Reading, party: string): Promise<Approver[]> {
	const rows = await db
		.selectFrom('sharing.approvers')
		.select(['record_type', 'given_by'])
		.where('party', '=', party)
		.orderBy('record_type')
		.orderBy('given_by')
		.execute();
	return rows.map((row) => ({ type: row.record_type, account: row.given_by }));
}

/** Whose approval is wanted for a record. Who has left the Party blocks nothing. */
export async function wantedFor(db: Reading, record: Pick<RecordEnvelope, 'ownerKind' | 'owner' | 'type'>): Promise<Colleague[]> {
	if (record.ownerKind !== 'party') return [];
	const named = (await approversOf(db, record.owner)).filter(({ type }) => type === everyType || type === record.type);
	if (named.length === 0) return [];
	return (await colleaguesOf(db, record)).filter(({ id }) => named.some(({ account }) => account === id));
}

export async function stepsOf(db: Reading, record: string): Promise<ApprovalStep[]> {
	const rows = await db.selectFrom('sharing.approvals').selectAll().where('record_id', '=', record).orderBy('seq').execute();
	return rows.map((row) => ({
		draftVersion: row.draft_version,
		step: row.step as ApprovalStep['step'],
		about: row.about,
		reason: row.reason,
		by: row.made_by,
		at: row.made_at
	}));
}

/** How the approvals that are wanted stand for the draft as it is; [] where none is wanted. */
export async function approvalsOf(
	db: Reading,
	record: Pick<RecordEnvelope, 'id' | 'ownerKind' | 'owner' | 'type'>,
	draft: Pick<Draft, 'version'>
): Promise<(Approval & { name: string })[]> {
	const wanted = await wantedFor(db, record);
	if (wanted.length === 0) return [];
	const names = new Map(wanted.map(({ id, name }) => [id, name]));
	const approvals = approvalsFor([...names.keys()], await stepsOf(db, record.id), draft.version);
	return approvals.map((approval) => ({ ...approval, name: names.get(approval.account) ?? '' }));
}

/** Drafts that a person was asked to approve and has not, as they are: the records. */
export async function approvalsOwedBy(db: Reading, person: Person): Promise<RecordEnvelope[]> {
	const rows = await db
		.selectFrom('sharing.approvals')
		.innerJoin('records.drafts as draft', 'draft.record_id', 'sharing.approvals.record_id')
		.select(['sharing.approvals.record_id', 'draft.version'])
		.distinct()
		.where('step', '=', 'asked')
		.where('about', '=', person.id)
		.orderBy('sharing.approvals.record_id')
		.execute();
	const owed: RecordEnvelope[] = [];
	for (const { record_id, version } of rows) {
		const record = await findRecord(db, record_id);
		if (!record || (record.stage !== 'draft' && record.stage !== 'returned') || !may(person, 'draft.read', record)) continue;
		const mine = (await approvalsOf(db, record, { version })).find(({ account }) => account === person.id);
		if (mine?.state === 'asked' || mine?.state === 'outdated') owed.push(record);
	}
	return owed;
}

/** Asked by the act that submits, in its transaction: the draft is locked, so no answer changes between this look and the submission. */
export async function approvalHolds(
	db: Reading,
	record: Pick<RecordEnvelope, 'id' | 'ownerKind' | 'owner' | 'type'>,
	draft: Pick<Draft, 'version'>
): Promise<Refusal | null> {
	const missing = (await approvalsOf(db, record, draft)).filter(({ state }) => state !== 'given');
	return missing.length ? refuse('approval-missing', { names: missing.map(({ name }) => name).join(', '), count: missing.length }) : null;
}
