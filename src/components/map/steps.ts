// SPDX-License-Identifier: Apache-2.0
// Into which of at most four steps a count falls, from few to many. Pure.

/** Lowest count of each step, growing; empty when nothing was counted. Steps grow by a steady factor, since counts lie close together at the low end. */
export function stepsFor(counts: number[]): number[] {
	const most = Math.max(0, ...counts);
	if (most < 1) return [];
	if (most <= 4) return Array.from({ length: most }, (_, at) => at + 1);
	const factor = most ** 0.25;
	const lows = [1];
	for (const power of [1, 2, 3]) lows.push(Math.max(Math.ceil(factor ** power - 1e-9), (lows.at(-1) ?? 0) + 1));
	return lows;
}

/** Number of the step, from 1; 0 for nothing. */
export const stepOf = (steps: number[], count: number): number => steps.filter((low) => count >= low).length;
