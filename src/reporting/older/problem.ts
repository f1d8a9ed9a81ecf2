// SPDX-License-Identifier: Apache-2.0
// What was noticed of a digitised report, cell by cell, as data: worded at the edge by `older.problem.{code}`, and what a form notices by `finding.{code}`.
import type { Finding } from '#forms/form.ts';
import type { CellFault } from './cell.ts';

/** Of a whole report. */
export const reportFaults = [
	'party-missing',
	'party-unknown',
	'party-twice',
	'not-bound',
	'other-cycle',
	'reported-here',
	'being-worked-on',
	'nothing-said',
	'not-an-entry'
] as const;
/** Of one cell. */
export const cellFaults = [
	'cell-error',
	'not-read-yes-no',
	'not-read-choice',
	'not-read-day',
	'day-unclear',
	'day-to-come',
	'not-read-number',
	'amount-unclear',
	'unit-missing',
	'not-read-unit',
	'not-read-state',
	'not-read-entry',
	'not-read-row',
	'in-parts',
	'answer-twice',
	'question-unknown',
	'not-asked'
] as const satisfies readonly (CellFault | string)[];

export type OwnCode = (typeof reportFaults)[number] | (typeof cellFaults)[number];

export interface Problem {
	code: OwnCode | Finding['code'];
	/** Stands in the way; a warning does not. */
	severity: 'error' | 'warning';
	/** `D12`, or the place in JSON; '' for the whole report. */
	cell: string;
	/** Path of the answer, where it is about one. */
	at: string;
	values?: { [name: string]: string | number };
}

export const isOwn = (code: string): code is OwnCode => ([...reportFaults, ...cellFaults] as string[]).includes(code);

/**
 * What a form notices of an answer that is no answer of its kind at all. Everything else that it notices (a question left open, a day too early) says
 * something of what the Party reported then, and is told and not judged.
 */
const structural: ReadonlySet<string> = new Set([
	...['not-an-option', 'not-a-day', 'not-a-month', 'not-a-year', 'not-a-whole-number', 'not-a-number', 'unit-missing', 'not-a-unit', 'not-a-country'],
	...[
		'not-a-party',
		'not-a-concept',
		'not-an-article',
		'not-a-language',
		'not-a-web-address',
		'not-an-email',
		'attachment-missing',
		'attachment-type'
	],
	...['not-a-record', 'not-text', 'not-yes-or-no', 'control-characters', 'too-long', 'too-many', 'duplicate']
]);

export const isStructural = ({ code }: Pick<Finding, 'code'>): boolean => structural.has(code);
