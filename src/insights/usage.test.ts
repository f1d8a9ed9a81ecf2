// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { readLogLine } from './access-log.ts';
import { type Answered, countedOf } from './usage.ts';
import { deviceOf, referrerHost, robotName, robotReason } from './usage-agents.ts';
import { placeOf } from './usage-place.ts';
import { tally } from './usage-tally.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const phone = 'Mozilla/5.0 (Linux; Android 14; CUBOT X90) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36';

const asked = (more: Partial<Answered> = {}): Answered => ({
	at: new Date('2026-11-24T12:00:00Z'),
	method: 'GET',
	path: '/fr/areas/asgm',
	searched: false,
	status: 200,
	type: 'text/html; charset=utf-8',
	bytes: 9000,
	referrer: null,
	agent: firefox,
	acceptLanguage: 'fr',
	group: null,
	quiet: false,
	beside: false,
	later: false,
	...more
});
const counted = (more: Partial<Answered> = {}) => countedOf(asked(more), 'exchange.example.org');
const properties = (more: Partial<Answered> = {}) => Object.fromEntries(counted(more)?.properties ?? []);

describe('who asks', () => {
	test.each([
		['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'en', 'declared'],
		['Mozilla/5.0 (compatible; YandexBot/3.0)', 'en', 'declared'],
		['curl/8.5.0', null, 'program'],
		['python-requests/2.32', null, 'program'],
		['Mozilla/5.0 (X11) HeadlessChrome/130.0', 'en', 'headless'],
		['', 'en', 'no-agent'],
		[null, 'en', 'no-agent'],
		[firefox, null, 'no-language'],
		[firefox, 'fr', null],
		[firefox, undefined, null],
		[phone, 'en', null],
		['Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; en) Presto/2.12', 'en', null]
	])('%s', (agent, language, reason) => expect(robotReason(agent, language)).toBe(reason));

	test('a robot has its own name, others say why they are taken for one', () => {
		expect(robotName('Mozilla/5.0 (compatible; bingbot/2.0)', 'declared')).toBe('bingbot');
		expect(robotName('Acme Link-Checker crawler', 'declared')).toBe('declared');
		expect(robotName('curl/8', 'program')).toBe('program');
	});

	test('devices, and where a reader came from', () => {
		expect([firefox, phone, 'Mozilla/5.0 (iPad; CPU OS 17)'].map(deviceOf)).toEqual(['computer', 'phone', 'tablet']);
		expect(referrerHost('https://www.news.example/story?who=me', 'exchange.example.org')).toBe('news.example');
		expect(referrerHost('https://www.exchange.example.org/en', 'exchange.example.org')).toBeNull();
		expect(referrerHost('javascript:alert(1)', 'x.org')).toBeNull();
		expect(referrerHost('http://localhost/', 'x.org')).toBeNull();
	});
});

describe('where an address leads', () => {
	test.each([
		['/', { kind: 'page', section: 'home', page: '/', language: null }],
		['/ar', { kind: 'page', section: 'home', page: '/', language: 'ar' }],
		['/en/areas/asgm', { kind: 'page', section: 'areas', area: 'asgm', page: '/areas/asgm' }],
		['/en/records/MC-NAP-GH-0001', { section: 'records', record: 'MC-NAP-GH-0001' }],
		['/en/records/MC-NAP-GH-0001/1/record.pdf', { kind: 'export', record: 'MC-NAP-GH-0001' }],
		['/en/documents/UNEP/MC/COP.6/1', { kind: 'page', page: '/documents/UNEP/MC/COP.6/1' }],
		['/ar/pages/%D8%B2%D8%A6%D8%A8%D9%82', { section: 'pages', page: '/pages/زئبق' }],
		['/en/pages/%E0%A4%A', { section: 'pages', page: '/pages/%E0%A4%A' }],
		['/files/MC-NAP-GH-0001/abc/plan.pdf', { kind: 'file', record: 'MC-NAP-GH-0001' }],
		['/en/registers/calls.xlsx', { kind: 'export', section: 'registers' }],
		['/en/search.csv', { kind: 'export', section: 'search' }],
		['/api/v1/records', { kind: 'program', use: 'api' }],
		['/en/embed/compare', { kind: 'program', use: 'frames' }],
		['/_app/immutable/x.js', { kind: 'part' }],
		['/sites/default/style.css', { kind: 'part' }],
		['/en/reset/secret-of-a-letter', { section: 'account', page: null }],
		['/en/watching/secret-of-a-letter', { section: 'following', page: null }],
		['/en/work/records/MC-NAP-GH-0001/edit', { section: 'work', page: null, record: null }]
	])('%s', (path, place) => expect(placeOf(path)).toMatchObject(place));
});

describe('how a reply is counted', () => {
	test('a page that was read', () => {
		expect(counted()).toMatchObject({ audience: 'people', views: 1, acts: 0, marked: true });
		expect(properties()).toEqual({
			all: '',
			status: '2xx',
			language: 'fr',
			section: 'areas',
			page: '/areas/asgm',
			area: 'asgm',
			device: 'computer',
			group: 'unknown'
		});
	});

	test('a page that the browser still has is looked at too; what is asked for its head alone is not', () => {
		expect(counted({ status: 304, type: null })?.views).toBe(1);
		expect(counted({ method: 'HEAD' })).toMatchObject({ views: 0, marked: false });
		expect(counted({ status: 404 })).toMatchObject({
			views: 0,
			properties: [
				['all', ''],
				['status', '4xx']
			]
		});
		expect(counted({ beside: true })?.views).toBe(0);
		expect(counted({ method: 'OPTIONS' })).toBeNull();
		expect(counted({ path: '/_app/x.js' })).toBeNull();
	});

	test('what is done', () => {
		const act = (more: Partial<Answered>) => properties(more).act;
		expect(act({ path: '/en/search', searched: true })).toBe('search');
		expect(act({ path: '/en/search' })).toBeUndefined();
		expect(act({ path: '/files/MC-NAP-GH-0001/ab/plan.pdf', type: 'application/pdf' })).toBe('download');
		expect(act({ path: '/files/MC-NAP-GH-0001/ab/film.mp4', type: 'video/mp4', status: 206 })).toBe('play');
		expect(act({ path: '/files/MC-NAP-GH-0001/ab/film.mp4', type: 'video/mp4', status: 206, later: true })).toBeUndefined();
		expect(act({ path: '/en/registers/calls.xlsx', type: 'application/zip' })).toBe('export');
		expect(act({ path: '/en/follow', method: 'POST', status: 303 })).toBe('follow');
		expect(act({ path: '/en/work/new', method: 'POST', status: 303 })).toBe('form');
		expect(act({ path: '/en/work/new', method: 'POST', status: 422 })).toBeUndefined();
		expect(act({ path: '/en/sign-in', method: 'POST', status: 303 })).toBeUndefined();
		expect(act({ path: '/en/work/records/X/edit/here', method: 'POST', status: 204 })).toBeUndefined();
	});

	test('who asks not to be followed leaves a page, and nothing of themselves', () => {
		const quiet = counted({ quiet: true, referrer: 'https://news.example/', group: 'africa' });
		expect(quiet).toMatchObject({ views: 1, marked: false });
		expect(quiet?.properties.map(([name]) => name)).toEqual(['all', 'status', 'language', 'section', 'page', 'area']);
	});

	test('robots and programs stand apart', () => {
		expect(properties({ agent: 'bingbot/2.0' })).toEqual({ all: '', status: '2xx', robot: 'bingbot' });
		expect(counted({ path: '/api/v1/records', agent: 'curl/8', acceptLanguage: null })).toMatchObject({ audience: 'programs' });
		expect(counted({ path: '/sitemap.xml', agent: 'bingbot/2.0' })).toMatchObject({ audience: 'robots' });
	});

	test('made-up addresses do not fill the memory', () => {
		const counts = tally(50);
		for (let at = 0; at < 500; at += 1) counts.add('2026-11-24', counted({ path: `/en/pages/p${at}` }) as never, () => `visitor${at}`);
		const cells = counts.take();
		expect(cells.length).toBeLessThan(60);
		expect(cells.find(({ dimension }) => dimension === 'all')).toMatchObject({ views: 500 });
		expect(counts.size).toBe(0);
	});
});

describe('a line of a log', () => {
	const line = (request: string, more = '200 512 "-" "Mozilla/5.0"') => `203.0.113.9 - - [24/Nov/2026:23:59:59 -0200] "${request}" ${more}`;
	test('time, request, referrer, browser', () => {
		expect(readLogLine(line('GET /ar/search?q=%D8%B2 HTTP/1.1', '304 - "https://x.example/a" "Say \\"hi\\""'))).toMatchObject({
			address: '203.0.113.9',
			at: new Date('2026-11-25T01:59:59Z'),
			path: '/ar/search',
			searched: true,
			status: 304,
			bytes: 0,
			referrer: 'https://x.example/a',
			agent: 'Say "hi"'
		});
	});
	test.each([
		'',
		'nonsense',
		line('\\x16\\x03\\x01'),
		line('GET /x HTTP/1.1').replace('24/Nov', '31/Feb'),
		line('GET /x HTTP/1.1').replace('Nov', 'Nev'),
		'x'.repeat(30_000)
	])('%.40s is none', (text) => expect(readLogLine(text)).toBeNull());
});
