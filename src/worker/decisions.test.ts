// SPDX-License-Identifier: Apache-2.0
// The decisions that public pages name come in once, as published records with their source, and what was changed by hand stays.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findEntry, latestEntries } from '#catalogue/server/entries.ts';
import { search } from '#catalogue/server/search.ts';
import { languages } from '#text/languages.ts';
import { openWorld, type World } from '../../test/world.ts';
import { loadDecisions } from './decisions.ts';

let world: World;
const warned: unknown[] = [];
const ground = () => ({ database: world.database, log: { warn: (what: unknown) => warned.push(what) } as never });
const now = new Date('2026-11-24T10:00:00.000Z');
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.database.close());

test('are there in six languages, each with its number, and are loaded once', async () => {
	expect(await loadDecisions(ground(), world.catalogue, now)).toBe(34);
	expect(warned).toEqual([]);
	expect(await loadDecisions(ground(), world.catalogue, now)).toBe(0);
	const entries = await latestEntries(world.database.read, { type: 'decision', limit: 100 });
	expect(entries).toHaveLength(34);
	for (const entry of entries) {
		expect(entry.demo).toBe(false);
		expect(Object.keys(entry.title).sort()).toEqual([...languages]);
		expect(entry.title.en).toMatch(/^MC-[1-6]\/\d{1,2} – \S/);
		expect(entry.register?.symbol).toBe(String(entry.answers.number).toLowerCase());
	}
	const digital = entries.find(({ answers }) => answers.number === 'MC-5/16');
	expect(digital).toMatchObject({ year: 2023, ownerKind: 'secretariat', answers: { meeting: 'COP5', titleStanding: 'own-words' } });
	expect((await findEntry(world.database.read, digital?.recordId ?? ''))?.title.fr).toBe(
		'MC-5/16 – Stratégie numérique et gestion des connaissances'
	);
});

test('are found by their number, in any language', async () => {
	for (const [words, language] of [
		['MC-5/16', 'ar'],
		['stratégie numérique', 'fr'],
		['数字战略', 'zh']
	] as const) {
		const found = await search(world.database.read, {
			words,
			facets: {},
			sort: 'relevance',
			page: 1,
			perPage: 5,
			language,
			convention: world.convention
		});
		expect(found.entries[0]?.answers.number, words).toBe('MC-5/16');
	}
});
