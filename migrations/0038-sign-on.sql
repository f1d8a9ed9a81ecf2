-- Signing in with an identity provider (OpenID Connect): sign-ons that were begun, sessions that came of them, what the providers last said of themselves,
-- and roles that follow their claims. Whose account at a provider is whose here stands in people.credentials.
create table people.sign_on_tries (
	state_sha256 text primary key,
	browser_sha256 text not null,
	provider text not null,
	language text not null check (language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	return_to text not null,
	account_id text references people.accounts (id) on delete cascade,
	invitation_id text references people.invitations (id) on delete cascade,
	begun_at timestamptz not null,
	expires_at timestamptz not null
);
comment on table people.sign_on_tries is 'Sign-ons that were begun and wait for the provider''s answer. Each is answered once.';
comment on column people.sign_on_tries.state_sha256 is 'SHA-256 of the parameter state, which the answer must bring back.';
comment on column people.sign_on_tries.browser_sha256 is 'SHA-256 of the secret in the cookie of the browser that began; nonce and PKCE verifier are made of that secret and kept nowhere.';
comment on column people.sign_on_tries.provider is 'Id of the provider in the settings.';
comment on column people.sign_on_tries.language is 'Language of the page that it was begun on.';
comment on column people.sign_on_tries.return_to is 'Path here to go to afterwards.';
comment on column people.sign_on_tries.account_id is 'Account that the provider''s account is to be linked to; null for a sign-in.';
comment on column people.sign_on_tries.invitation_id is 'Invitation whose link was open when it was begun.';
comment on column people.sign_on_tries.begun_at is 'When it was begun.';
comment on column people.sign_on_tries.expires_at is 'When it ends.';
create index sign_on_tries_by_account on people.sign_on_tries (account_id) where account_id is not null;

create table people.sign_on_sessions (
	session_id text primary key references people.sessions (id) on delete cascade,
	issuer text not null,
	id_token text not null,
	began_at timestamptz not null
);
comment on table people.sign_on_sessions is 'Sessions that began with a provider, so that signing out can end that of the provider as well.';
comment on column people.sign_on_sessions.session_id is 'The session here.';
comment on column people.sign_on_sessions.issuer is 'Issuer of the provider.';
comment on column people.sign_on_sessions.id_token is 'The ID token, encrypted with the key in platform.settings: sent back to the provider at signing out, and to nobody else.';
comment on column people.sign_on_sessions.began_at is 'When it began.';

create table people.sign_on_providers (
	issuer text primary key,
	metadata jsonb not null,
	told_at timestamptz not null
);
comment on table people.sign_on_providers is 'What each provider last said of itself (OpenID Connect Discovery): used for as long as it cannot be asked again.';
comment on column people.sign_on_providers.issuer is 'Issuer of the provider.';
comment on column people.sign_on_providers.metadata is 'Its description.';
comment on column people.sign_on_providers.told_at is 'When it was fetched.';

alter table people.roles add column given_through text;
comment on column people.roles.given_through is 'Issuer of the provider whose claim gave the role: it follows the claim at every sign-in. Null for a role that a person gave.';

comment on column people.credentials.provider is 'credential for a password of this platform, else the issuer of the identity provider.';
