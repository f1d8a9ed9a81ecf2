// SPDX-License-Identifier: Apache-2.0
// Cuts an expression of OData into its words: literals of V2 and of V4, names, signs. Pure.
import { Wrong } from './wrong.ts';
import type { Value } from './model.ts';

export type Kind = 'string' | 'number' | 'boolean' | 'date' | 'null' | 'binary';

export type Token =
	| { is: 'literal'; kind: Kind; value: Value; at: number }
	| { is: 'name'; name: string; at: number }
	| { is: 'sign'; sign: '(' | ')' | ',' | ':' | '-' | '*'; at: number }
	| { is: 'end'; at: number };

const moment = /^(\d{4}|\d{5,6})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,12})?)?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** A day or a moment, in UTC where no zone is named; undefined for what is none, such as the thirtieth of February. */
export function momentFrom(text: string): Date | undefined {
	const read = moment.exec(text);
	if (!read) return undefined;
	const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = read;
	if (year.length > 4 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
	const whole = new Date(`${year}-${month}-${day}T00:00:00Z`);
	if (Number.isNaN(whole.getTime()) || whole.getUTCDate() !== Number(day)) return undefined;
	const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${zone.toUpperCase()}`);
	// No database holds the year 0, into which a zone may lead from the year 1; and beyond 9999 a year is written otherwise.
	return at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999 ? at : undefined;
}

const guid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i;
const day = /^\d{4,6}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?(?:Z|[+-]\d{2}:\d{2})?)?/i;
const number = /^(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:[lfdm](?![a-z\d_]))?/i;
const prefixed = /^(datetimeoffset|datetime|guid|time|duration|binary|X)'/i;
const name = /^[\p{L}_$@][\p{L}\p{N}_$./]*/u;

/** A text between quotes, in which a quote stands twice; the place behind it. */
function quoted(text: string, from: number): { value: string; end: number } {
	let value = '';
	for (let at = from + 1; ;) {
		const next = text.indexOf("'", at);
		if (next < 0) throw new Wrong('literal', text.slice(from, from + 40));
		value += text.slice(at, next);
		if (text[next + 1] !== "'") return { value, end: next + 1 };
		value += "'";
		at = next + 2;
	}
}

function typed(prefix: string, value: string): { kind: Kind; value: Value } {
	const about = `${prefix}'${value}'`;
	switch (prefix.toLowerCase()) {
		case 'datetime':
		case 'datetimeoffset': {
			const at = momentFrom(value);
			if (!at) throw new Wrong('literal', about);
			return { kind: 'date', value: at };
		}
		case 'guid':
			if (!guid.test(value) || value.length !== 36) throw new Wrong('literal', about);
			return { kind: 'string', value: value.toLowerCase() };
		case 'x':
		case 'binary':
			return { kind: 'binary', value };
		default:
			// A length of time: nothing here has one, so it can only be compared with itself.
			return { kind: 'binary', value };
	}
}

const words: { [word: string]: { kind: Kind; value: Value } } = {
	true: { kind: 'boolean', value: true },
	false: { kind: 'boolean', value: false },
	null: { kind: 'null', value: null },
	NaN: { kind: 'number', value: Number.NaN },
	INF: { kind: 'number', value: Number.POSITIVE_INFINITY }
};

export function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	while (at < text.length) {
		const rest = text.slice(at, at + 2000);
		const sign = rest[0] as string;
		if (/\s/.test(sign)) {
			at += 1;
			continue;
		}
		if (sign === "'") {
			const { value, end } = quoted(text, at);
			tokens.push({ is: 'literal', kind: 'string', value, at });
			at = end;
			continue;
		}
		const prefix = prefixed.exec(rest)?.[1];
		if (prefix) {
			const { value, end } = quoted(text, at + prefix.length);
			tokens.push({ is: 'literal', ...typed(prefix, value), at });
			at = end;
			continue;
		}
		const bare = guid.exec(rest)?.[0];
		if (bare) {
			tokens.push({ is: 'literal', kind: 'string', value: bare.toLowerCase(), at });
			at += bare.length;
			continue;
		}
		const dated = day.exec(rest)?.[0];
		if (dated) {
			const value = momentFrom(dated);
			if (!value) throw new Wrong('literal', dated);
			tokens.push({ is: 'literal', kind: 'date', value, at });
			at += dated.length;
			continue;
		}
		const counted = number.exec(rest)?.[0];
		if (counted) {
			tokens.push({ is: 'literal', kind: 'number', value: Number(counted.replace(/[lfdm]$/i, '')), at });
			at += counted.length;
			continue;
		}
		const word = name.exec(rest)?.[0];
		if (word) {
			const known = Object.hasOwn(words, word) ? words[word] : undefined;
			tokens.push(known ? { is: 'literal', ...known, at } : { is: 'name', name: word, at });
			at += word.length;
			continue;
		}
		if (!'(),:-*'.includes(sign)) throw new Wrong('filter', rest.slice(0, 40));
		tokens.push({ is: 'sign', sign: sign as '(', at });
		at += 1;
	}
	tokens.push({ is: 'end', at: text.length });
	return tokens;
}
