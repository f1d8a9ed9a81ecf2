// SPDX-License-Identifier: Apache-2.0
// What a result shows beside its title: never the title once more in a language that the reader did not choose. On a real database.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Convention } from '#convention/convention.ts';
import { currentConvention } from '#convention/server/current.ts';
import { seedConvention } from '#convention/server/seed.ts';
import { type Database, reading } from '#platform/server/database.ts';
import { loadDefinitions, seedDefinitions } from '#records/server/definitions.ts';
import { testDatabase } from '../../../test/ground/database.ts';
import { labelsFor } from './concept-labels.ts';
import { writeEntry } from './entries.ts';
import { hits } from './hits.ts';
import { search } from './search.ts';

let database: Database;
let convention: Convention;
const title = { en: 'Dental amalgam and mercury', ru: 'Стоматологическая амальгама', zh: '牙科汞合金' };

beforeAll(async () => {
	database = await testDatabase();
	await database.write((db) => seedConvention(db));
	await database.write((db) => seedDefinitions(db));
	convention = await currentConvention(database);
	const at = new Date('2026-01-01T00:00:00Z');
	await database.write(async (db) => {
		const labels = await labelsFor(reading(db), convention);
		await writeEntry(
			db,
			{
				recordId: 'MC-DECISION-SEC-0001',
				revision: 1,
				type: 'decision',
				ownerKind: 'secretariat',
				owner: '',
				state: 'published',
				title: { en: `MC-3/2 – ${title.en}`, ru: `MC-3/2 – ${title.ru}`, zh: `MC-3/2 – ${title.zh}` },
				summary: null,
				answers: { number: 'MC-3/2', title, text: { en: 'Parties are asked to phase down mercury in dentistry.' } },
				languages: ['en', 'ru', 'zh'],
				parties: [],
				areas: [],
				articles: ['4'],
				concepts: [],
				region: null,
				year: 2026,
				demo: false,
				firstPublishedAt: at,
				publishedAt: at,
				changedAt: at,
				reason: null,
				supersededBy: null
			},
			{ A: title, B: { en: 'Parties are asked to phase down mercury in dentistry.' }, C: {} },
			{ labels, files: [] }
		);
	});
}, 120_000);
afterAll(() => database.close());

test('found by its title in another language, a result shows a text of its own or none', async () => {
	const found = await search(database.read, { words: 'mercury', facets: {}, sort: 'relevance', page: 1, perPage: 20, language: 'ru', convention });
	const [hit] = await hits(database.read, found, await loadDefinitions(database.read), convention, 'ru');
	const said = (pieces: { text: string }[] | undefined) => (pieces ?? []).map(({ text }) => text).join('');
	expect(said(hit?.title.pieces)).toContain(title.ru);
	expect(said(hit?.text?.pieces)).toBe('Parties are asked to phase down mercury in dentistry.');
	expect(hit?.text?.language).toBe('en');
});
