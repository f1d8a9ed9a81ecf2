// SPDX-License-Identifier: Apache-2.0
// The lines of a list on a page: what each holds, which one a finding is about, and the answer that they make together.
import type { Json } from '#forms/form.ts';
import { isEmpty } from '#forms/kind.ts';

export interface Line {
	/** Stays with the line when others are taken out. */
	key: number;
	/** What filled its fields. */
	answer: Json;
	/** What its fields hold now. */
	live: Json;
}

let last = 0;
const line = (answer: Json): Line => ({ key: ++last, answer, live: answer });

/** The lines of an answer; at least `least` of them, and one empty line more where it was asked for. */
export function linesOf(answer: Json | undefined, more: boolean, least = 1): Line[] {
	const list = Array.isArray(answer) ? answer : answer === null || answer === undefined ? [] : [answer];
	const lines = list.map(line);
	while (lines.length < least) lines.push(line(null));
	return more && list.length > 0 ? [...lines, line(null)] : lines;
}

export const oneMore = (lines: Line[], answer: Json = null): Line[] => [...lines, line(answer)];

/** Without one line; the last one makes room for an empty line. */
export const without = (lines: Line[], key: number, least = 1): Line[] => {
	const rest = lines.filter((each) => each.key !== key);
	return rest.length < least ? [...rest, line(null)] : rest;
};

/** Empty lines fall away, as they do when the form is read. */
export function answerOfLines(lines: Line[]): Json {
	const said = lines.map((each) => each.live).filter((live) => !isEmpty(live));
	return said.length ? said : null;
}

/** The number under which findings speak of a line: lines that say nothing are not counted. */
export const placeOf = (lines: Line[], index: number): number => lines.slice(0, index).filter((each) => !isEmpty(each.live)).length;
