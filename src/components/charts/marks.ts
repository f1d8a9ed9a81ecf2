// SPDX-License-Identifier: Apache-2.0
// What a drawing is made of. Sides are measured in per cent of the width and heights in pixels, so that one drawing fits a telephone and a wall, and
// its letters keep their size. Drawn for reading from left to right; `mirrored` turns it round. Pure.

/** What is painted, by what it is for; the page gives the colour by its theme, a file by `palette.ts`. */
export type Paint =
	| `series-${1 | 2 | 3 | 4 | 5 | 6}`
	| `step-${1 | 2 | 3 | 4}`
	| 'track'
	| 'line'
	| 'ink'
	| 'soft'
	| 'on-odd'
	| 'on-even'
	| 'on-step-low'
	| 'on-step-high'
	| 'land'
	| 'none';

/** `end` and `start` follow the reader's direction, as in SVG. */
export type Anchor = 'start' | 'middle' | 'end';

export type Mark =
	| { is: 'rect'; x: number; y: number; width: number; height: number; paint: Paint; says?: string }
	| { is: 'text'; x: number; y: number; dx?: number; text: string; anchor: Anchor; paint: Paint; strong?: boolean; size?: number }
	| { is: 'line'; x1: number; x2: number; y1: number; y2: number; paint: Paint }
	| { is: 'dot'; x: number; y: number; r: number; paint: Paint; says?: string }
	| { is: 'path'; d: string; paint: Paint; says?: string };

export interface Drawing {
	height: number;
	marks: Mark[];
	/** A drawing of its own measure, which is scaled as a whole: left, top, width, height. */
	box?: readonly [number, number, number, number];
}

const turned = (mark: Mark): Mark => {
	switch (mark.is) {
		case 'rect':
			return { ...mark, x: rounded(100 - mark.x - mark.width) };
		case 'text':
			return { ...mark, x: rounded(100 - mark.x), ...(mark.dx ? { dx: -mark.dx } : {}) };
		case 'line':
			return { ...mark, x1: rounded(100 - mark.x1), x2: rounded(100 - mark.x2) };
		case 'dot':
			return { ...mark, x: rounded(100 - mark.x) };
		case 'path':
			return mark;
	}
};

/** The same for who reads from right to left. A map stays as the world is. */
export const mirrored = (drawing: Drawing): Drawing => (drawing.box ? drawing : { ...drawing, marks: drawing.marks.map(turned) });

export const rounded = (value: number): number => Math.round(value * 100) / 100;

const wideSigns = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/;

/** About how wide a text is, in letters of the Latin script. */
export const lengthOf = (text: string): number => [...text].reduce((sum, sign) => sum + (wideSigns.test(sign) ? 1.8 : 1), 0);

/** At most so long; what is cut off stands whole in the table. */
export function cut(text: string, longest: number): string {
	if (lengthOf(text) <= longest) return text;
	let kept = '';
	for (const sign of text) {
		if (lengthOf(kept + sign) > longest - 1) break;
		kept += sign;
	}
	return `${kept.trimEnd()}…`;
}

/** In lines of about so many letters, broken between words, or anywhere in a script that has no spaces. */
export function lines(text: string, longest: number): string[] {
	const found: string[] = [];
	let line = '';
	for (const word of text.split(/(?<=\s)|(?<=[\u3000-\u9fff])/)) {
		if (line && lengthOf(line + word.trimEnd()) > longest) {
			found.push(line.trimEnd());
			line = '';
		}
		line += word;
	}
	if (line.trim()) found.push(line.trimEnd());
	return found;
}
