-- Calls for information and nominations are records. What is kept beside them is who was written to, so that a job that runs twice writes once.
create schema exchange;
comment on schema exchange is 'Calls of the secretariat: letters to those who are asked.';

create table exchange.call_letters (
	call text not null references records.records (id),
	letter text not null,
	account text not null,
	sent_at timestamptz not null,
	primary key (call, letter, account)
);
comment on table exchange.call_letters is 'Each letter about a call to each person, once. Written in the transaction in which the letter goes into the post.';
comment on column exchange.call_letters.call is 'Identifier of the call.';
comment on column exchange.call_letters.letter is 'Which letter: opened, reminder-7, extended-2026-12-01, again-{moment}.';
comment on column exchange.call_letters.account is 'Account that it was written to.';
comment on column exchange.call_letters.sent_at is 'When it went into the post.';

-- Answers are found by the call that they point to, on its page and on the desk.
create index entries_by_call on catalogue.entries ((answers ->> 'call')) where answers ? 'call';
