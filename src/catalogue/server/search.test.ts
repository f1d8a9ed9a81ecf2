// SPDX-License-Identifier: Apache-2.0
// What search finds in six languages, how it counts, and what it tells: on a real database with a handful of entries.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Convention } from '#convention/convention.ts';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { type Database, reading } from '#platform/server/database.ts';
import type { Language } from '#text/languages.ts';
import { testDatabase } from '../../../test/ground/database.ts';
import type { Entry, SearchTexts } from '../entry.ts';
import { labelsFor } from './concept-labels.ts';
import { writeEntry } from './entries.ts';
import { countsOfAll } from './facet-values.ts';
import { readFiles } from './file-texts.ts';
import { type Question, search } from './search.ts';

let database: Database;
let convention: Convention;

const entry = (recordId: string, more: Partial<Entry> = {}): Entry => ({
	recordId,
	revision: 1,
	type: 'art17-exchange-record',
	ownerKind: 'party',
	owner: 'GHA',
	state: 'published',
	title: {},
	summary: null,
	answers: {},
	languages: [],
	parties: ['GHA'],
	areas: [],
	articles: ['17'],
	concepts: [],
	region: 'africa',
	year: 2026,
	demo: false,
	firstPublishedAt: new Date('2026-01-01T00:00:00Z'),
	publishedAt: new Date('2026-01-01T00:00:00Z'),
	changedAt: new Date('2026-01-01T00:00:00Z'),
	reason: null,
	supersededBy: null,
	...more
});

async function write(id: string, language: Language, title: string, text = '', more: Partial<Entry> = {}, files: string[] = []): Promise<void> {
	await database.write(async (db) => {
		const labels = await labelsFor(reading(db), convention);
		await readFiles(db, files, labels);
		const texts: SearchTexts = { A: { [language]: title }, B: text ? { [language]: text } : {}, C: {} };
		await writeEntry(db, entry(id, { title: { [language]: title }, languages: [language], ...more }), texts, { labels, files });
	});
}

const file = 'a'.repeat(64);

beforeAll(async () => {
	database = await testDatabase();
	await database.write((db) => seedConvention(db));
	convention = await currentConvention(database);
	await write('EN-1', 'en', 'Thermometers without mercury', 'Hospitals replaced measuring devices with digital ones.', {
		year: 2024,
		articles: ['4', '16']
	});
	await write(
		'EN-2',
		'en',
		'Emissions of cement kilns',
		'The kilns emit less after the filters were installed. Thermometers are not mentioned in the title.',
		{
			owner: 'CHE',
			parties: ['CHE'],
			region: 'weog',
			publishedAt: new Date('2026-03-01T00:00:00Z')
		}
	);
	await write('FR-1', 'fr', 'Populations exposées à l’émission de fumées', 'Des études ont été menées près des mines d’or.');
	await write('ES-1', 'es', 'Contaminación del agua', 'La contaminación procede de la minería.');
	await write('RU-1', 'ru', 'Учёт ртутных отходов', 'Предприятия сообщают о заводах.');
	await write('AR-1', 'ar', 'نصائح للحوامل بشأن تناول الأسماك', 'مُرَكَّبات الزِّئْبَق في الأسماك الكبيرة.');
	await write('ZH-1', 'zh', '汞温度计的回收', '医院收集含汞产品并安全处置。');
	await database.write((db) =>
		sql`insert into catalogue.file_texts (sha256, media_type, text, language, state) values (${file}, 'application/pdf', 'Annexed protocol of the zeppelin measurements', 'en', 'read')`.execute(
			db
		)
	);
	await database.write((db) =>
		sql`insert into records.records (id, type, owner_kind, owner, stage, state, created_by, created_at, changed_at)
			values ('EN-3', 'art17-exchange-record', 'party', 'GHA', 'done', 'published', 'x', now(), now())`.execute(db)
	);
	await database.write((db) =>
		sql`insert into records.attachments (record_id, sha256, name, media_type, size, attached_by, attached_at) values ('EN-3', ${file}, 'protocol.pdf', 'application/pdf', 1, 'x', now())`.execute(
			db
		)
	);
	await write('EN-3', 'en', 'Air over the lake', 'A short note.', { answers: { document: { file } } }, [file]);
});
afterAll(() => database.close());

