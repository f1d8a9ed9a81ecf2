// SPDX-License-Identifier: Apache-2.0
// The setting OIDC_PROVIDERS: identity providers that people may sign in with, and which claim of theirs gives which role. Pure.
// Secrets are no part of it: each has a variable of its own.

/** Roles that a claim may give. Not that of a reader of the Committee, whose term a person sets; and nobody is let submit by a claim (Article 17(4)). */
export const signOnRoles = [
	'focal-point',
	'party-contributor',
	'organisation-contributor',
	'reviewer',
	'editor',
	'publisher',
	'administrator'
] as const;
export type SignOnRole = (typeof signOnRoles)[number];

/** Who gets an account at the first sign-on: whoever was invited, also whom a claim gives a role, or anybody. */
export const signOnAccounts = ['invited', 'mapped', 'anybody'] as const;

/** Asymmetric ones alone: whoever can check such a signature cannot make one. */
export const signOnAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;

export interface RoleRule {
	/** Name of the claim, or the way to it with points between: `groups`, `realm_access.roles`. */
	claim: string;
	/** Exactly one of the two. A pattern is a regular expression that the whole value must match. */
	value: string | null;
	pattern: string | null;
	role: SignOnRole;
	/** Key of the Party; $1 is what the first group of the pattern found. */
	party: string | null;
	/** Acronym of the organisation; likewise. */
	organisation: string | null;
}

export interface SignOnProvider {
	/** Stands in addresses. */
	id: string;
	/** Words by language, or one name for all. */
	name: Record<string, string>;
	/** As the provider writes itself in its tokens. */
	issuer: string;
	clientId: string;
	/** Null for a public client, which has none. */
	secret: string | null;
	/** Where the secret is sent: in the header Authorization or in the body. */
	secretIn: 'header' | 'body';
	scopes: string[];
	/** How its ID tokens are signed; no other way is accepted. */
	algorithm: (typeof signOnAlgorithms)[number];
	accounts: (typeof signOnAccounts)[number];
	/** Domains of mail that it speaks for: addresses there are believed when it has verified them. */
	emailDomains: string[];
	/** The claim by which it says that it verified the address. */
	emailVerified: string;
	roles: RoleRule[];
	/** How long it may take to answer. */
	seconds: number;
}

export const secretVariable = (id: string): string => `OIDC_SECRET_${id.toUpperCase().replaceAll('-', '_')}`;

const languages = ['ar', 'en', 'es', 'fr', 'ru', 'zh'];
const known = [
	'id',
	'name',
	'issuer',
	'clientId',
	'public',
	'secretIn',
	'scopes',
	'algorithm',
	'accounts',
	'emailDomains',
	'emailVerified',
	'roles',
	'seconds'
];
const knownOfRule = ['claim', 'value', 'pattern', 'role', 'party', 'organisation'];
const example = `OIDC_PROVIDERS=[{"id":"un","name":"United Nations","issuer":"https://login.example.org","clientId":"minamata"}]`;

type Raw = Record<string, unknown>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= 500;
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** The providers, or one line for each thing that is wrong. No line repeats a value. */
export function signOnProviders(text: string, env: Record<string, string | undefined>): SignOnProvider[] | string[] {
	let raw: unknown;
	try {
		raw = JSON.parse(text);
	} catch {
		return [`OIDC_PROVIDERS must be a list in JSON, or the path of a file that holds one; for example ${example}`];
	}
	if (!Array.isArray(raw) || !raw.every(isRaw)) return [`OIDC_PROVIDERS must be a list of providers in JSON; for example ${example}`];
	const problems: string[] = [];
	const providers = raw.map((each, at) => providerFrom(each, env, (said) => problems.push(`OIDC_PROVIDERS, provider ${at + 1}: ${said}`)));
	for (const key of ['id', 'issuer'] as const) {
		const values = providers.map((each) => each[key]);
		if (new Set(values).size < values.length) problems.push(`OIDC_PROVIDERS: two providers have the same ${key}`);
	}
	return problems.length ? problems : providers;
}

