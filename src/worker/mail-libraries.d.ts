// SPDX-License-Identifier: Apache-2.0
// The little that we use of a library that comes without types.

declare module 'mailparser' {
	interface Addressed {
		value: { address?: string; name: string }[];
	}
	export interface ParsedMail {
		messageId?: string;
		subject?: string;
		text?: string;
		html: string | false;
		from?: Addressed;
		to?: Addressed | Addressed[];
		cc?: Addressed | Addressed[];
		headers: Map<string, unknown>;
		headerLines: readonly { key: string; line: string }[];
	}
	interface Options {
		skipTextToHtml?: boolean;
		skipImageLinks?: boolean;
		maxHtmlLengthToParse?: number;
	}
	export function simpleParser(source: Uint8Array | import('node:stream').Readable, options?: Options): Promise<ParsedMail>;
}
