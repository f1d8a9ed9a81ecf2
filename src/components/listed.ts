// SPDX-License-Identifier: Apache-2.0
// What a list shows of a record: names instead of keys, nothing that a page could not send. What the catalogue puts
// names to (catalogue/shown.ts) is of this shape.
import type { Stage, State } from '#records/record.ts';
import type { Words } from '#text/words.ts';

export interface Listed {
	id: string;
	title: Words;
	/** Name of its record type. */
	type: Words;
	/** Name of the Party, organisation or secretariat that it speaks for. */
	owner: Words | string;
	/** Key of the owner where it has a page of its own: a Party's. */
	party?: string;
	/** When it was published, or last changed. */
	at: Date;
	state?: State;
	stage?: Stage;
	languages: string[];
	demo: boolean;
	summary?: Words | null;
	/** Where it leads, when not to its public page. */
	href?: string;
}
