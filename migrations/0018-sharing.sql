-- Sharing the work on a draft: who is asked for which answers by when, what they suggest, what is said about a question, and who must approve inside a Party.
create schema sharing;
comment on schema sharing is 'Work on drafts that is shared inside a Party or organisation, and with experts whom it asks. Nothing of it is ever public.';

create table sharing.asks (
	id text primary key,
	record_id text not null references records.records (id),
	form_version text not null,
	questions text[] not null,
	owed_by text,
	expert_name text not null default '',
	expert_email text not null default '',
	language text not null,
	word text not null default '',
	shows_answers boolean not null default false,
	due date not null,
	expires_at timestamptz,
	answers jsonb not null default '{}',
	saved_at timestamptz,
	sent_at timestamptz,
	revoked_at timestamptz,
	revoked_by text,
	asked_by text not null,
	asked_at timestamptz not null
);
comment on table sharing.asks is 'Answers that somebody was asked for: a colleague with an account, or an expert by a link.';
comment on column sharing.asks.id is 'Random; opens nothing by itself.';
comment on column sharing.asks.record_id is 'The record whose draft asks.';
comment on column sharing.asks.form_version is 'Version of the form in which the questions are named.';
comment on column sharing.asks.questions is 'Ids of the questions asked, in the order of the form.';
comment on column sharing.asks.owed_by is 'Account of the colleague; null where an expert is asked.';
comment on column sharing.asks.expert_name is 'Name of the expert.';
comment on column sharing.asks.expert_email is 'Address of the expert; emptied a year after the ask has ended.';
comment on column sharing.asks.language is 'Language of the letters and of the page of the expert.';
comment on column sharing.asks.word is 'What the asker wrote to go with it.';
comment on column sharing.asks.shows_answers is 'Whether the asker let the expert see what is answered to these questions now.';
comment on column sharing.asks.due is 'Day by which the answers are wanted.';
comment on column sharing.asks.expires_at is 'When the links of an expert stop working; null for a colleague.';
comment on column sharing.asks.answers is 'What was filled in so far, by question; kept until it is sent, and after.';
comment on column sharing.asks.saved_at is 'When it was last saved.';
comment on column sharing.asks.sent_at is 'When the answers were sent as suggestions; null before.';
comment on column sharing.asks.revoked_at is 'When the ask was taken back; null while it stands.';
comment on column sharing.asks.revoked_by is 'Account.';
comment on column sharing.asks.asked_by is 'Account.';
comment on column sharing.asks.asked_at is 'When it was asked.';
create index asks_record on sharing.asks (record_id);
create index asks_owed_by on sharing.asks (owed_by) where sent_at is null and revoked_at is null;

create table sharing.keys (
	key_sha256 text primary key,
	ask_id text not null references sharing.asks (id) on delete cascade,
	opens text not null check (opens in ('page', 'reply')),
	made_at timestamptz not null
);
comment on table sharing.keys is 'Secrets that letters carried, as hashes alone: of links to the page of an ask, and of addresses that a letter can be answered at.';
comment on column sharing.keys.key_sha256 is 'SHA-256 of the secret, which left in a letter and is kept nowhere.';
comment on column sharing.keys.ask_id is 'The ask.';
comment on column sharing.keys.opens is 'page or reply.';
comment on column sharing.keys.made_at is 'When the letter was written.';
create index keys_ask on sharing.keys (ask_id);

create table sharing.suggestions (
	id text primary key,
	record_id text not null references records.records (id),
	ask_id text not null references sharing.asks (id),
	question text not null,
	form_version text not null,
	value jsonb not null,
	came_by text not null check (came_by in ('page', 'mail')),
	came_from text not null default '',
	suggested_at timestamptz not null,
	state text not null default 'open' check (state in ('open', 'accepted', 'changed', 'declined', 'replaced')),
	word text not null default '',
	draft_version integer,
	decided_by text,
	decided_at timestamptz
);
comment on table sharing.suggestions is 'Answers that somebody who was asked suggests; an editor of the draft accepts, changes or declines each.';
comment on column sharing.suggestions.id is 'Random.';
comment on column sharing.suggestions.record_id is 'The record.';
comment on column sharing.suggestions.ask_id is 'The ask that it answers: who suggested it stands there.';
comment on column sharing.suggestions.question is 'Id of the question in the form version of the suggestion.';
comment on column sharing.suggestions.form_version is 'Version of the form that it answers; it is carried over by the crosswalk when the draft has gone on.';
comment on column sharing.suggestions.value is 'The answer that is suggested.';
comment on column sharing.suggestions.came_by is 'page: filled in; mail: read from a letter.';
comment on column sharing.suggestions.came_from is 'Address that the letter came from, where it is not the one that was asked.';
comment on column sharing.suggestions.suggested_at is 'When.';
comment on column sharing.suggestions.state is 'open; accepted as it stood; changed, then accepted; declined; replaced by a later one of the same ask.';
comment on column sharing.suggestions.word is 'What the editor said to it.';
comment on column sharing.suggestions.draft_version is 'Version of the draft that it was taken into.';
comment on column sharing.suggestions.decided_by is 'Account.';
comment on column sharing.suggestions.decided_at is 'When.';
create index suggestions_record on sharing.suggestions (record_id, state);

