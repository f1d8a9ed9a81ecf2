// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { allowanceOf } from './allowance.ts';

it('lets through what is allowed at once, then one call each time one has grown again', () => {
	const allowance = allowanceOf(60);
	const statuses = Array.from({ length: 61 }, () => allowance.take('192.0.2.1', 0).allowed);
	expect(statuses.filter(Boolean)).toHaveLength(60);
	expect(allowance.take('192.0.2.1', 0)).toEqual({ allowed: false, limit: 60, remaining: 0, seconds: 1 });
	expect(allowance.take('192.0.2.1', 999).allowed).toBe(false);
	expect(allowance.take('192.0.2.1', 1000)).toEqual({ allowed: true, limit: 60, remaining: 0, seconds: 60 });
	expect(allowance.take('192.0.2.1', 1500).allowed).toBe(false);
	expect(allowance.take('192.0.2.1', 3_600_000)).toMatchObject({ allowed: true, remaining: 59, seconds: 1 });
});

it('counts every address by itself, but one subscriber of IPv6 once', () => {
	const allowance = allowanceOf(1);
	expect(allowance.take('192.0.2.1', 0).allowed).toBe(true);
	expect(allowance.take('192.0.2.2', 0).allowed).toBe(true);
	expect(allowance.take('2001:db8:1:2:3:4:5:6', 0).allowed).toBe(true);
	expect(allowance.take('2001:db8:1:2::7', 0).allowed).toBe(false);
	expect(allowance.take('2001:db8:1:3::7', 0).allowed).toBe(true);
	expect(allowance.take('::ffff:192.0.2.9', 0).allowed).toBe(true);
	expect(allowance.take('::ffff:192.0.2.10', 0).allowed).toBe(true);
});

it('remembers only so many addresses, and forgets the one idle longest', () => {
	const allowance = allowanceOf(1, 2);
	allowance.take('a', 0);
	allowance.take('b', 0);
	allowance.take('a', 1);
	allowance.take('c', 2);
	expect(allowance.take('a', 3).allowed).toBe(false);
	expect(allowance.take('b', 3).allowed).toBe(true);
});

it('is not fooled by a clock that goes back', () => {
	const allowance = allowanceOf(1);
	allowance.take('a', 1000);
	expect(allowance.take('a', 0).allowed).toBe(false);
});
