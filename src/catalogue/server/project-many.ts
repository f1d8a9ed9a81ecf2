// SPDX-License-Identifier: Apache-2.0
// Brings the catalogue in step with many records at once, in a few statements for all of them: what an import and a repair do. The rows are those that
// project.ts would write one by one; project-many.test.ts holds the two together.
import { sql } from 'kysely';
import { organisationNames } from '#people/server/organisation-names.ts';
import { reading, type Writing } from '#platform/server/database.ts';
import { standingRevisions } from '#records/server/standing-revisions.ts';
import type { Language } from '#text/languages.ts';
import type { Words } from '#text/words.ts';
import { cutChinese, type Entry, entryFrom, filesIn, searchTexts, type SearchTexts } from '../entry.ts';
import type { Token } from '../tokens.ts';
import { type LexemesOf, mark, type Part, partsOf, vectorText, wordsOf } from '../vector.ts';
import { labelsFor } from './concept-labels.ts';
import { codesOf, type FacetPair, facetsOf } from './facet-values.ts';
import { readFiles } from './file-texts.ts';
import { project, type World } from './project.ts';
import { stemsFor } from './stems.ts';

/** Files beyond these are not looked into, as for a single record. */
const mostFiles = 6;

interface Found {
	entry: Entry;
	parts: Part[];
	files: string[];
	facets: FacetPair[];
}

