// SPDX-License-Identifier: Apache-2.0
// Stems of words, as the dictionaries of PostgreSQL give them, remembered in this process: a dictionary never changes its mind.
import { sql } from 'kysely';
import type { Reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { smallWords } from '../small-words.ts';
import { arabicForms, arabicLight, fold, languageOfToken, languagesOfScript, type Token } from '../tokens.ts';

/** Lexemes of a token in a language; [] for a word that says nothing by itself ("the", "des"). */
export type Stems = (token: Pick<Token, 'word' | 'folded' | 'script' | 'pair'>, language: Language | '') => readonly string[];

/** In two halves: when one is full it becomes the older one, so that no word that somebody is about to read is ever forgotten under their hands. */
let remembered = new Map<string, readonly string[]>();
let older: typeof remembered = new Map();
const mostInHalf = 250_000;

function known(key: string): readonly string[] | undefined {
	const found = remembered.get(key) ?? older.get(key);
	if (found && !remembered.has(key)) remembered.set(key, found);
	return found;
}

/** Words to stem for a token: with its accents and without, with its article and without. */
const forms = (token: Pick<Token, 'word' | 'folded' | 'script'>): string[] =>
	token.script === 'arabic' ? arabicForms(token.word) : token.word === token.folded ? [token.word] : [token.word, token.folded];

const stemmed: readonly string[] = ['ar', 'en', 'es', 'fr', 'ru'];

function stems(token: Pick<Token, 'word' | 'folded' | 'script' | 'pair'>, language: Language | ''): readonly string[] {
	if (token.script === 'han') return token.pair ? [token.folded, token.pair] : [token.folded];
	if (/^\p{N}/u.test(token.folded) || token.script === 'other') return [token.folded];
	if (language === '' || !stemmed.includes(language)) return [...new Set([token.folded, ...(token.script === 'latin' ? stems(token, 'en') : [])])];
	if (smallWords[language as Language].has(token.folded)) return [];
	const found = forms(token).map((form) => known(`${language} ${form}`) ?? [form]);
	// A stop word with its accents taken off may be none ("él", "el"): what it is as it was written decides.
	if (found[0]?.length === 0) return [];
	return [...new Set([...found.flat(), ...lighter(token, language)])];
}

/** What a dictionary does not see: an Arabic word without all that is joined to it, a French verb of many ("remplacent" beside "remplacer"). */
const lighter = ({ word, folded, script }: Pick<Token, 'word' | 'folded' | 'script'>, language: Language | ''): string[] =>
	script === 'arabic' ? [fold(arabicLight(word))] : language === 'fr' && frenchPlural.test(folded) ? [folded.slice(0, -3)] : [];

const frenchPlural = /^.{4,}(?<!m)ent$/;

/** Asks for all stems that these tokens need, in their language and in those of their script where `every` is set. */
export async function stemsFor(db: Reading, asked: readonly { tokens: readonly Token[]; language: Language | '' }[], every = false): Promise<Stems> {
	const wanted = new Map<string, [string, string]>();
	for (const { tokens, language } of asked)
		for (const token of tokens) {
			if (token.script === 'han' || token.script === 'other') continue;
			const own = languageOfToken(token.script, language);
			const spoken = every ? languagesOfScript(token.script) : [own || 'en'];
			for (const each of spoken)
				for (const form of forms(token)) {
					const key = `${each} ${form}`;
					if (!known(key)) wanted.set(key, [each, form]);
				}
		}
	if (wanted.size) {
		if (remembered.size > mostInHalf) [older, remembered] = [remembered, new Map()];
		const list = [...wanted.values()];
		for (let from = 0; from < list.length; from += 5000) {
			const part = list.slice(from, from + 5000);
			const { rows } = await sql<{ language: string; word: string; stems: string[] | null }>`
				select language, word, ts_lexize((case language when 'ar' then 'arabic_stem' when 'en' then 'english_stem' when 'es' then 'spanish_stem'
					when 'fr' then 'french_stem' else 'russian_stem' end)::regdictionary, word) as stems
				from unnest(${part.map(([language]) => language)}::text[], ${part.map(([, word]) => word)}::text[]) as asked (language, word)`.execute(db as never);
			for (const row of rows) remembered.set(`${row.language} ${row.word}`, (row.stems ?? [row.word]).map(fold));
		}
	}
	return stems;
}
