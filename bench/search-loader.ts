// SPDX-License-Identifier: Apache-2.0
// Loads so many invented records in six languages, fast: published records with one revision each, and their entries as the product's own projection
// writes them. Words follow a known distribution, so that a measure can ask for rare, middling and broad ones. The same rows every time.
import { type RawBuilder, sql } from 'kysely';
import { searchTexts, type Entry } from '#catalogue/entry.ts';
import { labelsFor } from '#catalogue/server/concept-labels.ts';
import { facetsOf } from '#catalogue/server/facet-values.ts';
import { stemsFor } from '#catalogue/server/stems.ts';
import { tokensOf } from '#catalogue/tokens.ts';
import { mark, type Part, partsOf, vectorText, wordsOf } from '#catalogue/vector.ts';
import type { Convention } from '#convention/convention.ts';
import { currentConvention } from '#convention/server/current.ts';
import { allQuestions, type Form } from '#forms/form.ts';
import { type Database, reading } from '#platform/server/database.ts';
import { loadDefinitions } from '#records/server/definitions.ts';
import type { Language } from '#text/languages.ts';
import { chanceFrom } from '../test/ground/chance.ts';

/** How many of a hundred records are in a language. */
const shares: Record<Language, number> = { ar: 10, en: 40, es: 15, fr: 15, ru: 10, zh: 10 };
const languages = Object.keys(shares) as Language[];

/** Words of many records: what share of all records has each, the language's own share being the most. */
const broad: Record<Language, string[]> = {
	ar: ['الزئبق', 'البيئة', 'الصحة', 'المواد'],
	en: ['mercury', 'environment', 'health', 'government', 'programme', 'water'],
	es: ['mercurio', 'ambiente', 'salud', 'gobierno'],
	fr: ['mercure', 'environnement', 'santé', 'gouvernement'],
	ru: ['ртуть', 'среда', 'здоровье', 'правительство'],
	zh: ['汞', '环境', '健康', '政府']
};
/** Of a record's language: such shares hold the broad words. 0.3 in English is 12 % of all records, in Arabic 3 %. */
const broadShares = [0.55, 0.4, 0.3, 0.25, 0.2, 0.2];

const middle: Record<Language, string[]> = {
	ar: ['الأسنان', 'الإسمنت', 'النفايات', 'الذهب', 'المصابيح', 'البطاريات', 'الأسماك', 'التدريب', 'القانون', 'الميناء', 'المختبر', 'التربة'],
	en: [
		'amalgam',
		'cement',
		'waste',
		'gold',
		'lamps',
		'batteries',
		'fish',
		'training',
		'regulation',
		'harbour',
		'laboratory',
		'soil',
		'river',
		'customs'
	],
	es: ['amalgama', 'cemento', 'residuos', 'oro', 'lámparas', 'pilas', 'pescado', 'capacitación', 'reglamento', 'puerto', 'laboratorio', 'suelo'],
	fr: ['amalgame', 'ciment', 'déchets', 'orpaillage', 'lampes', 'piles', 'poisson', 'formation', 'règlement', 'port', 'laboratoire', 'sol'],
	ru: ['амальгама', 'цемент', 'отходы', 'золото', 'лампы', 'батареи', 'рыба', 'обучение', 'закон', 'порт', 'лаборатория', 'почва'],
	zh: ['汞合金', '水泥', '废物', '黄金', '灯具', '电池', '鱼类', '培训', '法规', '港口', '实验室', '土壤']
};

