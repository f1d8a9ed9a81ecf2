// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { rangeFrom } from './files-range.ts';

test.each([
	['bytes=0-9', { first: 0, last: 9 }],
	['bytes=0-0', { first: 0, last: 0 }],
	['bytes=90-', { first: 90, last: 99 }],
	['bytes=90-1000', { first: 90, last: 99 }],
	['bytes=-10', { first: 90, last: 99 }],
	['bytes=-1000', { first: 0, last: 99 }],
	['Bytes = 5 - 6', { first: 5, last: 6 }],
	['bytes=100-', 'unsatisfiable'],
	['bytes=1000-2000', 'unsatisfiable'],
	['bytes=-0', 'unsatisfiable'],
	[null, null],
	['', null],
	['bytes=-', null],
	['bytes=9-5', null],
	['bytes=0-1,5-6', null],
	['bytes=a-b', null],
	['bytes=-5-6', null],
	['lines=0-9', null]
])('of 100 bytes, %s', (header, part) => {
	expect(rangeFrom(header, 100)).toEqual(part);
});

test('an empty file has no parts', () => {
	expect([rangeFrom('bytes=0-', 0), rangeFrom('bytes=-5', 0)]).toEqual(['unsatisfiable', 'unsatisfiable']);
});
