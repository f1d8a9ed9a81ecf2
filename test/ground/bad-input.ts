// SPDX-License-Identifier: Apache-2.0
// Values that no form asks for, and what may come of them.
import type { Outcome } from './routes.ts';

export const badTexts: readonly string[] = [
	'',
	' ',
	'\0',
	'a\0b\u0001\u007f',
	'\u202eevil\u202c\u2066x\u2069',
	'x'.repeat(3_000),
	'😀'.repeat(300),
	'\ud800',
	"'; drop table records.records; --",
	'$1 \\ %00 {0} ${x}',
	'<script>alert(1)</script>',
	'../../../../etc/passwd',
	'=HYPERLINK("http://x")',
	'null',
	'NaN',
	'-1',
	'0',
	'1e309',
	'99999999999999999999',
	'2026-02-30',
	'9999-12-31',
	'0000-00-00',
	'MC-X-Y-0001',
	'GHA',
	'region:nowhere',
	'\r\nset-cookie: a=b'
];

/** What a page sends whose script went wrong: deep, of other types, cut off. */
export const badJson: readonly string[] = [
	'',
	'{',
	'null',
	'[]',
	'"text"',
	'{"version":"x","answers":[]}',
	'{"version":-1,"answers":{"__proto__":{"a":1},"constructor":null}}',
	`{"version":1e999,"answers":{"title":${'['.repeat(2_000)}${']'.repeat(2_000)}}}`,
	'{"answers":{"title":{"en":"\\ud800\\u0000"}},"base":null,"version":0}',
	'{"id":{"a":1},"question":["x"],"section":false,"account":0}'
];

/** A line on what failed, null where it did not: no input makes a reply of 500 or more. */
export async function failureOf(outcome: Outcome): Promise<string | null> {
	if (outcome.is === 'fault') return outcome.fault instanceof Error ? (outcome.fault.stack?.slice(0, 700) ?? '') : JSON.stringify(outcome.fault);
	if (outcome.is === 'reply') await outcome.reply.arrayBuffer();
	return outcome.status >= 500 ? `status ${outcome.status}` : null;
}
