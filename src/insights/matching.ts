// SPDX-License-Identifier: Apache-2.0
// Which line of one table answers which line of another. Lines are told apart by what is chosen in them: a year, a country, a process. Pure.
import { canonical } from '#forms/comparison.ts';
import type { Json, KindName, Question } from '#forms/form.ts';
import { isEmpty, isObject } from '#forms/kind.ts';

type Cells = { [column: string]: Json };

export interface Matched {
	/** What the line is about. */
	key: { column: string; value: Json }[];
	/** 0 for the first line of its key, 1 for the next. */
	turn: number;
	left: Cells | null;
	right: Cells | null;
	/** Columns that say something about it. */
	columns: Question[];
}

/** Kinds that say which thing a line is about, rather than what is said of it. */
const telling: readonly KindName[] = ['one-of', 'year', 'country', 'party', 'concept', 'article'];

export function keyColumns(columns: readonly Question[]): Question[] {
	const keys = columns.filter(({ kind, many }) => telling.includes(kind) && !many);
	// Where nothing is chosen, the first text names the line: a plant, a place.
	const [named] = columns.filter(({ kind }) => kind === 'text');
	const found = keys.length ? keys : named ? [named] : [];
	return found.length === columns.length ? found.slice(0, -1) : found;
}

const linesOf = (answer: Json | undefined): Cells[] => (Array.isArray(answer) ? answer.filter(isObject) : []);

/** In the order of the left, then what the right alone has; lines of one key are matched in their order, those that say the same first. */
export function matchLines(columns: readonly Question[], left: Json | undefined, right: Json | undefined): Matched[] {
	const keys = keyColumns(columns);
	const rest = columns.filter((column) => !keys.includes(column));
	const keyOf = (line: Cells): string => canonical(keys.map(({ id }) => line[id] ?? null));
	const waiting = Map.groupBy(linesOf(right), keyOf);
	const all: [Cells | null, Cells | null][] = [];
	const open: [at: number, key: string][] = [];
	for (const line of linesOf(left)) {
		const key = keyOf(line);
		const others = waiting.get(key) ?? [];
		const alike = others.findIndex((other) => canonical(other) === canonical(line));
		if (alike < 0) open.push([all.length, key]);
		all.push([line, alike < 0 ? null : (others.splice(alike, 1)[0] as Cells)]);
	}
	for (const [at, key] of open) {
		const next = waiting.get(key)?.shift();
		if (next) (all[at] as [Cells, Cells | null])[1] = next;
	}
	for (const lines of waiting.values()) for (const line of lines) all.push([null, line]);
	const turns = new Map<string, number>();
	return all.map(([one, other]) => {
		const line = (one ?? other) as Cells;
		const key = keyOf(line);
		const turn = turns.get(key) ?? 0;
		turns.set(key, turn + 1);
		return {
			key: keys.flatMap(({ id }) => (isEmpty(line[id]) ? [] : [{ column: id, value: line[id] as Json }])),
			turn,
			left: one,
			right: other,
			columns: rest
		};
	});
}
