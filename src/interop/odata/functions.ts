// SPDX-License-Identifier: Apache-2.0
// The functions of $filter and $orderby, of V2 and V4: what they take, what they give. What is not there gives nothing. Pure.
import type { Value } from './model.ts';
import type { Kind } from './tokens.ts';

export interface Function {
	/** Kinds that it takes; `more` of the last may be left out. */
	takes: readonly Kind[];
	optional?: number;
	gives: Kind;
	make(...inputs: never[]): Value;
}

type Text = string;
const on = (gives: Kind, takes: readonly Kind[], make: (...inputs: never[]) => Value, optional = 0): Function => ({ gives, takes, make, optional });
const day = (at: Date): Date => new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000);

/** The middle of two whole numbers goes away from zero, as the protocol has it. */
const rounded = (number: number): number => Math.sign(number) * Math.round(Math.abs(number));

export const functions: { [name: string]: Function } = {
	substringof: on('boolean', ['string', 'string'], (part: Text, whole: Text) => whole.includes(part)),
	contains: on('boolean', ['string', 'string'], (whole: Text, part: Text) => whole.includes(part)),
	startswith: on('boolean', ['string', 'string'], (whole: Text, part: Text) => whole.startsWith(part)),
	endswith: on('boolean', ['string', 'string'], (whole: Text, part: Text) => whole.endsWith(part)),
	length: on('number', ['string'], (text: Text) => text.length),
	indexof: on('number', ['string', 'string'], (whole: Text, part: Text) => whole.indexOf(part)),
	replace: on('string', ['string', 'string', 'string'], (whole: Text, part: Text, by: Text) =>
		part && (whole.length / part.length) * by.length < 1_000_000 ? whole.replaceAll(part, () => by) : whole
	),
	substring: on(
		'string',
		['string', 'number', 'number'],
		(text: Text, from: number, length?: number) =>
			text.slice(Math.max(0, from), length === undefined ? undefined : Math.max(0, from) + Math.max(0, length)),
		1
	),
	tolower: on('string', ['string'], (text: Text) => text.toLowerCase()),
	toupper: on('string', ['string'], (text: Text) => text.toUpperCase()),
	trim: on('string', ['string'], (text: Text) => text.trim()),
	concat: on('string', ['string', 'string'], (one: Text, other: Text) => one + other),
	year: on('number', ['date'], (at: Date) => at.getUTCFullYear()),
	month: on('number', ['date'], (at: Date) => at.getUTCMonth() + 1),
	day: on('number', ['date'], (at: Date) => at.getUTCDate()),
	hour: on('number', ['date'], (at: Date) => at.getUTCHours()),
	minute: on('number', ['date'], (at: Date) => at.getUTCMinutes()),
	second: on('number', ['date'], (at: Date) => at.getUTCSeconds()),
	fractionalseconds: on('number', ['date'], (at: Date) => at.getUTCMilliseconds() / 1000),
	totaloffsetminutes: on('number', ['date'], () => 0),
	date: on('date', ['date'], day),
	now: on('date', [], () => new Date()),
	mindatetime: on('date', [], () => new Date('0001-01-01T00:00:00Z')),
	maxdatetime: on('date', [], () => new Date('9999-12-31T23:59:59Z')),
	round: on('number', ['number'], rounded),
	floor: on('number', ['number'], (number: number) => Math.floor(number)),
	ceiling: on('number', ['number'], (number: number) => Math.ceil(number))
};
