// SPDX-License-Identifier: Apache-2.0
// Writes invented records: published, with one revision each, and their entries as the product's own projection writes them. They come in batches, each
// of which is the same whoever writes it and when, so that several may write at once.
import { sql } from 'kysely';
import type { Entry } from '#catalogue/entry.ts';
import { labelsFor } from '#catalogue/server/concept-labels.ts';
import { facetsOf } from '#catalogue/server/facet-values.ts';
import { stemsFor } from '#catalogue/server/stems.ts';
import { type Token, tokensOf } from '#catalogue/tokens.ts';
import { type LexemesOf, mark, type Part, partsOf, vectorText } from '#catalogue/vector.ts';
import { currentConvention } from '#convention/server/current.ts';
import { allQuestions, type Form } from '#forms/form.ts';
import { type Database, reading, type Writing } from '#platform/server/database.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { chanceFrom } from '../../test/ground/chance.ts';
import { languageOf, spoken, wordsOf } from './invented-words.ts';

export interface Batches {
	/** All records that are written, by this and by others. */
	count: number;
	seed: number;
	/** The number of the entry before the first. */
	after: number;
	/** Batches to write: every `of`th from `share` on. */
	share: number;
	of: number;
}

const perBatch = 1000;
const nothing: Token = { raw: '', at: 0, word: '', folded: '', script: 'other' };
/** Names of type, Party and areas begin at these places, behind any title and text: so their parts of the vector are the same in all entries that share them. */
const places = { type: 200, party: 500, areas: [800, 1000, 1200, 1400] };

const types = [
	'art17-exchange-record',
	'art7-notification',
	'art7-nap',
	'art20-implementation-plan',
	'art16-health',
	'art12-contaminated-sites',
	'art8-inventory'
];

interface Made {
	entry: Entry;
	form: Form;
	title: string[];
	text: string[];
	language: Language;
	number: number;
}

/** Writes the batches, and tells of each how many records it had. */
export async function writeBatches(database: Database, { count, seed, after, share, of }: Batches, told: (records: number) => void): Promise<void> {
	const convention = await currentConvention(database);
	const definitions = await loadDefinitions(database.read);
	const labels = await labelsFor(database.read, convention);
	const forms = types.flatMap((type) => definitions.current(type) ?? []);
	const parties = convention.parties('2026-01-01').map(({ id, iso2, region }) => ({ id, code: iso2 ?? id, region: region ?? null }));
	const first = Date.UTC(2017, 8, 1);
	const span = Date.UTC(2026, 10, 1) - first;

	const make = (at: number, chance: () => number): Made => {
		const definition = forms[Math.floor(chance() ** 2 * forms.length)] as (typeof forms)[number];
		const party = parties[Math.floor(chance() ** 1.5 * parties.length)] as (typeof parties)[number];
		const language = languageOf(chance);
		const { title: titleWords, text: textWords } = wordsOf(language, chance);
		const [title, text] = [spoken(language, titleWords), spoken(language, textWords)];
		const { form, type } = definition;
		const questions = allQuestions(form).filter((question) => question.kind === 'words');
		const named = questions.find((question) => question.id === form.titleFrom);
		const written = questions.find((question) => question.id !== form.titleFrom);
		const publishedAt = new Date(first + Math.floor((span * at) / count));
		const more = chance() < 0.5 ? [convention.areas[Math.floor(chance() * convention.areas.length)]?.id ?? ''] : [];
		const entry: Entry = {
			recordId: `MC-${type.prefix}-${party.code}-${String(100_000 + at).padStart(7, '0')}`,
			revision: 1,
			type: type.id,
			ownerKind: 'party',
			owner: party.id,
			state: 'published',
			title: named ? { [language]: title } : (form.words['form.short'] ?? {}),
			summary: written ? { [language]: text.slice(0, 300) } : null,
			answers: {
				...(named ? { [named.id]: { [language]: title } } : {}),
				...(written ? { [written.id]: { [language]: named ? text : `${title} ${text}` } } : {})
			},
			languages: [language],
			parties: [party.id],
			areas: [...new Set([...type.areas, ...more])].filter(Boolean),
			articles: type.articles,
			concepts: [],
			region: party.region,
			year: publishedAt.getUTCFullYear(),
			demo: false,
			firstPublishedAt: publishedAt,
			publishedAt,
			changedAt: publishedAt,
			reason: null,
			supersededBy: null
		};
		return { entry, form, title: titleWords, text: textWords, language, number: after + at + 1 };
	};

	const stems = await stemsFor(database.read, []);
	/** Every invented word is cut once, and its tokens are read once. */
	const cut = new Map<string, Token[]>();
	const tokens = (words: readonly string[]): Token[] =>
		words.flatMap((word) => {
			const known = cut.get(word) ?? tokensOf(word);
			cut.set(word, known);
			return known;
		});
	const readTokens = new WeakMap<Token, readonly string[]>();
	const lexemesOf: LexemesOf = (token, language) => {
		const known = readTokens.get(token) ?? stems(token, language);
		readTokens.set(token, known);
		return known;
	};

	const names = new Map<string, string>();
	const nameOf = async (db: Writing, key: string, words: Words, place: number): Promise<string> => {
		const known = names.get(key);
		if (known !== undefined) return known;
		const before: Part = { weight: 'C', language: '', tokens: Array.from({ length: place }, () => nothing) };
		const parts = partsOf({ C: words });
		await stemsFor(reading(db), parts);
		const made = vectorText([before, ...parts], (token, language) => (token === nothing ? [] : stems(token, language)), { labels });
		names.set(key, made);
		return made;
	};
	const namesOf = async (db: Writing, { entry, form }: Made): Promise<string> => {
		const parts = [
			await nameOf(db, `type ${entry.type}`, form.words['form.title'] ?? {}, places.type),
			await nameOf(db, `party ${entry.owner}`, convention.state(entry.owner)?.name ?? {}, places.party)
		];
		for (const [at, area] of entry.areas.slice(0, places.areas.length).entries())
			parts.push(await nameOf(db, `area ${at} ${area}`, convention.entry('areas', area)?.words ?? {}, places.areas[at] as number));
		return parts.join(' ');
	};

	const codes = new Map<string, number>();
	for (let from = share * perBatch; from < count; from += of * perBatch) {
		const chance = chanceFrom(seed * 1_000_003 + from);
		const batch = Array.from({ length: Math.min(perBatch, count - from) }, (_, at) => make(from + at, chance));
		await database.write(async (db) => {
			const parts = batch.map((made): Part[] => [
				{ weight: 'A', language: made.language, tokens: tokens(made.title) },
				{ weight: 'A', language: '', tokens: tokensOf(made.entry.recordId) },
				{ weight: 'B', language: made.language, tokens: tokens(made.text) }
			]);
			// Only words that are new here have to be asked for.
			const unread = parts.flat().map((part) => ({ ...part, tokens: part.tokens.filter((token) => !readTokens.has(token)) }));
			await stemsFor(reading(db), unread);
			await learnCodes(db, batch, codes);
			const rows = [];
			for (const [at, made] of batch.entries()) {
				const facets = facetsOf(made.entry);
				const marks = [...facets.map(({ facet, value }) => mark.facet(facet, value)), ...mark.blocks(made.number)];
				rows.push({
					...rowOf(made),
					facets: `{${facets.map(({ facet, value }) => codes.get(`${facet} ${value}`)).join(',')}}`,
					search: `${vectorText(parts[at] as Part[], lexemesOf, { labels, marks })} ${await namesOf(db, made)}`
				});
			}
			await insert(db, rows);
		});
		told(batch.length);
	}
}