function providerFrom(raw: Raw, env: Record<string, string | undefined>, wrong: (said: string) => void): SignOnProvider {
	for (const key of Object.keys(raw)) {
		if (/secret$/i.test(key)) wrong(`${key} does not belong here; a secret is set by a variable of its own, ${secretVariable('id')}`);
		else if (!known.includes(key)) wrong(`${key.slice(0, 40)} is not known; known are ${known.join(', ')}`);
	}
	const id = typeof raw.id === 'string' && /^[a-z][a-z\d-]{0,30}$/.test(raw.id) ? raw.id : '';
	if (!id) wrong('id must be a short name in small letters, digits and hyphens; for example "un"');
	const name = nameFrom(raw.name);
	if (!name) wrong('name must be a name, or names by language with an English one');
	const issuer = issuerFrom(raw.issuer);
	if (!issuer) wrong('issuer must be an address that begins with https:// and has no query; http:// is for this machine alone');
	if (!isText(raw.clientId)) wrong('clientId is missing');
	const secret = env[secretVariable(id)]?.trim() || null;
	if (raw.public !== undefined && typeof raw.public !== 'boolean') wrong('public must be true or false');
	if (id && raw.public !== true && !secret) wrong(`its secret is missing; set ${secretVariable(id)}, or "public": true where the client has none`);
	const oneOf = <T extends string>(key: string, choices: readonly T[], otherwise: T): T => {
		if (raw[key] === undefined) return otherwise;
		const found = choices.find((choice) => choice === raw[key]);
		if (!found) wrong(`${key} must be one of ${choices.join(', ')}`);
		return found ?? otherwise;
	};
	const scopes = raw.scopes ?? ['openid', 'email', 'profile'];
	if (!isTexts(scopes) || !scopes.includes('openid')) wrong('scopes must be a list with "openid" in it');
	const domains = raw.emailDomains ?? [];
	if (!isTexts(domains) || !domains.every((each) => /^[a-z\d-]+(\.[a-z\d-]+)+$/i.test(each)))
		wrong('emailDomains must be a list of domains; for example ["un.org"]');
	const verified = raw.emailVerified ?? 'email_verified';
	if (!isText(verified)) wrong('emailVerified must be the name of a claim');
	const seconds = raw.seconds ?? 8;
	if (typeof seconds !== 'number' || !(seconds >= 1 && seconds <= 30)) wrong('seconds must be a number from 1 to 30');
	const rules = raw.roles ?? [];
	if (!Array.isArray(rules)) wrong('roles must be a list of rules');
	return {
		id,
		name: name ?? {},
		issuer: issuer ?? '',
		clientId: String(raw.clientId),
		secret: raw.public === true ? null : secret,
		secretIn: oneOf('secretIn', ['header', 'body'], 'header'),
		scopes: isTexts(scopes) ? scopes : [],
		algorithm: oneOf('algorithm', signOnAlgorithms, 'RS256'),
		accounts: oneOf('accounts', signOnAccounts, 'invited'),
		emailDomains: isTexts(domains) ? domains.map((each) => each.toLowerCase()) : [],
		emailVerified: String(verified),
		roles: Array.isArray(rules)
			? rules.flatMap((rule: unknown, at) => ruleFrom(rule, (said) => wrong(`rule ${at + 1} of roles: ${said}`)) ?? [])
			: [],
		seconds: Number(seconds)
	};
}

function ruleFrom(raw: unknown, wrong: (said: string) => void): RoleRule | null {
	if (!isRaw(raw)) return (wrong('must be a rule such as {"claim":"groups","value":"editors","role":"editor"}'), null);
	for (const key of Object.keys(raw)) if (!knownOfRule.includes(key)) wrong(`${key.slice(0, 40)} is not known; known are ${knownOfRule.join(', ')}`);
	if (!isText(raw.claim)) wrong('claim is missing');
	if (isText(raw.value) === isText(raw.pattern)) wrong('give either value or pattern');
	if (isText(raw.pattern) && !expressionOf(raw.pattern)) wrong('pattern is no regular expression');
	const role = signOnRoles.find((each) => each === raw.role);
	if (!role) return (wrong(`role must be one of ${signOnRoles.join(', ')}`), null);
	const ofParty = role === 'focal-point' || role === 'party-contributor';
	if (ofParty !== isText(raw.party)) wrong(ofParty ? `${role} needs a party, such as "GHA"` : `${role} has no party`);
	const ofOrganisation = role === 'organisation-contributor';
	if (ofOrganisation !== isText(raw.organisation))
		wrong(ofOrganisation ? `${role} needs an organisation by its acronym` : `${role} has no organisation`);
	const text = (value: unknown) => (isText(value) ? value : null);
	return {
		claim: String(raw.claim),
		value: text(raw.value),
		pattern: text(raw.pattern),
		role,
		party: text(raw.party),
		organisation: text(raw.organisation)
	};
}

/** A pattern matches the whole of a value; null when it is none. */
export function expressionOf(pattern: string): RegExp | null {
	try {
		return new RegExp(`^(?:${pattern})$`, 'u');
	} catch {
		return null;
	}
}

function nameFrom(raw: unknown): Record<string, string> | null {
	if (isText(raw)) return { en: raw };
	if (!isRaw(raw) || !isText(raw.en)) return null;
	return Object.entries(raw).every(([language, words]) => languages.includes(language) && isText(words)) ? (raw as Record<string, string>) : null;
}

const near = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Kept as it is written, since tokens name it letter by letter. */
function issuerFrom(raw: unknown): string | null {
	if (!isText(raw)) return null;
	const url = URL.parse(raw);
	const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && near.has(url.hostname));
	return url && safe && !url.username && !url.password && !raw.includes('?') && !raw.includes('#') ? raw : null;
}
