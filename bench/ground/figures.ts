// SPDX-License-Identifier: Apache-2.0
// Arithmetic on measured numbers. Knows no clock and no measure.

/** The value that half of the values do not exceed; NaN of nothing. */
export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 ? (sorted[middle] as number) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/** The smallest value that `percent` of a hundred values do not exceed (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/** Three significant figures: more would claim what a shared machine cannot repeat. */
export const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(3)) : value);

/**
 * How near an order is to the best possible one, 0 to 1 (normalised discounted cumulative gain of the first `depth`; gain 2^grade − 1). Where
 * nothing is relevant, 1 for an empty answer and 0 for any other.
 */
export function ndcg(found: readonly string[], relevant: Readonly<Record<string, number>>, depth: number): number {
	const gain = (grades: readonly number[]): number =>
		grades.slice(0, depth).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
	const best = gain(Object.values(relevant).sort((a, b) => b - a));
	if (best === 0) return found.length === 0 ? 1 : 0;
	return gain(found.map((id) => relevant[id] ?? 0)) / best;
}
