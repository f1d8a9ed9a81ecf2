// SPDX-License-Identifier: Apache-2.0
// The acts of approval inside a Party: the focal point says whose is wanted, an editor asks for it, and each gives it or declines with a reason.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { lockDraft } from '#records/server/records.ts';
import { everyType } from '../approval.ts';
import { approvalsOf, wantedFor } from './approvals.ts';
import { colleaguesOf } from './colleagues.ts';
import type { Sharing } from './doing.ts';
import { logSharing } from './log-sharing.ts';

const mostApprovers = 20;
const longestReason = 4000;

/** Names the approvers for one type of record, or for all, anew; none takes the wish away. */
export async function setApprovers(
	db: Writing,
	doing: Sharing,
	setting: { party: string; type: string; accounts: readonly string[] }
): Promise<{ approvers: number } | Refusal> {
	const { party, type } = setting;
	if (!may(doing.by, 'approval.set', { ownerKind: 'party', owner: party })) return refuse('not-allowed');
	if (type !== everyType && !doing.definitions.type(type)?.submitters.includes('party')) return refuse('not-found');
	const colleagues = new Set((await colleaguesOf(reading(db), { ownerKind: 'party', owner: party })).map(({ id }) => id));
	const accounts = [...new Set(setting.accounts)];
	if (accounts.length > mostApprovers || accounts.some((account) => !colleagues.has(account))) return refuse('nobody-asked');
	await db.deleteFrom('sharing.approvers').where('party', '=', party).where('record_type', '=', type).execute();
	if (accounts.length)
		await db
			.insertInto('sharing.approvers')
			.values(accounts.map((given_by) => ({ party, record_type: type, given_by, set_by: doing.by.id, set_at: doing.at })))
			.execute();
	await logSharing(db, 'approvers-set', { record: party, subject: type, by: doing.by.id, at: doing.at, details: { accounts } });
	return { approvers: accounts.length };
}

interface Step {
	record: string;
	/** Version of the draft that the person had before them. */
	version: number;
}

/** Asks everybody whose approval is wanted and not given for the answers as they are. */
export async function askApproval(db: Writing, doing: Sharing, { record: id }: Pick<Step, 'record'>): Promise<{ asked: number } | Refusal> {
	const locked = await lockDraft(db, id);
	if (!locked || !may(doing.by, 'draft.edit', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	const missing = (await approvalsOf(reading(db), record, draft)).filter(({ state }) => state !== 'given');
	for (const { account } of missing) {
		await log(db, doing, record.id, draft.version, { step: 'asked', about: account });
		if (account !== doing.by.id) await doing.tell(db, { letter: 'approval', record: record.id, to: account, by: doing.by.id });
	}
	return { asked: missing.length };
}

/** Gives approval to the answers as they are, or declines it. Only a person whose approval is wanted. */
export async function decideApproval(
	db: Writing,
	doing: Sharing,
	deciding: Step & { given: boolean; reason: string }
): Promise<{ given: boolean } | Refusal> {
	const locked = await lockDraft(db, deciding.record);
	if (!locked || !may(doing.by, 'draft.read', locked.record)) return refuse('not-found');
	const { record, draft } = locked;
	if (!(await isWanted(reading(db), record, doing.by.id))) return refuse('not-allowed');
	if (!draft || (record.stage !== 'draft' && record.stage !== 'returned')) return refuse('stage-does-not-fit');
	// One approves of what one has read, and of nothing that came after.
	if (deciding.version !== draft.version) return refuse('changed-meanwhile');
	const reason = deciding.reason.trim();
	if (!deciding.given && !reason) return refuse('reason-missing');
	if (reason.length > longestReason) return refuse('too-large', { limit: longestReason });
	await log(db, doing, record.id, draft.version, { step: deciding.given ? 'given' : 'declined', reason });
	await doing.tell(db, { letter: 'approval-decided', record: record.id, by: doing.by.id, given: deciding.given, reason });
	return { given: deciding.given };
}

const isWanted = async (db: Reading, record: Parameters<typeof wantedFor>[1], account: string): Promise<boolean> =>
	(await wantedFor(db, record)).some(({ id }) => id === account);

async function log(
	db: Writing,
	doing: Sharing,
	record: string,
	version: number,
	made: { step: 'asked' | 'given' | 'declined'; about?: string; reason?: string }
): Promise<void> {
	await db
		.insertInto('sharing.approvals')
		.values({ record_id: record, draft_version: version, ...made, made_by: doing.by.id, made_at: doing.at })
		.execute();
	await logSharing(db, `approval-${made.step}`, {
		record,
		subject: made.about ?? doing.by.id,
		by: doing.by.id,
		at: doing.at,
		details: { version }
	});
}
