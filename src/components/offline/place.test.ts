// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { asked, placeIn } from './place.ts';

const origin = 'https://example.org';
const ask = (method: string, mode: string, address: string) => asked(method, mode, new URL(address, origin), origin);

test('only pages of the desk, parts of pages and leaving are of interest: everything public passes untouched', () => {
	expect(ask('GET', 'navigate', '/en/work')).toMatchObject({ kind: 'page', language: 'en', path: '/work' });
	expect(ask('GET', 'navigate', '/ar/work/records/MC-REPORT-GH-0001/edit/article-4?saved')).toMatchObject({ kind: 'page', language: 'ar' });
	expect(ask('GET', 'no-cors', '/_app/immutable/chunks/a.js')).toMatchObject({ kind: 'part' });
	expect(ask('POST', 'navigate', '/fr/sign-out')).toMatchObject({ kind: 'leaving', anyway: false });
	expect(ask('POST', 'navigate', '/fr/sign-out?anyway')).toMatchObject({ kind: 'leaving', anyway: true });
	for (const [method, mode, address] of [
		['GET', 'navigate', '/'],
		['GET', 'navigate', '/en'],
		['GET', 'navigate', '/en/workshop'],
		['GET', 'navigate', '/en/records/MC-REPORT-GH-0001'],
		['GET', 'navigate', '/en/work/account/data/mine.json'],
		['POST', 'navigate', '/en/work/records/MC-REPORT-GH-0001/edit'],
		['PATCH', 'cors', '/en/work/records/MC-REPORT-GH-0001/edit/answers'],
		['GET', 'cors', '/en/work/records/MC-REPORT-GH-0001/edit/copy'],
		['GET', 'cors', '/_app/version.json'],
		['GET', 'navigate', 'https://elsewhere.example/en/work']
	] as const)
		expect(ask(method, mode, address), address).toBeNull();
});

test('a report and its section are found on the device; any other page of the desk leads to what is kept', () => {
	expect(placeIn('en', '/work/records/MC-REPORT-GH-0001/edit')).toBe('/en/work/offline?record=MC-REPORT-GH-0001');
	expect(placeIn('ar', '/work/records/MC-REPORT-GH-0001/edit/article-4')).toBe('/ar/work/offline?record=MC-REPORT-GH-0001&section=article-4');
	expect(placeIn('en', '/work/records/MC-REPORT-GH-0001/edit/preview')).toBe('/en/work/offline?record=MC-REPORT-GH-0001');
	expect(placeIn('en', '/work/records/MC-REPORT-GH-0001/submit')).toBe('/en/work/offline');
	expect(placeIn('en', '/work/queue')).toBe('/en/work/offline');
});
