// SPDX-License-Identifier: Apache-2.0
// Between a fact's value and the fields of its form: what each field holds, and the value that posted fields say. What cannot be read is kept as it
// was typed, so that the check finds it and the form shows it again. Decides nothing about right and wrong.
import type { FactKind } from '#convention/fact.ts';
import { languages } from '#text/languages.ts';
import { type Part, type Parts, partsOf } from './shape.ts';

export type Posted = [name: string, value: string];

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A part of a value that may be anything. */
export const into = (value: unknown, step: string | number): unknown =>
	isObject(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[step] : undefined;

export const itemsIn = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What a field of one control holds: '' for null. */
export const textOf = (value: unknown): string =>
	value === true ? 'yes' : value === false ? 'no' : value === null || value === undefined ? '' : String(value);

/** Facts hold running text: what was pasted with line breaks becomes one line. */
const lineOf = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
const linesOf = (text: string): string[] => text.split(/[\r\n]+/).flatMap((line) => line.trim() || []);

const isNothing = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'object' && Object.values(value).every(isNothing));

/** Everything that the form of a value posts, save for the empty line that ends every list. */
export const fieldsOf = (kind: FactKind, value: unknown): Posted[] => ofParts(partsOf(kind), '', value);

const under = (path: string, step: string | number): string => (path ? `${path}.${step}` : String(step));

const ofParts = (parts: Parts, path: string, value: unknown): Posted[] =>
	Object.entries(parts).flatMap(([name, part]) => ofPart(part, under(path, name), into(value, name)));

function ofPart(part: Part, path: string, value: unknown): Posted[] {
	switch (part.is) {
		case 'words':
			return languages.map((language) => [under(path, language), textOf(into(value, language))]);
		case 'labels':
			return languages.map((language) => [under(path, language), itemsIn(into(value, language)).map(textOf).join('\n')]);
		case 'entries':
			return itemsIn(value).map((item) => [path, textOf(item)]);
		case 'group':
			return ofParts(part.parts, path, value);
		case 'rows':
			return itemsIn(value).flatMap((item, index) => ofPart(part.of, under(path, index), item));
		default:
			return [[path, textOf(value)]];
	}
}

/** The value that posted fields say. Lines of a list in which nothing is written fall away; other fields than those of the kind are not looked at. */
export function valueFrom(kind: FactKind, posted: Iterable<[string, unknown]>): unknown {
	const fields = new Map<string, string[]>();
	for (const [name, value] of posted) {
		if (typeof value !== 'string') continue;
		const held = fields.get(name);
		if (held) held.push(value);
		else fields.set(name, [value]);
	}
	return readParts(partsOf(kind), '', fields);
}

const readParts = (parts: Parts, path: string, fields: Map<string, string[]>): Record<string, unknown> =>
	Object.fromEntries(
		Object.entries(parts).flatMap(([name, part]) => {
			const said = readPart(part, under(path, name), fields);
			return part.spare && isNothing(said) ? [] : [[name, said] as const];
		})
	);

function readPart(part: Part, path: string, fields: Map<string, string[]>): unknown {
	const text = (at = path) => lineOf(fields.get(at)?.[0] ?? '');
	switch (part.is) {
		case 'words': {
			const said = Object.fromEntries(languages.map((language) => [language, text(under(path, language))]).filter(([, each]) => each));
			return part.optional && isNothing(said) ? null : said;
		}
		case 'labels':
			return Object.fromEntries(
				languages.map((language) => [language, linesOf(fields.get(under(path, language))?.[0] ?? '')] as const).filter(([, lines]) => lines.length)
			);
		case 'entries':
			return (fields.get(path) ?? []).map((item) => (part.numbers ? wholeOf(item) : item));
		case 'group': {
			const said = readParts(part.parts, path, fields);
			return isNothing(said) ? null : said;
		}
		case 'rows':
			return rowsIn(path, fields)
				.map((index) => readPart(part.of, under(path, index), fields))
				.filter((row) => !isNothing(row));
		case 'year':
		case 'whole':
			return wholeOf(text());
		case 'yes-no':
		case 'yes-unknown':
			return text() === 'yes' ? true : text() === 'no' ? false : text() || null;
		default:
			return text() || null;
	}
}

/** A whole number, or the text where it is none; null for nothing. */
function wholeOf(text: string): number | string | null {
	const whole = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
	return whole ?? (text || null);
}

/** The numbers of the lines that were posted under a path, in order. */
function rowsIn(path: string, fields: Map<string, string[]>): string[] {
	const found = new Set<string>();
	for (const name of fields.keys()) {
		const index = name.startsWith(`${path}.`) ? name.slice(path.length + 1).split('.')[0] : undefined;
		if (index && /^\d{1,6}$/.test(index)) found.add(index);
	}
	return [...found].sort((a, b) => Number(a) - Number(b));
}
