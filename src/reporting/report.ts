// SPDX-License-Identifier: Apache-2.0
// What the checks and the prefilling of a report know of the world around it. Gathered by server/around.ts; everything in here is data.
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import type { Known } from '#convention/fact.ts';
import type { Answers, Form } from '#forms/form.ts';
import type { Cycle } from './cycle.ts';
import type { Statement } from './statement.ts';

/** A published record that says something about the Party. */
export interface Told {
	id: string;
	type: string;
	owner: string;
	answers: Answers;
	/** Day of its publication, or of its sending. */
	on: Day;
}

/** An earlier report, its answers carried to the form of this one. */
export interface Earlier {
	id: string;
	cycle: Cycle;
	answers: Answers;
	/** As it was filed, in its own version of the form. */
	filed: Answers;
}

export interface Around {
	today: Day;
	convention: Convention;
	cycle: Cycle;
	party: Known<'state'>;
	/** What the Party published: exemptions, notifications, plans, inventories, focal points. */
	own: readonly Told[];
	/** Consents to trade (Forms A and B) that were given to the Party. */
	consents: readonly Told[];
	/** General notifications of consent (Form D) of other States. */
	notifications: readonly Told[];
	/** The last report of the Party before this one, of either kind. */
	last: Earlier | null;
	/** Those before the last, newest first: a short report leaves most questions to the full one before it. */
	earlier?: readonly Earlier[];
	/** Reports of other Parties for the same cycle that speak of trade with this one. */
	mirror: readonly Told[];
	/** What the Party said outside its reports, and no check reads. */
	elsewhere?: { records: readonly Told[]; statements: readonly Statement[] };
	/** What the form of stocks calls its substances, in the language of whoever fills in: the report asks for them as a text. */
	substances?: { [option: string]: string };
	/** Another report of the Party for the same cycle. */
	twin: string | null;
}

/** A report under check. */
export interface Report {
	form: Form;
	/** The answers that count: relevant, not empty. */
	answers: Answers;
}

export const ofType = (told: readonly Told[], ...types: string[]): Told[] => told.filter(({ type }) => types.includes(type));
