// SPDX-License-Identifier: Apache-2.0
// The feeds of the sections of the site, in Atom and in JSON (JSON Feed 1.1): the latest fifty with their whole texts, in one language.
import { latestEntries } from '#catalogue/server/entries.ts';
import { ownerWords } from '#catalogue/shown.ts';
import type { Entry } from '#catalogue/entry.ts';
import { type SectionName, sections } from '#editorial/sections.ts';
import { isObject } from '#forms/kind.ts';
import type { Language } from '#text/languages.ts';
import { markdownHtml } from '#text/markdown.ts';
import { choose, say, type Words } from '#text/words.ts';
import { atom } from '../atom.ts';
import type { Asking } from './publications.ts';

const length = 50;

/** Feeds are read elsewhere: what leads to a place here says where that is. */
const absolute = (html: string, origin: string): string => html.replace(/ (href|src)="\/(?!\/)/g, ` $1="${origin}/`);

function wholeText(entry: Entry, language: Language, origin: string, isMarkdown: boolean): { html: string; language: Language } | null {
	const body = entry.answers.body ?? entry.answers.description;
	const said = isMarkdown && isObject(body) ? choose(body as Words, language) : undefined;
	return said ? { html: absolute(markdownHtml(said.text, { from: 2, language }), origin), language: said.language } : null;
}

const titleOf = ({ reader: { t } }: Asking, name: SectionName): string => `${t('site.name')}: ${t(`editorial.${name}`)}`;

export async function sectionAtom(asking: Asking, name: SectionName): Promise<string> {
	const { db, origin, definitions, convention, reader } = asking;
	const { language } = reader;
	return atom({
		origin,
		language,
		title: titleOf(asking, name),
		path: `/feeds/${language}/${name}.atom`,
		page: `/${language}/${name}`,
		entries: await latestEntries(db, { type: sections[name].type, limit: length }),
		ownerName: (entry) => ownerWords(entry.ownerKind, entry.owner, convention, new Map()),
		typeName: (id) => definitions.current(id)?.form.words['form.title'],
		content: (entry) => wholeText(entry, language, origin, name !== 'letters')
	});
}

export async function sectionJson(asking: Asking, name: SectionName): Promise<string> {
	const { db, origin, convention, reader } = asking;
	const { language } = reader;
	const entries = await latestEntries(db, { type: sections[name].type, limit: length });
	return JSON.stringify({
		version: 'https://jsonfeed.org/version/1.1',
		title: titleOf(asking, name),
		home_page_url: `${origin}/${language}/${name}`,
		feed_url: `${origin}/feeds/${language}/${name}.json`,
		language,
		items: entries.map((entry) => {
			const title = choose(entry.title, language);
			const whole = wholeText(entry, language, origin, name !== 'letters');
			const summary = say(entry.summary, language);
			return {
				id: `${origin}/api/v1/records/${entry.recordId}`,
				url: `${origin}/${language}/records/${entry.recordId}`,
				title: title?.text ?? entry.recordId,
				...(whole ? { content_html: whole.html } : { content_text: summary }),
				...(summary ? { summary } : {}),
				date_published: entry.firstPublishedAt.toISOString(),
				date_modified: entry.changedAt.toISOString(),
				authors: [{ name: say(ownerWords(entry.ownerKind, entry.owner, convention, new Map()), language) }],
				...(entry.areas.length ? { tags: entry.areas } : {}),
				language: whole?.language ?? title?.language ?? language
			};
		})
	});
}
