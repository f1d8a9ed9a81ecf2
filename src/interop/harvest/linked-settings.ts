// SPDX-License-Identifier: Apache-2.0
// What a source of linked resources is set to, as it is kept beside its address; whatever stands there wrongly counts as not set. Pure.
import type { Source } from '#projects/harvest.ts';
import { type EntitySet, sets } from '../odata-in/linked-from.ts';
import { type Dialect, dialects } from '../odata-in/read-page.ts';

export interface LinkedSettings {
	/** Short name of the convention or partner, where a row names none. */
	treaty: string;
	dialect: Dialect | 'auto';
	sets: readonly EntitySet[];
	/** Set of an OAI-PMH repository. */
	set: string | null;
}

export const treatyPattern = /^[a-z][a-z0-9_-]{1,39}$/;

export function linkedSettings({ id, mapping }: Pick<Source, 'id' | 'mapping'>): LinkedSettings {
	const chosen = sets.filter((each) => Array.isArray(mapping.sets) && (mapping.sets as unknown[]).includes(each));
	return {
		treaty: typeof mapping.treaty === 'string' && treatyPattern.test(mapping.treaty) ? mapping.treaty : id,
		dialect: dialects.find((each) => each === mapping.dialect) ?? 'auto',
		sets: Array.isArray(mapping.sets) ? chosen : sets,
		set: typeof mapping.set === 'string' && mapping.set ? mapping.set : null
	};
}
