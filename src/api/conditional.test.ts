// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { entityTag, matches } from './conditional.ts';

it('the tag follows the content', () => {
	expect(entityTag('a')).toBe(entityTag('a'));
	expect(entityTag('a')).not.toBe(entityTag('b'));
});

it('If-None-Match compares weakly, in lists, and with a star', () => {
	const tag = 'W/"abc"';
	for (const header of ['W/"abc"', '"abc"', '"x", W/"abc"', '*', 'W/"y",W/"abc" ']) expect(matches(header, tag), header).toBe(true);
	for (const header of [null, '', '"ab"', 'abc', 'W/"abcd"']) expect(matches(header, tag), String(header)).toBe(false);
});
