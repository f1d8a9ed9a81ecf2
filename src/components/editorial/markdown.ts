// SPDX-License-Identifier: Apache-2.0
// Markdown for pages: made on the server at once, in a browser only when a page there draws it anew, since the library that reads it is heavy.
import type { Setting } from '#text/markdown.ts';

type Make = (text: string, setting: Setting) => string;

/** On the server; undefined in a browser. */
export const make: Make | undefined = import.meta.env.SSR ? (await import('#text/markdown.ts')).markdownHtml : undefined;

/** In a browser: fetches the library once. */
export const makeLater = async (): Promise<Make> => (await import('#text/markdown.ts')).markdownHtml;
