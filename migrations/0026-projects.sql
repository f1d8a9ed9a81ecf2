-- Projects are records; this is what stands behind them: the sources that they are fetched from, what each source last told, and what an editor corrected.
create schema projects;

create table projects.sources (
	id text primary key,
	kind text not null check (kind in ('gef', 'iati', 'sip', 'table')),
	name jsonb not null,
	address text,
	seed text,
	schedule text check (schedule in ('daily', 'weekly', 'monthly')),
	mapping jsonb not null default '{}',
	position integer not null,
	enabled boolean not null default true,
	page text,
	note jsonb not null default '{}',
	licence jsonb not null default '{}',
	status text not null default 'to-verify',
	seeded_sha256 text,
	last_sha256 text,
	last_file text,
	last_good_at timestamptz,
	last_checked_at timestamptz,
	etag text,
	last_modified text,
	rules text,
	changed_by text not null,
	changed_at timestamptz not null
);
comment on table projects.sources is 'Where projects are fetched from. What the first in order says stands, before what the next ones say.';
comment on column projects.sources.id is 'Short name.';
comment on column projects.sources.kind is 'Which reader understands it: gef, iati, sip or table.';
comment on column projects.sources.name is 'Name by language.';
comment on column projects.sources.address is 'Where it is fetched; null where files are brought by hand alone.';
comment on column projects.sources.seed is 'File of the release that is taken in first; null where there is none.';
comment on column projects.sources.schedule is 'How often it is fetched; null: only when somebody asks.';
comment on column projects.sources.mapping is 'table: which column is about what.';
comment on column projects.sources.position is 'Order of sources: the value of the first that says something stands.';
comment on column projects.sources.enabled is 'Whether it is fetched.';
comment on column projects.sources.page is 'Page for people about one project, {id} standing for its number; null where none is known.';
comment on column projects.sources.note is 'What a reader must know of the source, by language.';
comment on column projects.sources.licence is 'On what terms it may be used, by language.';
comment on column projects.sources.status is 'sourced or to-verify: of name, address and terms.';
comment on column projects.sources.seeded_sha256 is 'SHA-256 of the file of the release that was taken in.';
comment on column projects.sources.last_sha256 is 'SHA-256 of the last file that was taken in whole.';
comment on column projects.sources.last_file is 'That file among the files of the platform: the last good copy.';
comment on column projects.sources.last_good_at is 'When it was taken in.';
comment on column projects.sources.last_checked_at is 'When the source was last asked, whatever came of it.';
comment on column projects.sources.etag is 'ETag of the last good copy.';
comment on column projects.sources.last_modified is 'Last-Modified of the last good copy.';
comment on column projects.sources.rules is 'Version of the rules by which the last file was judged: with new rules the same file is read again.';
comment on column projects.sources.changed_by is 'Account, or platform for what the release brought.';
comment on column projects.sources.changed_at is 'When it was last changed.';

create table projects.harvests (
	id text primary key,
	source text not null references projects.sources (id),
	origin text not null check (origin in ('address', 'file', 'seed', 'copy')),
	file_name text,
	file text,
	sha256 text,
	dry boolean not null default false,
	state text not null check (state in ('waiting', 'running', 'done', 'unchanged', 'failed')),
	rows integer not null default 0,
	counts jsonb not null default '{}',
	fault jsonb,
	asked_by text not null,
	asked_at timestamptz not null,
	begun_at timestamptz,
	ended_at timestamptz
);
comment on table projects.harvests is 'Each time a source was read, or is to be.';
comment on column projects.harvests.id is 'Random.';
comment on column projects.harvests.source is 'Which source.';
comment on column projects.harvests.origin is 'address: fetched; file: brought by somebody; seed: of the release; copy: the last good copy, read again.';
comment on column projects.harvests.file_name is 'Name of the file that was brought.';
comment on column projects.harvests.file is 'SHA-256 under which a brought file is kept until it is read.';
comment on column projects.harvests.sha256 is 'SHA-256 of what was read.';
comment on column projects.harvests.dry is 'Only to see what would happen: nothing was changed.';
comment on column projects.harvests.state is 'waiting; running; done; unchanged: the source had nothing new; failed: the last good copy stands.';
comment on column projects.harvests.rows is 'Rows or activities read so far.';
comment on column projects.harvests.counts is 'How many rows had which outcome.';
comment on column projects.harvests.fault is 'Why it failed: code and values.';
comment on column projects.harvests.asked_by is 'Account, or platform.';
comment on column projects.harvests.asked_at is 'When it was asked for.';
comment on column projects.harvests.begun_at is 'When reading began.';
comment on column projects.harvests.ended_at is 'When it ended.';
create index harvests_by_time on projects.harvests (asked_at desc);
create unique index harvests_one_at_a_time on projects.harvests (source) where state in ('waiting', 'running');

