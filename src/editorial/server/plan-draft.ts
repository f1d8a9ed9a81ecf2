// SPDX-License-Identifier: Apache-2.0
// Plans the publication of a fact's draft for a day and hour, calls it off, and does it when its hour has come: in the name of who planned it, who must
// still be allowed to. Until then the draft stays as it was looked at. Doing is repeatable: a plan that has ended is not done again.
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { personById } from '#people/server/accounts.ts';
import { logAct } from '#people/server/log-act.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import type { Jobs } from '#platform/server/jobs.ts';
import { type FactDraft, standsAsBegun } from '../drafted.ts';
import { factOf } from '#convention/server/facts.ts';
import { farthestDays, type PlanOutcome } from '../plan.ts';
import { endFactPlan, type FactPlan, insertPlan, waitingPlanForEdit } from './fact-drafts.ts';
import { aboutDraft, type DraftDoing, draftFindings, type DraftSeen, heldAsSeen, kept } from './keep-draft.ts';
import { publishHeld } from './publish-draft.ts';

export const plannedDraftQueue = 'fact-draft-planned';

export interface DraftPlanning extends DraftSeen {
	/** When it is to be published. */
	at: Date;
	/** In which that was said: by it the hour is shown again. */
	zone: string;
}

/** What could not be published now is not planned either. */
export async function planDraft(
	db: Writing,
	doing: DraftDoing & { jobs: Pick<Jobs, 'enqueue'> },
	planning: DraftPlanning
): Promise<FactPlan | Refusal> {
	const draft = await heldAsSeen(db, doing, planning);
	if ('refusal' in draft) return draft;
	if (planning.at <= doing.at) return refuse('moment-past');
	if (planning.at.getTime() - doing.at.getTime() > farthestDays * 86_400_000) return refuse('too-far-ahead', { days: farthestDays });
	if (!standsAsBegun(draft, (await factOf(reading(db), draft.kind, draft.fact)) ?? null)) return refuse('fact-changed');
	const findings = await draftFindings(reading(db), draft);
	if (findings.length) return { ...refuse('draft-not-valid'), findings };
	const plan = await insertPlan(db, { draft, dueAt: planning.at, zone: planning.zone }, kept(doing));
	await doing.jobs.enqueue(db, plannedDraftQueue, { plan: plan.id }, { after: planning.at });
	await logAct(db, 'fact-draft.planned', {
		by: doing.by.id,
		about: aboutDraft(draft),
		at: doing.at,
		details: { due: planning.at.toISOString(), zone: planning.zone }
	});
	return plan;
}

/** Called off by anybody who may edit facts; the draft stays. */
export async function cancelDraftPlan(db: Writing, doing: DraftDoing, id: string): Promise<FactPlan | Refusal> {
	if (!may(doing.by, 'fact.edit')) return refuse('not-allowed');
	const waiting = await waitingPlanForEdit(db, id);
	if (!waiting) return refuse('not-planned');
	await endFactPlan(db, id, { at: doing.at, by: doing.by.id, outcome: 'cancelled' });
	await logAct(db, 'fact-draft.called-off', { by: doing.by.id, about: aboutDraft(waiting.draft), at: doing.at });
	return waiting.plan;
}

/** Who is told of a plan that could not be done, in the same transaction. */
export type TellRefused = (plan: FactPlan, draft: FactDraft, refusal: Refusal) => Promise<void>;

/** How it ended; null where it had ended before, or is not known. */
export async function doDraftPlan(db: Writing, at: Date, id: string, refusedTo: TellRefused): Promise<PlanOutcome | null> {
	const waiting = await waitingPlanForEdit(db, id);
	if (!waiting) return null;
	const { plan, draft } = waiting;
	const by = await personById(reading(db), plan.plannedBy);
	const refused = !by ? refuse('not-allowed') : draft.version !== plan.version ? refuse('draft-changed') : await publishHeld(db, { by, at }, draft);
	const outcome = refused ? 'refused' : 'done';
	await endFactPlan(db, id, { at, by: null, outcome, ...(refused ? { refusal: refused.refusal } : {}) });
	if (!refused) return outcome;
	await logAct(db, 'fact-draft.refused', { by: 'platform', about: aboutDraft(draft), at, details: { refusal: refused.refusal } });
	await refusedTo(plan, draft, refused);
	return outcome;
}
