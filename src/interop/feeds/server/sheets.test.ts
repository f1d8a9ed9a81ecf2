// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findEntry, writeEntry } from '#catalogue/server/entries.ts';
import { conventionOf } from '#convention/convention.ts';
import { readSeeds } from '#convention/server/seed.ts';
import { definitionsFrom } from '#records/definitions.ts';
import { testDatabase } from '../../../../test/ground/database.ts';
import { recordsPerSheet } from '../sitemap.ts';
import { sitemap } from './sheets.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
const publishedAt = new Date('2026-02-01T10:00:00Z');

beforeAll(async () => {
	database = await testDatabase();
	await database.write(async (db) => {
		for (const [number, state] of (['published', 'published', 'published', 'withdrawn', 'published', 'superseded', 'published'] as const).entries())
			await writeEntry(
				db,
				{
					recordId: `MC-X-GH-000${number}`,
					revision: 1,
					type: 'x',
					ownerKind: 'party',
					owner: 'GHA',
					state,
					title: {},
					summary: null,
					answers: {},
					languages: [],
					parties: [],
					areas: [],
					articles: [],
					concepts: [],
					region: null,
					year: 2026,
					demo: false,
					firstPublishedAt: publishedAt,
					publishedAt,
					changedAt: publishedAt,
					reason: null,
					supersededBy: null
				},
				{ A: {}, B: {}, C: {} }
			);
	});
});
afterAll(() => database.close());

const sheet = async (number: number | undefined, perSheet: number) => {
	const pieces = await sitemap(
		{ db: database.read, origin: 'https://exchange.test', definitions: definitionsFrom([]), convention: conventionOf([]) },
		number,
		perSheet
	);
	return pieces && [...pieces].join('');
};
const records = (text: string | undefined) => [...new Set(text?.match(/MC-X-GH-\d+/g))];

it('holds everything on one sheet while it fits', async () => {
	const whole = await sheet(undefined, 5);
	expect(records(whole)).toEqual(['MC-X-GH-0000', 'MC-X-GH-0001', 'MC-X-GH-0002', 'MC-X-GH-0004', 'MC-X-GH-0006']);
	expect(whole).toContain('<loc>https://exchange.test/ar/registers</loc>');
	expect(whole).toMatch(/^<\?xml[^]*<\/urlset>\n$/);
});

it('names a call and a page of the site by where the public reads them', async () => {
	const entry = await findEntry(database.read, 'MC-X-GH-0000');
	if (!entry) throw new Error('no entry');
	const texts = { A: {}, B: {}, C: {} };
	await database.write(async (db) => {
		await writeEntry(db, { ...entry, recordId: 'MC-CALL-SEC-0001', type: 'call' }, texts);
		await writeEntry(db, { ...entry, recordId: 'MC-PAGE-SEC-0001', type: 'page', answers: { slug: 'about' } }, texts);
	});
	const whole = await sheet(undefined, 10);
	for (const path of ['/calls/MC-CALL-SEC-0001', '/pages/about']) expect(whole).toContain(`<loc>https://exchange.test/fr${path}</loc>`);
	for (const id of ['MC-CALL-SEC-0001', 'MC-PAGE-SEC-0001']) expect(whole).not.toContain(`/records/${id}`);
	await database.write((db) => db.deleteFrom('catalogue.entries').where('type', 'in', ['call', 'page']).execute());
});

it('names every concept of every scheme', async () => {
	const convention = conventionOf(await readSeeds());
	const asking = { db: database.read, origin: 'https://exchange.test', definitions: definitionsFrom([]), convention };
	const whole = [...((await sitemap(asking, 1)) ?? [])].join('');
	for (const path of ['concepts/mercury/mercury', 'concepts/areas/asgm', 'concepts/articles/7', 'concepts/sectors'])
		expect(whole).toContain(`<loc>https://exchange.test/en/${path}</loc>`);
	for (const { id } of convention.all('sector')) expect(whole).toContain(`<loc>https://exchange.test/en/concepts/sectors/${id}</loc>`);
	const { length } = whole.match(/<loc>/g) ?? [];
	// All that the protocol lets stand on one sheet.
	expect(length + 6 * recordsPerSheet).toBeLessThan(50_000);
});

it('becomes an index of sheets that hold every record once', async () => {
	expect(await sheet(undefined, 2)).toMatch(/<sitemapindex[^]*sheet=3</);
	const sheets = await Promise.all([1, 2, 3].map((number) => sheet(number, 2)));
	expect(sheets.flatMap(records)).toEqual(['MC-X-GH-0000', 'MC-X-GH-0001', 'MC-X-GH-0002', 'MC-X-GH-0004', 'MC-X-GH-0006']);
	expect(sheets.map((each) => each?.includes('/parties'))).toEqual([true, false, false]);
	expect([await sheet(0, 2), await sheet(4, 2)]).toEqual([undefined, undefined]);
});
