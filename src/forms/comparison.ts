// SPDX-License-Identifier: Apache-2.0
// What differs between two answer sheets of one form: per question, with differences of texts in words.
import { diffWordsWithSpace } from 'diff';
import { allQuestions, type Answers, type Form, type Json, type Question } from './form.ts';
import { isEmpty, isObject } from './kind.ts';

export interface Segment {
	text: string;
	change: 'same' | 'added' | 'removed';
}

export interface Change {
	question: string;
	before: Json;
	after: Json;
	/** For texts: what was taken out and put in. By language for texts in several; '' for a plain text. */
	segments?: { language: string; segments: Segment[] }[];
}

/** JSON with sorted keys: equal values have equal text. Also what a revision's hash is made from. */
export function canonical(value: Json | undefined): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (isObject(value))
		return `{${Object.keys(value)
			.sort()
			.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
			.join(',')}}`;
	return JSON.stringify(value ?? null);
}

const longestCompared = 20_000;

/** Differences in words; Chinese and other unspaced text differs by character runs. Two very long texts are simply replaced. */
export function textSegments(before: string, after: string): Segment[] {
	if (before === after) return [{ text: before, change: 'same' }];
	const tooLong = before.length + after.length > longestCompared;
	if (tooLong)
		return [
			{ text: before, change: 'removed' as const },
			{ text: after, change: 'added' as const }
		].filter((segment) => segment.text);
	const segmenter = new Intl.Segmenter(/[\u4e00-\u9fff]/.test(before + after) ? 'zh' : 'en', { granularity: 'word' });
	return diffWordsWithSpace(before, after, { intlSegmenter: segmenter }).map((part) => ({
		text: part.value,
		change: part.added ? 'added' : part.removed ? 'removed' : 'same'
	}));
}

function segmentsOf(question: Question, before: Json, after: Json): Change['segments'] {
	if (question.many) return undefined;
	if (question.kind === 'text' || question.kind === 'long-text') {
		return [{ language: '', segments: textSegments(typeof before === 'string' ? before : '', typeof after === 'string' ? after : '') }];
	}
	if (question.kind !== 'words') return undefined;
	const [was, is] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
	return [...new Set([...Object.keys(was), ...Object.keys(is)])]
		.filter((language) => was[language] !== is[language])
		.map((language) => ({ language, segments: textSegments(String(was[language] ?? ''), String(is[language] ?? '')) }));
}

/** The questions whose answers differ, in the order of the form. */
export function compare(form: Form, before: Answers, after: Answers): Change[] {
	return allQuestions(form).flatMap((question) => {
		const [was, is] = [before[question.id] ?? null, after[question.id] ?? null];
		if ((isEmpty(was) && isEmpty(is)) || canonical(was) === canonical(is)) return [];
		const segments = segmentsOf(question, was, is);
		return [{ question: question.id, before: was, after: is, ...(segments ? { segments } : {}) }];
	});
}
