// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import {
	agreementsFor,
	awaitsParty,
	brokenPosts,
	clarificationReminder,
	clarificationStates,
	isOverdue,
	mayFollow,
	outcomesFor,
	type Post,
	type PostKind,
	postKinds,
	publicPosts,
	sealPost
} from './clarification.ts';

const following = (standing: Parameters<typeof mayFollow>[1]) => postKinds.filter((kind) => mayFollow(kind, standing));
const bare = { agreed: null, publishedAt: null };

describe('what may follow', () => {
	test('while the Party is asked, when it has answered, and when all is said', () => {
		for (const state of ['open', 'reopened'] as const) expect(following({ ...bare, state })).toEqual(['answer', 'extension', 'closing']);
		expect(following({ ...bare, state: 'answered' })).toEqual(['answer', 'reopening', 'closing']);
		expect(following({ ...bare, state: 'closed' })).toEqual(['agreement']);
	});

	test('an agreement can be taken back until it is acted on, and never after', () => {
		expect(following({ state: 'closed', agreed: 'note', publishedAt: null })).toEqual(['retraction', 'publication']);
		expect(following({ state: 'closed', agreed: 'note', publishedAt: new Date() })).toEqual([]);
	});

	test('only in two states somebody of the Party is waited for', () => {
		expect(clarificationStates.filter((state) => awaitsParty({ state }))).toEqual(['open', 'reopened']);
	});
});

describe('how it ends', () => {
	test('corrected needs a later revision, a note needs an answer, and withdrawing is always open', () => {
		expect(outcomesFor({ state: 'open' }, [])).toEqual(['withdrawn']);
		expect(outcomesFor({ state: 'answered' }, [])).toEqual(['note', 'withdrawn']);
		expect(outcomesFor({ state: 'reopened' }, [2])).toEqual(['corrected', 'withdrawn']);
	});

	test('a note alone can be published where there is a note', () => {
		expect(agreementsFor({ outcome: 'note' })).toEqual(['whole', 'note']);
		expect(agreementsFor({ outcome: 'corrected' })).toEqual(['whole']);
	});
});

describe('by when', () => {
	test('the due day itself is still in time', () => {
		expect(isOverdue({ state: 'open', due: '2026-03-01' }, '2026-03-01')).toBe(false);
		expect(isOverdue({ state: 'reopened', due: '2026-03-01' }, '2026-03-02')).toBe(true);
		expect(isOverdue({ state: 'answered', due: '2026-03-01' }, '2027-03-02')).toBe(false);
	});

	test('reminders are named by their distance and the day, and none is written long after', () => {
		const on = (today: string) => clarificationReminder('2026-03-31', today);
		expect(on('2026-03-01')).toBeNull();
		expect(on('2026-03-17')).toBe('before-14 2026-03-31');
		expect(on('2026-03-29')).toBe('before-3 2026-03-31');
		expect(on('2026-04-01')).toBe('after-1 2026-03-31');
		expect(on('2026-04-14')).toBe('after-14 2026-03-31');
		expect(on('2026-04-25')).toBeNull();
	});
});

function chained(...kinds: PostKind[]): Post[] {
	let previous = 'f'.repeat(64);
	return kinds.map((kind, at) => {
		const post = {
			number: at + 1,
			kind,
			text: `${kind} ${at}`,
			language: 'en' as const,
			details: {},
			files: [],
			by: 'ama',
			at: new Date(at),
			previous
		};
		previous = sealPost('MC-NR-GH-0001', 1, post);
		return { ...post, sha256: previous };
	});
}

describe('what of it is public', () => {
	const posts = chained('question', 'answer', 'extension', 'reopening', 'answer', 'closing', 'agreement');

	test('the last answer alone, or all that was said; never what was agreed to by whom', () => {
		expect(publicPosts({ agreed: null, posts })).toEqual([]);
		expect(publicPosts({ agreed: 'note', posts }).map(({ number }) => number)).toEqual([5]);
		expect(publicPosts({ agreed: 'whole', posts }).map(({ kind }) => kind)).toEqual(['question', 'answer', 'reopening', 'answer', 'closing']);
	});
});

describe('the chain', () => {
	const thread = { record: 'MC-NR-GH-0001', number: 1 };

	test('holds, and shows what was changed, taken out or put elsewhere', () => {
		const posts = chained('question', 'answer', 'closing');
		expect(brokenPosts({ ...thread, posts })).toEqual([]);
		expect(brokenPosts({ ...thread, number: 2, posts })).toEqual([1, 2, 3]);
		const [first, second, third] = posts as [Post, Post, Post];
		expect(brokenPosts({ ...thread, posts: [first, { ...second, text: 'another' }, third] })).toEqual([2]);
		expect(brokenPosts({ ...thread, posts: [first, third] })).toEqual([3]);
		expect(brokenPosts({ ...thread, posts: [first, { ...second, details: { due: '2027-01-01' } }, third] })).toEqual([2]);
	});
});
