// SPDX-License-Identifier: Apache-2.0
// What is wrong with a row that was to be imported, as data, and its wording for whoever sent it.
import { wordFindingAt } from '../kinds/wording.ts';
import { type Finding, type Form, findingCodes, questionOf } from '#forms/form.ts';
import type { RefusalCode } from '#people/refusal.ts';
import type { MessageId, Reader } from '#text/message.ts';
import { type Messages, messages as contract } from '#text/messages/en.ts';

type Own<Id> = Id extends `importing.${infer Code}` ? Code : never;
/** Codes of rows, beside those of findings and refusals. */
export type RowCode = Own<keyof Messages>;

export interface Problem {
	/** Path of the answer (`contact.email`), or the member of the line; '' for the line itself. */
	at: string;
	code: RowCode | RefusalCode | Finding['code'];
	severity: Finding['severity'];
	values?: { [name: string]: string | number };
}

export const problem = (code: RowCode, at = '', values?: Problem['values']): Problem =>
	values ? { at, code, severity: 'error', values } : { at, code, severity: 'error' };

/** As it stands in the report. */
export interface Worded {
	code: string;
	/** The question that it is about, where it is about one. */
	question: string | null;
	at: string;
	severity: string;
	message: string;
}

const isFinding = (each: Problem): each is Finding => (findingCodes as readonly string[]).includes(each.code);

export function worded(reader: Reader, form: Form | undefined, each: Problem): Worded {
	const id = each.at.split('.')[0] ?? '';
	const question = form && questionOf(form, id) ? id : null;
	return { code: each.code, question, at: each.at, severity: each.severity, message: message(reader, form, each, question !== null) };
}

function message(reader: Reader, form: Form | undefined, each: Problem, asked: boolean): string {
	if (isFinding(each) && form && asked) return wordFindingAt(reader, form, each);
	const values = { ...each.values };
	// A file's refusal is worded within the sentence that names the file.
	if (each.code === 'file-refused') values.reason = reader.t(`refusal.${values.reason}` as MessageId, values);
	const prefix = isFinding(each) ? 'finding' : `importing.${each.code}` in contract ? 'importing' : 'refusal';
	return reader.t(`${prefix}.${each.code}` as MessageId, values);
}
