// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { configurationFrom } from './configuration.ts';
import { secretVariable, type SignOnProvider, signOnProviders } from './sign-on-setting.ts';

const least = { id: 'un', name: 'United Nations', issuer: 'https://login.example.org/v2.0', clientId: 'minamata' };
const env = { OIDC_SECRET_UN: 'quiet water' };
const read = (...providers: object[]) => signOnProviders(JSON.stringify(providers), env);

describe('OIDC_PROVIDERS', () => {
	test('asks for little and fills in the rest on the careful side', () => {
		expect(read(least)).toEqual([
			{
				...least,
				name: { en: 'United Nations' },
				secret: 'quiet water',
				secretIn: 'header',
				scopes: ['openid', 'email', 'profile'],
				algorithm: 'RS256',
				accounts: 'invited',
				emailDomains: [],
				emailVerified: 'email_verified',
				roles: [],
				seconds: 8
			}
		]);
		expect(configurationFrom({ OIDC_PROVIDERS: JSON.stringify([least]), ...env })).toMatchObject({ signOn: [{ id: 'un' }] });
		expect(signOnProviders('[]', {})).toEqual([]);
	});

	test('takes everything', () => {
		const roles = [
			{ claim: 'groups', value: 'editors', role: 'editor' },
			{ claim: 'realm.roles', pattern: 'fp-([A-Z]{3})', role: 'focal-point', party: '$1' },
			{ claim: 'org', value: 'x', role: 'organisation-contributor', organisation: 'CRI' }
		];
		const whole = {
			...least,
			name: { en: 'UN', fr: 'ONU' },
			issuer: 'http://127.0.0.1:4000',
			public: true,
			secretIn: 'body',
			scopes: ['openid', 'groups'],
			algorithm: 'ES256',
			accounts: 'mapped',
			emailDomains: ['UN.org'],
			emailVerified: 'xms_edov',
			roles,
			seconds: 3
		};
		expect(read(whole)).toMatchObject([
			{ secret: null, emailDomains: ['un.org'], algorithm: 'ES256', roles: [{ pattern: null }, { value: null }, {}] }
		]);
		expect(secretVariable('my-ministry')).toBe('OIDC_SECRET_MY_MINISTRY');
	});

	const wrong: [string, object, RegExp][] = [
		['a secret in it', { ...least, clientSecret: 'hush' }, /clientSecret does not belong here/],
		['a name nobody knows', { ...least, issuers: 'x' }, /issuers is not known/],
		['no id', { ...least, id: 'United Nations' }, /id must be a short name/],
		['no English name', { ...least, name: { fr: 'ONU' } }, /name must be/],
		['plain http elsewhere', { ...least, issuer: 'http://login.example.org' }, /issuer must be/],
		['a password in the issuer', { ...least, issuer: 'https://a:b@login.example.org' }, /issuer must be/],
		['no client', { ...least, clientId: '' }, /clientId is missing/],
		['no secret', { ...least, id: 'other' }, /secret is missing; set OIDC_SECRET_OTHER/],
		['an algorithm that shares a secret', { ...least, algorithm: 'HS256' }, /algorithm must be one of RS256/],
		['alg none', { ...least, algorithm: 'none' }, /algorithm must be/],
		['everybody', { ...least, accounts: 'everybody' }, /accounts must be one of invited, mapped, anybody/],
		['scopes without openid', { ...least, scopes: ['email'] }, /scopes must be/],
		['a domain with a star', { ...least, emailDomains: ['*'] }, /emailDomains must be/],
		['no time at all', { ...least, seconds: 0 }, /seconds must be/],
		['a rule without a claim', { ...least, roles: [{ value: 'x', role: 'editor' }] }, /rule 1 of roles: claim is missing/],
		['both value and pattern', { ...least, roles: [{ claim: 'a', value: 'x', pattern: 'x', role: 'editor' }] }, /either value or pattern/],
		['a pattern that is none', { ...least, roles: [{ claim: 'a', pattern: '(', role: 'editor' }] }, /no regular expression/],
		['a role that a person gives', { ...least, roles: [{ claim: 'a', value: 'x', role: 'committee-reader' }] }, /role must be one of/],
		['a focal point of nobody', { ...least, roles: [{ claim: 'a', value: 'x', role: 'focal-point' }] }, /needs a party/],
		['an editor of a Party', { ...least, roles: [{ claim: 'a', value: 'x', role: 'editor', party: 'GHA' }] }, /has no party/],
		['letting submit', { ...least, roles: [{ claim: 'a', value: 'x', role: 'editor', maySubmit: true }] }, /maySubmit is not known/]
	];
	test.each(wrong)('%s stops the start with one line, which repeats no value', (_, provider, line) => {
		const problems = read(provider) as string[];
		expect(problems).toHaveLength(1);
		expect(problems[0]).toMatch(line);
		expect(problems[0]).toMatch(/^OIDC_PROVIDERS, provider 1: [^\n]+$/);
		expect(problems[0]).not.toMatch(/hush|a:b@/);
		expect(configurationFrom({ OIDC_PROVIDERS: JSON.stringify([provider]), ...env })).toEqual(problems);
	});

	test('no JSON, no list, and two of one name are told', () => {
		expect(signOnProviders('{', {})).toEqual([expect.stringMatching(/must be a list in JSON/)]);
		expect(signOnProviders('{}', {})).toEqual([expect.stringMatching(/must be a list of providers/)]);
		expect(read(least, { ...least, issuer: 'https://b.example.org' })).toEqual(['OIDC_PROVIDERS: two providers have the same id']);
		expect((read(least) as SignOnProvider[])[0]?.issuer).toBe(least.issuer);
	});
});
