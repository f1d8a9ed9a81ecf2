// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { preferredType } from './negotiation.ts';

const offered = ['text/html', 'application/json', 'application/ld+json', 'text/csv'] as const;

it.each([
	[null, 'text/html'],
	['', 'text/html'],
	['*/*', 'text/html'],
	['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
	['application/json', 'application/json'],
	['Application/LD+JSON', 'application/ld+json'],
	['application/json;q=0.5, text/csv;q=0.8', 'text/csv'],
	['application/*', 'application/json'],
	['application/*, application/json;q=0', 'application/ld+json'],
	['text/*;q=0.3, text/html;q=0.1', 'text/csv'],
	['application/json; charset=utf-8', 'application/json'],
	['text/html;q=0, */*;q=0.1', 'application/json'],
	['image/png', 'text/html'],
	['application/json;q=2', 'text/html'],
	[';;,,=', 'text/html']
] as const)('of Accept %j gives %s', (header, type) => {
	expect(preferredType(header, offered)).toBe(type);
});
