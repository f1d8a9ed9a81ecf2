// SPDX-License-Identifier: Apache-2.0
// Publications as an Atom feed (RFC 4287) in one language. Pure: knows entries of the catalogue, and nothing that is not public.
import type { Entry } from '#catalogue/entry.ts';
import { publicPage } from '#catalogue/public-page.ts';
import { direction, type Language } from '#text/languages.ts';
import { choose, say, type Words } from '#text/words.ts';
import { xml } from './xml.ts';

export interface Feed {
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	language: Language;
	title: string;
	/** Path of the feed itself, which also names it for ever. */
	path: string;
	/** Path of the page for people. */
	page: string;
	/** Newest first. */
	entries: readonly Entry[];
	/** What happened beside them: it stands among them by its day. */
	items?: readonly Item[];
	ownerName(entry: Entry): Words;
	/** Name of a record type. */
	typeName(id: string): Words | undefined;
	/** The whole text of an entry as HTML, where the feed gives it. */
	content?(entry: Entry): { html: string; language: Language } | null;
}

/** A thing of a feed that no record stands for, such as a row computed from facts. */
export interface Item {
	/** Names it for ever. */
	id: string;
	title: Words;
	at: Date;
	author: Words;
	/** Path of the page for people. */
	page: string;
}

/** An element whose text may be in another language than the feed. */
function element(name: string, words: Words | null, reader: Language): string {
	const said = choose(words, reader);
	if (!said) return '';
	const language = said.language === reader ? '' : ` xml:lang="${said.language}"`;
	// Marks keep a title in its own direction where a reader shows it among others.
	const isolated =
		direction(said.language) === direction(reader) ? said.text : `${direction(said.language) === 'rtl' ? '\u2067' : '\u2066'}${said.text}\u2069`;
	return `<${name}${language}>${xml(isolated)}</${name}>`;
}

function entryElement(entry: Entry, { origin, language, ownerName, typeName, content }: Feed): string {
	const categories = [
		`<category term="${xml(entry.type)}" label="${xml(say(typeName(entry.type), language) || entry.type)}"/>`,
		...entry.areas.map((area) => `<category scheme="${origin}/api/v1/areas" term="${xml(area)}"/>`)
	];
	const whole = content?.(entry);
	return [
		'<entry>',
		`<id>${origin}/api/v1/records/${entry.recordId}</id>`,
		element('title', entry.title, language) || `<title>${entry.recordId}</title>`,
		`<published>${entry.firstPublishedAt.toISOString()}</published>`,
		`<updated>${entry.changedAt.toISOString()}</updated>`,
		`<author><name>${xml(say(ownerName(entry), language) || entry.owner)}</name></author>`,
		`<link rel="alternate" type="text/html" hreflang="${language}" href="${origin}/${language}${xml(publicPage(entry))}"/>`,
		`<link rel="alternate" type="application/json" href="${origin}/api/v1/records/${entry.recordId}"/>`,
		...categories,
		element('summary', entry.summary, language),
		...(whole ? [`<content type="html"${whole.language === language ? '' : ` xml:lang="${whole.language}"`}>${xml(whole.html)}</content>`] : []),
		'</entry>'
	].join('');
}

/** A feed goes by publication: what changed last may stand anywhere in it. */
export const latest = (moments: readonly Date[]): Date | undefined =>
	moments.length ? moments.reduce((one, other) => (other > one ? other : one)) : undefined;

/** An empty feed was last changed when nothing had happened yet: its tag must not change with the clock. */
const beginning = new Date(0);

const itemElement = (item: Item, { origin, language }: Pick<Feed, 'origin' | 'language'>): string =>
	[
		'<entry>',
		`<id>${xml(item.id)}</id>`,
		element('title', item.title, language),
		`<updated>${item.at.toISOString()}</updated>`,
		`<author><name>${xml(say(item.author, language))}</name></author>`,
		`<link rel="alternate" type="text/html" hreflang="${language}" href="${origin}${xml(item.page)}"/>`,
		'</entry>'
	].join('');

export function atom(feed: Feed): string {
	const entries = feed.entries.map((entry) => ({ at: entry.publishedAt, element: entryElement(entry, feed) }));
	const items = (feed.items ?? []).map((item) => ({ at: item.at, element: itemElement(item, feed) }));
	const all = [...entries, ...items].sort((a, b) => b.at.getTime() - a.at.getTime());
	return document(
		feed,
		latest([...feed.entries.map(({ changedAt }) => changedAt), ...(feed.items ?? []).map(({ at }) => at)]),
		all.map(({ element }) => element)
	);
}

/** A feed of things that are no records, newest first. */
export const itemsAtom = (feed: Omit<Feed, 'entries' | 'ownerName' | 'typeName'>, items: readonly Item[]): string =>
	document(
		feed,
		items[0]?.at,
		items.map((item) => itemElement(item, feed))
	);

function document(feed: Omit<Feed, 'entries' | 'ownerName' | 'typeName'>, updated: Date | undefined, elements: string[]): string {
	const { origin, language, title, path, page } = feed;
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
		`<id>${origin}${xml(path)}</id>`,
		`<title>${xml(title)}</title>`,
		`<updated>${(updated ?? beginning).toISOString()}</updated>`,
		`<link rel="self" type="application/atom+xml" href="${origin}${xml(path)}"/>`,
		`<link rel="alternate" type="text/html" hreflang="${language}" href="${origin}${xml(page)}"/>`,
		...elements,
		'</feed>',
		''
	].join('\n');
}
