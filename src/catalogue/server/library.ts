// SPDX-License-Identifier: Apache-2.0
// Documents and decisions in the catalogue: by symbol, by meeting, by what a reader asks. Everything in here is public.
import { type RawBuilder, sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { compareSymbols, readSymbol, symbolKey, symbolText } from '#convention/symbol.ts';
import { decisionType, documentFrom, documentType, libraryTypes } from '#meetings/document.ts';
import { type Related, relationsOf } from '#meetings/relations.ts';
import type { Reading } from '#platform/server/database.ts';
import type { Words } from '#text/words.ts';
import type { Entry } from '../entry.ts';
import { documentsPerPage, type LibraryAsked, listedDocument, type ListedDocument, type NamedSymbol } from '../library.ts';
import { entryColumns, entryFromRow } from './entries.ts';

/** The entry of a symbol, whatever its state: a withdrawn one leads to its tombstone. Of two with one symbol the published, then the older. */
export async function entryBySymbol(db: Reading, symbol: string): Promise<Entry | undefined> {
	const row = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where(sql<boolean>`register ? 'symbol' and register ->> 'symbol' = ${symbolKey(symbol)}`)
		.where('type', 'in', libraryTypes)
		.orderBy(sql`state <> 'published'`)
		.orderBy('record_id')
		.limit(1)
		.executeTakeFirst();
	return row && entryFromRow(row);
}

/** Symbols with the titles of those that the library has, in the order in which they were named. */
export async function namedSymbols(db: Reading, symbols: readonly string[]): Promise<NamedSymbol[]> {
	if (!symbols.length) return [];
	const rows = await db
		.selectFrom('catalogue.entries')
		.select([sql<string>`register ->> 'symbol'`.as('symbol'), sql<Words | null>`answers -> 'title'`.as('title')])
		.where(sql<boolean>`register ? 'symbol' and register ->> 'symbol' = any(${symbols.map(symbolKey)}::text[])`)
		.where('type', 'in', libraryTypes)
		.where('state', '=', 'published')
		.execute();
	const titles = new Map(rows.map(({ symbol, title }) => [symbol, title]));
	return symbols.map((symbol) => ({ symbol, title: titles.get(symbolKey(symbol)) ?? null }));
}

/** All documents and decisions of a meeting that stand. */
export async function ofMeeting(db: Reading, meeting: string): Promise<Entry[]> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where(sql<boolean>`type in ('meeting-document', 'decision') and answers ->> 'meeting' = ${meeting}`)
		.where('state', '=', 'published')
		.execute();
	return rows.map(entryFromRow);
}

/** Relations among the documents of some meetings, and of those elsewhere that say that they replace one of these symbols. */
export async function relationsIn(db: Reading, meetings: readonly string[], symbols: readonly string[] = []): Promise<ReadonlyMap<string, Related>> {
	const rows = await db
		.selectFrom('catalogue.entries')
		.select(sql<Entry['answers']>`jsonb_build_object('symbol', answers -> 'symbol', 'supersedes', answers -> 'supersedes')`.as('answers'))
		.where('type', '=', documentType)
		.where('state', '=', 'published')
		.where(sql<boolean>`(answers ->> 'meeting' = any(${[...meetings]}::text[]) or answers -> 'supersedes' ?| ${[...symbols]}::text[])`)
		.execute();
	return relationsOf(
		rows.flatMap(({ answers }) => {
			const { symbol, supersedes } = documentFrom(answers);
			return symbol ? [{ symbol, supersedes }] : [];
		})
	);
}

/** The documents and decisions of a meeting, each with what took its place. */
export async function meetingDocuments(db: Reading, meeting: string): Promise<{ documents: ListedDocument[]; decisions: ListedDocument[] }> {
	const entries = await ofMeeting(db, meeting);
	const relations = relationsOf(
		entries.flatMap(({ type, answers }) => {
			const { symbol, supersedes } = documentFrom(answers);
			return type === documentType && symbol ? [{ symbol, supersedes }] : [];
		})
	);
	const listed = entries.map((entry) => listedDocument(entry, replacing(entry, relations)));
	const [decisions, documents] = [listed.filter(({ kind }) => kind === decisionType), listed.filter(({ kind }) => kind !== decisionType)];
	return { documents, decisions: decisions.sort((a, b) => compareSymbols(a.symbol ?? '', b.symbol ?? '')) };
}

const replacing = (entry: Entry, relations: ReadonlyMap<string, Related>): string[] =>
	(entry.register?.symbol && relations.get(entry.register.symbol)?.replacedBy) || [];

