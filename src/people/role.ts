// SPDX-License-Identifier: Apache-2.0
// What surrounds a role: who may hand it on, and what the audit trail says of it. Who may at all stands in may.ts.
import { type Day, isDay } from '#convention/day.ts';
import { may } from './may.ts';
import { isFocalPointOf, type Person, type Role, type RoleName } from './person.ts';
import { type Refusal, refuse } from './refusal.ts';

/**
 * May this person give this role? Letting a contributor submit is the focal point's alone, whom the Party designated for that (Article 17(4)):
 * an officer may add a contributor, and no more.
 */
export const mayGive = (person: Person | null, role: Role): boolean =>
	may(person, 'role.give', { role }) && (role.role !== 'party-contributor' || role.maySubmit !== true || isFocalPointOf(person, role.party));

/** Why this term of a role cannot be given: it must be a day, and not be over. */
export function termRefusal(role: Role, today: Day): Refusal | null {
	if (!('until' in role)) return null;
	if (!isDay(role.until)) return refuse('not-a-day', { day: role.until });
	return role.until < today ? refuse('day-passed', { day: role.until }) : null;
}

/** What an event says of a role: no name, no address. */
export const roleDetails = (role: Role): Record<string, string | boolean> => ({
	role: role.role,
	...('party' in role ? { party: role.party } : {}),
	...('organisation' in role ? { organisation: role.organisation } : {}),
	...('until' in role ? { until: role.until } : {}),
	...(role.role === 'party-contributor' ? { maySubmit: role.maySubmit === true } : {})
});

/** Whose people this person looks after: everybody's (officers), those of own Parties (focal points), or nobody's. */
export function looksAfter(person: Person | null): 'all' | { parties: string[] } | null {
	if (may(person, 'people.read')) return 'all';
	const parties = person?.roles.flatMap((role) => (role.role === 'focal-point' ? [role.party] : [])) ?? [];
	return parties.length ? { parties } : null;
}

/** Roles that this person could give to somebody, for the form that invites: a Party's or organisation's one stands for all of its sort. */
export function givable(person: Person | null): RoleName[] {
	const samples: Role[] = [
		{ role: 'focal-point', party: '' },
		{ role: 'party-contributor', party: '' },
		{ role: 'organisation-contributor', organisation: '' },
		{ role: 'committee-reader', until: '' },
		{ role: 'reviewer' },
		{ role: 'editor' },
		{ role: 'publisher' },
		{ role: 'administrator' }
	];
	const own = person?.roles.find((role) => role.role === 'focal-point');
	return samples
		.map((role) => ('party' in role && own ? { ...role, party: own.party } : role))
		.filter((role) => mayGive(person, role))
		.map((role) => role.role);
}
