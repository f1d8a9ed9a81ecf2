// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { languages } from '#text/languages.ts';
import { messagesIn, readerIn } from '#text/message.ts';
import { counted, limits, lockAfter, minutesUntil } from './attempt.ts';
import { browserOf } from './browser.ts';
import { emailOf, erasedEmail } from './email.ts';
import { linkRefusal, stateOf } from './invitation.ts';
import { codeOf, mayDecide, websiteOf } from './organisation.ts';
import { passwordRefusal } from './password.ts';
import type { Person } from './person.ts';
import { refusalCodes, statusOf } from './refusal.ts';
import { mayGive, roleDetails } from './role.ts';

const noon = new Date('2026-11-24T12:00:00Z');
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

describe('passwords', () => {
	test.each(['', 'elevenchars', 'пароль'])('%j is too short', (password) =>
		expect(passwordRefusal(password)).toEqual({ refusal: 'password-too-short', values: { shortest: 12 } })
	);
	test.each([
		'passwordpassword',
		'Password-2026!!!',
		'P@ssw0rd123456',
		'administrator',
		'Administrator1',
		'qwertyuiop1234',
		'1q2w3e4r5t6y',
		'aaaaaaaaaaaa',
		'abcabcabcabc',
		'abcdefghijkl',
		'123456789012',
		'987654321098',
		'йцукенгшщзхъ',
		'correct horse battery staple',
		'minamataconvention',
		'Unitednations2026'
	])('%j is too common', (password) => expect(passwordRefusal(password)).toEqual({ refusal: 'password-too-common' }));
	test('what the person is known by is no password', () => {
		expect(passwordRefusal('ama.mensah@example.org', ['ama.mensah@example.org'])).toEqual({ refusal: 'password-too-common' });
		expect(passwordRefusal('AMA MENSAH BOATENG', ['Ama Mensah-Boateng'])).toEqual({ refusal: 'password-too-common' });
	});
	test.each([
		'violet anchor under nine lamps',
		'一二三四五六七八九十十一',
		'горный ветер над рекой',
		'xK9#mQ2$vL7!',
		'passwords are what one remembers'
	])('%j is accepted', (password) => expect(passwordRefusal(password, ['', 'Ama'])).toBeNull());
	test('256 characters are the most', () => {
		const long = 'abcdefgh ijklm '.repeat(20);
		expect(passwordRefusal(long.slice(0, 257))).toEqual({ refusal: 'password-too-long', values: { longest: 256 } });
		expect(passwordRefusal(long.slice(0, 256))).toBeNull();
	});
});

test('addresses are trimmed, in lower case, and of a possible shape', () => {
	expect(emailOf('  Ama.Mensah@EPA.gov.gh ')).toBe('ama.mensah@epa.gov.gh');
	for (const wrong of [
		'',
		'ama',
		'ama@',
		'@epa.gov.gh',
		'ama@epa',
		'ama@epa..gh',
		'a b@epa.gh',
		'ama@epa.gh, kofi@epa.gh',
		'ama@epa.gh\nBcc: x@y.zz',
		`${'a'.repeat(65)}@epa.gh`,
		7,
		null
	]) {
		expect(emailOf(wrong), String(wrong)).toBeNull();
	}
	expect(emailOf(erasedEmail('5f0c'))).not.toBeNull();
});

describe('tries', () => {
	const kind = 'sign-in';
	const { limit, within } = limits[kind];
	test('as many as the limit are allowed, the next is not, and a lock ends by itself', () => {
		let attempts = null as Parameters<typeof counted>[0];
		for (let time = 1; time <= limit; time += 1) {
			const outcome = counted(attempts, kind, noon);
			expect(outcome).toMatchObject({ allowed: true, attempts: { count: time } });
			attempts = outcome.attempts;
		}
		const refused = counted(attempts, kind, noon);
		expect(refused).toMatchObject({ allowed: false, until: after(15) });
		expect(counted(refused.attempts, kind, after(14))).toMatchObject({ allowed: false, until: after(15) });
		expect(counted(refused.attempts, kind, after(15))).toMatchObject({ allowed: true, attempts: { count: 1 } });
	});
	test('the window moves on', () => {
		const full = { count: limit, beganAt: noon, lockedUntil: null };
		expect(counted(full, kind, new Date(noon.getTime() + within))).toMatchObject({ allowed: true, attempts: { count: 1 } });
	});
	test('the last wrong one locks at once', () => {
		expect(lockAfter({ count: limit - 1, beganAt: noon, lockedUntil: null }, kind, noon)).toBeNull();
		expect(lockAfter({ count: limit, beganAt: noon, lockedUntil: null }, kind, noon)).toEqual(after(15));
		expect(minutesUntil(after(0.2), noon)).toBe(1);
		expect(minutesUntil(after(14.2), noon)).toBe(15);
	});
});