const syllables: Record<Language, string[]> = {
	ar: ['با', 'تر', 'جم', 'دس', 'رو', 'زن', 'سك', 'شم', 'صل', 'طر', 'عم', 'فل', 'كد', 'لف', 'مس', 'نغ'],
	en: ['bar', 'cot', 'den', 'fel', 'gor', 'hun', 'kip', 'lam', 'mor', 'nev', 'pil', 'ras', 'sut', 'tam', 'vok', 'wen'],
	es: ['bal', 'cor', 'dun', 'fer', 'gil', 'jor', 'lem', 'mon', 'nar', 'pel', 'rol', 'sam', 'tor', 'ver', 'zul', 'quin'],
	fr: ['bou', 'cha', 'din', 'fou', 'gri', 'jan', 'lou', 'mar', 'nou', 'pau', 'rou', 'sau', 'tri', 'vau', 'zan', 'quel'],
	ru: ['бар', 'вол', 'гор', 'дун', 'жил', 'зав', 'кор', 'лаг', 'мур', 'нев', 'пол', 'рук', 'сиб', 'тов', 'фед', 'хар'],
	zh: Array.from({ length: 320 }, (_, at) => String.fromCodePoint(0x5000 + at * 37))
};

/** Rare words are made up: no two alike, each in fewer than one of a thousand records. */
function rareWord(language: Language, at: number): string {
	const parts = syllables[language];
	const n = parts.length;
	const places = language === 'zh' ? 3 : 4;
	return Array.from({ length: places }, (_, place) => parts[Math.floor((at * 7919 + 13) / n ** place) % n] as string).join('');
}
const rareCount = 36_000;
const rares = Object.fromEntries(
	languages.map((language) => [language, [...new Set(Array.from({ length: rareCount }, (_, at) => rareWord(language, at)))]])
) as Record<Language, string[]>;

export interface Vocabulary {
	rare: string[];
	middle: string[];
	broad: string[];
}

/** The words to ask for, by language. */
export const vocabulary = (language: Language): Vocabulary => ({ rare: rares[language], middle: middle[language], broad: broad[language] });

/** The words to ask for, of all languages together. */
export const words: Vocabulary = {
	rare: languages.flatMap((language) => rares[language]),
	middle: languages.flatMap((language) => middle[language]),
	broad: languages.flatMap((language) => broad[language])
};

const types = [
	'art17-exchange-record',
	'art7-notification',
	'art7-nap',
	'art20-implementation-plan',
	'art16-health',
	'art12-contaminated-sites',
	'art8-inventory'
];
const perInsert = 500;
const spoken = (language: Language, list: string[]): string => list.join(language === 'zh' ? '，' : ' ');

interface Made {
	entry: Entry;
	form: Form;
	title: string;
	text: string;
	language: Language;
}

function textsOf(language: Language, chance: () => number): { title: string; text: string } {
	const held = broad[language].filter((_, at) => chance() < (broadShares[at] ?? 0.2));
	const some = middle[language].filter(() => chance() < 0.03);
	// Of rare words the first are more frequent than the last, as in every language.
	const rare = Array.from({ length: 36 }, () => rares[language][Math.floor(chance() ** 1.1 * rares[language].length)] as string);
	return {
		title: spoken(language, [...rare.slice(0, 4), ...held.slice(0, 1), ...some.slice(0, 1)]),
		text: spoken(language, [...rare.slice(4, 16), ...held, ...rare.slice(16, 28), ...some, ...rare.slice(28)])
	};
}

/** All indexes but those that keep rows apart: made anew when the rows are there, which is many times quicker. */
async function withoutIndexes(database: Database, act: () => Promise<void>): Promise<void> {
	const { rows } = await sql<{ name: string; made: string }>`
		select schemaname || '.' || indexname as name, indexdef as made from pg_indexes
		where schemaname = 'catalogue' and tablename = 'entries' and indexdef not like 'CREATE UNIQUE%'`.execute(database.kysely);
	for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(database.kysely);
	await act();
	for (const { made } of rows)
		await database.write(async (db) => {
			await sql.raw("set local maintenance_work_mem = '512MB'").execute(db);
			await sql.raw(made).execute(db);
		});
}

