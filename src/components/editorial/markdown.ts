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

let later: Promise<Make> | undefined;

/** In a browser: fetches the library once. Where the browser asks for it, what is made is marked as ours: nothing else may be drawn. */
export const makeLater = (): Promise<Make> =>
	(later ??= import('#text/markdown.ts').then(({ markdownHtml }) => {
		const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
		const policy = policies?.createPolicy('markdown', { createHTML: (html) => html });
		return (text, setting) => {
			const html = markdownHtml(text, setting);
			return policy ? (policy.createHTML(html) as string) : html;
		};
	}));
