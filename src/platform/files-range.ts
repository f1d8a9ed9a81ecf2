// SPDX-License-Identifier: Apache-2.0
// Reads the Range header of a request for one file. Pure; RFC 9110, section 14.

/** First and last byte, both included, counted from 0. */
export interface Range {
	first: number;
	last: number;
}

/**
 * The part of a file of `size` bytes that the header asks for. Null: the whole file, since the header is absent, malformed, of another unit
 * or asks for several parts (a server may always answer with the whole). `unsatisfiable`: there is no such part.
 */
export function rangeFrom(header: string | null, size: number): Range | 'unsatisfiable' | null {
	const [, from, to] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? [];
	if (from === undefined || to === undefined || (from === '' && to === '')) return null;
	if (from === '') {
		const last = Number(to);
		return last === 0 || size === 0 ? 'unsatisfiable' : { first: Math.max(0, size - last), last: size - 1 };
	}
	if (to !== '' && Number(to) < Number(from)) return null;
	return Number(from) >= size ? 'unsatisfiable' : { first: Number(from), last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}
