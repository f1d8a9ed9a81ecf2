// SPDX-License-Identifier: Apache-2.0
// Words that published entries contain: remembers them, and finds those that a misspelt word may have been.
import { sql } from 'kysely';
import type { Reading, Writing } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { type Known, oneChangeFrom, oneCharacterWrong } from '../spelling.ts';
import type { Script } from '../tokens.ts';

/** Beyond this a word is common, and nobody counts on: its row would be what all who publish at once wait for. */
const common = 50;

/** Adds one to the frequency of each word. */
export async function rememberWords(db: Writing, words: ReadonlyMap<string, Language | ''>): Promise<void> {
	const list = [...words].sort(([a, one], [b, other]) => (a < b || (a === b && one < other) ? -1 : 1));
	for (let from = 0; from < list.length; from += 4000) {
		const part = list.slice(from, from + 4000);
		// Sorted, so that two who remember at once never wait for one another in a circle.
		await sql`
			insert into catalogue.words (word, language, frequency)
			select word, language, 1 from unnest(${part.map(([word]) => word)}::text[], ${part.map(([, language]) => language)}::text[]) as come (word, language)
			where not exists (select from catalogue.words as common where (common.word, common.language) = (come.word, come.language) and frequency >= ${common})
			order by word, language
			on conflict (word, language) do update set frequency = catalogue.words.frequency + 1`.execute(db);
	}
}

/** How often each word is known, in any language; those that are not known are missing. */
export async function frequencies(db: Reading, words: readonly string[]): Promise<Map<string, number>> {
	if (!words.length) return new Map();
	const { rows } = await sql<{ word: string; frequency: number }>`
		select word, sum(frequency)::int as frequency from catalogue.words where word = any(${[...words]}::text[]) group by word`.execute(db as never);
	return new Map(rows.map(({ word, frequency }) => [word, frequency]));
}

/** Known words that one mistake, or for long words a few, lead to. */
export async function wordsNear(db: Reading, word: string, script: Script): Promise<Known[]> {
	const length = [...word].length;
	if (script === 'han') {
		const { rows } = await sql<Known>`
			select word, language, frequency from catalogue.words
			where language = 'zh' and char_length(word) = ${length} and word like any(${oneCharacterWrong(word)}::text[]) limit 50`.execute(db as never);
		return rows;
	}
	const one = await sql<Known>`
		select word, language, frequency from catalogue.words where word = any(${oneChangeFrom(word, script)}::text[]) limit 200`.execute(db as never);
	if (one.rows.length || length < 7) return one.rows;
	const more = await sql<Known>`
		select word, language, frequency from catalogue.words
		where word % ${word} and char_length(word) between ${length - 3} and ${length + 3} order by similarity(word, ${word}) desc limit 50`.execute(
		db as never
	);
	return more.rows;
}
