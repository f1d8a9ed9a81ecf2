// SPDX-License-Identifier: Apache-2.0
// Publishes the draft of a fact: by the same act as an edit at the desk, with the same checks and the same history, and only onto the fact from which it
// was begun. After the commit, the caller tells convention/server/current.ts to forget, so that the next page shows it.
import { addFact } from '#convention/server/add-fact.ts';
import { editFact } from '#convention/server/edit-fact.ts';
import { factForEdit } from '#convention/server/facts.ts';
import { may } from '#people/may.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { logAct } from '#people/server/log-act.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { draftedOf, type FactDraft, standsAsBegun } from '../drafted.ts';
import { endDraft, endFactPlan, waitingPlanOf } from './fact-drafts.ts';
import { aboutDraft, type DraftDoing, type DraftSeen, heldAsSeen, kept } from './keep-draft.ts';

/** By hand, now. What was planned for it is called off. */
export async function publishDraft(db: Writing, doing: DraftDoing, seen: DraftSeen): Promise<FactDraft | Refusal> {
	const held = await heldAsSeen(db, doing, seen, true);
	if ('refusal' in held) return held;
	const refused = await publishHeld(db, doing, held);
	if (refused) return refused;
	const plan = await waitingPlanOf(reading(db), held.id);
	if (plan) await endFactPlan(db, plan.id, { at: doing.at, by: doing.by.id, outcome: 'cancelled' });
	return held;
}

/** Null where it was done. The draft is held by the caller. */
export async function publishHeld(db: Writing, doing: DraftDoing, draft: FactDraft): Promise<Refusal | null> {
	if (!may(doing.by, 'fact.edit')) return refuse('not-allowed');
	const { kind, fact: id } = draft;
	const now = (await factForEdit(db, kind, id)) ?? null;
	if (!standsAsBegun(draft, now)) return refuse('fact-changed');
	const edit = { kind, id, ...draftedOf(draft), ...kept(doing) };
	const outcome = await (now ? editFact(db, edit) : addFact(db, edit));
	if ('refusal' in outcome)
		return outcome.refusal === 'not-valid' ? { ...refuse('draft-not-valid'), findings: outcome.findings } : refuse(outcome.refusal);
	await endDraft(db, draft.id, 'published', kept(doing));
	await logAct(db, 'fact-draft.published', { by: doing.by.id, about: aboutDraft(draft), at: doing.at });
	return null;
}
