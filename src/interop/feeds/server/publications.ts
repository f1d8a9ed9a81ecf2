// SPDX-License-Identifier: Apache-2.0
// The feeds that the platform gives: everything published, each register now or as of a past day, any search, Party and area; the latest fifty, in one
// language, in three shapes.
import { amendmentColumns, amendmentRows } from '#catalogue/amendments.ts';
import { type Asked, askedFrom } from '#catalogue/register-asked.ts';
import { type Register, registerOf } from '#catalogue/registers.ts';
import { latestEntries } from '#catalogue/server/entries.ts';
import { readRegister } from '#catalogue/server/registers.ts';
import { walkRegister } from '#catalogue/server/walk-register.ts';
import { ownerWords } from '#catalogue/shown.ts';
import type { Entry } from '#catalogue/entry.ts';
import type { Convention } from '#convention/convention.ts';
import { isRefusal, type Refusal } from '#people/refusal.ts';
import { organisationNames } from '#people/server/organisation-names.ts';
import type { Reading } from '#platform/server/database.ts';
import { projectType } from '#projects/answers.ts';
import type { Definitions } from '#records/definitions.ts';
import type { Reader } from '#text/message.ts';
import { languages } from '#text/languages.ts';
import { say, type Words } from '#text/words.ts';
import { search } from '#catalogue/server/search.ts';
import { titleOf } from '#watching/server/titles.ts';
import { watchedFrom } from '#watching/watched.ts';
import { type FeedFormat, feedPaths } from '../address.ts';
import { atom, type Feed, type Item, itemsAtom } from '../atom.ts';
import { jsonFeed } from '../json-feed.ts';
import { postsOf, postsOfItems } from '../posts.ts';
import { rss } from '../rss.ts';

export interface Asking {
	db: Reading;
	/** Where the platform is found, without a slash at the end. */
	origin: string;
	definitions: Definitions;
	convention: Convention;
	reader: Reader;
}

const length = 50;

export type Head = Pick<Feed, 'origin' | 'language' | 'title' | 'path' | 'page'>;

export async function written(
	{ db, definitions, convention }: Asking,
	format: FeedFormat,
	head: Head & Pick<Feed, 'items'>,
	entries: readonly Entry[]
): Promise<string> {
	const organisations = await organisationNames(
		db,
		entries.filter((entry) => entry.ownerKind === 'organisation').map((entry) => entry.owner)
	);
	const feed: Feed = {
		...head,
		entries,
		ownerName: (entry) => ownerWords(entry.ownerKind, entry.owner, convention, organisations),
		typeName: (id) => definitions.current(id)?.form.words['form.title']
	};
	return writtenAs(format, feed);
}

export function writtenAs(format: FeedFormat, feed: Feed): string {
	if (format === 'atom') return atom(feed);
	return format === 'rss' ? rss(feed, postsOf(feed)) : jsonFeed(feed, postsOf(feed));
}

function writtenItems(format: FeedFormat, head: Head, items: readonly Item[]): string {
	if (format === 'atom') return itemsAtom(head, items);
	return format === 'rss' ? rss(head, postsOfItems(head, items)) : jsonFeed(head, postsOfItems(head, items));
}

/** The feed of everything. */
export async function publicationsFeed(asking: Asking, format: FeedFormat): Promise<string> {
	const { language, t } = asking.reader;
	const head = {
		origin: asking.origin,
		language,
		title: `${t('site.name')}: ${t('api.feed.all')}`,
		path: `/feeds/${language}/publications.${format}`,
		page: `/${language}`
	};
	return written(asking, format, head, await latestEntries(asking.db, { limit: length, without: [projectType] }));
}

/** The feed of what can be followed at an address: a search, a Party, an area. Undefined where there is none. */
export async function addressFeed(asking: Asking, format: FeedFormat, address: string): Promise<string | undefined> {
	const { db, origin, definitions, convention, reader } = asking;
	const watched = watchedFrom(address, origin);
	const paths = watched && feedPaths(watched, reader.language);
	const title = watched && (await titleOf(db, { definitions, convention }, watched, reader));
	if (!watched || !paths || title === null) return undefined;
	const head = {
		origin,
		language: reader.language,
		title: `${reader.t('site.name')}: ${title}`,
		path: paths[format],
		page: `/${reader.language}${watched.address}`
	};
	return written(asking, format, head, await entriesOf());

	async function entriesOf(): Promise<readonly Entry[]> {
		if (watched?.kind === 'party') return latestEntries(db, { party: watched.id, limit: length });
		if (watched?.kind === 'area') return latestEntries(db, { area: watched.id, limit: length });
		const { words = '', facets = {}, expand = true, spell = true } = watched ?? {};
		const question = { words, facets, expand, spell, language: reader.language, convention };
		const found = await search(db, { ...question, sort: 'newest', page: 1, perPage: length });
		// What has only some of the words is worth showing to a reader who asks, and no news to one who waits.
		return found.most ? [] : found.entries;
	}
}

