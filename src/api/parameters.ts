// SPDX-License-Identifier: Apache-2.0
// Reads the parameters of a call by their schemas: the values, or every fault at once. Knows the few keywords of ParameterSchema and nothing else.
import { isDay } from '#convention/day.ts';

/** The part of JSON Schema that parameters use. */
export type ParameterSchema =
	| { type: 'integer'; minimum?: number; maximum?: number; default?: number }
	| { type: 'string'; enum?: readonly string[]; pattern?: string; format?: 'date-time'; maxLength: number; default?: string };

export interface Parameter {
	in: 'path' | 'query';
	description: string;
	schema: ParameterSchema;
	example?: string | number;
}

export type Parameters = { readonly [name: string]: Parameter };

type Value<P extends Parameter> = P['schema'] extends { type: 'integer' } ? number : string;

/** What was asked: path parameters and those with a default are always there. */
export type Asked<P extends Parameters> = {
	readonly [N in keyof P]: Value<P[N]> | (P[N] extends { in: 'path' } | { schema: { default: string | number } } ? never : undefined);
};

export const faultCodes = [
	'unknown',
	'repeated',
	'control-characters',
	'too-long',
	'not-a-whole-number',
	'too-small',
	'too-large',
	'not-an-option',
	'wrong-form',
	'not-a-time',
	'not-a-cursor',
	'missing',
	'wrong-type',
	'too-many',
	'too-deep'
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** One thing wrong with one parameter; worded by the message `api.fault.{code}`. */
export interface ParameterFault {
	parameter: string;
	code: FaultCode;
	values?: { [name: string]: string | number };
}

export type Values = { [name: string]: string | number | undefined };

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * `path` holds the decoded path parameters, `query` the rest. An empty query parameter counts as absent, as HTML forms send it.
 * A path parameter that is not of its schema names nothing: the answer is `undefined`, which is a 404.
 */
export function readParameters(
	parameters: Parameters,
	path: { [name: string]: string },
	query: URLSearchParams
): { values: Values } | { faults: ParameterFault[] } | undefined {
	const values: Values = {};
	const faults: ParameterFault[] = [];
	for (const name of new Set(query.keys())) if (parameters[name]?.in !== 'query') faults.push({ parameter: printable(name), code: 'unknown' });
	for (const [name, parameter] of Object.entries(parameters)) {
		const given = parameter.in === 'path' ? [path[name] ?? ''] : query.getAll(name).filter((text) => text !== '');
		if (given.length > 1) faults.push({ parameter: name, code: 'repeated' });
		const [text] = given;
		if (text === undefined) {
			values[name] = parameter.schema.default;
			continue;
		}
		const read = readOne(parameter, text);
		if (typeof read === 'object') {
			if (parameter.in === 'path') return undefined;
			faults.push({ parameter: name, ...read });
		} else values[name] = read;
	}
	return faults.length ? { faults } : { values };
}

const printable = (name: string): string => name.replace(new RegExp(control, 'g'), '\ufffd').slice(0, 50);

type Fault = Omit<ParameterFault, 'parameter'>;

function readOne({ schema }: Parameter, text: string): string | number | Fault {
	if (schema.type === 'integer') {
		if (!/^-?\d{1,15}$/.test(text)) return { code: 'not-a-whole-number' };
		const number = Number(text);
		if (schema.minimum !== undefined && number < schema.minimum) return { code: 'too-small', values: { least: schema.minimum } };
		if (schema.maximum !== undefined && number > schema.maximum) return { code: 'too-large', values: { most: schema.maximum } };
		return number;
	}
	if (control.test(text)) return { code: 'control-characters' };
	if (text.length > schema.maxLength) return { code: 'too-long', values: { most: schema.maxLength } };
	if (schema.enum && !schema.enum.includes(text)) return { code: 'not-an-option', values: { options: schema.enum.join(', ') } };
	if (schema.format === 'date-time' && !timeFrom(text)) return { code: 'not-a-time' };
	if (schema.pattern && !new RegExp(schema.pattern, 'u').test(text)) return { code: 'wrong-form', values: { form: schema.pattern } };
	return text;
}

const timeShape = /^(\d{4}-\d{2}-\d{2})(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** A moment with its zone (RFC 3339), or a day, which begins at midnight UTC. Undefined for anything else. */
export function timeFrom(text: string): Date | undefined {
	const found = timeShape.exec(text);
	if (!found || !isDay(found[1])) return undefined;
	const time = new Date(text);
	return Number.isNaN(time.getTime()) ? undefined : time;
}
