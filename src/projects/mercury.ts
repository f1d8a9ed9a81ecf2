// SPDX-License-Identifier: Apache-2.0
import type { Identifier } from './found.ts';

/** A programme as seeds/projects/programmes.yaml tells it. */
export interface Programme {
	id: string;
	title: string;
	status: 'sourced' | 'to-verify';
	source: string;
	/** Its own number, where it is known. */
	parent?: Identifier;
	/** Numbers of its parts in the same list. */
	parts: readonly string[];
	/** Words of a title that name it. */
	names: readonly string[];
	mercury: 'yes' | 'doubtful';
}