/** Repeatable. Identifiers of no record, and of records that the public does not see, leave no entry. Returns how many entries stand. */
export async function projectMany(db: Writing, world: World, ids: readonly string[]): Promise<number> {
	const { definitions, convention } = world;
	const standing = (await standingRevisions(reading(db), definitions, ids)).filter(({ record }) => definitions.type(record.type));
	const there = new Set(standing.map(({ record }) => record.id));
	const gone = ids.filter((id) => !there.has(id));
	if (gone.length) await db.deleteFrom('catalogue.entries').where('record_id', 'in', gone).execute();
	// Tombstones are few, and take their texts from elsewhere.
	const withdrawn = standing.filter(({ record }) => record.state === 'withdrawn');
	for (const { record } of withdrawn) await project(db, world, record.id);
	const open = standing.filter(({ record }) => record.state !== 'withdrawn');
	if (!open.length) return withdrawn.length;

	const organisations = await organisationNames(
		reading(db),
		open.flatMap(({ record }) => (record.ownerKind === 'organisation' ? [record.owner] : []))
	);
	const nameOf = (kind: string, owner: string): Words =>
		kind === 'party' ? (convention.state(owner)?.name ?? {}) : organisations.has(owner) ? { en: organisations.get(owner) as string } : {};
	const labels = await labelsFor(reading(db), convention);
	const found = open
		.map(({ record, form, number, ...rest }): Found => {
			const type = definitions.type(record.type) as NonNullable<ReturnType<typeof definitions.type>>;
			const entry = entryFrom({ record, form, type, revision: number, ...rest, reason: null }, convention);
			const published = entry.state === 'published';
			const texts = published ? searchTexts(entry, form, convention, nameOf(record.ownerKind, record.owner)) : {};
			return { entry, parts: partsWith(texts), files: filesIn(entry.answers), facets: published ? facetsOf(entry) : [] };
		})
		.sort((a, b) => a.entry.publishedAt.getTime() - b.entry.publishedAt.getTime() || (a.entry.recordId < b.entry.recordId ? -1 : 1));
	await readFiles(db, [...new Set(found.flatMap(({ files }) => files))], labels);
	const numbers = await numbersOf(db, found);
	const codes = await codesByPair(db, found);
	const stems = await stemsFor(
		reading(db),
		found.flatMap(({ parts }) => parts)
	);
	const lexemesOf: LexemesOf = (token, language) => {
		if (!names.has(token)) return stems(token, language);
		const known = names.get(token) ?? stems(token, language);
		names.set(token, known);
		return known;
	};
	const words = new Map<string, number>();
	const rows = found.map(({ entry, parts, files, facets }) => {
		const number = numbers.get(entry.recordId) as number;
		const published = entry.state === 'published';
		if (published) for (const [word, language] of wordsOf(parts, cut)) count(words, word, language);
		const marks = [...facets.map(({ facet, value }) => mark.facet(facet, value)), ...mark.blocks(number)];
		return {
			...columnsOf(entry),
			number,
			facets: facets.map((pair) => codes.get(keyOf(pair))).filter((code) => code !== undefined),
			own: published ? vectorText(parts, lexemesOf, { labels, concepts: entry.concepts, marks }) : '',
			files: published ? files.slice(0, mostFiles) : []
		};
	});
	await rememberAll(db, words);
	await write(db, rows);
	await sql`select catalogue.fold_facet_changes()`.execute(db);
	await db
		.insertInto('platform.settings')
		.values({ name: 'catalogue-version', value: String(Date.now()) })
		.onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint::text` }))
		.execute();
	return standing.length;
}

/** Names of types, Parties and areas stand in very many records alike: they are cut into words once. */
const named = new Map<string, Part>();
/** The words of those, with their lexemes once they are known. */
let names = new WeakMap<Token, readonly string[] | null>();
const mostNamed = 5000;

function partsWith({ C = {}, ...own }: Partial<SearchTexts>): Part[] {
	const parts = Object.entries(C).flatMap(([language, text]) => {
		const key = `${language} ${text}`;
		const known = named.get(key);
		if (known) return [known];
		if (named.size >= mostNamed) {
			named.clear();
			names = new WeakMap();
		}
		const made = partsOf({ C: { [language]: text } });
		for (const part of made) {
			named.set(key, part);
			for (const token of part.tokens) names.set(token, null);
		}
		return made;
	});
	return [...partsOf(own), ...parts];
}

const cut = (run: string): string[] => cutChinese(run).split(' ');
const keyOf = ({ facet, value }: FacetPair): string => `${facet} ${value}`;

function count(words: Map<string, number>, word: string, language: Language | ''): void {
	const key = `${language} ${word}`;
	words.set(key, (words.get(key) ?? 0) + 1);
}

/** The same number as long as nothing new was published, else the next ones in their order. */
async function numbersOf(db: Writing, found: readonly Found[]): Promise<Map<string, number>> {
	const { rows } = await sql<{ record_id: string; number: number }>`
		select record_id, coalesce(entry.number, nextval('catalogue.entry_numbers'))::bigint as number
		from (
			select * from unnest(${found.map(({ entry }) => entry.recordId)}::text[], ${found.map(({ entry }) => entry.publishedAt.toISOString())}::timestamptz[])
				with ordinality as asked (record_id, published_at, place) order by place
		) as asked left join catalogue.entries as entry using (record_id, published_at)`.execute(db);
	return new Map(rows.map((row) => [row.record_id, Number(row.number)]));
}

async function codesByPair(db: Writing, found: readonly Found[]): Promise<Map<string, number>> {
	const pairs = new Map(found.flatMap(({ facets }) => facets.map((pair) => [keyOf(pair), pair] as const)));
	if (!pairs.size) return new Map();
	const codes = await codesOf(db, [...pairs.values()]);
	const rows = await reading(db).selectFrom('catalogue.facet_values').selectAll().where('code', 'in', codes).execute();
	return new Map(rows.map((row) => [keyOf(row as FacetPair), row.code]));
}

/** As for a single record: a word is counted up to a number, since only rare ones are worth telling apart. */
async function rememberAll(db: Writing, words: ReadonlyMap<string, number>): Promise<void> {
	const list = [...words]
		.map(([key, times]) => ({ language: key.slice(0, key.indexOf(' ')), word: key.slice(key.indexOf(' ') + 1), times }))
		.sort((a, b) => (a.word < b.word || (a.word === b.word && a.language < b.language) ? -1 : 1));
	for (let from = 0; from < list.length; from += 4000) {
		const part = list.slice(from, from + 4000);
		await sql`
			insert into catalogue.words (word, language, frequency)
			select word, language, times
			from unnest(${part.map(({ word }) => word)}::text[], ${part.map(({ language }) => language)}::text[], ${part.map(({ times }) => Math.min(times, 50))}::int[])
				as come (word, language, times)
			where not exists (select from catalogue.words as common where (common.word, common.language) = (come.word, come.language) and frequency >= 50)
			order by word, language
			on conflict (word, language) do update set frequency = least(50, catalogue.words.frequency + excluded.frequency)`.execute(db);
	}
}

const columnsOf = (entry: Entry) => ({
	record_id: entry.recordId,
	revision: entry.revision,
	type: entry.type,
	owner_kind: entry.ownerKind,
	owner: entry.owner,
	state: entry.state,
	title: entry.title,
	summary: entry.summary,
	answers: entry.answers,
	languages: entry.languages,
	parties: entry.parties,
	areas: entry.areas,
	articles: entry.articles,
	concepts: entry.concepts,
	region: entry.region,
	year: entry.year,
	demo: entry.demo,
	first_published_at: entry.firstPublishedAt.toISOString(),
	published_at: entry.publishedAt.toISOString(),
	reason: entry.reason,
	superseded_by: entry.supersededBy,
	register: entry.register ?? {}
});

type Row = ReturnType<typeof columnsOf> & { number: number; facets: (number | undefined)[]; own: string; files: string[] };

/** One statement for all rows: they go over as one JSON text, and the vectors of attached files are added where they lie. */
async function write(db: Writing, rows: readonly Row[]): Promise<void> {
	await sql`
		insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, summary, answers, languages, parties, areas, articles,
			concepts, region, year, demo, first_published_at, published_at, reason, superseded_by, register, number, facets, search)
		select record_id, revision, type, owner_kind, owner, state, title, coalesce(summary, 'null'), answers, languages, parties, areas, articles,
			concepts, region, year, demo, first_published_at, published_at, reason, superseded_by, register, number, facets,
			own::tsvector${sql.join(
				Array.from(
					{ length: mostFiles },
					(_, at) =>
						sql` || coalesce((select text.search from catalogue.file_texts as text where text.sha256 = files[${sql.lit(at + 1)}] and text.state = 'read'), '')`
				),
				sql``
			)}
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (record_id text, revision integer, type text, owner_kind text, owner text, state text,
			title jsonb, summary jsonb, answers jsonb, languages text[], parties text[], areas text[], articles text[], concepts text[], region text, year integer,
			demo boolean, first_published_at timestamptz, published_at timestamptz, reason text, superseded_by text, register jsonb, number bigint,
			facets integer[], own text, files text[])
		on conflict (record_id) do update set revision = excluded.revision, type = excluded.type, owner_kind = excluded.owner_kind, owner = excluded.owner,
			state = excluded.state, title = excluded.title, summary = excluded.summary, answers = excluded.answers, languages = excluded.languages,
			parties = excluded.parties, areas = excluded.areas, articles = excluded.articles, concepts = excluded.concepts, region = excluded.region,
			year = excluded.year, demo = excluded.demo, first_published_at = excluded.first_published_at, published_at = excluded.published_at,
			reason = excluded.reason, superseded_by = excluded.superseded_by, register = excluded.register, number = excluded.number,
			facets = excluded.facets, search = excluded.search`.execute(db);
}
