-- The administrator's home: what is done to the platform itself, how much it keeps; and webhooks, by which other systems are told of what is published.
create table platform.acts (
	seq bigint generated always as identity primary key,
	act text not null,
	about text not null,
	done_by text not null,
	details jsonb not null default '{}',
	done_at timestamptz not null
);
comment on table platform.acts is 'What administrators did to the platform itself. Holds no secret.';
comment on column platform.acts.seq is 'Order.';
comment on column platform.acts.act is 'job.retried, job.cancelled, storage.count-asked, account.unlocked, webhook.made, webhook.changed, webhook.rotated, webhook.enabled, webhook.disabled, webhook.removed, webhook.pinged, webhook.sent-again.';
comment on column platform.acts.about is 'Queue and job, account or webhook.';
comment on column platform.acts.done_by is 'Account; platform for the platform itself.';
comment on column platform.acts.details is 'Beside it: queue, host, why.';
comment on column platform.acts.done_at is 'When.';

create table platform.storage (
	counted_at timestamptz primary key,
	files integer not null,
	bytes bigint not null,
	unnamed integer not null,
	unnamed_bytes bigint not null,
	database_bytes bigint not null
);
comment on table platform.storage is 'How much is kept, counted once a day: what growth is told from.';
comment on column platform.storage.counted_at is 'When it was counted.';
comment on column platform.storage.files is 'Files in the store.';
comment on column platform.storage.bytes is 'Their bytes.';
comment on column platform.storage.unnamed is 'Files that no row names any more.';
comment on column platform.storage.unnamed_bytes is 'Their bytes.';
comment on column platform.storage.database_bytes is 'Bytes of the database.';

create schema webhooks;
comment on schema webhooks is 'Systems that asked to be told of what is published, what they were sent and what they said.';

create table webhooks.endpoints (
	id text primary key,
	name text not null,
	address text not null,
	types text[] not null default '{}',
	events text[] not null default '{}',
	secret text not null,
	previous_secret text,
	previous_until timestamptz,
	state text not null check (state in ('on', 'off', 'failed')),
	failing_since timestamptz,
	last_delivered_at timestamptz,
	made_by text not null,
	made_at timestamptz not null,
	changed_at timestamptz not null
);
comment on table webhooks.endpoints is 'Addresses that are told of events.';
comment on column webhooks.endpoints.id is 'Random.';
comment on column webhooks.endpoints.name is 'What it is called among administrators.';
comment on column webhooks.endpoints.address is 'Where messages are posted.';
comment on column webhooks.endpoints.types is 'Record types it is told of; empty for all.';
comment on column webhooks.endpoints.events is 'published, superseded, decided, withdrawn; empty for all.';
comment on column webhooks.endpoints.secret is 'What messages are signed with, encrypted by the key of the installation.';
comment on column webhooks.endpoints.previous_secret is 'The secret before, encrypted, while messages are signed with both.';
comment on column webhooks.endpoints.previous_until is 'Until when they are.';
comment on column webhooks.endpoints.state is 'on; off: by an administrator; failed: by the platform, since nothing was taken for days or the receiver said that it is gone.';
comment on column webhooks.endpoints.failing_since is 'Since when nothing was taken; null where the last message was.';
comment on column webhooks.endpoints.last_delivered_at is 'When it last took a message.';
comment on column webhooks.endpoints.made_by is 'Account; its owner is written to when the platform stops sending.';
comment on column webhooks.endpoints.made_at is 'When.';
comment on column webhooks.endpoints.changed_at is 'When it was last changed.';

create table webhooks.messages (
	id text primary key,
	endpoint text not null references webhooks.endpoints (id) on delete cascade,
	seq bigint,
	event text not null,
	record_id text,
	body text not null,
	state text not null check (state in ('waiting', 'delivered', 'failed', 'dropped')),
	tries integer not null default 0,
	round integer not null default 1,
	made_at timestamptz not null,
	due_at timestamptz,
	ended_at timestamptz
);
comment on table webhooks.messages is 'What each endpoint is or was told, for ninety days. The body is public.';
comment on column webhooks.messages.id is 'Sent as webhook-id: the same at every try.';
comment on column webhooks.messages.endpoint is 'To whom.';
comment on column webhooks.messages.seq is 'Event in records.events; null for a test.';
comment on column webhooks.messages.event is 'record.published, record.superseded, record.decided, record.withdrawn or ping.';
comment on column webhooks.messages.record_id is 'The record; null for a test.';
comment on column webhooks.messages.body is 'JSON as it is sent: the same bytes at every try.';
comment on column webhooks.messages.state is 'waiting; delivered; failed: given up after the last try; dropped: the endpoint was switched off.';
comment on column webhooks.messages.tries is 'How often it was sent in this round.';
comment on column webhooks.messages.round is 'Of tries: one more each time that somebody sends it again by hand.';
comment on column webhooks.messages.made_at is 'When it was made.';
comment on column webhooks.messages.due_at is 'When it is tried next; null when it has ended.';
comment on column webhooks.messages.ended_at is 'When it ended.';
create unique index messages_once on webhooks.messages (endpoint, seq);
create index messages_by_time on webhooks.messages (endpoint, made_at desc);

create table webhooks.attempts (
	message text not null references webhooks.messages (id) on delete cascade,
	number integer not null,
	at timestamptz not null,
	milliseconds integer not null,
	status integer,
	fault text,
	reply text not null default '',
	primary key (message, number)
);
comment on table webhooks.attempts is 'The delivery log: each time a message was sent.';
comment on column webhooks.attempts.message is 'The message.';
comment on column webhooks.attempts.number is 'From 1, also over what was sent again by hand.';
comment on column webhooks.attempts.at is 'When it was sent.';
comment on column webhooks.attempts.milliseconds is 'How long the answer took.';
comment on column webhooks.attempts.status is 'HTTP status of the answer; null where there was none.';
comment on column webhooks.attempts.fault is 'unreachable, timed-out, private-address, redirect or status; null where the message was taken.';
comment on column webhooks.attempts.reply is 'First 500 characters of what was answered.';
