-- Data sets: everything that is public, written into files every night. The files lie in the store of files; what they hold is a projection, and is made
-- again where it is lost.
create schema datasets;
comment on schema datasets is 'Bulk downloads: which were made, and their files.';

create table datasets.dumps (
	id text primary key,
	made_at timestamptz not null,
	records integer not null,
	withdrawn integer not null
);
comment on table datasets.dumps is 'A bulk download of everything that was public at one time. The newest are kept.';
comment on column datasets.dumps.id is 'Moment at which it was begun, as YYYYMMDD-HHMMSS in UTC: part of its addresses.';
comment on column datasets.dumps.made_at is 'When it was begun.';
comment on column datasets.dumps.records is 'Records in it, published and superseded.';
comment on column datasets.dumps.withdrawn is 'Withdrawn records of which it says only that they were.';

create table datasets.dump_files (
	dump text not null references datasets.dumps (id) on delete cascade,
	name text not null,
	media_type text not null,
	title jsonb not null,
	record_type text,
	lines integer,
	size bigint not null,
	sha256 text not null,
	primary key (dump, name)
);
comment on table datasets.dump_files is 'The files of a bulk download: the package and what is in it. Of all but the newest only the package and its description are kept.';
comment on column datasets.dump_files.dump is 'The bulk download.';
comment on column datasets.dump_files.name is 'Name of the file: the last part of its address.';
comment on column datasets.dump_files.media_type is 'Media type.';
comment on column datasets.dump_files.title is 'What it holds, by language.';
comment on column datasets.dump_files.record_type is 'Record type whose records it holds; null for any other file.';
comment on column datasets.dump_files.lines is 'Rows or lines of data in it; null for the package and its description.';
comment on column datasets.dump_files.size is 'Bytes.';
comment on column datasets.dump_files.sha256 is 'SHA-256 of its content, by which the store of files keeps it.';
create index dump_files_by_content on datasets.dump_files (sha256);
