// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal } from '#people/refusal.ts';
import { testDatabase } from '../../../test/ground/database.ts';
import { adam, ama, edith } from '../../../test/people.ts';
import { oldAddress, ownTarget } from './redirect.ts';
import { importRedirects, redirectFor, redirectsOf, removeRedirect, writeUses } from './server/redirects.ts';

const origin = 'https://exchange.test';
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => void (database = await testDatabase()));
afterAll(() => database.close());

const at = new Date('2026-11-24T10:00:00Z');
const pages = new Set(['/registers', '/en/parties/GHA', '/search']);
const brought = async (text: string, by = adam) =>
	database.write((db) => importRedirects(db, { by, at, origin, exists: async (_, path) => pages.has(path) }, text));
const list = (...lines: string[]) => ['from,to,status', ...lines].join('\n');
const where = (path: string, search = '') => redirectFor(database, path, search, at);

describe('an old address', () => {
	it('has one spelling, whatever site it was on', () => {
		expect(oldAddress(' https://www.old.example/Countries/Parties/ ')).toBe('/Countries/Parties');
		expect(oldAddress('/a?b=1')).toBe('/a?b=1');
		expect([oldAddress('/'), oldAddress(''), oldAddress('//x.example/a'), oldAddress('javascript:alert(1)'), oldAddress('a/b')]).toEqual(
			Array(5).fill(null)
		);
	});

	it('leads to this platform alone', () => {
		expect(ownTarget('/registers?x=1#y', origin)).toBe('/registers?x=1#y');
		expect(ownTarget(`${origin}/search`, origin)).toBe('/search');
		for (const said of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'javascript:x', `${origin}.elsewhere.example/`])
			expect(ownTarget(said, origin), said).toBeNull();
	});
});

describe('a list', () => {
	it('is taken line by line: what leads nowhere, elsewhere or in a circle is named, the rest is there', async () => {
		const outcome = await brought(
			list(
				'https://old.example/Countries/Ghana.aspx,/en/parties/GHA,',
				'/Lists,/registers,302',
				'/gone,,410',
				'/a,/b,301',
				'/b,/a,301',
				'/self,/self,301',
				'/nowhere,/en/parties/XXX,301',
				'/away,https://elsewhere.example/,301',
				'/odd,/registers,200',
				'relative,/registers,301',
				'/Lists,/search,302',
				'/chain,/Lists,301'
			)
		);
		expect(outcome).toMatchObject({
			taken: 4,
			same: 0,
			faults: [
				{ row: 5, code: 'loop', value: '/a' },
				{ row: 6, code: 'loop', value: '/b' },
				{ row: 7, code: 'loop', value: '/self' },
				{ row: 8, code: 'to-unknown', value: '/en/parties/XXX' },
				{ row: 9, code: 'to-not-ours' },
				{ row: 10, code: 'status-unknown', value: '200' },
				{ row: 11, code: 'from-not-valid', value: 'relative' },
				{ row: 12, code: 'twice' }
			]
		});
		expect((await redirectsOf(database.fresh)).map(({ from }) => from).toSorted()).toEqual(['/Countries/Ghana.aspx', '/Lists', '/chain', '/gone']);
	});

	it('changes nothing when it comes again, and meets what stands already', async () => {
		expect(await brought(list('/Lists,/registers,302', '/gone,,410'))).toMatchObject({ taken: 0, same: 2, faults: [] });
		expect(await brought(list('/Lists,/chain,301'))).toMatchObject({ taken: 0, faults: [{ code: 'loop' }] });
		expect(await brought(list('/Lists,/search,301'))).toMatchObject({ taken: 1, faults: [] });
	});

	it('is refused as a whole where it is none, and from those who may not', async () => {
		expect(await brought('one,two\n/a,/b')).toMatchObject({ taken: 0, faults: [{ code: 'heads' }] });
		expect(await brought('')).toEqual({ refusal: 'empty' });
		expect(await brought('from,to\n"/a,/b')).toEqual({ refusal: 'not-valid' });
		expect(await brought(list('/x,/registers,'), ama)).toEqual({ refusal: 'not-allowed' });
		expect(isRefusal(await brought(list('/x;y,/registers,'), edith))).toBe(false);
		expect(await brought(['from;to', ...Array.from({ length: 20_001 }, (_, each) => `/n${each};/registers`)].join('\n'))).toEqual({
			refusal: 'too-large'
		});
	});

	it('is asked by address with its query, else without, and counts', async () => {
		await brought(list('/page,/registers,301', '/page?id=7,/en/parties/GHA,301'));
		expect(await where('/page', '?id=7')).toEqual({ to: '/en/parties/GHA', status: 301 });
		expect(await where('/page', '?id=8')).toEqual({ to: '/registers', status: 301 });
		expect(await where('/page/')).toEqual({ to: '/registers', status: 301 });
		expect(await where('/gone')).toEqual({ to: '', status: 410 });
		expect(await where('/never')).toBeUndefined();
		// Nobody waits for the count, and many are counted at once.
		expect((await redirectsOf(database.fresh, 1))[0]).toMatchObject({ used: 0 });
		await writeUses(database);
		await writeUses(database);
		expect((await redirectsOf(database.fresh, 1))[0]).toMatchObject({ from: '/page', used: 2 });
		expect(await database.write((db) => removeRedirect(db, { by: ama, at }, '/page'))).toEqual({ refusal: 'not-allowed' });
		expect(await database.write((db) => removeRedirect(db, { by: adam, at }, '/page'))).toEqual({ removed: '/page' });
		expect(await where('/page', '?id=8')).toBeUndefined();
	});
});