create table sharing.comments (
	id text primary key,
	record_id text not null references records.records (id),
	question text not null,
	form_version text not null,
	reply_to text references sharing.comments (id),
	body text not null,
	mentions text[] not null default '{}',
	written_by text not null,
	written_at timestamptz not null,
	resolved_by text,
	resolved_at timestamptz
);
comment on table sharing.comments is 'What the people of the owner say to one another about a question of a draft.';
comment on column sharing.comments.id is 'Random.';
comment on column sharing.comments.record_id is 'The record.';
comment on column sharing.comments.question is 'Id of the question in the form version of the comment.';
comment on column sharing.comments.form_version is 'Version of the form in which the question is named.';
comment on column sharing.comments.reply_to is 'The comment that it replies to; null for the first of a thread.';
comment on column sharing.comments.body is 'The text.';
comment on column sharing.comments.mentions is 'Accounts of the colleagues who are told of it.';
comment on column sharing.comments.written_by is 'Account.';
comment on column sharing.comments.written_at is 'When.';
comment on column sharing.comments.resolved_by is 'Account that closed the thread; only on the first comment of one.';
comment on column sharing.comments.resolved_at is 'When the thread was closed; null while it is open.';
create index comments_record on sharing.comments (record_id);

create table sharing.approvers (
	party text not null,
	record_type text not null,
	given_by text not null,
	set_by text not null,
	set_at timestamptz not null,
	primary key (party, record_type, given_by)
);
comment on table sharing.approvers is 'Whose approval a Party wants before it submits, as its focal point set it.';
comment on column sharing.approvers.party is 'Key of the Party.';
comment on column sharing.approvers.record_type is 'Type of record; * for all.';
comment on column sharing.approvers.given_by is 'Account whose approval is wanted.';
comment on column sharing.approvers.set_by is 'Account of the focal point.';
comment on column sharing.approvers.set_at is 'When.';

create table sharing.approvals (
	seq bigint generated always as identity primary key,
	record_id text not null references records.records (id),
	draft_version integer not null,
	step text not null check (step in ('asked', 'given', 'declined')),
	about text not null default '',
	reason text not null default '',
	made_by text not null,
	made_at timestamptz not null
);
comment on table sharing.approvals is 'Approval inside a Party, step by step: asked for, given, declined with a reason. One that is given counts for the answers that it was given to, and no others.';
comment on column sharing.approvals.seq is 'Order.';
comment on column sharing.approvals.record_id is 'The record.';
comment on column sharing.approvals.draft_version is 'Version of the draft that lay before the person.';
comment on column sharing.approvals.step is 'asked, given or declined.';
comment on column sharing.approvals.about is 'Of asked: account that is asked.';
comment on column sharing.approvals.reason is 'Of declined: why.';
comment on column sharing.approvals.made_by is 'Account.';
comment on column sharing.approvals.made_at is 'When.';
create index approvals_record on sharing.approvals (record_id);

create table sharing.letters (
	ask_id text not null references sharing.asks (id) on delete cascade,
	letter text not null,
	sent_at timestamptz not null,
	primary key (ask_id, letter)
);
comment on table sharing.letters is 'Letters to those who were asked, so that none is written twice.';
comment on column sharing.letters.ask_id is 'The ask.';
comment on column sharing.letters.letter is 'asked; before-7, on, after-3 … with the due day; again or extended with the moment.';
comment on column sharing.letters.sent_at is 'When it was handed to the mail.';

create table sharing.received (
	message_sha256 text primary key,
	ask_id text,
	outcome text not null,
	received_at timestamptz not null
);
comment on table sharing.received is 'Letters that came in, so that none is taken in twice and no two machines write to one another for ever. Their text is not kept.';
comment on column sharing.received.message_sha256 is 'SHA-256 of the Message-ID, or of the whole letter where it has none.';
comment on column sharing.received.ask_id is 'The ask that it answered, if any.';
comment on column sharing.received.outcome is 'What became of it.';
comment on column sharing.received.received_at is 'When.';
create index received_ask on sharing.received (ask_id, received_at);

create table sharing.events (
	seq bigint generated always as identity primary key,
	record_id text not null,
	event text not null,
	subject text not null,
	details jsonb not null default '{}',
	caused_by text not null,
	occurred_at timestamptz not null
);
comment on table sharing.events is 'What was done in sharing the work, by whom.';
comment on column sharing.events.seq is 'Order.';
comment on column sharing.events.record_id is 'The record; the Party where its setting was changed.';
comment on column sharing.events.event is 'asked, extended, revoked, answered, suggestion-accepted …';
comment on column sharing.events.subject is 'Id of the ask, suggestion or comment.';
comment on column sharing.events.details is 'What else is needed to understand it; no answers.';
comment on column sharing.events.caused_by is 'Account; expert where somebody without one did it.';
comment on column sharing.events.occurred_at is 'When.';
create index events_of_record on sharing.events (record_id);