const ask = (words: string, more: Partial<Question> = {}) =>
	search(database.read, { words, facets: {}, sort: 'relevance', page: 1, perPage: 20, language: 'en', convention, ...more });
const ids = async (words: string, more: Partial<Question> = {}) => (await ask(words, more)).entries.map((each) => each.recordId);

describe('finds', () => {
	test.each([
		['inflected words', 'thermometer', 'EN-1'],
		['inflected words', 'emission kiln', 'EN-2'],
		['French without accents', 'exposees', 'FR-1'],
		['French in another form', 'exposé', 'FR-1'],
		['Spanish without accents', 'contaminacion', 'ES-1'],
		['Russian with е for ё', 'учет', 'RU-1'],
		['Russian in another case', 'завод', 'RU-1'],
		['Arabic without vowel signs', 'مركبات', 'AR-1'],
		['Arabic with vowel signs', 'الأَسْمَاك', 'AR-1'],
		['Arabic without the article', 'اسماك', 'AR-1'],
		['an Arabic singular of a broken plural', 'سمك', 'AR-1'],
		['Chinese without spaces', '温度计', 'ZH-1'],
		['a part of a Chinese word', '汞产', 'ZH-1'],
		['Chinese in traditional characters', '溫度計', 'ZH-1'],
		['an article that an entry is filed under', 'المادة 16', 'EN-1'],
		['a phrase', '"digital ones"', 'EN-1'],
		['a choice', 'zzzqqq OR kilns', 'EN-2']
	])('%s: %s', async (_, words, id) => expect(await ids(words, { expand: false })).toContain(id));

	test('a phrase only where its words follow one another', async () => expect(await ids('"ones digital"')).toEqual([]));
	test('not what was left out', async () => expect(await ids('thermometers -cement', { expand: false })).toEqual(['EN-1']));
	test('what has it in the title before what has it in the text', async () =>
		expect(await ids('thermometers', { expand: false })).toEqual(['EN-1', 'EN-2']));
	test('everything when nothing is asked, newest first', async () => expect((await ids(''))[0]).toBe('EN-2'));
	test.each(['???', '-', '""', "' | & ! ( :* \\", '\u0000', '<->', ':*A'])('nothing, and no fault, for %j', async (words) =>
		expect((await ask(words)).total).toBe(0)
	);
});

describe('typing mistakes', () => {
	test('are put right, and the reader is told', async () => {
		const found = await ask('thermomters hospitals');
		expect(found.entries.map((each) => each.recordId)).toContain('EN-1');
		expect(found.corrected).toEqual([{ from: 'thermomters', to: 'thermometers' }]);
		expect(found.asked).toBe('thermometers hospitals');
	});
	test('are no reason to answer another question', async () => expect(await ask('kelns thermomters xyzzyq plughq')).toMatchObject({ total: 0 }));
	test('a Chinese character between right ones', async () =>
		expect((await ask('安金处置', { expand: false })).corrected).toEqual([{ from: '安金', to: '安全' }]));
	test('are left where the reader means it', async () =>
		expect(await ask('thermomters hospitals', { spell: false })).toMatchObject({ total: 0, corrected: [] }));
	test('in Chinese too', async () => expect(await ids('温渡计')).toContain('ZH-1'));
	test('a word that is known is no mistake', async () => expect((await ask('kilns')).corrected).toEqual([]));
});

