-- What was imported: the sender's key of each record, so that a file can be sent again, in part or whole, without a record twice.
create table records.imports (
	source text not null,
	key text not null,
	record_id text not null references records.records (id),
	sha256 text not null,
	draft_version integer,
	imported_by text not null,
	imported_at timestamptz not null,
	changed_at timestamptz not null,
	seen_by text not null,
	primary key (source, key)
);
comment on table records.imports is 'Records that came by `platform import`, under the key that their sender gives them.';
comment on column records.imports.source is 'Who sent it, as the operator named the sender; keys are unique within it.';
comment on column records.imports.key is 'The sender''s own key; where none was given, a hash of the line.';
comment on column records.imports.record_id is 'The record that it became.';
comment on column records.imports.sha256 is 'SHA-256 of what was taken in last, attached files included: the same again is skipped.';
comment on column records.imports.draft_version is 'Version of the draft that the import left; null where it left none. Another version means that people have worked on it since.';
comment on column records.imports.imported_by is 'Account, or import.';
comment on column records.imports.imported_at is 'When it first came.';
comment on column records.imports.changed_at is 'When other content last came under the key.';
comment on column records.imports.seen_by is 'The run of the command that saw the key last: a key that stands twice in one file is told by it.';
create index imports_by_record on records.imports (record_id);
