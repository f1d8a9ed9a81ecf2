// SPDX-License-Identifier: Apache-2.0
// Keeps a draft of a fact, right or wrong: readers see nothing of it. Also carries it over onto the fact as it stands now, and gives it up.
import { checkFact, checkIdentifier, type FactFinding, surroundingsOf } from '#convention/check-fact.ts';
import { type FactKind, isFactKind } from '#convention/fact.ts';
import { allFacts, factOf } from '#convention/server/facts.ts';
import { may } from '#people/may.ts';
import type { Person } from '#people/person.ts';
import { type Refusal, refuse } from '#people/refusal.ts';
import { logAct } from '#people/server/log-act.ts';
import { type Reading, reading, type Writing } from '#platform/server/database.ts';
import { carriedOver, type Drafted, draftedOf, type FactDraft } from '../drafted.ts';
import { draftForEdit, endDraft, insertDraft, updateDraft, waitingPlanOf } from './fact-drafts.ts';

export interface DraftDoing {
	by: Person;
	at: Date;
}

export interface Keeping extends Drafted {
	kind: string;
	fact: string;
	/** The version of the draft that the person has seen; 0 where there was none. */
	version: number;
}

/** Of which fact the draft is, and which version of it the person has seen. */
export type DraftSeen = Pick<Keeping, 'kind' | 'fact' | 'version'>;

/** What a page needs of an account and a moment. */
export const kept = ({ by, at }: DraftDoing) => ({ by: by.id, at });

export const aboutDraft = ({ kind, fact }: Pick<FactDraft, 'kind' | 'fact'>): string => `${kind}/${fact}`;

/** All that would keep it from being published as it is. */
export async function draftFindings(db: Reading, draft: Drafted & { kind: FactKind; fact: string; base: Drafted | null }): Promise<FactFinding[]> {
	const around = surroundingsOf(await allFacts(db));
	const fact = { ...draftedOf(draft), kind: draft.kind, id: draft.fact };
	return [...(draft.base ? [] : checkIdentifier(draft.kind, draft.fact, around)), ...checkFact(fact, around)];
}

/** The draft as kept. A new one under an identifier that no fact can have is refused with what is wrong about it. */
export async function keepDraft(db: Writing, doing: DraftDoing, keeping: Keeping): Promise<FactDraft | (Refusal & { identifier?: FactFinding[] })> {
	const { kind, fact } = keeping;
	if (!isFactKind(kind)) return refuse('no-such-fact');
	if (!may(doing.by, 'fact.edit')) return refuse('not-allowed');
	const said = draftedOf(keeping);
	const held = await draftForEdit(db, kind, fact);
	if (!held) {
		if (keeping.version !== 0) return refuse('no-such-draft');
		const now = (await factOf(reading(db), kind, fact)) ?? null;
		const identifier = now ? [] : checkIdentifier(kind, fact, surroundingsOf(await allFacts(reading(db))));
		if (identifier.length) return { ...refuse('not-valid'), identifier };
		const begun = await insertDraft(db, { kind, fact, base: now && draftedOf(now), ...said }, kept(doing));
		if (!begun) return refuse('draft-changed');
		await logAct(db, 'fact-draft.begun', { by: doing.by.id, about: aboutDraft(begun), at: doing.at });
		return begun;
	}
	const refused = await unfit(db, held, keeping);
	if (refused) return refused;
	const draft = await updateDraft(db, held, { ...said, base: held.base }, kept(doing));
	await logAct(db, 'fact-draft.kept', { by: doing.by.id, about: aboutDraft(draft), at: doing.at, details: { version: draft.version } });
	return draft;
}

/** Begins the draft again from the fact as it stands, which was changed meanwhile: what the draft did not touch follows the fact. */
export async function carryDraftOver(db: Writing, doing: DraftDoing, seen: DraftSeen): Promise<FactDraft | Refusal> {
	const held = await heldAsSeen(db, doing, seen);
	if ('refusal' in held) return held;
	const now = await factOf(reading(db), held.kind, held.fact);
	if (!now) return refuse('no-such-fact');
	const draft = await updateDraft(db, held, { ...carriedOver(held, now), base: draftedOf(now) }, kept(doing));
	await logAct(db, 'fact-draft.kept', { by: doing.by.id, about: aboutDraft(draft), at: doing.at, details: { version: draft.version } });
	return draft;
}

export async function giveDraftUp(db: Writing, doing: DraftDoing, seen: DraftSeen): Promise<FactDraft | Refusal> {
	const held = await heldAsSeen(db, doing, seen);
	if ('refusal' in held) return held;
	await endDraft(db, held.id, 'given-up', kept(doing));
	await logAct(db, 'fact-draft.given-up', { by: doing.by.id, about: aboutDraft(held), at: doing.at });
	return held;
}

/** The open draft, held, for who may edit facts and has seen it as it is; what waits to be published by itself is not changed under it. */
export async function heldAsSeen(db: Writing, doing: DraftDoing, seen: DraftSeen, evenPlanned = false): Promise<FactDraft | Refusal> {
	if (!isFactKind(seen.kind)) return refuse('no-such-fact');
	if (!may(doing.by, 'fact.edit')) return refuse('not-allowed');
	const held = await draftForEdit(db, seen.kind, seen.fact);
	if (!held) return refuse('no-such-draft');
	return (await unfit(db, held, seen, evenPlanned)) ?? held;
}

async function unfit(db: Writing, held: FactDraft, { version }: Pick<Keeping, 'version'>, evenPlanned = false): Promise<Refusal | null> {
	if (held.version !== version) return refuse('draft-changed');
	if (!evenPlanned && (await waitingPlanOf(reading(db), held.id))) return refuse('draft-planned');
	return null;
}
