// SPDX-License-Identifier: Apache-2.0
// Reads the body of a call: at most so many bytes, JSON that every part of the platform can keep, and of the shape that its schema says.
// Knows the keywords that the schemas of bodies and answers use, and nothing else.
import type { Json } from '#forms/form.ts';
import type { FaultCode } from './parameters.ts';
import type { Schema } from './schema.ts';

/** One thing wrong with a body: where (JSON Pointer, RFC 6901), and what; worded by the message `api.fault.{code}`. */
export interface BodyFault {
	at: string;
	code: FaultCode;
	values?: { [name: string]: string | number };
}

export const deepest = 32;
const mostFaults = 20;

/** The bytes of a body, or undefined when they are more than allowed. Reads no further than that. */
export async function bytesOf(request: Request, most: number): Promise<Uint8Array | undefined> {
	if (Number(request.headers.get('content-length') ?? 0) > most) return undefined;
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of (request.body ?? []) as AsyncIterable<Uint8Array>) {
		size += piece.length;
		if (size > most) return undefined;
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

/** The value that UTF-8 JSON says; undefined when it is none. */
export function jsonFrom(bytes: Uint8Array): Json | undefined {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json;
	} catch {
		// Not UTF-8, not JSON, or nested so deeply that the parser gives up.
		return undefined;
	}
}

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const step = (at: string, key: string | number): string =>
	`${at}/${String(key).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed().replace(new RegExp(control, 'g'), '\ufffd')}`;

/** What no part of any body may hold: control characters and halves of characters, which no database keeps, and endless nesting. */
export function unkeepable(value: Json, at = '', depth = 0): BodyFault[] {
	if (typeof value === 'string') return control.test(value) || !value.isWellFormed() ? [{ at, code: 'control-characters' }] : [];
	if (typeof value === 'number') return Number.isFinite(value) ? [] : [{ at, code: 'too-large', values: { most: Number.MAX_SAFE_INTEGER } }];
	if (typeof value !== 'object' || value === null) return [];
	if (depth >= deepest) return [{ at, code: 'too-deep', values: { most: deepest } }];
	const faults: BodyFault[] = [];
	for (const [key, part] of Object.entries(value)) {
		if (control.test(key) || !key.isWellFormed()) faults.push({ at: step(at, key), code: 'control-characters' });
		faults.push(...unkeepable(part, step(at, key), depth + 1));
		if (faults.length >= mostFaults) return faults.slice(0, mostFaults);
	}
	return faults;
}

const typeOf = (value: Json): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const isOf = (value: Json, type: string): boolean => (type === 'integer' ? Number.isSafeInteger(value) : typeOf(value) === type);

/**
 * How a value differs from its schema. `loosely`: only the sort of value and unknown members, as for the answers of a draft, which may be
 * unfinished; what a finished answer must be is told by the checks of its form.
 */
export function differences(schema: Schema, value: Json, at = '', loosely = false): BodyFault[] {
	if (loosely && value === null) return [];
	const types = ([schema.type ?? sortsOf(schema.enum)].flat() as string[]).filter(Boolean);
	if (types.length && !types.some((type) => isOf(value, type))) return [{ at, code: 'wrong-type', values: { type: types.join(', ') } }];
	if (Array.isArray(schema.anyOf)) {
		const tried = (schema.anyOf as Schema[]).map((each) => differences(each, value, at, loosely));
		if (!tried.some((faults) => faults.length === 0)) return tried[0] ?? [];
	}
	const own = loosely ? [] : limitsOf(schema, value, at);
	if (Array.isArray(value)) {
		const { items } = schema;
		return [...own, ...(items ? value.flatMap((part, index) => differences(items as Schema, part, step(at, index), loosely)) : [])].slice(
			0,
			mostFaults
		);
	}
	if (typeof value !== 'object' || value === null) return own;
	const known = (schema.properties ?? {}) as { readonly [name: string]: Schema };
	for (const name of loosely ? [] : ((schema.required ?? []) as string[]))
		if (!Object.hasOwn(value, name)) own.push({ at: step(at, name), code: 'missing' });
	for (const [name, part] of Object.entries(value)) {
		if (Object.hasOwn(known, name)) own.push(...differences(known[name] as Schema, part, step(at, name), loosely));
		else if (schema.properties && schema.additionalProperties !== true) own.push({ at: step(at, name), code: 'unknown' });
		if (own.length >= mostFaults) break;
	}
	return own.slice(0, mostFaults);
}

/** The sorts of value that an enumeration without a type is made of. */
const sortsOf = (values: unknown): string[] => (Array.isArray(values) ? [...new Set(values.map((value) => typeOf(value as Json)))] : []);

function limitsOf(schema: Schema, value: Json, at: string): BodyFault[] {
	const most = (name: string) => schema[name] as number | undefined;
	const fault = (code: FaultCode, values?: BodyFault['values']): BodyFault[] => [values ? { at, code, values } : { at, code }];
	if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return fault('not-an-option', { options: schema.enum.join(', ') });
	if (typeof value === 'string') {
		if (value.length > (most('maxLength') ?? Infinity)) return fault('too-long', { most: most('maxLength') as number });
		if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(value)) return fault('wrong-form', { form: schema.pattern });
	}
	if (typeof value === 'number') {
		if (value < (most('minimum') ?? -Infinity)) return fault('too-small', { least: most('minimum') as number });
		if (value > (most('maximum') ?? Infinity)) return fault('too-large', { most: most('maximum') as number });
	}
	if (Array.isArray(value) && value.length > (most('maxItems') ?? Infinity)) return fault('too-many', { most: most('maxItems') as number });
	return [];
}
