// SPDX-License-Identifier: Apache-2.0
// What a browser keeps of a draft until the server has it, and how a page opened later takes it up. Pure: where it is kept stands in client.ts.
import type { Json } from '#forms/form.ts';
import { beside, type Field, type Flight, fresh, inFlight, type Saving, tidy, versionIn, waits } from './autosave.ts';

/** What a browser keeps of one question until the server has it. */
export interface Kept {
	answer: Json;
	start: Json;
	from: number;
	flight?: { version: number; answer: Json; field: Json };
}

/** What a browser must keep of one question until it is acknowledged; null when there is nothing. */
export function keepOf(state: Saving, question: string): Kept | null {
	const field = state.fields[question];
	const flies = inFlight(state, question) ? (state.flight as Flight) : undefined;
	if (!field || (!waits(field) && !flies)) return null;
	const { answer, start, from } = field;
	const flight = flies && { version: versionIn(flies, question), answer: flies.answers[question] as Json, field: flies.fields[question] as Json };
	return { answer, start, from, ...(flight ? { flight } : {}) };
}

/**
 * A page opened on what an earlier one had to leave behind. What was in the air is sent again first, as it was. `holds`: whether the page was given
 * what is stored for a question; a page of one section was not for those of the others.
 */
export function reopened(state: Saving, kept: { [question: string]: Kept }, holds: (question: string) => boolean = () => true): Saving {
	const fields = { ...state.fields };
	const turns = { ...state.turns };
	const air: Flight & { from: { [question: string]: number } } = { version: state.version, answers: {}, fields: {}, from: {} };
	for (const [question, { answer, start, from, flight }] of Object.entries(kept)) {
		const field: Field = { answer, start, from: Math.min(from, state.version), first: 0, last: 0, ...(holds(question) ? {} : { elsewhere: true }) };
		const rebased = flight ? undefined : beside(state, question, field);
		fields[question] = rebased === undefined ? field : { ...fresh(state, question), answer: rebased };
		turns[question] = (turns[question] ?? 0) + 1;
		if (!flight) continue;
		air.answers[question] = flight.answer;
		air.fields[question] = flight.field;
		air.from[question] = Math.min(flight.version, state.version);
	}
	return tidy({ ...state, fields, turns, flight: Object.keys(air.answers).length ? air : null });
}
