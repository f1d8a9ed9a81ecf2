// SPDX-License-Identifier: Apache-2.0
// Writes what sources tell of linked resources: new, changed, back, gone. A batch in one statement; its vectors are made as those of the catalogue are, beside it.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { reading, type Reading, type Writing } from '#platform/server/database.ts';
import { type Language, languages } from '#text/languages.ts';
import { cutChinese, type SearchTexts } from '../entry.ts';
import { changedIn, type LinkedFound, type LinkedValue, valueOf } from '../linked.ts';
import { partsOf, vectorText, wordsOf } from '../vector.ts';
import { labelsFor } from './concept-labels.ts';
import { rememberWords } from './known-words.ts';
import { stemsFor } from './stems.ts';

export interface KeptLinked {
	sha256: string;
	gone: boolean;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
export const hashOf = (found: LinkedFound): string => hash(JSON.stringify(valueOf(found)));
export const keyFor = (source: string, { part, id }: Pick<LinkedFound, 'part' | 'id'>): string =>
	hash(JSON.stringify([source, part, id])).slice(0, 16);

/** What stands of a source, by part and key. */
export async function keptOf(db: Reading, source: string): Promise<Map<string, Map<string, KeptLinked>>> {
	const rows = await db.selectFrom('linked.resources').select(['part', 'id', 'sha256', 'gone_since']).where('source', '=', source).execute();
	const kept = new Map<string, Map<string, KeptLinked>>();
	for (const { part, id, sha256, gone_since } of rows) {
		const ofPart = kept.get(part) ?? new Map<string, KeptLinked>();
		kept.set(part, ofPart);
		ofPart.set(id, { sha256, gone: gone_since !== null });
	}
	return kept;
}

export interface Keeping {
	source: string;
	harvest: string;
	at: Date;
	convention: Convention;
	demo?: boolean;
}

/** Fields that changed, by key; of what is new, none. */
export async function keepLinked(db: Writing, { source, harvest, at, convention, demo = false }: Keeping, founds: readonly LinkedFound[]) {
	const changed = new Map<string, string[]>();
	if (!founds.length) return changed;
	const keys = founds.map((found) => keyFor(source, found));
	const before = await db.selectFrom('linked.resources').select(['key', 'value']).where('key', 'in', keys).execute();
	const values = new Map(before.map(({ key, value }) => [key, value as LinkedValue]));
	for (const found of founds) {
		const key = keyFor(source, found);
		const known = values.get(key);
		if (known) changed.set(key, changedIn(known, valueOf(found)));
	}
	const vectors = await vectorsOf(db, founds, convention);
	const rows = founds.map((found, place) => ({
		...{ key: keys[place], part: found.part, id: found.id, kind: found.kind, treaty: found.treaty, title: found.title },
		...{ number: found.number ?? null, day: found.day ?? null, parties: found.parties, value: valueOf(found), sha256: hashOf(found) },
		search: vectors[place]
	}));
	await sql`
		insert into linked.resources (key, source, part, id, kind, treaty, title, number, day, parties, value, sha256, search, demo, first_seen_at, last_seen_at,
			changed_at, seen_by)
		select key, ${source}, part, id, kind, treaty, title, number, day, parties, value, sha256, search::tsvector, ${demo}, ${at.toISOString()}::timestamptz,
			${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz, ${harvest}
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (key text, part text, id text, kind text, treaty text, title jsonb, number text,
			day date, parties text[], value jsonb, sha256 text, search text)
		on conflict (key) do update set kind = excluded.kind, treaty = excluded.treaty, title = excluded.title, number = excluded.number, day = excluded.day,
			parties = excluded.parties, value = excluded.value, sha256 = excluded.sha256, search = excluded.search, last_seen_at = excluded.last_seen_at,
			changed_at = case when resources.sha256 = excluded.sha256 then resources.changed_at else excluded.changed_at end,
			seen_by = excluded.seen_by, gone_since = null, demo = excluded.demo`.execute(db);
	return changed;
}

async function vectorsOf(db: Writing, founds: readonly LinkedFound[], convention: Convention): Promise<string[]> {
	const parts = founds.map((found) => partsOf(textsOf(found, convention)));
	const lexemesOf = await stemsFor(reading(db), parts.flat());
	const labels = await labelsFor(reading(db), convention);
	const words = new Map<string, Language | ''>();
	for (const each of parts) for (const [word, language] of wordsOf(each, (run) => cutChinese(run).split(' '))) words.set(word, language);
	// So that the speller takes none of their words for a mistake.
	await rememberWords(db, words);
	return parts.map((each) => vectorText(each, lexemesOf, { labels }));
}

function textsOf(found: LinkedFound, convention: Convention): SearchTexts {
	const texts: SearchTexts = { A: {}, B: {}, C: {} };
	const add = (weight: 'A' | 'B' | 'C', language: Language | '', text: string | undefined) => {
		if (text) texts[weight][language] = texts[weight][language] ? `${texts[weight][language]}\n${text}` : text;
	};
	for (const language of languages) {
		add('A', language, found.title[language]);
		add('B', language, found.summary?.[language]);
		for (const party of found.parties) add('C', language, convention.state(party)?.name[language]);
	}
	add('A', '', found.number);
	for (const keyword of found.keywords) add('B', 'en', keyword);
	add('C', '', [found.place, found.meeting, found.treaty].filter(Boolean).join('\n'));
	return texts;
}

const few = 5000;

/** The source still has these, as they were. */
export async function markStill(db: Writing, { source, harvest, at }: Keeping, part: string, ids: readonly string[]): Promise<void> {
	for (let from = 0; from < ids.length; from += few)
		await db
			.updateTable('linked.resources')
			.set({ seen_by: harvest, last_seen_at: at, gone_since: null })
			.where('source', '=', source)
			.where('part', '=', part)
			.where(sql<boolean>`id = any(${ids.slice(from, from + few)}::text[])`)
			.execute();
}

export interface Gone {
	id: string;
	title: LinkedFound['title'];
}

/** What the source said is deleted, or did not name any more: not found from now on, and kept. */
export async function markGone(db: Writing, { source, harvest, at }: Keeping, part: string, only: readonly string[] | null): Promise<Gone[]> {
	let query = db
		.updateTable('linked.resources')
		.set({ gone_since: at })
		.where('source', '=', source)
		.where('part', '=', part)
		.where('gone_since', 'is', null);
	query = only ? query.where(sql<boolean>`id = any(${[...only]}::text[])`) : query.where('seen_by', '!=', harvest);
	const rows = await query.returning(['id', 'title']).execute();
	return rows.map(({ id, title }) => ({ id, title: title as LinkedFound['title'] }));
}

/** Nothing was said of the others: they are as they were. */
export const markRest = (db: Writing, { source, harvest, at }: Keeping, part: string) =>
	db
		.updateTable('linked.resources')
		.set({ seen_by: harvest, last_seen_at: at })
		.where('source', '=', source)
		.where('part', '=', part)
		.where('gone_since', 'is', null)
		.execute();

export async function partsRead(db: Reading, source: string): Promise<Map<string, { dialect: string | null; mark: string | null }>> {
	const rows = await db.selectFrom('linked.parts').select(['part', 'dialect', 'mark']).where('source', '=', source).execute();
	return new Map(rows.map(({ part, dialect, mark }) => [part, { dialect, mark }]));
}

export async function keepPart(
	db: Writing,
	{ source, at }: Keeping,
	part: { part: string; dialect: string | null; mark: string | null; whole: boolean }
): Promise<void> {
	const row = { dialect: part.dialect, mark: part.mark, ...(part.whole ? { whole_at: at } : {}) };
	await db
		.insertInto('linked.parts')
		.values({ source, part: part.part, ...row })
		.onConflict((conflict) => conflict.columns(['source', 'part']).doUpdateSet(row))
		.execute();
}

/** A source that is set up anew is read anew. */
export const forgetParts = (db: Writing, source: string) => db.deleteFrom('linked.parts').where('source', '=', source).execute();
