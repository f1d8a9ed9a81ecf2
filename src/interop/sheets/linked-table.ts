// SPDX-License-Identifier: Apache-2.0
// Linked resources as rows of a file, with where each comes from. Pure.
import type { Linked } from '#catalogue/linked.ts';
import type { Language } from '#text/languages.ts';
import { say } from '#text/words.ts';

export const linkedHeads = ['convention', 'kind', 'number', 'title', 'date', 'link', 'keywords', 'parties', 'source', 'lastTold', 'demonstration'];

export const linkedRow = (each: Linked, language: Language): (string | null)[] => [
	...[each.treaty, each.kind, each.number ?? null, say(each.title, language), each.day ?? null, each.link ?? null, each.keywords.join('; ')],
	...[each.parties.join('; '), say(each.sourceName, language), each.seenAt.toISOString(), each.demo ? 'yes' : null]
];

/** As data, in every language that it has. */
export const linkedJson = ({ key, seenAt, sourceName, source, id, part, ...each }: Linked) => ({
	id: key,
	...each,
	provenance: { source, name: sourceName, part, id, lastTold: seenAt.toISOString() }
});
