// SPDX-License-Identifier: Apache-2.0
// Who acts, and for whom. Knows nothing of credentials or storage.
import type { Language } from '#text/languages.ts';

/**
 * A role and whom it speaks for. A focal point is designated by the Party under Article 17(4) and alone submits for it;
 * a contributor prepares, and submits only where the focal point delegated that (`maySubmit`).
 */
export type Role =
	| { role: 'focal-point'; party: string }
	| { role: 'party-contributor'; party: string; maySubmit?: boolean }
	| { role: 'organisation-contributor'; organisation: string }
	/** A member of the Implementation and Compliance Committee (Article 15), or who reads for one. Ends by itself after the last day of the term. */
	| { role: 'committee-reader'; until: string }
	| { role: 'reviewer' }
	| { role: 'editor' }
	| { role: 'publisher' }
	| { role: 'administrator' };

export type RoleName = Role['role'];
export const roleNames: readonly RoleName[] = [
	'focal-point',
	'party-contributor',
	'organisation-contributor',
	'committee-reader',
	'reviewer',
	'editor',
	'publisher',
	'administrator'
];
export const secretariatRoles: readonly RoleName[] = ['reviewer', 'editor', 'publisher', 'administrator'];

export interface Person {
	/** Account id. */
	id: string;
	name: string;
	email: string;
	language: Language;
	roles: Role[];
	/** Id of the support in which this officer looks on as a role of a Party: may() then lets things be seen and nothing be done. */
	lookingOn?: string;
}

/** The platform itself, where an act is done by no person (seeds, imports). */
export const platformItself = { id: 'platform' } as const;

export const has = (person: Person | null, ...names: RoleName[]): boolean => person?.roles.some((role) => names.includes(role.role)) ?? false;

export const isSecretariat = (person: Person | null): boolean => has(person, ...secretariatRoles);

export const isFocalPointOf = (person: Person | null, party: string): boolean =>
	person?.roles.some((role) => role.role === 'focal-point' && role.party === party) ?? false;

/** Any person of the Party: focal point or contributor. */
export const isOfParty = (person: Person | null, party: string): boolean =>
	person?.roles.some((role) => (role.role === 'focal-point' || role.role === 'party-contributor') && role.party === party) ?? false;

export const maySubmitFor = (person: Person | null, party: string): boolean =>
	isFocalPointOf(person, party) ||
	(person?.roles.some((role) => role.role === 'party-contributor' && role.party === party && role.maySubmit === true) ?? false);

export const isOfOrganisation = (person: Person | null, organisation: string): boolean =>
	person?.roles.some((role) => role.role === 'organisation-contributor' && role.organisation === organisation) ?? false;

/** The Parties and organisations that a person speaks for, each once. */
export function speaksFor(person: Person): { ownerKind: 'party' | 'organisation'; owner: string }[] {
	const seen = new Map<string, { ownerKind: 'party' | 'organisation'; owner: string }>();
	for (const role of person.roles) {
		if ('party' in role) seen.set(`party ${role.party}`, { ownerKind: 'party', owner: role.party });
		if ('organisation' in role) seen.set(`organisation ${role.organisation}`, { ownerKind: 'organisation', owner: role.organisation });
	}
	return [...seen.values()];
}
