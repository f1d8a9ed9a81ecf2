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
	return diffWordsWithSpace(before, after, { intlSegmenter: segmenterFor(before + after) }).map(segmentOf);
}

const isChinese = (text: string): boolean => /[\u4e00-\u9fff]/.test(text);
const segmenters = new Map<string, Intl.Segmenter>();
function segmenterFor(text: string): Intl.Segmenter {
	const language = isChinese(text) ? 'zh' : /[\u0600-\u06ff]/.test(text) ? 'ar' : 'en';
	const made = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' });
	segmenters.set(language, made);
	return made;
}

const segmentOf = (part: { value: string; added?: boolean; removed?: boolean }): Segment => ({
	text: part.value,
	change: part.added ? 'added' : part.removed ? 'removed' : 'same'
});

/** More changes than this between two texts take long to find, and nobody could read them. */
const mostChanges = 400;

/** The share of their words that two texts have in common, in whatever order: quick, where finding the differences is not. */
function inCommon(before: string, after: string): number {
	const counts = new Map<string, number>();
	const segmenter = segmenterFor(before + after);
	let [all, shared] = [0, 0];
	for (const { segment, isWordLike } of segmenter.segment(before)) {
		if (!isWordLike) continue;
		all += 1;
		counts.set(segment, (counts.get(segment) ?? 0) + 1);
	}
	for (const { segment, isWordLike } of segmenter.segment(after)) {
		if (!isWordLike) continue;
		all += 1;
		const left = counts.get(segment) ?? 0;
		if (left === 0) continue;
		shared += 1;
		counts.set(segment, left - 1);
	}
	return all === 0 ? 1 : (2 * shared) / all;
}

/**
 * Differences in words of texts by two authors; undefined where less than about half of them is common to both: they are then two texts, not one that
 * was changed, and told word by word could not be read.
 */
export function sharedSegments(before: string, after: string): Segment[] | undefined {
	const length = before.length + after.length;
	// A word and the space behind it take some six signs, in Chinese two; short names may differ altogether.
	const most = Math.min(mostChanges, Math.max(8, Math.round(length / (isChinese(before + after) ? 4 : 6))));
	if (length > longestCompared || (length > 120 && inCommon(before, after) < 0.5)) return undefined;
	return diffWordsWithSpace(before, after, { intlSegmenter: segmenterFor(before + after), maxEditLength: most })?.map(segmentOf);
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
