-- What readers follow and are told of by mail, views that people keep under a name, and where old addresses lead.
create schema watching;
comment on schema watching is 'Who is told of what is published: by account, or by an address that has confirmed itself. Nothing of it is ever public.';

create table watching.readers (
	id text primary key,
	watched_by text unique,
	email text not null default '',
	language text not null,
	soft_bounces integer not null default 0,
	bounced_at timestamptz,
	stopped_at timestamptz,
	made_at timestamptz not null,
	check ((watched_by is null) = (email <> ''))
);
comment on table watching.readers is 'Whoever follows something. One with an address alone is deleted, address and all, when the last thing followed goes.';
comment on column watching.readers.id is 'Random; opens nothing by itself.';
comment on column watching.readers.watched_by is 'Account, whose address and language hold then; null for somebody without one.';
comment on column watching.readers.email is 'Address that has confirmed itself; empty where there is an account.';
comment on column watching.readers.language is 'Language of the letters to somebody without an account.';
comment on column watching.readers.soft_bounces is 'Letters that came back for now, since the last time that none did for a month.';
comment on column watching.readers.bounced_at is 'When a letter last came back.';
comment on column watching.readers.stopped_at is 'Since when no letters go to the account, as they came back; null while they go.';
comment on column watching.readers.made_at is 'When the first thing was followed.';
create unique index readers_email on watching.readers (email) where email <> '';

create table watching.watches (
	id text primary key,
	reader_id text not null references watching.readers (id) on delete cascade,
	address text not null,
	frequency text not null check (frequency in ('instant', 'daily', 'weekly')),
	followed_by text,
	watched_at timestamptz not null,
	unique (reader_id, address)
);
comment on table watching.watches is 'What a reader follows: a search, register, area, Party, record, or list, by its address.';
comment on column watching.watches.id is 'Random.';
comment on column watching.watches.reader_id is 'The reader.';
comment on column watching.watches.address is 'What follows the language in the address of the page, in its one spelling.';
comment on column watching.watches.frequency is 'instant, daily or weekly.';
comment on column watching.watches.followed_by is 'Account of the reader, so that it is among what is kept about a person; null for somebody without one.';
comment on column watching.watches.watched_at is 'Since when.';
create index watches_address on watching.watches (address);

create table watching.wishes (
	key_sha256 text primary key,
	email text not null,
	language text not null,
	address text not null,
	frequency text not null check (frequency in ('instant', 'daily', 'weekly')),
	asked_at timestamptz not null,
	expires_at timestamptz not null
);
comment on table watching.wishes is 'Wishes to follow something that wait for the address to confirm itself; deleted when it does, or when the link runs out.';
comment on column watching.wishes.key_sha256 is 'SHA-256 of the secret in the letter, which is kept nowhere.';
comment on column watching.wishes.email is 'Address that was typed.';
comment on column watching.wishes.language is 'Language of the page.';
comment on column watching.wishes.address is 'What is to be followed.';
comment on column watching.wishes.frequency is 'instant, daily or weekly.';
comment on column watching.wishes.asked_at is 'When.';
comment on column watching.wishes.expires_at is 'When the link stops working.';

create table watching.matches (
	watch_id text not null references watching.watches (id) on delete cascade,
	record_id text not null,
	revision integer not null,
	event text not null check (event in ('published', 'withdrawn', 'superseded')),
	matched_at timestamptz not null,
	sent_at timestamptz,
	primary key (watch_id, record_id, revision, event)
);
comment on table watching.matches is 'What a follower is to be told, or was: once, however often the work is repeated.';
comment on column watching.matches.watch_id is 'What is followed.';
comment on column watching.matches.record_id is 'The record.';
comment on column watching.matches.revision is 'Its revision then.';
comment on column watching.matches.event is 'published, withdrawn or superseded.';
comment on column watching.matches.matched_at is 'When it was found.';
comment on column watching.matches.sent_at is 'When it was handed to the mail; null before.';
create index matches_unsent on watching.matches (watch_id) where sent_at is null;
create index matches_record on watching.matches (record_id);

create table watching.letters (
	id text primary key,
	reader_id text not null references watching.readers (id) on delete cascade,
	kind text not null check (kind in ('instant', 'daily', 'weekly')),
	watches text[] not null,
	key_sha256 text not null unique,
	bounce_sha256 text not null unique,
	sent_at timestamptz not null,
	bounced_at timestamptz
);
comment on table watching.letters is 'Letters to followers of the last thirteen months: what their links open, and whether they came back. Their text is not kept.';
comment on column watching.letters.id is 'Random.';
comment on column watching.letters.reader_id is 'The reader.';
comment on column watching.letters.kind is 'instant, daily or weekly.';
comment on column watching.letters.watches is 'Ids of what it told of: what the link to unsubscribe ends.';
comment on column watching.letters.key_sha256 is 'SHA-256 of the secret in its links, which is kept nowhere.';
comment on column watching.letters.bounce_sha256 is 'SHA-256 of the secret in the address that it comes back to.';
comment on column watching.letters.sent_at is 'When it was handed to the mail.';
comment on column watching.letters.bounced_at is 'When it came back; null where it did not.';
create index letters_reader on watching.letters (reader_id, sent_at);

create table watching.views (
	id text primary key,
	saved_by text not null,
	address text not null,
	name text not null,
	saved_at timestamptz not null,
	unique (saved_by, address)
);
comment on table watching.views is 'Pages with their filters that a person keeps under a name.';
comment on column watching.views.id is 'Random.';
comment on column watching.views.saved_by is 'Account.';
comment on column watching.views.address is 'What follows the language in the address of the page.';
comment on column watching.views.name is 'As the person calls it.';
comment on column watching.views.saved_at is 'When.';

create table watching.events (
	seq bigint generated always as identity primary key,
	event text not null,
	about text not null,
	done_by text,
	details jsonb not null default '{}',
	happened_at timestamptz not null
);
comment on table watching.events is 'What happened to subscriptions, saved views and redirects. Holds no address of anybody.';
comment on column watching.events.seq is 'Order.';
comment on column watching.events.event is 'followed, confirmed, changed, stopped, bounced, view-saved, view-removed, redirects-imported, redirect-removed.';
comment on column watching.events.about is 'Id of the reader, view or import.';
comment on column watching.events.done_by is 'Account; null where nobody was signed in.';
comment on column watching.events.details is 'What is followed and how, or counts.';
comment on column watching.events.happened_at is 'When.';

create table platform.redirects (
	from_path text primary key,
	to_path text not null,
	status integer not null check (status in (301, 302, 307, 308, 410)),
	used bigint not null default 0,
	used_at timestamptz,
	imported_by text not null,
	imported_at timestamptz not null
);
comment on table platform.redirects is 'Where addresses of an older site lead; asked only where no page answers.';
comment on column platform.redirects.from_path is 'Path with its query, if any, as it was.';
comment on column platform.redirects.to_path is 'Path on this platform; empty where the page is gone (410).';
comment on column platform.redirects.status is 'HTTP status of the answer.';
comment on column platform.redirects.used is 'How often it was followed.';
comment on column platform.redirects.used_at is 'When last.';
comment on column platform.redirects.imported_by is 'Account, or platform for the command.';
comment on column platform.redirects.imported_at is 'When it was brought in or last changed.';
