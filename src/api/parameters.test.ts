// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { cursorFrom, placeFrom } from './cursor.ts';
import { type Parameters, readParameters, timeFrom } from './parameters.ts';

const parameters: Parameters = {
	id: { in: 'path', description: '', schema: { type: 'string', pattern: '^[a-z]+$', maxLength: 5 } },
	limit: { in: 'query', description: '', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
	q: { in: 'query', description: '', schema: { type: 'string', maxLength: 10 } },
	sort: { in: 'query', description: '', schema: { type: 'string', enum: ['a', 'b'], maxLength: 1, default: 'a' } },
	since: { in: 'query', description: '', schema: { type: 'string', format: 'date-time', maxLength: 40 } }
};
const read = (query: string, id = 'abc') => readParameters(parameters, { id }, new URLSearchParams(query));
const codes = (query: string) => {
	const outcome = read(query);
	return outcome && 'faults' in outcome ? outcome.faults.map(({ parameter, code }) => `${parameter} ${code}`) : [];
};

describe('parameters', () => {
	it('are read with their defaults', () => {
		expect(read('')).toEqual({ values: { id: 'abc', limit: 20, q: undefined, sort: 'a', since: undefined } });
		expect(read('limit=100&q=x+y&sort=b&since=2026-01-31')).toEqual({ values: { id: 'abc', limit: 100, q: 'x y', sort: 'b', since: '2026-01-31' } });
		expect(read('q=&limit=')).toEqual({ values: { id: 'abc', limit: 20, q: undefined, sort: 'a', since: undefined } });
	});

	it('are all named when they are at fault', () => {
		expect(codes('limit=0&sort=c&q=12345678901&since=soon&what=1')).toEqual([
			'what unknown',
			'limit too-small',
			'q too-long',
			'sort not-an-option',
			'since not-a-time'
		]);
		expect(codes('limit=101')).toEqual(['limit too-large']);
		for (const bad of ['1.5', '1e2', ' 1', '0x1', '９', '1'.repeat(16), 'NaN'])
			expect(codes(`limit=${encodeURIComponent(bad)}`), bad).toEqual(['limit not-a-whole-number']);
		expect(codes('q=a%00b')).toEqual(['q control-characters']);
		expect(codes('q=a&q=b')).toEqual(['q repeated']);
	});

	it('belong to their place', () => {
		expect(codes('id=abc')).toEqual(['id unknown']);
		expect(read('', 'ABC')).toBeUndefined();
		expect(read('', 'toolong')).toBeUndefined();
		expect(read('', '')).toBeUndefined();
		expect(read('', 'a\u0000')).toBeUndefined();
	});

	it('of strange names are told without what cannot be shown', () => {
		expect(codes('%00%1b=1')).toEqual(['\ufffd\ufffd unknown']);
		expect(codes('constructor=1&__proto__=2&toString=3')).toEqual(['constructor unknown', '__proto__ unknown', 'toString unknown']);
	});
});

it('a moment has a zone; a day begins at midnight UTC', () => {
	expect(timeFrom('2026-01-31')?.toISOString()).toBe('2026-01-31T00:00:00.000Z');
	expect(timeFrom('2026-01-31T10:00:00+02:00')?.toISOString()).toBe('2026-01-31T08:00:00.000Z');
	expect(timeFrom('2026-01-31T10:00Z')?.toISOString()).toBe('2026-01-31T10:00:00.000Z');
	expect(timeFrom('2026-01-31T10:00:00.123456Z')?.toISOString()).toBe('2026-01-31T10:00:00.123Z');
	for (const bad of ['2026-02-30', '2026-01-31T10:00:00', '2026-01-31T25:00:00Z', '2026', '20260131', 'now', '2026-01-31T10:00:00 02:00'])
		expect(timeFrom(bad), bad).toBeUndefined();
});

it('a cursor leads back to its place, and nothing else does', () => {
	const place = { publishedAt: new Date('2026-01-31T10:00:00.123Z'), recordId: 'MC-INFORMATION-GH-0001' };
	expect(placeFrom(cursorFrom(place))).toEqual(place);
	expect(cursorFrom(place)).toMatch(/^[\w-]+$/);
	for (const bad of [
		'',
		'AAAA',
		'%',
		Buffer.from('2026-13-31T10:00:00.123Z MC-X-Y-0001').toString('base64url'),
		Buffer.from('2026-01-31T10:00:00.123Z x').toString('base64url')
	])
		expect(placeFrom(bad), bad).toBeUndefined();
});
