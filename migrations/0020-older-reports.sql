-- Reports of older cycles that the secretariat digitises: the mark of what came in so, the files that were brought, and what was noted of each row.
alter table records.revisions add column digitised jsonb;
comment on column records.revisions.digitised is 'Where the secretariat digitised the answers from a report that was not filed here: source (name of the file), sha256 of the file, on (day), submitted (day on which the Party handed it in; null where that is not known). Null for all that was filed here.';

create table reporting.older_files (
	id text primary key,
	cycle text not null,
	name text not null,
	sha256 text not null,
	size bigint not null,
	mapping jsonb not null,
	stage text not null check (stage in ('open', 'waiting', 'running', 'done', 'failed')),
	rows integer not null default 0,
	done integer not null default 0,
	brought_by text not null,
	brought_at timestamptz not null,
	started_by text,
	started_at timestamptz,
	finished_at timestamptz
);
comment on table reporting.older_files is 'Files with reports of older cycles, each with the mapping of its columns and how far its import is.';
comment on column reporting.older_files.id is 'Random.';
comment on column reporting.older_files.cycle is 'Id of the cycle that the reports are for.';
comment on column reporting.older_files.name is 'Name that the file had where it came from.';
comment on column reporting.older_files.sha256 is 'SHA-256 of the content, under which it is kept.';
comment on column reporting.older_files.size is 'Bytes.';
comment on column reporting.older_files.mapping is 'Which column is about which question: see src/reporting/older/mapping.ts.';
comment on column reporting.older_files.stage is 'open: being mapped and checked; waiting: to be imported; running; done; failed: it could not be read any more.';
comment on column reporting.older_files.rows is 'Reports in it, once the import has begun.';
comment on column reporting.older_files.done is 'How many of them have been dealt with.';
comment on column reporting.older_files.brought_by is 'Account, or import for the operator''s command.';
comment on column reporting.older_files.brought_at is 'When it was brought.';
comment on column reporting.older_files.started_by is 'Account that had it imported.';
comment on column reporting.older_files.started_at is 'When the import was asked for.';
comment on column reporting.older_files.finished_at is 'When the import had ended.';
create index older_files_by_time on reporting.older_files (brought_at desc);

create table reporting.older_lines (
	file text not null references reporting.older_files (id) on delete cascade,
	place integer not null,
	line integer not null,
	said text not null,
	party text,
	outcome text not null check (outcome in ('new', 'differs', 'same', 'refused')),
	record_id text,
	revision integer,
	questions text[] not null default '{}',
	problems jsonb not null default '[]',
	primary key (file, place)
);
comment on table reporting.older_lines is 'What became of each report of a file when it was imported: the report that is kept.';
comment on column reporting.older_lines.file is 'The file.';
comment on column reporting.older_lines.place is 'Order of the reports in it.';
comment on column reporting.older_lines.line is 'Row of the sheet, or number of the entry in JSON.';
comment on column reporting.older_lines.said is 'The Party as the file names it.';
comment on column reporting.older_lines.party is 'Key of the Party, where it is known.';
comment on column reporting.older_lines.outcome is 'new: a report was made; differs: a new revision; same: it stands so already; refused: nothing was taken.';
comment on column reporting.older_lines.record_id is 'The report.';
comment on column reporting.older_lines.revision is 'The revision that was made.';
comment on column reporting.older_lines.questions is 'Questions whose answers are new or other than before.';
comment on column reporting.older_lines.problems is 'What was noticed, cell by cell: cell, code, severity, question, values.';

create table reporting.older_mappings (
	name text primary key,
	form text not null,
	version text not null,
	mapping jsonb not null,
	saved_by text not null,
	saved_at timestamptz not null
);
comment on table reporting.older_mappings is 'Mappings that were saved under a name, to be used again for the next file of the same make.';
comment on column reporting.older_mappings.name is 'As the secretariat calls it.';
comment on column reporting.older_mappings.form is 'Form that it maps to.';
comment on column reporting.older_mappings.version is 'Version of the form.';
comment on column reporting.older_mappings.mapping is 'As in older_files.';
comment on column reporting.older_mappings.saved_by is 'Account.';
comment on column reporting.older_mappings.saved_at is 'When it was last saved.';
