// SPDX-License-Identifier: Apache-2.0
// What came instead of a file: a page of a website, an error told as JSON, nothing at all. Looked at before anything is read of it. Pure.
import type { SourceFault } from '#projects/found.ts';
import { decodeText } from './decode-text.ts';
import { seen } from './plain-text.ts';

/** `table`: separated text or a workbook. `xml`: IATI. `json`: a list as JSON, or the same as a table. `answer`: of a service, XML or JSON. */
export const expectations = ['table', 'xml', 'json', 'answer'] as const;
export type Expectation = (typeof expectations)[number];

const page = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title|div|p|h1|center)\b/i;

/** Words that a service puts around its complaint, the first that is there. */
function complaint(text: string): string {
	const told = /"(?:message|error_description|detail|error|title)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1];
	return seen(told ?? text.slice(0, 300));
}

/** The beginning of a file, 4,096 bytes or more where it has so many. */
export function contentFault(head: Uint8Array, expected: Expectation): SourceFault | undefined {
	if (head.length === 0) return { code: 'empty', values: {} };
	const workbook = head[0] === 0x50 && head[1] === 0x4b;
	if (workbook) return expected === 'table' || expected === 'json' ? undefined : { code: 'not-text', values: {} };
	const text = decodeText(head)?.text;
	if (text === undefined || /^(?:%PDF|\{\\rtf|\x89PNG|GIF8)/.test(text))
		return { code: expected === 'xml' || expected === 'answer' ? 'not-text' : 'not-a-sheet', values: {} };
	if (!text.trim()) return { code: 'empty', values: {} };
	if (page.test(text)) return { code: 'html-instead', values: { title: seen(/<title[^>]*>([\s\S]*?)<\/title>/i.exec(text)?.[1] ?? '') } };
	const json = /^\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|"|\]|\d))/.test(text);
	if (json && expected !== 'json' && expected !== 'answer') return { code: 'json-instead', values: { said: complaint(text) } };
	const xml = /^\s*<[?!a-z]/i.test(text);
	if (expected === 'answer') return json || xml ? undefined : { code: 'no-answer', values: { said: seen(text.slice(0, 300)) } };
	if (xml && expected !== 'xml') return { code: 'xml-instead', values: { said: seen(text.slice(0, 300)) } };
	if (!xml && expected === 'xml') return { code: 'not-xml', values: { said: seen(text.slice(0, 300)) } };
	return undefined;
}
