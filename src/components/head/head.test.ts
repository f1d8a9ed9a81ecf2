// SPDX-License-Identifier: Apache-2.0
// What search engines and those who share a page are told: one address, its languages each naming all the others, and data that cannot break out.
import { describe, expect, it } from 'vitest';
import { inPage, isShared, sharedAddress } from './address.ts';
import { recordThing, registerThing } from './things.ts';

const origin = 'https://exchange.test';

describe('the address of a page', () => {
	it('is one in each language, without what only passes, and each names the same others', () => {
		const address = sharedAddress(origin, 'fr', '/registers/exemptions-annex-a', '?sort=-party&region=africa&page=1&on=');
		expect(address.canonical).toBe(`${origin}/fr/registers/exemptions-annex-a?region=africa`);
		expect(address.alternates.map(({ hreflang }) => hreflang)).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh', 'x-default']);
		expect(address.alternates.at(-1)?.href).toBe(`${origin}/en/registers/exemptions-annex-a?region=africa`);
		expect(sharedAddress(origin, 'ar', '/registers/exemptions-annex-a', '?region=africa').alternates).toEqual(address.alternates);
		expect(address.alternates.map(({ href }) => href)).toContain(address.canonical);
		expect(address.feeds.map(({ href }) => href)).toContain('/feeds/fr/registers/exemptions-annex-a.rss?region=africa');
	});

	it('of an older state of a record is that of the record', () => {
		expect(sharedAddress(origin, 'en', '/records/MC-NAP-GH-0002/3', '').canonical).toBe(`${origin}/en/records/MC-NAP-GH-0002`);
		expect(sharedAddress(origin, 'en', '/records/MC-NAP-GH-0002/3', '').card).toBe(`${origin}/cards/en/records/MC-NAP-GH-0002.png`);
		expect(sharedAddress(origin, 'zh', '', '').card).toBe(`${origin}/cards/zh/site/home.png`);
	});

	it('is told to nobody where a page is for one person', () => {
		for (const path of ['/work', '/work/watching', '/watching/x', '/follow', '/sign-in', '/register', '/answer/x'])
			expect(isShared(path), path).toBe(false);
		for (const path of ['', '/registers', '/registers/x', '/records/MC-X-GH-0001', '/reporting']) expect(isShared(path), path).toBe(true);
	});
});

describe('what programs are told', () => {
	const around = { origin, language: 'en', site: 'Platform' } as const;

	it('stays data whatever a title holds', () => {
		const title = '</script><script>alert(1)</script><!--\u2028 & "x"';
		const thing = recordThing(around, {
			id: 'MC-NAP-GH-0002',
			type: 'art7-action-plan',
			title: { en: title },
			owner: { en: 'Ghana' },
			ownerKind: 'party',
			published: new Date('2026-02-01T10:00:00Z'),
			changed: new Date('2026-02-01T10:00:00Z'),
			revision: 2,
			demo: true
		});
		const written = inPage(thing);
		expect(written).not.toMatch(/[<>&\u2028]/);
		expect((JSON.parse(written) as { name: string }).name).toBe(title);
		expect(thing).toMatchObject({ '@id': `${origin}/records/MC-NAP-GH-0002`, author: { '@type': 'Country', name: 'Ghana' }, version: '2' });
	});

	it('names the data of a register where it can be had', () => {
		const { distribution, '@type': type } = registerThing(around, { id: 'exemptions-annex-a', title: 'Exemptions', intro: '', article: '6' });
		expect(type).toBe('Dataset');
		expect(distribution.map(({ encodingFormat }) => encodingFormat)).toEqual(['text/csv', 'application/json']);
	});
});
