// SPDX-License-Identifier: Apache-2.0
// Who writes what sources tell: the platform itself. Who asked for it stands in the log of harvests.
import type { Person } from '#people/person.ts';
import type { Doing } from '#records/server/doing.ts';

export const harvester: Person = { id: 'harvest', name: '', email: '', language: 'en', roles: [{ role: 'publisher' }] };

/** Nobody is written to: the catalogue follows in the same transaction. */
export const harvesting = (world: Pick<Doing, 'definitions' | 'convention'>, at: Date): Doing => ({
	...world,
	by: harvester,
	at,
	announce: async () => {}
});