test('an invitation is open, accepted, revoked or expired, and its link says why it does not work', () => {
	const open = { acceptedAt: null, revokedAt: null, expiresAt: after(1) };
	expect([stateOf(open, noon), linkRefusal(open, noon)]).toEqual(['open', null]);
	expect([stateOf(open, after(1)), linkRefusal(open, after(1))]).toEqual(['expired', { refusal: 'link-expired' }]);
	expect(linkRefusal({ ...open, revokedAt: noon }, noon)).toEqual({ refusal: 'link-expired' });
	expect(linkRefusal({ ...open, acceptedAt: noon }, after(9))).toEqual({ refusal: 'link-used' });
	expect(linkRefusal(null, noon)).toEqual({ refusal: 'link-unknown' });
});

test('codes, web addresses and decisions of organisations', () => {
	expect(['zmwg', 'I.U.C.N', 'b 2 b', 'A', '2B', 'ÖKO', 'ABCDEFGHIJKLM', ''].map(codeOf)).toEqual([
		'ZMWG',
		'IUCN',
		'B2B',
		null,
		null,
		null,
		null,
		null
	]);
	expect(websiteOf(' example.org/who ')).toBe('https://example.org/who');
	expect(websiteOf('http://example.org')).toBe('http://example.org/');
	expect(websiteOf('')).toBeNull();
	for (const wrong of ['nothing', 'javascript:alert(1)', 'ftp://example.org', 'http://']) expect(websiteOf(wrong), wrong).toBe(false);
	expect([mayDecide('applied', 'admitted'), mayDecide('admitted', 'admitted'), mayDecide('declined', 'admitted')]).toEqual([true, false, true]);
});

test('browsers are named as people know them', () => {
	const agent = (text: string) => Object.values(browserOf(text)).join(' / ');
	expect(agent('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0')).toBe(
		'Edge / Windows'
	);
	expect(agent('Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36')).toBe(
		'Chrome / Android'
	);
	expect(agent('Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox / macOS');
	expect(browserOf('curl/8.0')).toEqual({ browser: null, system: null });
	expect(browserOf(null)).toEqual({ browser: null, system: null });
});

test('letting a contributor submit is the focal point’s alone; the trail says roles without names', () => {
	const person = (role: Person['roles'][number]): Person => ({ id: '1', name: 'A', email: 'a@example.org', language: 'en', roles: [role] });
	const contributor = { role: 'party-contributor', party: 'GHA' } as const;
	expect(mayGive(person({ role: 'focal-point', party: 'GHA' }), { ...contributor, maySubmit: true })).toBe(true);
	expect(mayGive(person({ role: 'focal-point', party: 'CHE' }), contributor)).toBe(false);
	expect(mayGive(person({ role: 'editor' }), contributor)).toBe(true);
	expect(mayGive(person({ role: 'editor' }), { ...contributor, maySubmit: true })).toBe(false);
	expect(mayGive(person({ role: 'focal-point', party: 'GHA' }), { role: 'focal-point', party: 'GHA' })).toBe(false);
	expect(mayGive(person({ role: 'administrator' }), { role: 'administrator' })).toBe(true);
	expect(mayGive(person({ role: 'reviewer' }), contributor)).toBe(false);
	expect(mayGive(null, contributor)).toBe(false);
	expect(roleDetails({ ...contributor, maySubmit: true })).toEqual({ role: 'party-contributor', party: 'GHA', maySubmit: true });
});

test.each(languages)('every refusal is worded in %s, and says more than its code', async (language) => {
	const messages = (await messagesIn(language)) as Record<string, string>;
	const { t } = await readerIn(language);
	for (const code of refusalCodes) {
		expect(messages[`refusal.${code}`], code).toBeTruthy();
		const said = t(`refusal.${code}` as Parameters<typeof t>[0], {
			due: '2025-12-31',
			record: 'MC-REPORT-GH-0001',
			minutes: 15,
			shortest: 12,
			longest: 256,
			most: 20,
			count: 2,
			seats: 2,
			day: '31/02/2026',
			today: '2026-11-24',
			version: 'mc-6',
			names: 'Ama Owusu',
			name: 'UNEP/MC/COP.6/1',
			provider: 'United Nations',
			days: 365
		});
		expect(said, code).not.toMatch(/[{}]|undefined|refusal/);
		expect(statusOf[code]).toBeGreaterThanOrEqual(400);
	}
	expect(Object.keys(messages).filter((id) => id.startsWith('refusal.')).length).toBe(refusalCodes.length);
});