export async function load(database: Database, count: number, { seed = 11, said = false }: { seed?: number; said?: boolean } = {}): Promise<void> {
	const convention = await currentConvention(database);
	const definitions = await loadDefinitions(database.read);
	const forms = types.flatMap((type) => definitions.current(type) ?? []);
	const parties = convention.parties('2026-01-01').map(({ id, iso2, region }) => ({ id, code: iso2 ?? id, region: region ?? null }));
	const labels = await labelsFor(database.read, convention);
	const chance = chanceFrom(seed);
	const names = new Map<string, Part[]>();
	const first = Date.UTC(2017, 8, 1);
	const span = Date.UTC(2026, 10, 1) - first;
	const began = Date.now();

	const make = (at: number): Made => {
		const definition = forms[Math.floor(chance() ** 2 * forms.length)] as (typeof forms)[number];
		const party = parties[Math.floor(chance() ** 1.5 * parties.length)] as (typeof parties)[number];
		let share = chance() * 100;
		const language = languages.find((each) => (share -= shares[each]) < 0) ?? 'en';
		const { title, text } = textsOf(language, chance);
		const { form, type } = definition;
		const questions = allQuestions(form).filter((question) => question.kind === 'words');
		const named = questions.find((question) => question.id === form.titleFrom);
		const written = questions.find((question) => question.id !== form.titleFrom);
		const publishedAt = new Date(first + Math.floor((span * at) / count));
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
			areas: [...type.areas, ...(chance() < 0.5 ? [convention.areas[Math.floor(chance() * convention.areas.length)]?.id ?? ''] : [])].filter(
				(each, place, all) => each && all.indexOf(each) === place
			),
			articles: type.articles,
			concepts: [],
			region: party.region,
			year: publishedAt.getUTCFullYear(),
			demo: false,
			firstPublishedAt: publishedAt,
			publishedAt,
			reason: null,
			supersededBy: null
		};
		return { entry, form, title, text, language };
	};

	/** Names of type, Party and areas, cut once for all entries that share them. */
	const namesOf = ({ entry, form }: Made): Part[] => {
		const key = [entry.type, entry.owner, ...entry.areas].join(' ');
		let parts = names.get(key);
		if (!parts) {
			const { C } = searchTexts({ ...entry, answers: {}, title: {} }, form, convention as Convention, convention.state(entry.owner)?.name ?? {});
			parts = partsOf({ C });
			if (names.size < 20_000) names.set(key, parts);
		}
		return parts;
	};

	await withoutIndexes(database, async () => {
		for (let from = 0; from < count; from += perInsert) {
			const batch = Array.from({ length: Math.min(perInsert, count - from) }, (_, at) => make(from + at));
			await database.write(async (db) => {
				const { rows } = await sql<{ number: number }>`
					select nextval('catalogue.entry_numbers')::bigint as number from generate_series(1, ${batch.length}::int)`.execute(db);
				const parts = batch.map((made) => [
					{ weight: 'A' as const, language: made.language, tokens: tokensOf(made.title) },
					{ weight: 'A' as const, language: '' as const, tokens: tokensOf(made.entry.recordId) },
					{ weight: 'B' as const, language: made.language, tokens: tokensOf(made.text) },
					...namesOf(made)
				]);
				const stems = await stemsFor(reading(db), parts.flat());
				const codes = await codesFor(db, batch);
				const list = batch.map(({ entry, form }, at) => {
					const number = Number(rows[at]?.number);
					const facets = facetsOf(entry);
					return {
						record_id: entry.recordId,
						type: entry.type,
						owner: entry.owner,
						title: entry.title,
						summary: entry.summary,
						answers: entry.answers,
						languages: entry.languages,
						areas: entry.areas,
						articles: entry.articles,
						region: entry.region,
						year: entry.year,
						at: entry.publishedAt,
						number,
						version: form.version,
						facets: facets.map(({ facet, value }) => codes.get(`${facet} ${value}`)),
						search: vectorText(parts[at] as Part[], stems, {
							labels,
							marks: [...facets.map(({ facet, value }) => mark.facet(facet, value)), ...mark.blocks(number)]
						})
					};
				});
				await insert(db, list);
				if (from === 0) await rememberSome(db, parts.flat());
			});
			if (said && from > 0 && from % 50_000 === 0) console.log(`  ${from} records, ${Math.round((Date.now() - began) / 1000)} s`);
		}
	});
	// What a server does by itself after a while; the embedded database never does.
	await sql`select catalogue.fold_facet_changes()`.execute(database.kysely);
	await sql.raw('analyze').execute(database.kysely);
}

