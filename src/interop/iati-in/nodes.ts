// SPDX-License-Identifier: Apache-2.0
// Looking into an activity: elements by name, texts by language. Pure.
import { isLanguage, type Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { plain } from '../harvest/plain-text.ts';
import type { Node } from './activity-stream.ts';

export const all = (node: Node, name: string): Node[] => node.children.filter((child) => child.name === name);
export const one = (node: Node, name: string): Node | undefined => node.children.find((child) => child.name === name);

/** The first narrative, in whatever language, or the text itself. */
export function narrative(node: Node): string {
	for (const { text } of all(node, 'narrative')) if (plain(text)) return plain(text);
	return plain(node.text);
}

const cut = (text: string): string => (text.length > 5000 ? `${text.slice(0, 4999).toWellFormed()}…` : text);

/** Narratives by language; `strange` is the language of the only ones, where it is none of the six. */
export function wordsOf(node: Node | undefined, usual: string): { words: Words; strange?: string } {
	const words: Words = {};
	let other: { language: string; text: string } | undefined;
	for (const child of node ? all(node, 'narrative') : []) {
		const text = cut(plain(child.text));
		if (!text) continue;
		const said = (child.attributes['xml:lang'] ?? usual).trim().toLowerCase();
		const language = said.split(/[-_]/)[0] as Language;
		if (isLanguage(language)) words[language] ??= text;
		else other ??= { language: said, text };
	}
	if (Object.keys(words).length || !other) return { words };
	// Better in a wrong drawer than nowhere: whoever reads the log puts it right.
	return { words: { en: other.text }, strange: other.language };
}
