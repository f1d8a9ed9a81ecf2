// SPDX-License-Identifier: Apache-2.0
// Which addresses a text of the secretariat leads to, and what an answer from there says of them. Pure.
import { allQuestions, type Answers, type Form } from '#forms/form.ts';
import { isObject } from '#forms/kind.ts';
import { linksIn } from '#text/markdown.ts';

export type LinkState = 'unknown' | 'good' | 'moved' | 'broken' | 'unsure';

export interface Looked {
	state: Exclude<LinkState, 'unknown'>;
	status: number | null;
	reason: string | null;
}

/** Every address that a reader can follow from the answers, once. Mail addresses and places on the same page are not looked at. */
export function addressesIn(form: Form, answers: Answers): string[] {
	const found = new Set<string>();
	for (const question of allQuestions(form)) {
		const answer = answers[question.id];
		if (question.kind === 'url') for (const one of [answer].flat()) if (typeof one === 'string') found.add(one);
		if (question.kind === 'words' && question.format === 'markdown' && isObject(answer))
			for (const text of Object.values(answer)) if (typeof text === 'string') for (const address of linksIn(text)) found.add(address);
	}
	return [...found].filter((address) => /^(https?:\/\/|\/)/i.test(address) && address.length <= 2000);
}

/**
 * What a status says. Sites that keep machines out answer with 401, 403, 405, 429 or 999: nobody can say that a reader would find nothing there. The same
 * goes for a site that is down just now.
 */
export function judged(status: number, movedForGood: boolean): Looked {
	if (status >= 200 && status < 300) return { state: movedForGood ? 'moved' : 'good', status, reason: null };
	if (status === 404 || status === 410) return { state: 'broken', status, reason: null };
	return { state: 'unsure', status, reason: null };
}
