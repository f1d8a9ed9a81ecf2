// SPDX-License-Identifier: Apache-2.0
// What reading a service tells, one thing after another. Pure.
import type { LinkedFound } from '#catalogue/linked.ts';
import type { Refused, SourceFault } from '#projects/found.ts';
import type { Dialect } from '../odata-in/read-page.ts';

export type LinkedTold =
	| { found: LinkedFound; doubts: Refused[] }
	| { refused: Refused; part: string; id?: string }
	/** Of our own treaty: it comes back to us. */
	| { own: string }
	/** Keys that the service still has. */
	| { still: string[]; part: string }
	/** The service says that it is deleted. */
	| { removed: string; part: string }
	/** A part was read. `whole`: all of it was seen, so that what is missing is gone; otherwise what was not named is as before. */
	| { ended: { part: string; dialect: Dialect | null; mark: string | null; whole: boolean } }
	/** A part could not be read, or not to its end: what stood of it stands. */
	| { broken: { part: string; fault: SourceFault } };

/** How far a part was read before. */
export interface PartBefore {
	dialect: Dialect | null;
	mark: string | null;
	/** Keys that stand. */
	keys: ReadonlySet<string>;
}

export const neverRead: PartBefore = { dialect: null, mark: null, keys: new Set() };
