// SPDX-License-Identifier: Apache-2.0
// Every finding that a form can make, with values as they would stand in it: what its designer reads before publishing. Knows no page.
import { possibleFindings } from '#forms/check.ts';
import { type Finding, type Form, type Question, questionOf } from '#forms/form.ts';

/** The bounds that hold where a form sets none. */
const spans: { [kind: string]: [string, string] } = { day: ['1900-01-01', '2200-12-31'], month: ['1900-01', '2200-12'], year: ['1900', '2200'] };
const longest: { [kind: string]: number } = { text: 300, 'long-text': 20_000, words: 20_000, url: 2000, email: 254 };

function questionAt(form: Form, at: string): Question | undefined {
	const [id = '', ...rest] = at.split('.');
	return rest.reduce<Question | undefined>((question, step) => question?.columns?.find((column) => column.id === step), questionOf(form, id));
}

/** Findings that the limits of a question rule out are left away: a number without a largest value is never too large. */
export function sampleFindings(form: Form): Finding[] {
	return possibleFindings(form).flatMap(({ at, code }): Finding[] => {
		const question = questionAt(form, at);
		const values = question ? valuesFor(question, code) : {};
		return values ? [{ at, code, severity: 'error', values }] : [];
	});
}

function valuesFor(question: Question, code: string): Finding['values'] | undefined {
	const span = spans[question.kind];
	const bound = (which: 'least' | 'most', at: 0 | 1) =>
		question[which] ?? span?.[at] ?? (which === 'least' && question.kind !== 'integer' ? 0 : undefined);
	switch (code) {
		case 'too-small':
		case 'day-too-early': {
			const least = bound('least', 0);
			return least === undefined ? undefined : { least: String(least) };
		}
		case 'too-large':
		case 'day-too-late': {
			const most = bound('most', 1);
			return most === undefined ? undefined : { most: String(most) };
		}
		case 'too-long': {
			const most = question.longest ?? longest[question.kind] ?? 300;
			return { longest: most, length: most + 1 };
		}
		case 'not-a-symbol':
			return question.symbol ? { wanted: question.symbol } : undefined;
		case 'symbol-otherwise':
			return question.symbol ? { proposal: 'MC-1/1' } : undefined;
		case 'too-many':
			return { most: 500 };
		case 'language-missing':
			return { language: question.kind === 'words' ? (question.languages?.[0] ?? 'en') : '' };
		case 'attachment-type':
			return question.accept?.length ? { type: '…' } : undefined;
		case 'not-in-order':
			return { first: '…' };
		case 'never-confidential':
			return { article: '17(5)' };
		case 'row-incomplete':
			return question.columns?.some((column) => column.required) ? { column: '…' } : undefined;
		case 'not-a-slug':
		case 'not-a-time':
		case 'not-a-time-zone':
			return code === `not-a-${question.format}` ? {} : undefined;
		case 'part-missing':
			return { part: '…' };
		default:
			return {};
	}
}
