-- Personal tokens, with which programs act for a person through the API, and the replies that repeated calls are given again.
create table people.tokens (
	id text primary key,
	account_id text not null references people.accounts (id) on delete cascade,
	name text not null,
	token_sha256 text not null unique,
	scopes text[] not null,
	created_at timestamptz not null,
	expires_at timestamptz not null,
	last_used_at timestamptz,
	revoked_at timestamptz,
	window_began_at timestamptz not null,
	window_calls integer not null default 0
);
comment on table people.tokens is 'Personal tokens of the API: what a program may do for the person who made it, never more than that person may.';
comment on column people.tokens.id is 'Token id: random, names the token in logs and lists, opens nothing.';
comment on column people.tokens.account_id is 'Whose token it is.';
comment on column people.tokens.name is 'What the person calls it, to know it again.';
comment on column people.tokens.token_sha256 is 'SHA-256 of the token; the token itself is shown once and kept nowhere.';
comment on column people.tokens.scopes is 'What it may be used for: read, drafts, files, moves.';
comment on column people.tokens.created_at is 'When it was made.';
comment on column people.tokens.expires_at is 'When it stops working.';
comment on column people.tokens.last_used_at is 'When it was last used; null before.';
comment on column people.tokens.revoked_at is 'When its owner revoked it; null while it works.';
comment on column people.tokens.window_began_at is 'Beginning of the minute in which calls are counted, by all processes together.';
comment on column people.tokens.window_calls is 'Calls in that minute.';
create index tokens_account on people.tokens (account_id);

create table people.token_replies (
	token_id text not null references people.tokens (id) on delete cascade,
	key text not null,
	request_sha256 text not null,
	status integer not null,
	location text,
	body text not null,
	replied_at timestamptz not null,
	primary key (token_id, key)
);
comment on table people.token_replies is 'Replies to calls that carried an Idempotency-Key, kept for 24 hours: a call that is repeated is answered alike and done once.';
comment on column people.token_replies.token_id is 'Token that the call came with.';
comment on column people.token_replies.key is 'The key that the caller chose.';
comment on column people.token_replies.request_sha256 is 'SHA-256 of address and body: the same key for another call is refused.';
comment on column people.token_replies.status is 'HTTP status of the reply.';
comment on column people.token_replies.location is 'Header Location of the reply, where it had one.';
comment on column people.token_replies.body is 'Body of the reply.';
comment on column people.token_replies.replied_at is 'When the call was done.';
create index token_replies_age on people.token_replies (replied_at);