/** How many documents and decisions each meeting has. */
export async function countsByMeeting(db: Reading): Promise<Map<string, { documents: number; decisions: number }>> {
	const { rows } = await sql<{ meeting: string; documents: number; decisions: number }>`
		select answers ->> 'meeting' as meeting, (count(*) filter (where type = 'meeting-document'))::int as documents,
			(count(*) filter (where type = 'decision'))::int as decisions
		from catalogue.entries where type in ('meeting-document', 'decision') and state = 'published' group by 1`.execute(db as never);
	return new Map(rows.map(({ meeting, documents, decisions }) => [meeting, { documents, decisions }]));
}

const inLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function conditions(asked: LibraryAsked, convention: Convention): RawBuilder<boolean>[] {
	const { q, meeting, kind, area, language, year } = asked;
	const all: RawBuilder<boolean>[] = [];
	if (q) {
		const read = readSymbol(q);
		// What is typed of a symbol is its beginning: UNEP/MC/COP.6/INF, or the whole of it, however it is written.
		const start = (read ? symbolText(read) : q.replace(/\s+/g, '')).toLowerCase();
		all.push(sql<boolean>`(register ->> 'symbol' like ${`%${inLike(start)}%`} or exists (
			select from jsonb_each_text(answers -> 'title') as title where title.value ilike ${`%${inLike(q)}%`}))`);
	}
	if (meeting) all.push(sql<boolean>`answers ->> 'meeting' = ${meeting}`);
	if (kind)
		all.push(kind === decisionType ? sql<boolean>`type = 'decision'` : sql<boolean>`(type = 'meeting-document' and answers ->> 'kind' = ${kind})`);
	if (area) all.push(sql<boolean>`areas @> array[${area}]::text[]`);
	if (language)
		all.push(
			sql<boolean>`(answers -> 'files' @> ${JSON.stringify([{ language }])}::text::jsonb or (type = 'decision' and answers -> 'text' ? ${language}))`
		);
	if (year) {
		const held = convention.all('meeting').flatMap(({ id, start }) => (start?.startsWith(year) ? [id] : []));
		all.push(
			sql<boolean>`(coalesce(left(answers ->> 'date', 4), case when answers ->> 'meeting' = any(${held}::text[]) then ${year}::text end) = ${year}::text)`
		);
	}
	return all;
}

/** What was published last of what is asked for. */
export async function latestDocuments(db: Reading, convention: Convention, asked: LibraryAsked, limit: number): Promise<Entry[]> {
	let query = db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where('type', 'in', libraryTypes)
		.where('state', '=', 'published')
		.orderBy('published_at', 'desc')
		.orderBy('record_id')
		.limit(limit);
	for (const condition of conditions(asked, convention)) query = query.where(condition);
	return (await query.execute()).map(entryFromRow);
}

/** What is asked for: the newest meeting first, and within it by symbol. Decisions come before documents of their meeting. */
export async function libraryPage(
	db: Reading,
	convention: Convention,
	asked: LibraryAsked
): Promise<{ total: number; page: number; pages: number; documents: ListedDocument[] }> {
	let query = db
		.selectFrom('catalogue.entries')
		.select(['record_id', 'type', sql<string | null>`coalesce(answers ->> 'symbol', answers ->> 'number')`.as('symbol')])
		.select(sql<string | null>`answers ->> 'meeting'`.as('meeting'))
		.where('type', 'in', libraryTypes)
		.where('state', '=', 'published');
	for (const condition of conditions(asked, convention)) query = query.where(condition);
	const rows = await query.limit(50_000).execute();
	const order = new Map(convention.all('meeting').map(({ id, start }, place) => [id, `${start ?? '9999'} ${String(place).padStart(4, '0')}`]));
	const place = (meeting: string | null) => (meeting && order.get(meeting)) || '';
	const places = rows
		.map((row) => ({ ...row, place: place(row.meeting) }))
		.sort(
			(a, b) =>
				(a.place < b.place ? 1 : a.place > b.place ? -1 : 0) ||
				Number(a.type !== decisionType) - Number(b.type !== decisionType) ||
				compareSymbols(a.symbol ?? '', b.symbol ?? '') ||
				(a.record_id < b.record_id ? -1 : 1)
		);
	const pages = Math.max(1, Math.ceil(places.length / documentsPerPage));
	const page = Math.min(asked.page, pages);
	const shown = places.slice((page - 1) * documentsPerPage, page * documentsPerPage);
	if (!shown.length) return { total: 0, page, pages, documents: [] };
	const entries = await db
		.selectFrom('catalogue.entries')
		.select(entryColumns)
		.where(
			'record_id',
			'in',
			shown.map(({ record_id }) => record_id)
		)
		.execute();
	const byId = new Map(entries.map((row) => [row.record_id, entryFromRow(row)]));
	const relations = await relationsIn(db, [...new Set(shown.flatMap(({ meeting }) => meeting ?? []))]);
	const documents = shown.flatMap(({ record_id }) => {
		const entry = byId.get(record_id);
		return entry ? [listedDocument(entry, replacing(entry, relations))] : [];
	});
	return { total: places.length, page, pages, documents };
}
