// SPDX-License-Identifier: Apache-2.0
// Takes the text of a decision apart: what stands before the first numbered paragraph, the numbered paragraphs, and their lettered points. Lines mean
// what they mean to a reader; nothing is added, and what fits nowhere stays a paragraph without a number. Pure.

export interface Point {
	num: string;
	text: string;
}

export interface Paragraph {
	/** As printed: '1.', or null. */
	num: string | null;
	text: string;
	points: Point[];
	/** What follows the points. */
	after: string[];
}

export interface DecisionText {
	/** The paragraphs before the operative ones; none where nothing is numbered. */
	preamble: string[];
	paragraphs: Paragraph[];
}

/** `1.`, `12.`, with the digits of Arabic too; `(a)`, `(i)`, `(أ)`, `a)`; Chinese writes them in wide brackets and with a comma of its own. */
const numbered = /^([0-9٠-٩]{1,3}[.．、])\s*(.+)$/su;
const lettered = /^([(（](?:\p{L}{1,4}|\d{1,2})[)）]|[a-z][)）])\s*(.+)$/su;

/** Lines that belong together: an empty line, a number or a letter begins anew. */
function blocksOf(text: string): string[] {
	const blocks: string[] = [];
	let open = false;
	for (const said of text.replaceAll('\r\n', '\n').split('\n')) {
		const line = said.trim();
		if (!line) open = false;
		else if (open && !numbered.test(line) && !lettered.test(line)) blocks.push(`${blocks.pop()} ${line}`);
		else {
			blocks.push(line);
			open = true;
		}
	}
	return blocks;
}

export function partsOf(text: string): DecisionText {
	const parts: DecisionText = { preamble: [], paragraphs: [] };
	const blocks = blocksOf(text);
	const first = blocks.findIndex((block) => numbered.test(block));
	for (const [at, block] of blocks.entries()) {
		const [, num, said] = numbered.exec(block) ?? [];
		const [, letter, point] = lettered.exec(block) ?? [];
		const last = parts.paragraphs.at(-1);
		if (num && said) parts.paragraphs.push({ num, text: said, points: [], after: [] });
		else if (at < first) parts.preamble.push(block);
		else if (letter && point && last?.num && !last.after.length) last.points.push({ num: letter, text: point });
		else if (last?.num) last.after.push(block);
		else parts.paragraphs.push({ num: null, text: block, points: [], after: [] });
	}
	return parts;
}