async function insert(db: Parameters<Parameters<Database['write']>[0]>[0], list: object[]): Promise<void> {
	const given: RawBuilder<unknown> = sql`jsonb_to_recordset(${JSON.stringify(list)}::text::jsonb) as given (record_id text, type text, owner text, title jsonb,
		summary jsonb, answers jsonb, languages jsonb, areas jsonb, articles jsonb, region text, year int, at timestamptz, number bigint, version text, facets jsonb,
		search text)`;
	const texts = (column: string) => sql`array(select jsonb_array_elements_text(${sql.ref(column)}))`;
	await sql`insert into records.records (id, type, owner_kind, owner, stage, state, published, created_by, created_at, changed_at)
		select record_id, type, 'party', owner, 'done', 'published', 1, 'bench', at, at from ${given}`.execute(db);
	await sql`insert into records.revisions (record_id, number, form_version, answers, languages, submitted_by, submitted_at, published_at, salt, sha256)
		select record_id, 1, version, answers, ${texts('languages')}, 'bench', at, at, 'bench', md5(record_id) || md5(record_id) from ${given}`.execute(db);
	await sql`insert into catalogue.entries (record_id, revision, type, owner_kind, owner, state, title, summary, answers, languages, parties, areas, articles,
			concepts, region, year, demo, first_published_at, published_at, number, facets, search)
		select record_id, 1, type, 'party', owner, 'published', title, summary, answers, ${texts('languages')}, array[owner], ${texts('areas')}, ${texts('articles')},
			'{}', region, year, false, at, at, number, array(select jsonb_array_elements_text(facets)::int), search::tsvector from ${given}`.execute(db);
}

/** Codes of all facet values of a batch, each by facet and value. */
async function codesFor(db: Parameters<Parameters<Database['write']>[0]>[0], batch: readonly Made[]): Promise<Map<string, number>> {
	const pairs = new Map(batch.flatMap(({ entry }) => facetsOf(entry).map((pair) => [`${pair.facet} ${pair.value}`, pair] as const)));
	const list = [...pairs.values()];
	await sql`insert into catalogue.facet_values (facet, value)
		select * from unnest(${list.map(({ facet }) => facet)}::text[], ${list.map(({ value }) => value)}::text[]) on conflict do nothing`.execute(db);
	const { rows } = await sql<{ code: number; facet: string; value: string }>`select code, facet, value from catalogue.facet_values`.execute(db);
	return new Map(rows.map(({ code, facet, value }) => [`${facet} ${value}`, code]));
}

/** Words for the speller: those of the first records and the whole invented vocabulary, as if each had been seen often. */
async function rememberSome(db: Parameters<Parameters<Database['write']>[0]>[0], parts: readonly Part[]): Promise<void> {
	const all = new Map(wordsOf(parts, (run) => [run]));
	for (const language of languages)
		for (const word of [...rares[language], ...middle[language], ...broad[language]])
			for (const token of tokensOf(word)) if (token.script !== 'han') all.set(token.folded, language);
	await sql`insert into catalogue.words (word, language, frequency)
		select word, language, 50 from unnest(${[...all.keys()]}::text[], ${[...all.values()]}::text[]) as come (word, language) on conflict do nothing`.execute(
		db
	);
}

/** Identifiers of some records, evenly spread. */
export async function someRecords(database: Database, count: number): Promise<string[]> {
	const { rows } = await sql<{ record_id: string }>`
		select record_id from catalogue.entries where number % greatest(1, (select max(number) from catalogue.entries) / ${count}) = 0 order by number limit ${count}`.execute(
		database.kysely
	);
	return rows.map((row) => row.record_id);
}
