// SPDX-License-Identifier: Apache-2.0
// Approval inside a Party before it submits: whose is wanted, and how it stands. Pure.

/** Of the setting: all types of record. */
export const everyType = '*';

export interface ApprovalStep {
	/** Version of the draft that lay before the person. */
	draftVersion: number;
	step: 'asked' | 'given' | 'declined';
	/** Of asked: the account that is asked. */
	about: string;
	reason: string;
	by: string;
	at: Date;
}

/** outdated: it was given, and an answer has changed since. */
export type ApprovalState = 'not-asked' | 'asked' | 'given' | 'declined' | 'outdated';

export interface Approval {
	account: string;
	state: ApprovalState;
	/** The step that made it so. */
	last: ApprovalStep | null;
}

/** How the approval of each person who is wanted stands for the draft as it is. `steps` in the order in which they were made. */
export function approvalsFor(wanted: readonly string[], steps: readonly ApprovalStep[], version: number): Approval[] {
	return wanted.map((account) => {
		const last = steps.findLast((each) => (each.step === 'asked' ? each.about : each.by) === account) ?? null;
		if (last?.step !== 'asked') {
			const state = !last ? 'not-asked' : last.draftVersion === version ? last.step : last.step === 'given' ? 'outdated' : 'declined';
			return { account, state, last };
		}
		return { account, state: 'asked', last };
	});
}

export const isApproved = (approvals: readonly Approval[]): boolean => approvals.every(({ state }) => state === 'given');
