// SPDX-License-Identifier: Apache-2.0
// What a check of a report is: a name, how grave it is, and what it notices. The checks themselves stand beside, by what they look at.
import type { Answers, Finding, Json } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import type { Around, Report } from '../report.ts';

export const checkCodes = [
	'report-twice',
	'report-day-differs',
	'report-mine-too-late',
	'report-year-outside',
	'report-year-not-last',
	'report-time-has-come',
	'report-review-due',
	'report-not-yet-due',
	'report-exemption-unknown',
	'report-exemption-silent',
	'report-notification-missing',
	'report-notification-silent',
	'report-plan-missing',
	'report-plan-silent',
	'report-consent-unknown',
	'report-consent-exceeded',
	'report-importer-standing',
	'report-mirror-differs',
	'report-mirror-silent',
	'report-far-from-last',
	'report-changed-since-last',
	'report-very-large',
	'report-quantity-silent'
] as const;
export type CheckCode = (typeof checkCodes)[number];

/** A check. Only a second report for the same cycle stands in the way of a submission: what a Party says is the Party's own. */
export interface Check {
	code: CheckCode;
	severity: Finding['severity'];
	/** Where it looks; told on the page that explains the checks. */
	questions: readonly string[];
	run(report: Report, around: Around): Noticed[];
}

export interface Noticed {
	/** Path of the answer. */
	at: string;
	/** `line` names the line of a table that it is about. */
	values?: Finding['values'];
}

/** What a line of a table is about, as an explanation names it: the other side and the year. Lines move when one is taken away, and their amounts are corrected. */
export function nameOfLine(line: { [column: string]: Json }): { line?: string } {
	const parts = ['importingCountry', 'origin', 'process', 'year'].flatMap((column) => {
		const cell = line[column];
		return typeof cell === 'string' || typeof cell === 'number' ? [String(cell)] : [];
	});
	return parts.length ? { line: parts.join(' ') } : {};
}

export const said = (answers: Answers, question: string): Json => answers[question] ?? null;

/** The lines of a table with their numbers; what is no line, since a draft keeps whatever was sent, is one that says nothing. */
export const linesOf = (answers: Answers, question: string): { [column: string]: Json }[] => {
	const lines = answers[question];
	return Array.isArray(lines) ? lines.map((line) => (isObject(line) ? line : {})) : [];
};

export const textsOf = (answer: Json | undefined): string[] => [answer ?? []].flat().filter((each): each is string => typeof each === 'string');
