// SPDX-License-Identifier: Apache-2.0
// Translations that come back in a file: what becomes of each text. Pure; how files are read stands in interop/xliff.
import type { Form } from '#forms/form.ts';
import { kindOf } from '#forms/kinds.ts';
import type { Language } from '#text/languages.ts';
import { fingerprint, normal } from './fingerprint.ts';
import { translated, type Unit } from './unit.ts';

export interface ReturnedUnit {
	/** Id of the question. */
	id: string;
	source: string;
	/** Mark of the source that it was made from, as the file was given it; null where a program took it out. */
	sourceMark: string | null;
	target: string | null;
	reviewed: boolean;
	/** It holds codes of a program that are no text. */
	codes: boolean;
}

export interface Returned {
	record: string;
	source: Language | null;
	target: Language;
	/** Version of the draft that the file was made from; null where a program took it out. */
	version: number | null;
	units: ReturnedUnit[];
}

/**
 * `stale`: taken, and older than its source. `older`: not taken, since a translation of the newer source is there. `clash`: somebody else wrote another
 * text meanwhile, and both wait in the draft.
 */
export type ReturnOutcome = 'taken' | 'reviewed' | 'same' | 'stale' | 'older' | 'clash' | 'empty' | 'too-long' | 'signs' | 'unknown' | 'absent';

export interface Judged {
	question: string;
	outcome: ReturnOutcome;
	text?: string;
	reviewed?: boolean;
	/** The older source that it was made from. */
	madeFrom?: string;
}

export function judgeReturned(form: Form, units: readonly Unit[], returned: Returned, takeReviewed: boolean): Judged[] {
	const questions = new Map(translated(form).map((question) => [question.id, question]));
	const judged = returned.units.map((each): Judged => {
		const [unit, question] = [units.find((one) => one.question === each.id), questions.get(each.id)];
		if (!unit || !question) return { question: each.id, outcome: 'unknown' };
		const text = normal(each.target ?? '').trim();
		if (!text) return { question: each.id, outcome: 'empty' };
		const codes = kindOf(question)
			.check({ [returned.target]: text }, question, {} as never)
			.map(({ code }) => code);
		if (each.codes || codes.includes('control-characters')) return { question: each.id, outcome: 'signs' };
		if (codes.includes('too-long')) return { question: each.id, outcome: 'too-long' };
		const now = fingerprint(unit.source);
		const old = (each.sourceMark ?? fingerprint(each.source)) !== now;
		const reviewed = takeReviewed && each.reviewed;
		if (text === unit.text) {
			const approves = reviewed && !old && unit.state !== 'reviewed';
			return approves ? { question: each.id, outcome: 'reviewed', text, reviewed } : { question: each.id, outcome: 'same' };
		}
		if (old && unit.text && unit.state !== 'machine' && unit.known?.source === now) return { question: each.id, outcome: 'older' };
		return { question: each.id, outcome: old ? 'stale' : reviewed ? 'reviewed' : 'taken', text, reviewed, ...(old ? { madeFrom: each.source } : {}) };
	});
	const there = new Set(returned.units.map(({ id }) => id));
	const absent = units.filter((unit) => !unit.private && unit.sourceLanguage === returned.source && !there.has(unit.question));
	return [...judged, ...absent.map(({ question }): Judged => ({ question, outcome: 'absent' }))];
}
