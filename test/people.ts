// SPDX-License-Identifier: Apache-2.0
// The people of the journeys, by name: each holds one role, so that a story reads as who did what.
import type { Person, Role } from '#people/person.ts';

const person = (id: string, name: string, ...roles: Role[]): Person => ({ id, name, email: `${id}@example.org`, language: 'en', roles });

export const ama = person('ama', 'Ama Owusu', { role: 'focal-point', party: 'GHA' });
export const kofi = person('kofi', 'Kofi Mensah', { role: 'party-contributor', party: 'GHA' });
export const lena = person('lena', 'Lena Frei', { role: 'focal-point', party: 'CHE' });
export const nina = person('nina', 'Nina Alvarez', { role: 'organisation-contributor', organisation: 'clean-rivers' });
export const ravi = person('ravi', 'Ravi Anand', { role: 'reviewer' });
export const edith = person('edith', 'Édith Moreau', { role: 'editor' });
export const paul = person('paul', 'Paul Petrov', { role: 'publisher' });
export const adam = person('adam', 'Adam Haddad', { role: 'administrator' });
