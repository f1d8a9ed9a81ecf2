// SPDX-License-Identifier: Apache-2.0
// What is read out of the claims of an identity provider: roles, by the rules of the settings, name and address. Pure; nothing here trusts a signature.
import { expressionOf, type RoleRule, type SignOnProvider, type SignOnRole } from '#platform/sign-on-setting.ts';
import { emailOf } from './email.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** A role as a rule gives it: the organisation still by its acronym. */
export interface ClaimedRole {
	role: SignOnRole;
	party: string | null;
	organisation: string | null;
}

const mostValues = 1000;
const longestValue = 500;

/** The texts of a claim: its own or those of a list. A name with points is tried as it is before it is taken for a way. */
export function claimValues(claims: Claims, path: string): string[] {
	let found: unknown = Object.hasOwn(claims, path) ? claims[path] : undefined;
	if (found === undefined) {
		found = claims;
		for (const step of path.split('.'))
			found =
				typeof found === 'object' && found !== null && !Array.isArray(found) && Object.hasOwn(found, step)
					? (found as Record<string, unknown>)[step]
					: undefined;
	}
	return (Array.isArray(found) ? found.slice(0, mostValues) : [found])
		.filter((each) => ['string', 'number', 'boolean'].includes(typeof each))
		.map(String)
		.filter((each) => each.length <= longestValue);
}

/** The roles that the claims give, each once. What no rule names gives nothing. */
export function claimedRoles(rules: readonly RoleRule[], claims: Claims): ClaimedRole[] {
	const found = new Map<string, ClaimedRole>();
	for (const rule of rules)
		for (const value of claimValues(claims, rule.claim)) {
			const group = matched(rule, value);
			if (group === null) continue;
			const filled = (text: string | null) => text?.replaceAll('$1', () => group) ?? null;
			const role = { role: rule.role, party: filled(rule.party), organisation: filled(rule.organisation) };
			found.set(JSON.stringify(role), role);
		}
	return [...found.values()];
}

/** The first group of the pattern, or nothing where it has none; null where the rule does not fit. */
function matched(rule: RoleRule, value: string): string | null {
	if (rule.value !== null) return rule.value === value ? '' : null;
	const match = expressionOf(rule.pattern ?? '')?.exec(value);
	return match ? (match[1] ?? '') : null;
}

export interface ClaimedEmail {
	/** In lower case; null where there is none that can be used. */
	email: string | null;
	/** The provider says that it has verified it. */
	verified: boolean;
	/** And the settings let it speak for that domain. */
	trusted: boolean;
}

export function claimedEmail(provider: Pick<SignOnProvider, 'emailDomains' | 'emailVerified'>, claims: Claims): ClaimedEmail {
	const email = typeof claims.email === 'string' ? emailOf(claims.email) : null;
	if (!email) return { email: null, verified: false, trusted: false };
	const verified = ['true', '1'].includes(claimValues(claims, provider.emailVerified)[0] ?? '');
	return { email, verified, trusted: verified && provider.emailDomains.includes(email.slice(email.lastIndexOf('@') + 1)) };
}

/** How the person is called; the part of the address before the sign where the provider does not say. */
export function claimedName(claims: Claims, email: string): string {
	const text = (claim: string) => (typeof claims[claim] === 'string' ? (claims[claim] as string) : '');
	const parts = [text('given_name'), text('family_name')].filter(Boolean).join(' ');
	const name = (text('name') || parts || email.split('@')[0] || '')
		.normalize('NFC')
		.toWellFormed()
		.replace(/[\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	return [...name].slice(0, 200).join('');
}

/** What a provider is called for a reader. */
export const providerName = (provider: Pick<SignOnProvider, 'id' | 'name'>, language: string): string =>
	provider.name[language] ?? provider.name.en ?? provider.id;

/** Refusals that a page may be led to show: nothing else that stands in an address is shown. */
export const signOnRefusals = [
	'sign-on-down',
	'sign-on-denied',
	'sign-on-failed',
	'sign-on-no-account',
	'sign-on-not-verified',
	'sign-on-link-first',
	'sign-on-taken',
	'step-expired',
	'other-account',
	'changed-meanwhile',
	'too-many-requests'
] as const;
