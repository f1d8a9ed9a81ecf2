-- The translation desk: what is known of each translation, by its text; the language that a record is translated from; what happened.
-- The texts themselves stay in drafts and revisions.
create schema translation;
comment on schema translation is 'What the translation desk knows of texts in several languages. The texts themselves stay in drafts and revisions.';

create table translation.sources (
	record_id text primary key references records.records (id),
	language text not null check (language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	chosen_by text not null,
	chosen_at timestamptz not null
);
comment on table translation.sources is 'The language that a record is translated from, once it was noted or chosen.';
comment on column translation.sources.record_id is 'The record.';
comment on column translation.sources.language is 'Language of the source texts.';
comment on column translation.sources.chosen_by is 'Account; platform where it was noted at publication.';
comment on column translation.sources.chosen_at is 'When.';

create table translation.known (
	record_id text not null references records.records (id),
	question text not null,
	language text not null check (language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	text_sha256 text not null,
	state text not null check (state in ('draft', 'machine', 'reviewed')),
	source_language text not null check (source_language in ('ar', 'en', 'es', 'fr', 'ru', 'zh')),
	source_sha256 text not null,
	source_text text not null,
	said_by text not null,
	said_at timestamptz not null,
	primary key (record_id, question, language, text_sha256)
);
comment on table translation.known is 'What is known of one text of one answer: from which source it was made, and whether somebody reviewed it. A text that is changed has a row of its own.';
comment on column translation.known.record_id is 'The record.';
comment on column translation.known.question is 'Id of the question.';
comment on column translation.known.language is 'Language of the translation.';
comment on column translation.known.text_sha256 is 'SHA-256 of the translation that is spoken of.';
comment on column translation.known.state is 'draft, machine or reviewed. Stale and missing follow from the texts.';
comment on column translation.known.source_language is 'Language that it was made from.';
comment on column translation.known.source_sha256 is 'SHA-256 of the source text that it was made from: another one now means that the translation is stale.';
comment on column translation.known.source_text is 'That source text, for the differences since.';
comment on column translation.known.said_by is 'Account; platform where it was noted at publication.';
comment on column translation.known.said_at is 'When.';

create table translation.events (
	seq bigint generated always as identity primary key,
	record_id text not null references records.records (id),
	event text not null,
	language text,
	details jsonb not null default '{}',
	caused_by text not null,
	occurred_at timestamptz not null
);
comment on table translation.events is 'What happened on the translation desk: who saved, reviewed, had drafted by a machine, sent out and took in what.';
comment on column translation.events.seq is 'Order of writing.';
comment on column translation.events.record_id is 'The record.';
comment on column translation.events.event is 'saved, reviewed (texts that stand were said to be right), machine-drafted, imported, exported, source-chosen.';
comment on column translation.events.language is 'Language of the translation.';
comment on column translation.events.details is 'Questions and numbers; no text.';
comment on column translation.events.caused_by is 'Account.';
comment on column translation.events.occurred_at is 'When.';
create index translation_events_record on translation.events (record_id, seq);
create index translation_events_seen on translation.events (seq) where event in ('reviewed', 'source-chosen');