create table projects.lines (
	harvest text not null references projects.harvests (id) on delete cascade,
	place integer not null,
	line integer,
	identifier text not null,
	title text not null default '',
	outcome text not null
		check (outcome in ('new', 'joined', 'changed', 'held', 'doubtful', 'gone', 'back', 'refused')),
	record_id text,
	fields text[] not null default '{}',
	problems jsonb not null default '[]',
	primary key (harvest, place)
);
comment on table projects.lines is 'What became of each row that was not as before: the log of a harvest.';
comment on column projects.lines.harvest is 'The harvest.';
comment on column projects.lines.place is 'Order in the log.';
comment on column projects.lines.line is 'Row of the file or place in the list; null for what is not in it any more.';
comment on column projects.lines.identifier is 'Number in the source; empty where none could be read.';
comment on column projects.lines.title is 'Title as the source writes it, in one language.';
comment on column projects.lines.outcome is 'new: a record was made; joined: another source tells it already; changed; held: the record is being edited or is withdrawn; doubtful: waits for an editor; gone; back; refused: could not be taken.';
comment on column projects.lines.record_id is 'The record.';
comment on column projects.lines.fields is 'Answers that changed.';
comment on column projects.lines.problems is 'What was noticed: code, seen, values.';

create table projects.found (
	source text not null references projects.sources (id),
	id text not null,
	value jsonb not null,
	sha256 text not null,
	record_id text references records.records (id),
	verdict text not null check (verdict in ('yes', 'doubtful', 'no')),
	confidence numeric not null,
	reasons jsonb not null default '[]',
	twin text,
	twin_reasons jsonb not null default '[]',
	decided text check (decided in ('yes', 'no')),
	twin_decided text check (twin_decided in ('yes', 'no')),
	decided_by text,
	decided_at timestamptz,
	first_seen_at timestamptz not null,
	last_seen_at timestamptz not null,
	changed_at timestamptz not null,
	seen_by text not null,
	gone_since timestamptz,
	primary key (source, id)
);
comment on table projects.found is 'What each source last told of each project, and what was decided of it. Rows that have nothing to do with mercury are not kept, unless somebody decided so.';
comment on column projects.found.source is 'The source.';
comment on column projects.found.id is 'Number in the source.';
comment on column projects.found.value is 'As the reader gave it: see src/projects/found.ts.';
comment on column projects.found.sha256 is 'Of the value without its place in the file, to see whether it changed.';
comment on column projects.found.record_id is 'The record that it is part of; null while it waits, or is about something else.';
comment on column projects.found.verdict is 'Whether it is about mercury, by the rules.';
comment on column projects.found.confidence is 'How sure the rules are, 0 to 1.';
comment on column projects.found.reasons is 'Which rules said so, and what they saw.';
comment on column projects.found.twin is 'A record that may be the same project.';
comment on column projects.found.twin_reasons is 'Why it may be.';
comment on column projects.found.decided is 'What an editor decided: it is about mercury, or not.';
comment on column projects.found.twin_decided is 'What an editor decided: it is the same project as the twin, or not.';
comment on column projects.found.decided_by is 'Account.';
comment on column projects.found.decided_at is 'When.';
comment on column projects.found.first_seen_at is 'When the source first told it.';
comment on column projects.found.last_seen_at is 'When the source last told it.';
comment on column projects.found.changed_at is 'When the source last told it differently.';
comment on column projects.found.seen_by is 'The harvest that last saw it.';
comment on column projects.found.gone_since is 'Since when the source does not tell it any more; null while it does.';
create index found_records on projects.found (record_id);
create index found_waiting on projects.found (source) where record_id is null;

create table projects.written (
	record_id text primary key references records.records (id),
	answers jsonb not null,
	revision integer not null,
	waiting boolean not null default false,
	written_at timestamptz not null
);
comment on table projects.written is 'What was last written into a record from its sources: what differs from it was set by an editor.';
comment on column projects.written.record_id is 'The record.';
comment on column projects.written.answers is 'The answers that the sources and the corrections made.';
comment on column projects.written.revision is 'The revision that was made so.';
comment on column projects.written.waiting is 'The sources say something new that could not be written, since somebody edits the record.';
comment on column projects.written.written_at is 'When.';

create table projects.corrections (
	record_id text not null references records.records (id),
	field text not null,
	value jsonb not null,
	corrected_by text,
	corrected_at timestamptz not null,
	primary key (record_id, field)
);
comment on table projects.corrections is 'Answers that an editor set: they stand, whatever the sources say.';
comment on column projects.corrections.record_id is 'The record.';
comment on column projects.corrections.field is 'Id of the question.';
comment on column projects.corrections.value is 'The answer; JSON null where it was emptied.';
comment on column projects.corrections.corrected_by is 'Account that published the revision with it; null where that is not known.';
comment on column projects.corrections.corrected_at is 'When that revision was published.';
