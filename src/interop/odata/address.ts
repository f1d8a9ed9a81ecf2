// SPDX-License-Identifier: Apache-2.0
// Cuts the path of a request into steps: `Decisions('MC-DECISION-0001')/title/$count`. Pure; knows no set.
import { tokensOf } from './tokens.ts';
import { Wrong } from './wrong.ts';

export interface Step {
	name: string;
	/** Value of the key between brackets, with its name where it was named. */
	key: { name: string | null; value: string } | null;
}

/** At every stroke that does not stand between quotes. */
function cut(path: string): string[] {
	const parts = [''];
	let quoted = false;
	for (const sign of path) {
		if (sign === "'") quoted = !quoted;
		if (sign === '/' && !quoted) parts.push('');
		else parts[parts.length - 1] += sign;
	}
	return parts.filter(Boolean);
}

const shape = /^([\p{L}_$][\p{L}\p{N}_$.-]*)(?:\((.*)\))?$/su;
const namedKey = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*=\s*(.*)$/su;

function keyFrom(text: string): Step['key'] {
	if (!text.trim()) return null;
	const [, name = null, literal = text] = namedKey.exec(text) ?? [];
	const [token, ...rest] = tokensOf(literal);
	if (token?.is !== 'literal' || rest[0]?.is !== 'end' || rest.length > 1 || token.value === null) throw new Wrong('address', text.slice(0, 60));
	return { name, value: token.value instanceof Date ? literal.trim() : String(token.value) };
}

/** Longer ways lead nowhere here. */
const most = 12;

/** `path` is percent-encoded, as it came, without the address of the service. */
export function readAddress(path: string): Step[] {
	let decoded: string;
	try {
		decoded = decodeURIComponent(path);
	} catch {
		throw new Wrong('address', path.slice(0, 60));
	}
	const parts = cut(decoded);
	if (parts.length > most || decoded.includes('\0')) throw new Wrong('address', decoded.slice(0, 60));
	return parts.map((part) => {
		const read = shape.exec(part);
		if (!read) throw new Wrong('address', part.slice(0, 60));
		return { name: read[1] as string, key: read[2] === undefined ? null : keyFrom(read[2]) };
	});
}

/** The key of an entity as it stands in an address. */
export const keyText = (key: string): string =>
	/^[\w.:-]*$/.test(key) ? `'${key}'` : `'${encodeURIComponent(key.replaceAll("'", "''")).replaceAll('%3A', ':')}'`;
