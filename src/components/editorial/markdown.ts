// SPDX-License-Identifier: Apache-2.0
// Markdown for pages: made on the server at once, in a browser only when a page there draws it anew, since the library that reads it is heavy.
import type { Setting } from '#text/markdown.ts';

export type Make = (text: string, setting: Setting) => string;

let atOnce: Make | undefined;

/** On the server; undefined in a browser, whose pages do not carry the library. */
export const make = (): Make | undefined => atOnce;

/** Called once where pages are made on a server: src/hooks.server.ts. */
export const makeWith = (maker: Make): void => void (atOnce = maker);

interface Policies {
	createPolicy(name: string, rules: { createHTML(html: string): string }): { createHTML(html: string): unknown };
}

let ours: ReturnType<Policies['createPolicy']> | undefined;

/** Marked as ours where the browser asks for it: a plain string is not drawn there, and would end the page. */
function marked(html: string): string {
	ours ??= (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('markdown', { createHTML: (html) => html });
	return ours ? (ours.createHTML(html) as string) : html;
}

/** What stands until the library is there; a browser that keeps what the server drew does not look at it. */
export const notYet = (): string => marked(' ');

let later: Promise<Make> | undefined;

/** In a browser: fetches the library once. */
export const makeLater = (): Promise<Make> =>
	(later ??= import('#text/markdown.ts').then(
		({ markdownHtml }) =>
			(text, setting) =>
				marked(markdownHtml(text, setting))
	));
