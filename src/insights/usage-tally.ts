// SPDX-License-Identifier: Apache-2.0
// Sums in memory until they are written: a cell for each day, audience and value of a property, and the marks of its visitors. Pure but for its own memory.
import type { Audience, Counted, UsageDimension } from './usage.ts';

export interface Cell {
	day: string;
	audience: Audience;
	dimension: UsageDimension;
	value: string;
	views: number;
	replies: number;
	acts: number;
	bytes: number;
	marks: Set<string>;
}

export interface Tally {
	/** Adds one reply. `mark` is asked for only where one may be made. */
	add(day: string, counted: Counted, mark: () => string): void;
	/** Takes in what could not be written, to be tried again. */
	addBack(cells: readonly Cell[]): void;
	/** All cells, in one order whoever asks, and begins anew. */
	take(): Cell[];
	readonly size: number;
}

/** Cells that are held at most. Whoever makes up addresses cannot fill the memory: beyond it, only the sums that everything has are added to. */
const most = 20_000;
const bounded = new Set<UsageDimension>(['all', 'language', 'section', 'status', 'act', 'device', 'group', 'program', 'area']);

export function tally(room = most): Tally {
	let cells = new Map<string, Cell>();
	const cellOf = (day: string, audience: Audience, dimension: UsageDimension, value: string): Cell | undefined => {
		const key = `${day} ${audience} ${dimension} ${value}`;
		const kept = cells.get(key);
		if (kept) return kept;
		if (cells.size >= room && !bounded.has(dimension)) return undefined;
		const made: Cell = { day, audience, dimension, value, views: 0, replies: 0, acts: 0, bytes: 0, marks: new Set() };
		cells.set(key, made);
		return made;
	};
	return {
		add(day, { audience, views, acts, bytes, marked, properties }, mark) {
			const own = marked ? mark() : null;
			for (const [dimension, value] of properties) {
				const cell = cellOf(day, audience, dimension, value);
				if (!cell) continue;
				cell.views += views;
				cell.replies += 1;
				cell.acts += acts;
				cell.bytes += bytes;
				if (own !== null) cell.marks.add(own);
			}
		},
		addBack(given) {
			for (const { day, audience, dimension, value, views, replies, acts, bytes, marks } of given) {
				const cell = cellOf(day, audience, dimension, value);
				if (!cell) continue;
				cell.views += views;
				cell.replies += replies;
				cell.acts += acts;
				cell.bytes += bytes;
				for (const each of marks) cell.marks.add(each);
			}
		},
		take() {
			const taken = [...cells].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell);
			cells = new Map();
			return taken;
		},
		get size() {
			return cells.size;
		}
	};
}
