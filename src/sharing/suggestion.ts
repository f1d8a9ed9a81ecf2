// SPDX-License-Identifier: Apache-2.0
// A suggestion: an answer by somebody who was asked. It counts only when an editor of the draft takes it. Pure.
import { carryAlong } from '#forms/designed.ts';
import type { Form, Json } from '#forms/form.ts';
import type { VersionOf } from './ask.ts';

export type SuggestionState = 'open' | 'accepted' | 'changed' | 'declined' | 'replaced';
export const decisions = ['accept', 'change', 'decline'] as const;
export type Decision = (typeof decisions)[number];

export interface Suggestion {
	id: string;
	record: string;
	ask: string;
	question: string;
	formVersion: string;
	value: Json;
	cameBy: 'page' | 'mail';
	/** Address that its letter came from, where it is not the one that was asked. */
	cameFrom: string;
	at: Date;
	state: SuggestionState;
	word: string;
	draftVersion: number | null;
	decidedBy: string | null;
	decidedAt: Date | null;
	/** Who suggested it: the colleague's account, or the name of the expert. */
	owedBy: string | null;
	expertName: string;
}

/** The suggestion in the form that the draft answers now; undefined where that asks no such thing any more. */
export function carriedSuggestion(
	form: Form,
	{ formVersion, question, value }: Pick<Suggestion, 'formVersion' | 'question' | 'value'>,
	versionOf: VersionOf
): { question: string; value: Json } | undefined {
	const [carried] = Object.entries(carryAlong(form, formVersion, { [question]: value }, versionOf).answers);
	return carried && { question: carried[0], value: carried[1] };
}