/**
 * The feed of a register, which takes the same question as its page (`on`, `party`, `region`): the latest published in it. Undefined where there is
 * no such register, a refusal where the day is none or still to come.
 */
export async function registerFeed(
	asking: Asking,
	format: FeedFormat,
	id: string,
	query: URLSearchParams,
	today: string
): Promise<string | Refusal | undefined> {
	const { db, origin, definitions, reader } = asking;
	const { language, t } = reader;
	const register = await registerOf(definitions, id);
	if (!register) return undefined;
	const asked = askedFrom(query, today);
	if (isRefusal(asked)) return asked;
	const said = new URLSearchParams(
		(['on', 'party', 'region'] as const).flatMap((name) => (asked[name] ? [[name, asked[name]] as [string, string]] : []))
	).toString();
	const suffix = said && `?${said}`;
	const head = {
		origin,
		language,
		title: `${t('site.name')}: ${say(register.title, language)}${asked.on ? ` (${t('registers.as-of')} ${asked.on})` : ''}`,
		path: `/feeds/${language}/registers/${id}.${format}${suffix}`,
		page: `/${language}/registers/${id}${suffix}`
	};
	if (register.definitions.length === 0) return writtenItems(format, head, amendmentItems(asking, asked, today));
	const found = suffix ? await publishedIn(asking, register, asked, today) : await latest(db, register);
	return isRefusal(found) ? found : written(asking, format, head, found);
}

const newest = (entries: readonly Entry[]): Entry[] =>
	entries.toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || (a.recordId < b.recordId ? -1 : 1)).slice(0, length);

async function latest(db: Reading, register: Register): Promise<Entry[]> {
	const each = await Promise.all(register.definitions.map(({ type }) => latestEntries(db, { type: type.id, limit: length })));
	return newest(each.flat());
}

async function publishedIn(
	{ db, definitions, convention, reader }: Asking,
	register: Register,
	asked: Asked,
	today: string
): Promise<Entry[] | Refusal> {
	const reading = { db, definitions, convention, today, language: reader.language };
	const question: Asked = { ...asked, standing: 'current', sort: null, page: 1 };
	const read = await readRegister(reading, register, question, true);
	if (!isRefusal(read)) return newest(read.rows.flatMap(({ entry }) => entry ?? []));
	if (read.refusal !== 'too-many-rows') return read;
	let kept: Entry[] = [];
	for await (const { rows } of walkRegister(reading, register, question)) kept = newest([...kept, ...rows.flatMap(({ entry }) => entry ?? [])]);
	return kept;
}

/** What entered into force lately, for whom. */
function amendmentItems({ origin, convention, reader }: Asking, asked: Asked, today: string): Item[] {
	return amendmentRows(convention, asked.on ?? today)
		.flatMap(({ id, owner, cells }) => {
			const state = convention.state(owner.id);
			const [amendment, since] = (['amendment', 'since'] as const).map((column) => cells[amendmentColumns.indexOf(column)]);
			if (!state || amendment?.is !== 'words' || since?.is !== 'day') return [];
			if ((asked.party && owner.id !== asked.party) || (asked.region && state.region !== asked.region)) return [];
			return [
				{
					id: `${origin}/api/v1/registers/amendments#${encodeURIComponent(id)}`,
					title: joined(state.name, amendment.words),
					at: new Date(`${since.day}T00:00:00Z`),
					author: state.name,
					key: id
				}
			];
		})
		.toSorted((a, b) => b.at.getTime() - a.at.getTime() || (a.key < b.key ? -1 : 1))
		.slice(0, length)
		.map(({ key, ...item }) => ({ ...item, page: `/${reader.language}/registers/amendments?party=${key.split(' ')[0]}` }));
}

const joined = (one: Words, other: Words): Words =>
	Object.fromEntries(
		languages.flatMap((language) => (one[language] && other[language] ? [[language, `${one[language]}: ${other[language]}`] as const] : []))
	);
