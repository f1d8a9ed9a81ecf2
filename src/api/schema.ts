// SPDX-License-Identifier: Apache-2.0
// Short ways to write the JSON Schemas (2020-12) of the API. Knows no noun.
import type { Json } from '#forms/form.ts';

export type Schema = { readonly [keyword: string]: Json | Schema | readonly (Schema | Json)[] | { readonly [name: string]: Schema } };

export const text = (description: string, more: Schema = {}): Schema => ({ type: 'string', description, ...more });
export const whole = (description: string, more: Schema = {}): Schema => ({ type: 'integer', description, ...more });
export const flag = (description: string): Schema => ({ type: 'boolean', description });
export const day = (description: string): Schema => ({ type: 'string', format: 'date', description });
export const moment = (description: string): Schema => ({ type: 'string', format: 'date-time', description });
export const address = (description: string): Schema => ({ type: 'string', format: 'uri', description });
export const oneOf = (description: string, values: readonly string[]): Schema => ({ type: 'string', enum: values, description });
export const list = (items: Schema, description: string): Schema => ({ type: 'array', description, items });

/** A schema of components.schemas, by name. */
export const ref = (name: string, description?: string): Schema => ({
	$ref: `#/components/schemas/${name}`,
	...(description ? { description } : {})
});

/** The value, or null where there is none. */
export const orNull = (schema: Schema): Schema =>
	typeof schema.type === 'string' && !schema.enum
		? { ...schema, type: [schema.type, 'null'] }
		: { anyOf: [schema, { type: 'null' }], ...(schema.description ? { description: schema.description } : {}) };

/** All properties are always there, but those named in `optional`. */
export const object = (description: string, properties: { readonly [name: string]: Schema }, optional: readonly string[] = []): Schema => ({
	type: 'object',
	description,
	required: Object.keys(properties).filter((name) => !optional.includes(name)),
	properties
});

/** Any key, one shape of value. */
export const map = (description: string, values: Schema): Schema => ({ type: 'object', description, additionalProperties: values });
