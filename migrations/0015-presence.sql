-- Who works on a draft at this moment. Worth nothing after a crash, so it is not logged.
create unlogged table records.presence (
	record_id text not null,
	account text not null,
	section text,
	seen_at timestamptz not null,
	primary key (record_id, account)
);
comment on table records.presence is 'People who have a draft open now; rows older than a minute mean nothing and are taken away by the next question.';
comment on column records.presence.record_id is 'The record.';
comment on column records.presence.account is 'Who.';
comment on column records.presence.section is 'Section of the form that is open; null for the whole.';
comment on column records.presence.seen_at is 'When the page last said so.';
