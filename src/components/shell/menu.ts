// SPDX-License-Identifier: Apache-2.0
// What the parts of the frame have in common.
import type { Role } from '#people/person.ts';

/** Who is signed in, and which places are theirs. */
export interface SignedIn {
	name: string;
	roles: Role[];
	mayQueue: boolean;
	mayCycles?: boolean;
	mayEditFacts: boolean;
	mayForms?: boolean;
	mayPeople: boolean;
	mayOrganisations: boolean;
	mayEditorial?: boolean;
}

/** Whether a link leads to this page, or to what it is part of. */
export const currentAt = (address: string, href: string): 'page' | 'true' | undefined =>
	address === href ? 'page' : address.startsWith(`${href}/`) ? 'true' : undefined;
