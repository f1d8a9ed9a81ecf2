// SPDX-License-Identifier: Apache-2.0
// What the makers of an invented report are given, and how they write amounts, addresses and years.
import type { Convention } from '#convention/convention.ts';
import type { Day } from '#convention/day.ts';
import type { Known } from '#convention/fact.ts';
import type { Answers, Form, Json } from '#forms/form.ts';
import { type Cycle, yearsOf } from '#reporting/cycle.ts';
import type { Told } from '#reporting/report.ts';
import type { Dice } from './chance.ts';
import type { Situation } from './situations.ts';

/** What is attached: one document each in each language. */
export const documents = ['survey', 'consent', 'review', 'inventory', 'annex'] as const;
export type Document = (typeof documents)[number];

export interface Given {
	form: Form;
	cycle: Cycle;
	party: Known<'state'>;
	convention: Convention;
	situation: Situation;
	/** The day of the submission. */
	on: Day;
	/** What the Party had published by then. */
	own: readonly Told[];
	/** General notifications of consent that others had published by then. */
	notifications: readonly Told[];
	dice: Dice;
	/** A text about something, in the language of the report and with its mark. */
	say(about: string): string;
	/** A short text for a cell. */
	name(about: string): string;
	file(document: Document): Json;
	/** Contact of the focal point. */
	contact: Json;
}

/** Makes the answers of some articles. Those of branches that are not reached fall away at the end. */
export type Part = (given: Given) => Answers;

/** An exact amount: whole kilograms, written in tonnes where they are many. */
export const mass = (kg: number): Json => {
	if (kg < 1000) return { amount: String(kg), unit: 'kg' };
	const rest = String(kg % 1000)
		.padStart(3, '0')
		.replace(/0+$/, '');
	return { amount: `${Math.floor(kg / 1000)}${rest ? `.${rest}` : ''}`, unit: 't' };
};
export const sum = (amounts: readonly number[]): number => amounts.reduce((so, each) => so + each, 0);
export const address = (name: string, { iso2 }: { iso2: string | null }): string => `https://example.org/${(iso2 ?? 'xx').toLowerCase()}/${name}`;
export const yearOf = ({ cycle, dice }: Given): number => dice.one(yearsOf(cycle));
