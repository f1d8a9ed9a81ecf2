// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { stepOf, stepsFor } from './steps.ts';

test('nothing counted, no steps', () => {
	expect(stepsFor([])).toEqual([]);
	expect(stepsFor([0, 0])).toEqual([]);
	expect(stepOf([], 3)).toBe(0);
});

test('a few counts have a step each', () => {
	expect(stepsFor([1, 3, 1])).toEqual([1, 2, 3]);
});

test('many counts fall into four steps that grow', () => {
	expect(stepsFor([100, 2])).toEqual([1, 4, 10, 32]);
	for (let most = 5; most < 400; most++) {
		const steps = stepsFor([most]);
		expect(steps).toHaveLength(4);
		expect(steps[0]).toBe(1);
		for (const [at, low] of steps.slice(1).entries()) expect(low).toBeGreaterThan(steps[at] ?? 0);
		expect(steps.at(-1)).toBeLessThanOrEqual(most);
	}
});

test('a count belongs to the last step that it reaches', () => {
	expect([0, 1, 3, 4, 9, 10, 500].map((count) => stepOf([1, 4, 10, 32], count))).toEqual([0, 1, 1, 2, 2, 3, 4]);
});
