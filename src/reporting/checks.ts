// SPDX-License-Identifier: Apache-2.0
// The table of checks that need more than the form: a new one is a new line here, with its words `finding.{code}` and `check.{code}`.
import { relevantAnswers } from '#forms/condition.ts';
import type { Answers, Finding, Form } from '#forms/form.ts';
import type { Check } from './checks/check.ts';
import { changedSinceLast, farFromLast, mirrorDiffers, mirrorSilent, quantitySilent, veryLarge } from './checks/quantities.ts';
import {
	consentExceeded,
	consentUnknown,
	exemptionSilent,
	exemptionUnknown,
	importerStanding,
	notificationMissing,
	notificationSilent,
	planMissing,
	planSilent,
	twice
} from './checks/records.ts';
import { dayDiffers, mineTooLate, notYetDue, reviewDue, timeHasCome, yearNotLast, yearOutside } from './checks/time.ts';
import type { Around } from './report.ts';

export const checks: readonly Check[] = [
	twice,
	dayDiffers,
	mineTooLate,
	yearOutside,
	yearNotLast,
	timeHasCome,
	reviewDue,
	notYetDue,
	exemptionUnknown,
	exemptionSilent,
	notificationMissing,
	notificationSilent,
	planMissing,
	planSilent,
	consentUnknown,
	consentExceeded,
	importerStanding,
	mirrorDiffers,
	mirrorSilent,
	farFromLast,
	changedSinceLast,
	veryLarge,
	quantitySilent
];

/** All that the checks notice in a report, in the order of the table. */
export function examined(form: Form, draft: Answers, around: Around): Finding[] {
	const report = { form, answers: relevantAnswers(form, draft) };
	return checks.flatMap(({ code, severity, run }) =>
		run(report, around).map(({ at, values }): Finding => (values ? { at, code, severity, values } : { at, code, severity }))
	);
}

/**
 * The name of a finding, by which an explanation speaks of it. One about a trade is named by the other side and the year, one about a line of a table
 * by what the line is about, since lines move when one is taken away.
 */
export function aboutOf({ code, at, values }: Pick<Finding, 'code' | 'at' | 'values'>): string {
	const line = values?.country === undefined ? values?.line : `${values.country} ${values.year ?? ''}`.trimEnd();
	return line === undefined ? `${code} ${at}` : `${code} ${at.split('.')[0]} ${line}`;
}

export interface Explanation {
	about: string;
	explanation: string;
}

/** What the Party explained, as the report holds it. */
export const explanationsIn = (answers: Answers): Explanation[] =>
	(Array.isArray(answers.explanations) ? answers.explanations : []).flatMap((line) =>
		typeof line === 'object' && line !== null && !Array.isArray(line) && typeof line.about === 'string' && typeof line.explanation === 'string'
			? [{ about: line.about, explanation: line.explanation }]
			: []
	);
