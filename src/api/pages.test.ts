// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { isPage } from './pages.ts';

test('pages and files that anybody may read are known by the table of routes', () => {
	for (const path of ['/en', '/fr/areas', '/ar/areas/asgm', '/zh/records/MC-NEWS-SEC-0001/2', '/records/MC-NEWS-SEC-0001', '/feeds/en/news.atom'])
		expect(isPage(path), path).toBe(true);
	for (const path of ['/.well-known/receipt-keys.json', '/calendar/en/events.ics', '/api/v1/records', '/sitemap.xml'])
		expect(isPage(path), path).toBe(true);
});

test('what is not there, or not for everybody, is no page', () => {
	for (const path of [
		'/nowhere',
		'/xx/areas',
		'/en/nowhere',
		'/en/areas/asgm/more',
		'/en/work',
		'/en/work/facts',
		'/xwell-known/receipt-keys.json',
		''
	])
		expect(isPage(path), path).toBe(false);
});
