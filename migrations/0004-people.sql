-- People: accounts and their credentials, whom they speak for, invitations, sessions, organisations, and who changed what.
-- accounts, credentials, sessions, verifications and second_factors are kept by better-auth (docs/decisions/0003-accounts.md).
create schema people;
comment on schema people is 'Accounts, credentials, roles, invitations, sessions and organisations.';

create table people.accounts (
	id text primary key,
	name text not null,
	email text not null unique check (email = lower(email)),
	email_verified boolean not null default false,
	language text not null default 'en' check (language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	second_factor boolean default false,
	image text,
	demo boolean not null default false,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	erased_at timestamptz
);
comment on table people.accounts is 'One row a person. An erased account keeps its id alone, so that moves and events still say that one and the same person acted.';
comment on column people.accounts.id is 'Account id: random, permanent, says nothing about the person.';
comment on column people.accounts.name is 'Name of the person; empty once erased.';
comment on column people.accounts.email is 'E-mail address in lower case; an unroutable placeholder once erased.';
comment on column people.accounts.email_verified is 'The address was proven by a link that was sent to it.';
comment on column people.accounts.language is 'Language of the mails that the person gets.';
comment on column people.accounts.second_factor is 'Signing in with the password also asks for a code.';
comment on column people.accounts.image is 'Never filled; better-auth wants the column.';
comment on column people.accounts.demo is 'Demonstration account: its password is written beside the data.';
comment on column people.accounts.created_at is 'When the account began.';
comment on column people.accounts.updated_at is 'When its own data last changed.';
comment on column people.accounts.erased_at is 'When it was erased; null while it is in use.';

create table people.credentials (
	id text primary key,
	account_id text not null references people.accounts (id) on delete cascade,
	provider text not null,
	provider_account text not null,
	password text,
	access_token text,
	refresh_token text,
	id_token text,
	access_token_expires_at timestamptz,
	refresh_token_expires_at timestamptz,
	scope text,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	unique (provider, provider_account)
);
comment on table people.credentials is 'How an account proves itself: a password here, or an account at an identity provider.';
comment on column people.credentials.id is 'Id of the credential.';
comment on column people.credentials.account_id is 'Its account.';
comment on column people.credentials.provider is 'credential for a password of this platform, else the name of the identity provider.';
comment on column people.credentials.provider_account is 'Account id at the provider; the own account id for a password.';
comment on column people.credentials.password is 'scrypt hash with its salt.';
comment on column people.credentials.access_token is 'Token of an identity provider; unused with passwords.';
comment on column people.credentials.refresh_token is 'Token of an identity provider; unused with passwords.';
comment on column people.credentials.id_token is 'Token of an identity provider; unused with passwords.';
comment on column people.credentials.access_token_expires_at is 'When the access token ends.';
comment on column people.credentials.refresh_token_expires_at is 'When the refresh token ends.';
comment on column people.credentials.scope is 'What the identity provider granted.';
comment on column people.credentials.created_at is 'When it was first set.';
comment on column people.credentials.updated_at is 'When it was last changed.';
create index credentials_by_account on people.credentials (account_id);

create table people.sessions (
	id text primary key,
	account_id text not null references people.accounts (id) on delete cascade,
	token text not null unique,
	user_agent text,
	address text,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	expires_at timestamptz not null
);
comment on table people.sessions is 'Open sign-ins. Ending one is deleting its row.';
comment on column people.sessions.id is 'Id by which the person sees and ends it.';
comment on column people.sessions.account_id is 'Whose session.';
comment on column people.sessions.token is 'Random value that the cookie carries, signed with the key in platform.settings: the row alone signs nobody in.';
comment on column people.sessions.user_agent is 'What the browser calls itself, shown to the person as a browser name.';
comment on column people.sessions.address is 'Always empty: the network address is not kept.';
comment on column people.sessions.created_at is 'When it began; it ends fourteen days later at most.';
comment on column people.sessions.updated_at is 'When it was last seen, to a few minutes.';
comment on column people.sessions.expires_at is 'When it ends if nothing more is heard of it.';
create index sessions_by_account on people.sessions (account_id);

create table people.verifications (
	id text primary key,
	identifier text not null,
	value text not null,
	created_at timestamptz not null,
	updated_at timestamptz not null,
	expires_at timestamptz not null
);
comment on table people.verifications is 'Short-lived proofs: links for a new password, sign-ins that wait for the second factor.';
comment on column people.verifications.id is 'Id of the proof.';
comment on column people.verifications.identifier is 'Hash of what the person holds.';
comment on column people.verifications.value is 'Account, or the number of tries.';
comment on column people.verifications.created_at is 'When it was made.';
comment on column people.verifications.updated_at is 'When it last changed.';
comment on column people.verifications.expires_at is 'When it ends.';
create index verifications_by_identifier on people.verifications (identifier);

create table people.second_factors (
	id text primary key,
	account_id text not null references people.accounts (id) on delete cascade,
	secret text not null,
	backup_codes text not null,
	verified boolean default true,
	failures integer default 0,
	locked_until timestamptz
);
comment on table people.second_factors is 'Authenticator codes (TOTP, RFC 6238) of the accounts that turned them on.';
comment on column people.second_factors.id is 'Id of the factor.';
comment on column people.second_factors.account_id is 'Its account.';
comment on column people.second_factors.secret is 'Secret of the authenticator, encrypted with the key in platform.settings.';
comment on column people.second_factors.backup_codes is 'Codes for the day the authenticator is lost, encrypted; a used one is taken out.';
comment on column people.second_factors.verified is 'The person has entered a first right code.';
comment on column people.second_factors.failures is 'Wrong codes in a row.';
comment on column people.second_factors.locked_until is 'Codes are refused until then.';
create unique index second_factors_by_account on people.second_factors (account_id);

create table people.used_codes (
	account_id text not null references people.accounts (id) on delete cascade,
	code_sha256 text not null,
	used_at timestamptz not null,
	primary key (account_id, code_sha256)
);
comment on table people.used_codes is 'Authenticator codes of the last minutes, so that a code seen over the shoulder does not work a second time.';
comment on column people.used_codes.account_id is 'Its account.';
comment on column people.used_codes.code_sha256 is 'SHA-256 of account and code.';
comment on column people.used_codes.used_at is 'When it was used.';

create table people.passkeys (
	id text primary key,
	account_id text not null references people.accounts (id) on delete cascade,
	name text not null,
	public_key bytea not null,
	counter bigint not null,
	transports text[] not null,
	created_at timestamptz not null,
	used_at timestamptz
);
comment on table people.passkeys is 'Passkeys (WebAuthn): sign in with the lock of the own device.';
comment on column people.passkeys.id is 'Credential id in base64url, as the device gives it.';
comment on column people.passkeys.account_id is 'Its account.';
comment on column people.passkeys.name is 'Name that the person gave it.';
comment on column people.passkeys.public_key is 'Public key in COSE form.';
comment on column people.passkeys.counter is 'Signature counter; one that falls back betrays a copy.';
comment on column people.passkeys.transports is 'How the device can be reached: internal, usb, nfc, ble, hybrid.';
comment on column people.passkeys.created_at is 'When it was registered.';
comment on column people.passkeys.used_at is 'When it last signed in.';
create index passkeys_by_account on people.passkeys (account_id);

create table people.challenges (
	challenge text primary key,
	account_id text references people.accounts (id) on delete cascade,
	expires_at timestamptz not null
);
comment on table people.challenges is 'Questions that a passkey must sign; each is answered once.';
comment on column people.challenges.challenge is 'Random value in base64url.';
comment on column people.challenges.account_id is 'Account that registers a passkey; null for a sign-in.';
comment on column people.challenges.expires_at is 'When it ends.';

create table people.attempts (
	kind text not null,
	key text not null,
	count integer not null,
	began_at timestamptz not null,
	locked_until timestamptz,
	primary key (kind, key)
);
comment on table people.attempts is 'Tries that are counted against a limit, for all processes alike.';
comment on column people.attempts.kind is 'What is limited: sign-in by account, sign-in by address, forgotten, register …';
comment on column people.attempts.key is 'SHA-256 of the e-mail or network address.';
comment on column people.attempts.count is 'Tries since began_at.';
comment on column people.attempts.began_at is 'When the present window began.';
comment on column people.attempts.locked_until is 'Refused until then.';

create table people.organisations (
	id text primary key,
	code text not null check (code ~ '^[A-Z][A-Z0-9]{1,11}$'),
	name text not null,
	kind text not null check (kind in ('igo', 'ngo', 'institution', 'un')),
	country text,
	website text,
	state text not null check (state in ('applied', 'admitted', 'declined')),
	reason text,
	contact_name text not null,
	contact_email text not null,
	language text not null check (language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	demo boolean not null default false,
	applied_at timestamptz not null,
	decided_by text,
	decided_at timestamptz
);
comment on table people.organisations is 'Organisations that contribute: intergovernmental, non-governmental, institutions, United Nations bodies.';
comment on column people.organisations.id is 'Organisation id, as records name their owner.';
comment on column people.organisations.code is 'Acronym that stands in the identifiers of its records.';
comment on column people.organisations.name is 'Its name, as it writes it itself.';
comment on column people.organisations.kind is 'igo, ngo, institution or un.';
comment on column people.organisations.country is 'Country of its seat (ISO 3166-1 alpha-3); null for a body of many countries.';
comment on column people.organisations.website is 'Its web address.';
comment on column people.organisations.state is 'applied: may draft. admitted: may submit. declined: neither.';
comment on column people.organisations.reason is 'Reason given with the decision; never empty for a declined one.';
comment on column people.organisations.contact_name is 'Person who applied for it; empty once that person is erased.';
comment on column people.organisations.contact_email is 'Address that the decision is sent to; empty once that person is erased.';
comment on column people.organisations.language is 'Language of the application and of the mails about it.';
comment on column people.organisations.demo is 'Demonstration organisation: synthetic.';
comment on column people.organisations.applied_at is 'When it applied.';
comment on column people.organisations.decided_by is 'Officer who decided.';
comment on column people.organisations.decided_at is 'When it was decided.';
create unique index organisations_code on people.organisations (code) where state <> 'declined';

create table people.roles (
	id text primary key,
	account_id text not null references people.accounts (id) on delete cascade,
	role text not null check (role in ('focal-point', 'party-contributor', 'organisation-contributor', 'reviewer', 'editor', 'publisher', 'administrator')),
	party text,
	organisation text references people.organisations (id),
	may_submit boolean not null default false,
	given_by text not null,
	given_at timestamptz not null,
	check ((party is not null) = (role in ('focal-point', 'party-contributor'))),
	check ((organisation is not null) = (role = 'organisation-contributor'))
);
comment on table people.roles is 'Who may act, and for whom. One row a role; taking a role is deleting its row, the event remembers it.';
comment on column people.roles.id is 'Id of the row.';
comment on column people.roles.account_id is 'Whose role.';
comment on column people.roles.role is 'Role, as in src/people/person.ts.';
comment on column people.roles.party is 'Party that a focal point or contributor speaks for (key of its State).';
comment on column people.roles.organisation is 'Organisation that a contributor speaks for.';
comment on column people.roles.may_submit is 'The focal point let this contributor submit for the Party.';
comment on column people.roles.given_by is 'Account that gave it, or platform.';
comment on column people.roles.given_at is 'When.';
create unique index roles_once on people.roles (account_id, role, coalesce(party, ''), coalesce(organisation, ''));
create index roles_by_party on people.roles (party) where party is not null;
create index roles_by_organisation on people.roles (organisation) where organisation is not null;

create table people.invitations (
	id text primary key,
	token_sha256 text not null unique,
	email text not null,
	language text not null check (language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	role text not null,
	party text,
	organisation text references people.organisations (id),
	may_submit boolean not null default false,
	invited_by text not null,
	invited_at timestamptz not null,
	expires_at timestamptz not null,
	accepted_by text,
	accepted_at timestamptz,
	revoked_at timestamptz
);
comment on table people.invitations is 'A role offered to an e-mail address by a link that works once.';
comment on column people.invitations.id is 'Id of the invitation.';
comment on column people.invitations.token_sha256 is 'SHA-256 of the link; the link itself is in the mail alone.';
comment on column people.invitations.email is 'Address in lower case; empty once that person is erased.';
comment on column people.invitations.language is 'Language of the mail and of the new account.';
comment on column people.invitations.role is 'Role that is offered.';
comment on column people.invitations.party is 'Party of the role.';
comment on column people.invitations.organisation is 'Organisation of the role.';
comment on column people.invitations.may_submit is 'Whether the contributor may submit.';
comment on column people.invitations.invited_by is 'Account that invited, or platform for an organisation''s own application.';
comment on column people.invitations.invited_at is 'When it was last sent.';
comment on column people.invitations.expires_at is 'When the link ends.';
comment on column people.invitations.accepted_by is 'Account that took the role.';
comment on column people.invitations.accepted_at is 'When it was accepted.';
comment on column people.invitations.revoked_at is 'When it was taken back.';
create index invitations_by_email on people.invitations (email);

create table people.events (
	seq bigint generated always as identity primary key,
	event text not null,
	caused_by text,
	about text,
	details jsonb not null default '{}',
	occurred_at timestamptz not null
);
comment on table people.events is 'What happened to accounts, roles and organisations, written in the transaction that did it.';
comment on column people.events.seq is 'Order of the events.';
comment on column people.events.event is 'What happened; the list stands in src/people/event.ts.';
comment on column people.events.caused_by is 'Account that did it; platform for the platform itself; null where nobody was signed in.';
comment on column people.events.about is 'Account, organisation or invitation that it is about.';
comment on column people.events.details is 'What is needed to understand it. Holds no name, address or secret.';
comment on column people.events.occurred_at is 'When.';
create index events_about on people.events (about, seq);
create index people_events_by_cause on people.events (caused_by, seq);
