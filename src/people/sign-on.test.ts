// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { type RoleRule, signOnRoles } from '#platform/sign-on-setting.ts';
import { roleNames } from './person.ts';
import { claimedEmail, claimedName, claimedRoles, claimValues, providerName } from './sign-on.ts';

const rule = (more: Partial<RoleRule>): RoleRule => ({
	claim: 'groups',
	value: null,
	pattern: null,
	role: 'editor',
	party: null,
	organisation: null,
	...more
});

test('the roles of the settings are those of people, but for the one whose term a person sets', () => {
	expect([...signOnRoles]).toEqual(roleNames.filter((name) => name !== 'committee-reader'));
});

test('a claim is found by its name, also one with points, or by the way to it; nothing is found in what objects inherit', () => {
	const claims = { groups: ['a', 1, { b: 1 }, null], 'https://x.example/roles': 'r', realm: { access: { roles: ['deep'] } }, yes: true };
	expect(claimValues(claims, 'groups')).toEqual(['a', '1']);
	expect(claimValues(claims, 'https://x.example/roles')).toEqual(['r']);
	expect(claimValues(claims, 'realm.access.roles')).toEqual(['deep']);
	expect(claimValues(claims, 'yes')).toEqual(['true']);
	for (const path of ['constructor.name', '__proto__', 'realm.access', 'groups.length', 'x.y', '']) expect(claimValues(claims, path)).toEqual([]);
	expect(claimValues({ groups: ['x'.repeat(501)] }, 'groups')).toEqual([]);
});

test('a rule gives its role where the whole value fits, once', () => {
	const rules = [
		rule({ value: 'editors' }),
		rule({ pattern: 'edit.*' }),
		rule({ pattern: 'fp-([A-Z]{3})', role: 'focal-point', party: '$1' }),
		rule({ pattern: 'administrators?', role: 'administrator' })
	];
	expect(claimedRoles(rules, { groups: ['editors', 'fp-GHA', 'fp-CHE', 'xfp-BRA', 'fp-gha', 'administrators\nx'] })).toEqual([
		{ role: 'editor', party: null, organisation: null },
		{ role: 'focal-point', party: 'GHA', organisation: null },
		{ role: 'focal-point', party: 'CHE', organisation: null }
	]);
	expect(claimedRoles(rules, {})).toEqual([]);
	expect(claimedRoles([rule({ pattern: '(.*)', role: 'party-contributor', party: '$1' })], { groups: ['$1$&'] })).toMatchObject([{ party: '$1$&' }]);
});

test('an address is believed when it is verified and of a domain that the provider speaks for', () => {
	const provider = { emailDomains: ['un.org'], emailVerified: 'email_verified' };
	const standing = (email: unknown, verified: unknown = true) => claimedEmail(provider, { email, email_verified: verified });
	expect(standing('Ama@UN.org')).toEqual({ email: 'ama@un.org', verified: true, trusted: true });
	expect(standing('ama@un.org', 'true').trusted).toBe(true);
	for (const verified of [false, 'false', null, 'yes', {}]) expect(standing('ama@un.org', verified).trusted).toBe(false);
	for (const email of ['ama@sub.un.org', 'ama@notun.org', 'ama@un.org.example.com', 'ama@un.org@evil.example', ['ama@un.org'], undefined])
		expect(standing(email).trusted).toBe(false);
});

test('names are made plain, and providers named in the language of the reader', () => {
	expect(claimedName({ name: ' Ama\u202E \u0007 Mensah ' }, 'x@y.org')).toBe('Ama Mensah');
	expect(claimedName({ given_name: 'Ama', family_name: 'Mensah' }, 'x@y.org')).toBe('Ama Mensah');
	expect(claimedName({ name: 7 }, 'ama@y.org')).toBe('ama');
	expect([...claimedName({ name: '😀'.repeat(300) }, 'x@y.org')]).toHaveLength(200);
	expect(providerName({ id: 'un', name: { en: 'UN', fr: 'ONU' } }, 'fr')).toBe('ONU');
	expect(providerName({ id: 'un', name: { en: 'UN' } }, 'ar')).toBe('UN');
});
