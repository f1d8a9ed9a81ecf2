// SPDX-License-Identifier: Apache-2.0
// What the pages of a draft are told of the shared work. Shapes only.
import type { Language } from '#text/languages.ts';
import type { AskState } from './ask.ts';

/** At one question: people who are asked, suggestions that wait, threads that are open. */
export interface AtQuestion {
	asked: number;
	suggested: number;
	talks: number;
}

export interface Shared {
	/** By question id; '' for what has no place in the form any more. */
	at: { [question: string]: AtQuestion };
	asked: number;
	late: number;
	suggested: number;
	talks: number;
	/** Null where none is wanted. */
	approval: { given: number; wanted: number; whole: boolean } | null;
}

export interface AskLine {
	id: string;
	/** Where its questions stand in the form now. */
	questions: string[];
	/** How many have no place any more. */
	gone: number;
	/** Name of who is asked; '' of an erased account. */
	name: string;
	email: string;
	expert: boolean;
	language: Language;
	askedBy: string;
	askedAt: Date;
	due: string;
	expiresAt: Date | null;
	word: string;
	state: AskState;
	late: boolean;
	savedAt: Date | null;
	sentAt: Date | null;
	lastLetter: Date | null;
	/** Suggestions of it that nobody has decided on. */
	waiting: number;
}
