// SPDX-License-Identifier: Apache-2.0
// Codes of IATI 2.03 that a project is read from, and what they mean here. The lists are sourced; what a status means as a state is a proposal of ours.
import type { ProjectState, Scope } from '#projects/found.ts';

/** Funds of the GEF by their identifiers as organisations. */
export const gefFunds = new Map([
	['XM-DAC-47044', 'GEF Trust Fund'],
	['XM-DAC-47129', 'Least Developed Countries Fund'],
	['XM-DAC-47130', 'Special Climate Change Fund']
]);

/** A project whose work is over and whose accounts are open (3) still runs: nobody but its reporter calls it completed. */
export const statuses = new Map<string, ProjectState>(
	Object.entries({
		1: 'pipeline',
		2: 'implementation',
		3: 'implementation',
		4: 'completed',
		5: 'cancelled',
		6: 'suspended'
	})
);

/** Several countries (3) are no region: then the countries say it themselves. */
export const activityScopes = new Map<string, Scope>(
	Object.entries({
		1: 'global',
		2: 'regional',
		4: 'national',
		5: 'national',
		6: 'national',
		7: 'national',
		8: 'national'
	})
);

export const roles = { funding: '1', extending: '3', implementing: '4' } as const;
export const dateTypes = { plannedStart: '1', actualStart: '2', plannedEnd: '3', actualEnd: '4' } as const;
export const related = { parent: '1', child: '2' } as const;
export const transactions = { outgoingCommitment: '2', incomingCommitment: '11' } as const;
/** Kinds of other identifiers: the reporter's own, one that it had before, one of somebody else. */
export const otherIdentifiers = { own: 'A1', previous: 'A3', others: 'A9' } as const;
/** Developing countries, unspecified: the whole world, as far as a region can say it. */
export const worldRegion = '998';
