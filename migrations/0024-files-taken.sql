-- Answers that came back in a file: which save of a draft they came with, so that the history of an answer says so.
create table records.files_taken (
	record_id text not null references records.records (id) on delete cascade,
	version integer not null,
	name text not null,
	taken_at timestamptz not null,
	primary key (record_id, version)
);
comment on table records.files_taken is 'Files that came back filled in and from which answers were taken over into a draft, one row for each time.';
comment on column records.files_taken.record_id is 'The record.';
comment on column records.files_taken.version is 'Version of the draft that the answers came with; who took them over stands with each answer.';
comment on column records.files_taken.name is 'Name of the file, as the person called it; the file itself is not kept.';
comment on column records.files_taken.taken_at is 'When they were taken over.';
