// SPDX-License-Identifier: Apache-2.0
// What a filling page is told beside the answers: who touched what, what could be taken over, when things are due. Shapes only.
import type { Json } from '#forms/form.ts';
import type { Origin } from '#records/record.ts';
import type { Words } from '#text/words.ts';

export interface Touch {
	by: string;
	at: string;
	version: number;
	from?: Origin;
}

/** An answer that the platform could fill in, and where it knows it from. */
export interface Offer {
	answer: Json;
	from: Origin;
	/** What the origin is called: a record type with its cycle, a fact. */
	name: Words;
}

/** By question id. */
export type Offers = Record<string, Offer>;
export type Terms = Record<string, string>;
