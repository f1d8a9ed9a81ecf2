// SPDX-License-Identifier: Apache-2.0
// Cuts a stream of bytes into lines of UTF-8 text, holding never more than one line. Knows nothing of what a line says.

export interface Line {
	/** 1 for the first. */
	number: number;
	/** Where the next line begins, in bytes. */
	end: number;
	text: string | null;
	/** Why there is no text. */
	fault?: 'line-too-long' | 'not-utf8';
}

const newline = 0x0a;

/** Lines that say something; blank ones are counted and left out. A mark at the very beginning (BOM) and a carriage return at the end are no text. */
export async function* linesOf(source: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<Line> {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	let pieces: Uint8Array[] = [];
	let length = 0;
	let number = 0;
	let end = 0;

	function line(): Line | null {
		number += 1;
		const long = length > longest;
		const bytes = long ? null : Buffer.concat(pieces, length);
		pieces = [];
		length = 0;
		if (!bytes) return { number, end, text: null, fault: 'line-too-long' };
		try {
			const text = decoder.decode(bytes).trim();
			return text ? { number, end, text } : null;
		} catch {
			return { number, end, text: null, fault: 'not-utf8' };
		}
	}

	for await (const bytes of source) {
		let from = 0;
		for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
			take(bytes.subarray(from, at));
			end += at + 1 - from;
			from = at + 1;
			const whole = line();
			if (whole) yield whole;
		}
		take(bytes.subarray(from));
		end += bytes.length - from;
	}
	if (length) {
		const last = line();
		if (last) yield last;
	}

	/** Beyond the limit only the length is counted: what is too long is not kept. */
	function take(piece: Uint8Array): void {
		length += piece.length;
		if (length <= longest) pieces.push(piece);
		else pieces = [];
	}
}
