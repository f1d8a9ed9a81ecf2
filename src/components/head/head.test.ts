// SPDX-License-Identifier: Apache-2.0
// What search engines and those who share a page are told: one address, its languages each naming all the others, and data that cannot break out.
import { describe, expect, it } from 'vitest';
import { inPage, isShared, sharedAddress } from './address.ts';
import { dashboardThing, meetingThing, type RecordThing, recordThing, registerThing } from './things.ts';

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

	it('of the library, of a call, of a page and of a meeting have their feeds and pictures', () => {
		const library = sharedAddress(origin, 'fr', '/documents', '?meeting=COP6&page=2&colour=red');
		expect(library.feeds.map(({ href }) => href)).toContain('/feeds/fr/documents.json?meeting=COP6');
		const call = sharedAddress(origin, 'ar', '/calls/MC-CALL-SEC-0001', '');
		expect(call.feeds.map(({ href }) => href)).toEqual(['atom', 'rss', 'json'].map((each) => `/feeds/ar/calls/MC-CALL-SEC-0001.${each}`));
		expect(call.card).toBe(`${origin}/cards/ar/calls/MC-CALL-SEC-0001.png`);
		expect(sharedAddress(origin, 'en', '/pages/about', '').card).toBe(`${origin}/cards/en/pages/about.png`);
		expect(sharedAddress(origin, 'en', '/meetings/COP6', '').card).toBe(`${origin}/cards/en/meetings/COP6.png`);
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
		expect(thing).toMatchObject({
			'@id': `${origin}/records/MC-NAP-GH-0002`,
			author: { '@type': 'GovernmentOrganization', name: 'Ghana' },
			version: '2'
		});
	});

	const record = (type: string, answers: object, title = 'Title') =>
		recordThing(around, {
			...{ id: 'MC-X-SEC-0001', type, title: { en: title }, owner: { en: 'Secretariat' }, ownerKind: 'secretariat', revision: 1, demo: false },
			...{ published: new Date('2026-02-01T10:00:00Z'), changed: new Date('2026-02-01T10:00:00Z'), answers: answers as RecordThing['answers'] }
		}) as Record<string, unknown>;

	// What search engines ask of each, by their own guides.
	const event = { startDay: '2026-03-02', endDay: '2026-03-03', timeZone: 'Europe/Zurich' };
	it.each([
		[
			record('event', { ...event, place: { en: 'Geneva' } }),
			'Event',
			['name', 'startDate', 'endDate', 'location', 'eventStatus', 'organizer', 'image']
		],
		[record('decision', { number: 'MC-5/16', date: '2023-11-03' }), 'Legislation', ['name', 'legislationIdentifier', 'legislationDate', 'url']],
		[record('news', {}), 'NewsArticle', ['headline', 'datePublished', 'dateModified', 'author', 'image']],
		[record('art21-full', {}), 'Report', ['name', 'author', 'datePublished', 'publisher']],
		[registerThing(around, { id: 'x', title: 'X', intro: '', article: '6' }), 'Dataset', ['name', 'description', 'creator', 'distribution']],
		[dashboardThing(around, { id: 'gef', title: 'GEF', description: 'D' }), 'Dataset', ['name', 'description', 'creator', 'distribution']],
		[
			meetingThing(around, { id: 'COP6', name: 'COP-6', start: '2025-11-03', end: '2025-11-07', place: 'Geneva', country: 'Switzerland' }),
			'Event',
			['name', 'startDate', 'endDate', 'location', 'eventStatus', 'url']
		]
	])('has what is asked of a thing of its sort: %#', (thing, type, asked) => {
		expect(thing).toMatchObject({ '@context': 'https://schema.org', '@type': type });
		for (const property of asked) expect((thing as Record<string, unknown>)[property], `${type} ${property}`).toBeTruthy();
	});

	it('tells the moment of an event where its time is given, else its day, and where it is if that is known', () => {
		const timed = record('event', { ...event, startTime: '09:30', endTime: '12:00', online: 'https://example.org/join' });
		expect(timed).toMatchObject({ startDate: '2026-03-02T08:30:00.000Z', endDate: '2026-03-03T11:00:00.000Z' });
		expect(timed).toMatchObject({ location: { '@type': 'VirtualLocation' }, eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode' });
		expect(record('event', event)).toMatchObject({ startDate: '2026-03-02', endDate: '2026-03-03' });
		expect(record('event', event)).not.toHaveProperty('location');
		const both = record('event', { ...event, place: { fr: 'Genève' }, online: 'https://example.org/join' });
		expect(both.location).toHaveLength(2);
		expect(meetingThing(around, { id: 'X', name: 'X', start: null, end: null, place: '', country: '' })).toBeNull();
		// An event is no work that somebody wrote.
		for (const property of ['author', 'headline', 'datePublished', 'version']) expect(timed).not.toHaveProperty(property);
	});

	it('gives the address at which the public reads a call or a page', () => {
		expect(record('call', {})).toMatchObject({ url: `${origin}/en/calls/MC-X-SEC-0001`, '@id': `${origin}/records/MC-X-SEC-0001` });
		expect(record('page', { slug: 'about' })).toMatchObject({ url: `${origin}/en/pages/about` });
		expect(record('news', {})).toMatchObject({ url: `${origin}/en/records/MC-X-SEC-0001` });
	});

	it('names the data of a register where it can be had', () => {
		const { distribution, '@type': type } = registerThing(around, { id: 'exemptions-annex-a', title: 'Exemptions', intro: '', article: '6' });
		expect(type).toBe('Dataset');
		expect(distribution.map(({ encodingFormat }) => encodingFormat)).toEqual(['text/csv', 'application/json']);
	});
});
