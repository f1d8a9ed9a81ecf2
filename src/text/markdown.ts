// SPDX-License-Identifier: Apache-2.0
// Markdown as editors write it, made into HTML that can do no harm: no markup of others, links that lead somewhere safe, pictures of this platform alone.
// Loads the library that reads Markdown: pages of the browser import it only when something is to be previewed.
import MarkdownIt from 'markdown-it';
import { isLanguage, type Language } from './languages.ts';

type Marker = InstanceType<typeof MarkdownIt>;

/** How a text is set on a page. */
export interface Setting {
	/** Level of the first headings: one below the heading that it stands under. */
	from: 2 | 3 | 4;
	/** Links within the platform, written without a language, lead to pages in this one. */
	language: Language;
}

/** A text beyond this is shown as it was written: nobody reads it, and it must not keep the server busy. */
const longest = 60_000;

/** Beginnings of addresses that have no language. */
const withoutLanguage = new Set(['files', 'images', 'feeds', 'calendar', 'api', 'oai', 'rest', 'informea.svc', 'sitemap.xml', 'robots.txt']);

/** Where a link may lead: the web, a mail, a page of this platform, a place on the same page. Undefined where it may not. */
export function safeLink(href: string, language: Language): string | undefined {
	const address = href.trim();
	if (/^(https?:\/\/|mailto:)/i.test(address)) return URL.canParse(address) ? address : undefined;
	if (address.startsWith('#')) return address;
	// Two slashes, or a slash and a backslash, lead to another site.
	if (!/^\/(?![/\\]|%5c)/i.test(address)) return undefined;
	const first = address.slice(1).split(/[/?#]/)[0] ?? '';
	return isLanguage(first) || withoutLanguage.has(first) ? address : `/${language}${address === '/' ? '' : address}`;
}

const isOwnFile = (address: string): boolean => /^\/(files|images)\/[^\\]+$/.test(address);

/** Headings one below the other from the level that the text stands under, whichever the writer began with: a page has no gaps between them. */
function levelled(tokens: readonly { type: string; tag: string }[], from: number): void {
	const used = [...new Set(tokens.filter(({ type }) => type === 'heading_open').map(({ tag }) => tag))].sort();
	let before = from - 1;
	for (const token of tokens) {
		if (token.type === 'heading_open') before = Math.min(6, from + used.indexOf(token.tag), before + 1);
		if (token.type === 'heading_open' || token.type === 'heading_close') token.tag = `h${before}`;
	}
}

function reader({ from, language }: Setting): Marker {
	const made = new MarkdownIt('default', { html: false, linkify: false, typographer: false, breaks: false, maxNesting: 20 });
	made.validateLink = (address) => safeLink(address, language) !== undefined;
	const { rules } = made.renderer;
	made.core.ruler.push('levels', ({ tokens }) => levelled(tokens, from));
	rules.link_open = (tokens, at, options, _, self) => {
		const token = tokens[at];
		// Nothing but where it leads: words that only a pointer finds are kept from most.
		if (token) token.attrs = [['href', safeLink(String(token.attrGet('href') ?? ''), language) ?? '#']];
		return self.renderToken(tokens, at, options);
	};
	// A picture of somebody else would tell that site who reads; without words it says nothing to whoever cannot see it.
	rules.image = (tokens, at) => {
		const token = tokens[at];
		const address = String(token?.attrGet('src') ?? '');
		const alt = made.utils.escapeHtml(token?.content ?? '');
		return isOwnFile(address) && alt ? `<img src="${made.utils.escapeHtml(address)}" alt="${alt}" loading="lazy" decoding="async">` : alt;
	};
	// A wide table is moved by itself, also with the keyboard.
	rules.table_open = () => '<div class="wide" role="group" tabindex="0"><table>';
	rules.table_close = () => '</table></div>';
	// The library aligns columns by a style, which the policy of the pages does not let through.
	rules.th_open = () => '<th scope="col">';
	rules.td_open = () => '<td>';
	return made;
}

const readers = new Map<string, Marker>();
function readerOf(setting: Setting): Marker {
	const key = `${setting.from} ${setting.language}`;
	let found = readers.get(key);
	if (!found) readers.set(key, (found = reader(setting)));
	return found;
}

/** The text as HTML. Everything in it was made here: nothing that was written is taken over as markup. */
export function markdownHtml(text: string, setting: Setting): string {
	const made = readerOf(setting);
	if (text.length > longest) return `<p>${made.utils.escapeHtml(text)}</p>`;
	return made.render(text);
}

/** Addresses that a text leads to, as they were written. */
export function linksIn(text: string): string[] {
	if (text.length > longest) return [];
	const found = new Set<string>();
	const walk = (tokens: readonly { type: string; children: unknown; attrGet(name: string): string | null }[]): void => {
		for (const token of tokens) {
			const address = token.type === 'link_open' ? token.attrGet('href') : token.type === 'image' ? token.attrGet('src') : null;
			if (address) found.add(address);
			if (token.children) walk(token.children as never);
		}
	};
	walk(readerOf({ from: 2, language: 'en' }).parse(text, {}) as never);
	return [...found];
}

/** A piece of a text on paper. */
export type Piece = { is: 'heading'; text: string } | { is: 'text'; text: string } | { is: 'list'; items: string[] };

/** Headings, paragraphs and lists without any marks; a row of a table is a paragraph. */
export function piecesOf(text: string): Piece[] {
	if (text.length > longest) return [{ is: 'text', text }];
	const pieces: Piece[] = [];
	let items: string[] | undefined;
	let heading = false;
	let row: string[] | undefined;
	let depth = 0;
	for (const token of readerOf({ from: 2, language: 'en' }).parse(text, {})) {
		if (token.type === 'heading_open') heading = true;
		else if (token.type === 'heading_close') heading = false;
		else if (/^(bullet|ordered)_list_open$/.test(token.type)) {
			if (depth === 0) items = [];
			depth += 1;
		} else if (/^(bullet|ordered)_list_close$/.test(token.type)) {
			depth -= 1;
			if (depth === 0 && items) pieces.push({ is: 'list', items });
			if (depth === 0) items = undefined;
		} else if (token.type === 'tr_open') row = [];
		else if (token.type === 'tr_close' && row) {
			pieces.push({ is: 'text', text: row.join(' · ') });
			row = undefined;
		} else if (token.type === 'inline' || token.type === 'fence' || token.type === 'code_block') {
			const said = token.type === 'inline' ? plainInline(token.children ?? []) : token.content.trimEnd();
			if (row) row.push(said);
			else if (items) items.push(said);
			else if (said) pieces.push({ is: heading ? 'heading' : 'text', text: said });
		}
	}
	return pieces;
}

/** The words of a line; what a link leads to stands behind it, since paper cannot be followed. */
function plainInline(tokens: readonly { type: string; content: string; attrGet(name: string): string | number | null }[]): string {
	const open: string[] = [];
	return tokens
		.map((token) => {
			if (token.type === 'link_open') open.push(String(token.attrGet('href') ?? ''));
			if (token.type === 'link_close') {
				const address = open.pop() ?? '';
				return /^https?:/.test(address) ? ` (${address})` : '';
			}
			if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n';
			return token.type === 'text' || token.type === 'code_inline' || token.type === 'image' ? token.content : '';
		})
		.join('');
}
