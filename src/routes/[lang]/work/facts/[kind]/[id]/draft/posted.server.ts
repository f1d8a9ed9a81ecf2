// SPDX-License-Identifier: Apache-2.0
// What the page of a draft posts, and what it shows again where that was refused: nothing that was typed is lost, and what differs is told.
import { type FactDifference, changesBetween } from '#components/facts/changes.ts';
import type { FactFinding } from '#convention/check-fact.ts';
import type { FactKind } from '#convention/fact.ts';
import { factOf } from '#convention/server/facts.ts';
import { draftOf } from '#editorial/server/fact-drafts.ts';
import type { DraftSeen, Keeping } from '#editorial/server/keep-draft.ts';
import type { Refusal } from '#people/refusal.ts';
import type { Reading } from '#platform/server/database.ts';
import { lineIn, type Typed, typedIn } from '../save-posted.server.ts';

/** The identifier under which something new is typed is a field; else it is in the address. */
export const identifierIn = (params: { id: string }, fields: FormData): string => (params.id === 'new' ? lineIn(fields, 'id') : params.id);

const versionIn = (fields: FormData): number => Number(/^\d{1,9}$/.exec(lineIn(fields, 'version'))?.[0] ?? 0);

export const seenIn = (kind: FactKind, fact: string, fields: FormData): DraftSeen => ({ kind, fact, version: versionIn(fields) });

export const keepingIn = (kind: FactKind, fact: string, fields: FormData): Keeping & Typed => ({
	...seenIn(kind, fact, fields),
	...typedIn(kind, fields)
});

/** What is shown where something was refused. */
export interface NotDone {
	refusal: Refusal;
	/** What is wrong about the identifier of something new. */
	findings: FactFinding[];
	typed?: Typed & { id: string };
	/** Between what is kept, or else the fact, and what was typed. */
	differs?: FactDifference[];
	/** Day, hour and zone of a plan. */
	moment?: { day: string; time: string; zone: string };
	wrong?: boolean;
}

export async function notKept(db: Reading, keeping: Keeping & Typed, kind: FactKind, refusal: Refusal, findings: FactFinding[]): Promise<NotDone> {
	const { fact: id, value, status, source, reason } = keeping;
	const stands = (await draftOf(db, kind, id)) ?? (await factOf(db, kind, id));
	return {
		refusal,
		findings,
		typed: { id, value, status, source, reason },
		differs: stands ? changesBetween(kind, stands, keeping) : []
	};
}
