// SPDX-License-Identifier: Apache-2.0
// What surrounds a role: who may hand it on, and what the audit trail says of it. Who may at all stands in may.ts.
import { may } from './may.ts';
import { isFocalPointOf, type Person, type Role } from './person.ts';

/**
 * May this person give this role? Letting a contributor submit is the focal point's alone, whom the Party designated for that (Article 17(4)):
 * an officer may add a contributor, and no more.
 */
export const mayGive = (person: Person | null, role: Role): boolean =>
	may(person, 'role.give', { role }) && (role.role !== 'party-contributor' || role.maySubmit !== true || isFocalPointOf(person, role.party));

/** What an event says of a role: no name, no address. */
export const roleDetails = (role: Role): Record<string, string | boolean> => ({
	role: role.role,
	...('party' in role ? { party: role.party } : {}),
	...('organisation' in role ? { organisation: role.organisation } : {}),
	...(role.role === 'party-contributor' ? { maySubmit: role.maySubmit === true } : {})
});
