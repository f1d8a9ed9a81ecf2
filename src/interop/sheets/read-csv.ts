// SPDX-License-Identifier: Apache-2.0
// Reads comma-separated text as spreadsheets write it (RFC 4180): a comma, a semicolon or a tab between cells, line ends inside quotes. Pure.
import type { ReadRow } from './read-sheet.ts';

/** The sign that stands most often in the first line, outside quotes; Excel may name it in a line of its own: `sep=;`. */
function separatorOf(text: string): { separator: string; from: number } {
	const named = /^sep=(.)\r?\n/i.exec(text);
	if (named) return { separator: named[1] as string, from: named[0].length };
	const counts = new Map([',', ';', '\t'].map((sign) => [sign, 0]));
	let quoted = false;
	for (const sign of text.slice(0, 10_000)) {
		if (sign === '"') quoted = !quoted;
		else if (!quoted && /[\r\n]/.test(sign)) break;
		else if (!quoted && counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
	}
	return { separator: [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ',', from: 0 };
}

/** An apostrophe that a writer of CSV puts before what a spreadsheet would run is no part of the text. */
const bare = (cell: string): string => (/^'\s*[=+\-@\t\r\n|%]/.test(cell.normalize('NFKC')) ? cell.slice(1) : cell);

/** `broken` when a quote is never closed: the end of the file is missing. */
export function readCsv(text: string, limits: { rows: number; columns: number }): ReadRow[] | 'broken' | 'too-many-rows' {
	const { separator, from } = separatorOf(text);
	const rows: ReadRow[] = [];
	let [number, cells, at] = [from ? 2 : 1, [] as string[], from];
	const ended = () => {
		if (cells.some((cell) => cell.trim())) rows.push({ number, cells: cells.slice(0, limits.columns).map(bare) });
		[number, cells] = [number + 1, []];
	};
	while (at < text.length) {
		let cell = '';
		if (text[at] === '"') {
			for (at += 1; ; at += 2) {
				const close = text.indexOf('"', at);
				if (close < 0) return 'broken';
				cell += text.slice(at, close);
				at = close;
				if (text[close + 1] !== '"') break;
				cell += '"';
			}
			at += 1;
		}
		const start = at;
		while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
		cells.push(cell + text.slice(start, at));
		if (text[at] === separator) {
			at += 1;
			// A line that ends in a separator ends in an empty cell.
			if (at === text.length) cells.push('');
			continue;
		}
		if (text[at] === '\r' && text[at + 1] === '\n') at += 1;
		at += 1;
		ended();
		if (rows.length > limits.rows) return 'too-many-rows';
	}
	if (cells.length) ended();
	return rows.length > limits.rows ? 'too-many-rows' : rows;
}
