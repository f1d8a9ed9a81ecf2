// SPDX-License-Identifier: Apache-2.0
// The feeds of the sections of the site: the latest fifty with their whole texts, in one language, in three shapes.
import { latestEntries } from '#catalogue/server/entries.ts';
import { ownerWords } from '#catalogue/shown.ts';
import type { Entry } from '#catalogue/entry.ts';
import { type SectionName, sections } from '#editorial/sections.ts';
import { isObject } from '#forms/kind.ts';
import type { Language } from '#text/languages.ts';
import { markdownHtml } from '#text/markdown.ts';
import { choose, type Words } from '#text/words.ts';
import type { FeedFormat } from '../address.ts';
import { type Asking, writtenAs } from './publications.ts';

const length = 50;

/** Feeds are read elsewhere: what leads to a place here says where that is. */
const absolute = (html: string, origin: string): string => html.replace(/ (href|src)="\/(?!\/)/g, ` $1="${origin}/`);

function wholeText(entry: Entry, language: Language, origin: string, isMarkdown: boolean): { html: string; language: Language } | null {
	const body = entry.answers.body ?? entry.answers.description;
	const said = isMarkdown && isObject(body) ? choose(body as Words, language) : undefined;
	return said ? { html: absolute(markdownHtml(said.text, { from: 2, language }), origin), language: said.language } : null;
}

const titleOf = ({ reader: { t } }: Asking, name: SectionName): string => `${t('site.name')}: ${t(`editorial.${name}`)}`;

export async function sectionFeed(asking: Asking, name: SectionName, format: FeedFormat): Promise<string> {
	const { db, origin, definitions, convention, reader } = asking;
	const { language } = reader;
	return writtenAs(format, {
		origin,
		language,
		title: titleOf(asking, name),
		path: `/feeds/${language}/${name}.${format}`,
		page: `/${language}/${name}`,
		entries: await latestEntries(db, { type: sections[name].type, limit: length }),
		ownerName: (entry) => ownerWords(entry.ownerKind, entry.owner, convention, new Map()),
		typeName: (id) => definitions.current(id)?.form.words['form.title'],
		content: (entry) => wholeText(entry, language, origin, name !== 'letters')
	});
}
