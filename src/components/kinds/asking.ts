// SPDX-License-Identifier: Apache-2.0
// What every part of a question needs to know of the page it stands on: form, choices, record, findings. Knows no answer.
import { getContext, setContext } from 'svelte';
import type { Finding, Form, Json, Question } from '#forms/form.ts';
import type { Schemes } from '#records/schemes.ts';

export interface Asking {
	readonly form: Form;
	readonly schemes: Schemes;
	readonly recordId: string;
	/** Where files can be sent to in place; undefined where they go with the whole page. */
	readonly address: string | undefined;
	/** Paths of lists to which one more line was asked for by a page without JavaScript. */
	readonly added: readonly string[];
	readonly findings: readonly Finding[];
}

/** Hears of an answer; `settled` when it is a choice or the field was left. */
export type Hear = (answer: Json, settled: boolean) => void;

/** What an edit part of a kind is given: everything but its label and its findings, which One.svelte draws. */
export interface EditProps {
	question: Question;
	/** Key of its words without `question.`: its id, or table and column. */
	wordsId: string;
	/** Path of its fields, joined by dots. */
	path: string;
	/** Path of its findings: lists count only the lines that say something. */
	at: string;
	/** What fills the fields at the start. What is typed later stays in the fields. */
	answer: Json | undefined;
	describedBy: string | undefined;
	invalid: true | undefined;
	onanswer?: Hear;
}

const key = 'asking';

export const provideAsking = (asking: Asking): Asking => setContext(key, asking);

export function useAsking(): Asking {
	const asking = getContext<Asking | undefined>(key);
	if (!asking) throw new Error('a part of a question outside Ask.svelte');
	return asking;
}

/** Whether a finding belongs to an answer or to something in it. */
export const isWithin = (found: Finding, at: string): boolean => found.at === at || found.at.startsWith(`${at}.`);
