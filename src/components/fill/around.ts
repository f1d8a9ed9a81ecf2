// SPDX-License-Identifier: Apache-2.0
// What a filling page is told beside the answers: who touched what, what could be taken over, when things are due. Shapes only.
import type { Json } from '#forms/form.ts';
import type { Origin } from '#records/record.ts';
import type { Elsewhere } from '#reporting/elsewhere.ts';
import type { Words } from '#text/words.ts';

export interface Touch {
	by: string;
	at: string;
	version: number;
	from?: Origin;
}

/** For the page: no more of a statement than it shows. */
export interface SaidElsewhere {
	rule: Elsewhere['rule'];
	on: string;
	source?: { name: string; address: string; year: number | null; demo: boolean };
}

/** An answer that the platform could fill in, and where it knows it from. */
export interface Offer {
	answer: Json;
	from: Origin;
	/** What the origin is called: a record type with its cycle, a fact. */
	name: Words;
	/** Said outside the reports: why it is proposed, and where it was found. */
	said?: SaidElsewhere;
}

/** By question id. */
export type Offers = Record<string, Offer>;
export type Terms = Record<string, string>;
