// SPDX-License-Identifier: Apache-2.0
// The envelope: identifier, owner, stage, state. Pure; where it is kept stands in server/.
import type { OwnerKind } from './type.ts';

/** Where the work on it stands. */
export type Stage = 'draft' | 'submitted' | 'returned' | 'declined' | 'done';
/** What those who may read it see; `published` is said of a restricted record as registered, of a bilateral one as sent. */
export type State = 'unpublished' | 'published' | 'withdrawn' | 'superseded';

export interface RecordEnvelope {
	id: string;
	type: string;
	ownerKind: OwnerKind;
	owner: string;
	stage: Stage;
	state: State;
	visibility: 'public' | 'restricted' | 'bilateral';
	otherParty: string | null;
	/** Number of the latest published revision. */
	published: number | null;
	supersededBy: string | null;
	/** What became of it, one of the outcomes of its type. */
	outcome: string | null;
	/** When the outcome was recorded, and the day of the decision where one was named. */
	outcomeAt: Date | null;
	outcomeDay: string | null;
	demo: boolean;
	/** It stays with the version of the form that it was begun with. */
	keepsVersion: boolean;
	createdAt: Date;
	changedAt: Date;
}

/** MC-EXEMPTION-CH-0003: Convention, type, owner (a Party's ISO alpha-2 code, or an organisation's capitals), number. */
export const identifierPrefix = (typePrefix: string, ownerCode: string): string => `MC-${typePrefix}-${ownerCode}`;

/** The secretariat in identifiers. */
export const secretariatCode = 'SEC';

export const identifier = (prefix: string, number: number): string => `${prefix}-${String(number).padStart(4, '0')}`;

const identifierShape = /^MC-[A-Z0-9]+-[A-Z0-9]+-\d{4,}$/;
export const isIdentifier = (text: string): boolean => identifierShape.test(text);

/** The number of a revision as it stands in an address: from 1 on, and no larger than a database can count. */
export const isRevisionNumber = (text: string): boolean => /^[1-9]\d{0,8}$/.test(text);

/**
 * What an answer was taken over from: a record, a fact of the treaty, a file that came back filled in, what somebody suggested who was asked, or what
 * the Party stated to others.
 */
export interface Origin {
	kind: 'record' | 'fact' | 'file' | 'suggestion' | 'statement';
	/** Identifier of the record; key of the State whose fact it is; name of the file; id of the suggestion or of the statement. */
	id: string;
}

/** The mark of a revision that the secretariat digitised from a report that was filed elsewhere, before this platform was there. */
export interface Digitised {
	/** Name of the file that it came from. */
	source: string;
	/** SHA-256 of that file. */
	sha256: string;
	/** Day on which it was taken in. */
	on: string;
	/** Day on which the Party handed it in; null where the file does not say. */
	submitted: string | null;
}

export function digitisedFrom(kept: unknown): Digitised | null {
	if (typeof kept !== 'object' || kept === null) return null;
	const { source, sha256, on, submitted } = kept as Partial<Digitised>;
	return { source: source ?? '', sha256: sha256 ?? '', on: on ?? '', submitted: submitted ?? null };
}