describe('the taxonomy', () => {
	test('finds in every language what a concept is called in one, and says so', async () => {
		const found = await ask('thermometers');
		expect(found.entries.map((each) => each.recordId)).toContain('ZH-1');
		expect(found.concepts.length).toBeGreaterThan(0);
	});
	test('is asked without saying mercury, and with it beside it', async () => {
		await write('FR-2', 'fr', 'Contrôles à la frontière', '', { concepts: ['illegal-trade'] });
		await write('FR-3', 'fr', 'Piles et accumulateurs usagés');
		expect(await ids('contrebande')).toContain('FR-2');
		expect(await ids('ртутные батарейки')).toContain('FR-3');
		expect((await ask('EMAPE')).concepts).toEqual(['asgm']);
		expect((await ask('thermometer broken')).concepts).toEqual(['spills']);
		await database.write((db) => db.deleteFrom('catalogue.entries').where('record_id', 'in', ['FR-2', 'FR-3']).execute());
	});
	test('can be switched off', async () => {
		const found = await ask('thermometers', { expand: false });
		expect(found.entries.map((each) => each.recordId)).not.toContain('ZH-1');
		expect(found.concepts).toEqual([]);
	});
});

describe('a question without an answer', () => {
	test('finds nothing, and says what parts of it would', async () => {
		const found = await ask('kilns whaling quota');
		expect(found.total).toBe(0);
		expect(found.instead).toEqual([{ words: 'kilns', count: 1, bounded: false }]);
	});
	test('of two words the one that nothing has is not let go', async () => expect((await ask('thermometers zzzqqq')).total).toBe(0));
	test('a word that tells little is let go, and the reader is told', async () => {
		const found = await ask('digital measuring filters hospitals');
		expect(found).toMatchObject({ most: true });
		expect(found.entries[0]?.recordId).toBe('EN-1');
	});
});

describe('counts', () => {
	test('by every facet, and what a chosen facet would give otherwise', async () => {
		const all = await ask('');
		expect(all.facets.language.find((each) => each.value === 'en')?.count).toBe(3);
		expect(all.facets.article.find((each) => each.value === '16')?.count).toBe(1);
		const one = await ask('', { facets: { party: 'CHE' } });
		expect(one.entries.map((each) => each.recordId)).toEqual(['EN-2']);
		expect(one.facets.type).toEqual([{ value: 'art17-exchange-record', count: 1 }]);
		expect(one.facets.party.map((each) => each.value).sort()).toEqual(['CHE', 'GHA']);
	});
	test('follow every change of the entries', async () => {
		const count = async () => (await countsOfAll(database.read)).find((each) => each.facet === 'all')?.count;
		const before = (await count()) ?? 0;
		await write('TMP-1', 'en', 'Passing quicksand');
		expect(await count()).toBe(before + 1);
		await write('TMP-1', 'en', 'Passing quicksand', '', { state: 'withdrawn' });
		expect(await count()).toBe(before);
		expect(await ids('quicksand')).toEqual([]);
		await database.write((db) => sql`select catalogue.fold_facet_changes()`.execute(db));
		expect(await count()).toBe(before);
		await database.write((db) => db.deleteFrom('catalogue.entries').where('record_id', '=', 'TMP-1').execute());
		expect(await count()).toBe(before);
	});
});

test('what only an attached file says is found, and the file is named', async () => {
	const found = await ask('zeppelin');
	expect(found.entries.map((each) => each.recordId)).toEqual(['EN-3']);
	expect(found.inFile).toEqual({ 'EN-3': 'protocol.pdf' });
	expect((await ask('lake')).inFile).toEqual({});
});

test('sorted by time both ways', async () => {
	const newest = await ids('', { sort: 'newest' });
	expect(newest[0]).toBe('EN-2');
	expect(await ids('', { sort: 'oldest' })).toEqual(expect.arrayContaining(newest));
	expect((await ids('thermometers', { sort: 'newest', expand: false }))[0]).toBe('EN-2');
	expect((await ids('thermometers', { sort: 'oldest', expand: false }))[0]).toBe('EN-1');
});