const list = (values: readonly string[]): string => `{${values.map((value) => JSON.stringify(value)).join(',')}}`;

const rowOf = ({ entry, form, number }: Made) => ({
	record_id: entry.recordId,
	type: entry.type,
	owner: entry.owner,
	title: entry.title,
	summary: entry.summary,
	answers: entry.answers,
	languages: list(entry.languages),
	areas: list(entry.areas),
	articles: list(entry.articles),
	region: entry.region,
	year: entry.year,
	at: entry.publishedAt,
	number,
	version: form.version
});

/** One statement for all three tables; what is handed over is read once. */
async function insert(db: Writing, rows: readonly object[]): Promise<void> {
	await sql`
		with given as materialized (
			select * from json_to_recordset(${JSON.stringify(rows)}::text::json) as given (record_id text, type text, owner text, title jsonb, summary jsonb,
				answers jsonb, languages text[], areas text[], articles text[], region text, year int, at timestamptz, number bigint, version text, facets int[],
				search tsvector)
		),
		records as (
			insert into records.records (id, type, owner_kind, owner, stage, state, published, created_by, created_at, changed_at)
			select record_id, type, 'party', owner, 'done', 'published', 1, 'bench', at, at from given
		),
		revisions as (
			insert into records.revisions (record_id, number, form_version, answers, languages, submitted_by, submitted_at, published_at, salt, sha256)
			select record_id, 1, version, answers, languages, 'bench', at, at, 'bench', md5(record_id) || md5(record_id) from given
		)
		insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, summary, answers, languages, parties, areas, articles,
			concepts, region, year, demo, first_published_at, published_at, number, facets, search)
		select record_id, 1, type, 'party', owner, 'published', title, summary, answers, languages, array[owner], areas, articles,
			'{}', region, year, false, at, at, number, facets, search from given`.execute(db);
}

/** Codes of all facet values of a batch, each by facet and value; in one order for all who write at once. */
async function learnCodes(db: Writing, batch: readonly Made[], codes: Map<string, number>): Promise<void> {
	const pairs = new Map(batch.flatMap(({ entry }) => facetsOf(entry).map((pair) => [`${pair.facet} ${pair.value}`, pair] as const)));
	const unknown = [...pairs.keys()].filter((key) => !codes.has(key)).sort();
	if (!unknown.length) return;
	const given = unknown.map((key) => pairs.get(key) as { facet: string; value: string });
	await sql`insert into catalogue.facet_values (facet, value)
		select * from unnest(${given.map(({ facet }) => facet)}::text[], ${given.map(({ value }) => value)}::text[]) on conflict do nothing`.execute(db);
	const { rows } = await sql<{ code: number; facet: string; value: string }>`select code, facet, value from catalogue.facet_values`.execute(db);
	for (const { code, facet, value } of rows) codes.set(`${facet} ${value}`, code);
}
