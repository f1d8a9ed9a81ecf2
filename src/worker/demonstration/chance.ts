// SPDX-License-Identifier: Apache-2.0
// Reproducible chance: what happened once with a seed happens again.

/** Numbers from 0 up to 1, without 1, from a seed (mulberry32). */
export function chanceFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export interface Dice {
	/** True in so many of a hundred throws. */
	in100(times: number): boolean;
	/** A whole number from the first to the last. */
	whole(first: number, last: number): number;
	one<T>(of: readonly T[]): T;
	/** So many of them, in their order. */
	some<T>(of: readonly T[], count: number): T[];
}

/** Dice for one thing by its name: what is thrown for it does not change when other things come or go. */
export function diceFor(name: string): Dice {
	// FNV-1a: near names give seeds far apart.
	const seed = [...name].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
	const next = chanceFrom(seed);
	const whole = (first: number, last: number) => first + Math.floor(next() * (last - first + 1));
	return {
		in100: (times) => next() * 100 < times,
		whole,
		one: <T>(of: readonly T[]) => of[whole(0, of.length - 1)] as T,
		some<T>(of: readonly T[], count: number): T[] {
			const chosen = of.map((each, at) => ({ each, at, throw: next() })).sort((a, b) => a.throw - b.throw);
			return chosen
				.slice(0, count)
				.sort((a, b) => a.at - b.at)
				.map(({ each }) => each);
		}
	};
}
