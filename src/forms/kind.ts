// SPDX-License-Identifier: Apache-2.0
// What a kind of question is: a plain object of functions. The kinds themselves stand in kinds/, the table in kinds.ts.
import type { Finding, FindingCode, Json, Question } from './form.ts';

/** What a browser sent for one question: a field, several of one name, or fields under dotted names. */
export type Raw = undefined | string | string[] | { [part: string]: Raw };

/** What a check must know of the world. The day is an argument, never a clock. */
export interface Known {
	today: string;
	/** Whether an id belongs to a scheme: states, parties, articles, annex-a, annex-b, areas, concepts, languages. */
	has(scheme: string, id: string): boolean;
	/** Whether the record holds a file of this hash; its media type as detected, or undefined. */
	file(sha256: string): { mediaType: string } | undefined;
	/** Whether a record of this identifier exists, and its type. */
	record(id: string): { type: string } | undefined;
}

export type JsonSchema = { [key: string]: Json };

export interface Kind {
	/** From fields to an answer; null when nothing was said. What cannot be read is kept as typed, for `check` to name. */
	parse(raw: Raw, question: Question): Json;
	/** Findings at paths relative to the answer ('' for the answer itself). Only called with an answer. */
	check(answer: Json, question: Question, known: Known): Finding[];
	/** Every finding it can make: the form designer previews them all. */
	codes: readonly FindingCode[];
	/** Names of its columns in a flat table, '' for a single one. */
	columns(question: Question): string[];
	/** One cell per column. */
	flatten(answer: Json, question: Question): (string | number | boolean | null)[];
	schema(question: Question): JsonSchema;
	/** Texts that a search should find; language null when the answer does not know it. */
	texts(answer: Json): { text: string; language: string | null }[];
	/** Paths of parts that are private, relative to the answer. */
	privateParts?(answer: Json, question: Question): string[];
	/** Limits of Question that the kind reads; the loader refuses others. */
	limits: readonly (keyof Question)[];
}

export const finding = (code: FindingCode, at = '', values?: Finding['values'], severity: Finding['severity'] = 'error'): Finding =>
	values ? { at, code, severity, values } : { at, code, severity };

/** The one string that was sent, trimmed; several are joined so that none is lost. */
export const oneText = (raw: Raw): string => (typeof raw === 'string' ? raw : Array.isArray(raw) ? raw.join(' ') : '').trim();

export const isObject = (value: unknown): value is { [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing was said: null, an empty text, list or object, or one whose parts are all empty. */
export function isEmpty(answer: Json | undefined): boolean {
	if (answer === undefined || answer === null || answer === '') return true;
	if (Array.isArray(answer)) return answer.every(isEmpty);
	return isObject(answer) && Object.values(answer).every(isEmpty);
}
