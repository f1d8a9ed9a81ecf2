// SPDX-License-Identifier: Apache-2.0
// What can be followed, in its one spelling; what an entry must be to belong to it; and what a mail server says of a letter that came back.
import { describe, expect, it } from 'vitest';
import type { Entry } from '#catalogue/entry.ts';
import { bounceAddress, bounceIn, bounceKeyIn, refusesRecipient } from './bounce.ts';
import { addressFrom, fits, names, watchedFrom } from './watched.ts';

const origin = 'https://exchange.test';
const spelt = (said: string) => watchedFrom(said, origin)?.address ?? null;
const entry = {
	recordId: 'MC-INFORMATION-GH-0001',
	type: 'art17-exchange-record',
	owner: 'GHA',
	parties: ['GHA', 'TGO'],
	areas: ['asgm'],
	articles: ['7', '17'],
	region: 'africa',
	year: 2026,
	languages: ['en'],
	answers: { call: 'MC-CALL-SEC-0001', list: [{ of: 'MC-CALL-SEC-0002' }] }
} as unknown as Entry;
const belongs = (said: string, types: string[] = [], more: Partial<Entry> = {}) => {
	const watched = watchedFrom(said, origin);
	return watched ? fits(watched, { ...entry, ...more }, types) : null;
};

describe('an address', () => {
	it('has one spelling, with its language or without, relative or absolute', () => {
		for (const said of [
			'/search?area=asgm&q=gold++mines%20',
			'/en/search?q=gold+mines&area=asgm&page=4&sort=newest',
			`${origin}/zh/search?q=gold%20mines&area=asgm&view=map`
		])
			expect(spelt(said), said).toBe('/search?q=gold+mines&area=asgm');
		expect([spelt('/'), spelt('/fr'), spelt('/search')]).toEqual(['/search', '/search', '/search']);
		expect(spelt('/parties/gha/')).toBe('/parties/GHA');
		expect(spelt('/registers/x?standing=current&party=GHA&q=y')).toBe('/registers/x?party=GHA');
		expect(spelt('/en/calls/MC-CALL-SEC-0001')).toBe('/records/MC-CALL-SEC-0001');
		expect(spelt('/reporting/2021-2024/q3-1')).toBe('/reporting/2021-2024');
		expect(spelt('/search?expand=no')).toBe('/search');
		expect(spelt('/search?q=x&expand=no&spell=no')).toBe('/search?q=x&expand=no&spell=no');
	});

	it('is none where nothing can be followed, or where it is not ours', () => {
		for (const said of [
			'https://elsewhere.test/search',
			'//elsewhere.test',
			'/work',
			'/registers',
			'/areas/a/b',
			'/parties/%00',
			'javascript:alert(1)',
			'/follow?of=x',
			'x'.repeat(3000)
		])
			expect(spelt(said), said).toBeNull();
		expect(addressFrom('http://[', origin)).toBeNull();
	});
});

describe('an entry belongs', () => {
	it('to each facet of a search at once', () => {
		expect(belongs('/search')).toBe(true);
		expect(belongs('/search?area=asgm&party=TGO&region=africa&year=2026&language=en&article=7&type=art17-exchange-record')).toBe(true);
		expect(belongs('/search?area=asgm&party=KEN')).toBe(false);
	});

	it('to its Party, area, article and cycle, and to a Party that it names', () => {
		expect([belongs('/parties/TGO'), belongs('/areas/asgm'), belongs('/articles/17'), belongs('/articles/1')]).toEqual([true, true, true, false]);
		expect(belongs('/reporting/2021-2024')).toBe(false);
		expect(belongs('/reporting/2021-2024', [], { type: 'art21-full', answers: { cycle: '2021-2024' } })).toBe(true);
	});

	it('to a register by whom it speaks for, and to the record that it names anywhere', () => {
		expect(belongs('/registers/x?party=GHA', ['art17-exchange-record'])).toBe(true);
		expect(belongs('/registers/x?party=TGO', ['art17-exchange-record'])).toBe(false);
		expect(belongs('/registers/x', ['another'])).toBe(false);
		expect([belongs('/records/MC-CALL-SEC-0002'), belongs('/records/MC-CALL-SEC-0003')]).toEqual([true, false]);
		expect(names({ a: null, b: [1, true, 'x'] }, 'x')).toBe(true);
	});

	it('to a list by its type', () => {
		expect([belongs('/news'), belongs('/news', [], { type: 'news' }), belongs('/documents', [], { type: 'decision' })]).toEqual([false, true, true]);
		expect(belongs('/dashboards/gef?party=GHA', [], { type: 'project' })).toBe(true);
		expect(belongs('/dashboards/gef?party=KEN', [], { type: 'project' })).toBe(false);
	});
});

describe('a letter that comes back', () => {
	const report = (action: string, status: string) =>
		`Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: ${action}\r\nStatus: ${status}\r\n`;

	it('is known by its secret, whatever became of its capitals', () => {
		const key = '0123456789abcdef0123456789abcdef';
		expect(bounceKeyIn(['x@y.example', bounceAddress(key, 'Reply.example').toUpperCase()], 'reply.example')).toBe(key);
		expect(bounceKeyIn([`answer+${key}@reply.example`, `back+${key}@elsewhere.example`, 'back+1@reply.example'], 'reply.example')).toBeUndefined();
	});

	it('came back for good, for now, or not at all', () => {
		expect(bounceIn(report('failed', '5.1.1'))).toBe('hard');
		expect(bounceIn(report('failed', '5.2.2'))).toBe('soft');
		expect(bounceIn(report('failed', '4.4.1'))).toBe('soft');
		expect(bounceIn(report('delayed', '4.2.0'))).toBe('soft');
		expect(bounceIn(report('delivered', '2.0.0'))).toBeNull();
		expect(bounceIn('Action: failed\r\n')).toBe('hard');
		expect(bounceIn('<a@b.example>: host mx said: 550 5.1.1 User unknown')).toBe('hard');
		expect(bounceIn('host mx said: 452 4.2.2 Mailbox full')).toBe('soft');
		expect(bounceIn('I am away until Monday. Call extension 550.')).toBeNull();
	});
});

it('a mail server that refuses an address for good is told from one that refuses us, or only now', () => {
	const refused = (response: string, command = 'RCPT TO') => refusesRecipient({ command, response, responseCode: Number(response.slice(0, 3)) });
	for (const response of [
		'550 5.1.1 No such user',
		'550 No such user here',
		'551 User not local',
		'553 5.1.3 Bad address',
		'550 5.2.1 Mailbox disabled'
	])
		expect(refused(response), response).toBe(true);
	for (const response of [
		'450 4.2.1 Try later',
		'452 4.2.2 Full',
		'552 5.2.2 Mailbox full',
		'550 5.2.2 Mailbox full',
		'550 5.7.1 Rejected by policy',
		'550 5.7.26 Not authenticated',
		'550 5.1.8 Bad sender',
		'550 Blocked, see our list',
		'554 5.7.1 Relay access denied'
	])
		expect(refused(response), response).toBe(false);
	expect(refused('550 5.1.1 No such user', 'MAIL FROM')).toBe(false);
	expect(refused('550 5.1.1 No such user', 'DATA')).toBe(false);
	expect(refusesRecipient({})).toBe(false);
});
