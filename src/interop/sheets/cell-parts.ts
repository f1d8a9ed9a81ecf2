// SPDX-License-Identifier: Apache-2.0
// What every reader of a workbook needs of its XML (ECMA-376): the texts that cells share, their places, and signs that XML cannot hold. Pure.

/** What is told of a part while it is read, tag by tag. */
export interface PartReading {
	open(name: string, attribute: (name: string) => string | undefined): void;
	text?(text: string): void;
	close?(name: string): void;
}

/** Signs that XML cannot hold are written `_x000D_`. */
export const unescaped = (text: string): string =>
	text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The texts that cells point to by number; how they are said aloud is left out. `read` reads their part. */
export async function sharedTexts(read: (reading: PartReading) => Promise<void>): Promise<string[]> {
	const texts: string[] = [];
	let [text, within, phonetic] = ['', false, 0];
	await read({
		open(name) {
			if (name === 'si') text = '';
			if (name === 'rPh') phonetic += 1;
			within = name === 't';
		},
		text(piece) {
			if (within && !phonetic) text += piece;
		},
		close(name) {
			within = false;
			if (name === 'rPh') phonetic -= 1;
			if (name === 'si') texts.push(unescaped(text));
		}
	});
	return texts;
}

/** The column of `B12`, counted from 0; -1 where nothing of the kind is said. */
export function columnOf(reference: string | undefined): number {
	const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1];
	return letters ? [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1 : -1;
}
