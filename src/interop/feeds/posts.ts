// SPDX-License-Identifier: Apache-2.0
// What every feed says of a thing, whatever its shape: the one place where an entry of the catalogue or a row made of facts becomes a post. Pure.
import { direction, type Language } from '#text/languages.ts';
import { choose, say, type Words } from '#text/words.ts';
import { publicPage } from '#catalogue/public-page.ts';
import type { Feed, Item } from './atom.ts';

export interface Post {
	/** Names it for ever. */
	id: string;
	url: string;
	title: string;
	/** Language that title and summary are really in. */
	titleLanguage: Language;
	summary: { text: string; language: Language } | null;
	published: Date;
	/** When this revision of it was published: by this a feed goes. */
	revised: Date;
	/** When it last changed here, which may be later than any day that it bears. */
	updated: Date;
	author: string;
	/** The same as data; null where there is none. */
	data: string | null;
	tags: string[];
	/** The whole text as HTML, where the feed gives it. */
	whole?: { html: string; language: Language };
}

/** Marks keep a text in its own direction where a reader of feeds shows it among others. */
export function isolated(words: Words | null, reader: Language): { text: string; language: Language } | null {
	const said = choose(words, reader);
	if (!said) return null;
	const same = direction(said.language) === direction(reader);
	return { language: said.language, text: same ? said.text : `${direction(said.language) === 'rtl' ? '\u2067' : '\u2066'}${said.text}\u2069` };
}

export function postsOf(feed: Feed): Post[] {
	const { origin, language, entries, items = [], ownerName, typeName, content } = feed;
	const posts = entries.map((entry): Post => {
		const whole = content?.(entry);
		const title = isolated(entry.title, language);
		return {
			id: `${origin}/api/v1/records/${entry.recordId}`,
			url: `${origin}/${language}${publicPage(entry)}`,
			title: title?.text ?? entry.recordId,
			titleLanguage: title?.language ?? language,
			summary: isolated(entry.summary, language),
			published: entry.firstPublishedAt,
			revised: entry.publishedAt,
			updated: entry.changedAt,
			author: say(ownerName(entry), language) || entry.owner,
			data: `${origin}/api/v1/records/${entry.recordId}`,
			tags: [say(typeName(entry.type), language) || entry.type],
			...(whole ? { whole } : {})
		};
	});
	return items.length ? [...posts, ...postsOfItems(feed, items)].sort((a, b) => b.revised.getTime() - a.revised.getTime()) : posts;
}

export const postsOfItems = ({ origin, language }: Pick<Feed, 'origin' | 'language'>, items: readonly Item[]): Post[] =>
	items.map((item) => {
		const title = isolated(item.title, language);
		return {
			id: item.id,
			url: `${origin}${item.page}`,
			title: title?.text ?? item.id,
			titleLanguage: title?.language ?? language,
			summary: null,
			published: item.at,
			revised: item.at,
			updated: item.at,
			author: say(item.author, language),
			data: null,
			tags: []
		};
	});
