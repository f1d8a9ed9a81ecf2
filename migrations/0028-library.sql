-- Documents and decisions are found by symbol and by meeting; documents come in by the thousand, and what became of each line is told.
create index entries_by_symbol on catalogue.entries ((register ->> 'symbol')) where register ? 'symbol';
create index entries_by_meeting on catalogue.entries ((answers ->> 'meeting')) where type in ('meeting-document', 'decision');

create schema meetings;
comment on schema meetings is 'Documents of meetings that are brought in many at a time.';

create table meetings.bundles (
	id text primary key,
	name text not null,
	sha256 text not null,
	size bigint not null,
	stage text not null check (stage in ('checking', 'checked', 'waiting', 'running', 'done', 'failed')),
	fault text,
	rows integer not null default 0,
	done integer not null default 0,
	brought_by text not null,
	brought_at timestamptz not null,
	started_by text,
	started_at timestamptz,
	finished_at timestamptz
);
comment on table meetings.bundles is 'Archives with many documents and the sheet that lists them, each with how far its import is.';
comment on column meetings.bundles.id is 'Random.';
comment on column meetings.bundles.name is 'Name that the archive had where it came from.';
comment on column meetings.bundles.sha256 is 'SHA-256 of the archive, under which it is kept.';
comment on column meetings.bundles.size is 'Bytes.';
comment on column meetings.bundles.stage is 'checking: being looked through; checked: what would become of each line can be read; waiting: to be imported; running; done; failed: see fault.';
comment on column meetings.bundles.fault is 'Why it could not be read, a code of src/meetings/bundle.ts.';
comment on column meetings.bundles.rows is 'Lines of the sheet.';
comment on column meetings.bundles.done is 'How many of them have been dealt with.';
comment on column meetings.bundles.brought_by is 'Account.';
comment on column meetings.bundles.brought_at is 'When it was brought.';
comment on column meetings.bundles.started_by is 'Account that had it imported.';
comment on column meetings.bundles.started_at is 'When the import was asked for.';
comment on column meetings.bundles.finished_at is 'When the import had ended.';
create index bundles_by_time on meetings.bundles (brought_at desc);

create table meetings.bundle_lines (
	bundle text not null references meetings.bundles (id) on delete cascade,
	line integer not null,
	symbol text not null,
	title text not null,
	outcome text not null check (outcome in ('new', 'differs', 'same', 'refused')),
	record_id text,
	problems jsonb not null default '[]',
	primary key (bundle, line)
);
comment on table meetings.bundle_lines is 'What became of each line of an archive, or would: the report that is kept.';
comment on column meetings.bundle_lines.bundle is 'The archive.';
comment on column meetings.bundle_lines.line is 'Row of the sheet.';
comment on column meetings.bundle_lines.symbol is 'Symbol as the sheet gives it.';
comment on column meetings.bundle_lines.title is 'Title in the first language that the sheet gives.';
comment on column meetings.bundle_lines.outcome is 'new: a record was made; differs: a new revision; same: it stands so already; refused: nothing was taken.';
comment on column meetings.bundle_lines.record_id is 'The record.';
comment on column meetings.bundle_lines.problems is 'What was noticed: code, column, values.';
