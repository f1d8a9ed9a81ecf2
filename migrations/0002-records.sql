-- The envelope of everything that is exchanged: record, draft, revisions, moves, attachments, events.
create schema records;
comment on schema records is 'Records of every type, whatever form they answer.';

create table records.counters (
	prefix text primary key,
	last integer not null
);
comment on table records.counters is 'Last number given out for each identifier prefix, for example MC-EXEMPTION-CH.';
comment on column records.counters.prefix is 'Identifier without its number.';
comment on column records.counters.last is 'Last number given out.';

create table records.records (
	id text primary key,
	type text not null,
	owner_kind text not null check (owner_kind in ('party', 'organisation', 'secretariat')),
	owner text not null,
	stage text not null check (stage in ('draft', 'submitted', 'returned', 'declined', 'done')),
	state text not null check (state in ('unpublished', 'published', 'withdrawn', 'superseded')),
	visibility text not null default 'public' check (visibility in ('public', 'restricted', 'bilateral')),
	other_party text,
	published integer,
	superseded_by text references records.records (id),
	demo boolean not null default false,
	created_by text not null,
	created_at timestamptz not null,
	changed_at timestamptz not null
);
comment on table records.records is 'The thing exchanged, with its permanent identifier.';
comment on column records.records.id is 'Permanent, short, readable: MC-EXEMPTION-CH-0003.';
comment on column records.records.type is 'Record type, which is the id of its form.';
comment on column records.records.owner_kind is 'Who it speaks for: a Party, an organisation or the secretariat.';
comment on column records.records.owner is 'Party key (GHA), organisation id, or secretariat.';
comment on column records.records.stage is 'Where the work on it stands: draft, submitted, returned with reasons, declined, or done.';
comment on column records.records.state is 'What the public sees: unpublished, published, withdrawn (a tombstone stays) or superseded.';
comment on column records.records.visibility is 'Who may read it once published: public, restricted (named roles), bilateral (two Parties).';
comment on column records.records.other_party is 'The second Party of a bilateral record.';
comment on column records.records.published is 'Number of the latest published revision.';
comment on column records.records.superseded_by is 'The record that took its place.';
comment on column records.records.demo is 'Demonstration content: synthetic, and marked so wherever it is shown.';
comment on column records.records.created_by is 'Account that began it.';
comment on column records.records.created_at is 'When it was begun.';
comment on column records.records.changed_at is 'When anything of it last changed.';
create index records_by_owner on records.records (owner_kind, owner, changed_at desc);
create index records_by_stage on records.records (stage, changed_at);

create table records.drafts (
	record_id text primary key references records.records (id) on delete cascade,
	form_version text not null,
	answers jsonb not null,
	touched jsonb not null default '{}',
	clashes jsonb not null default '[]',
	version integer not null,
	base_revision integer,
	changed_at timestamptz not null
);
comment on table records.drafts is 'The one mutable working copy beside the revisions of a record.';
comment on column records.drafts.record_id is 'Its record.';
comment on column records.drafts.form_version is 'Version of the form that it answers.';
comment on column records.drafts.answers is 'Answers by question id, as typed; hidden branches stay here.';
comment on column records.drafts.touched is 'By question id: who last changed the answer (by), when (at) and with which version.';
comment on column records.drafts.clashes is 'Answers that met another editor''s: question, value, by, at. They wait here until a person chooses, so that neither is lost.';
comment on column records.drafts.version is 'Grows by one with every save; the caller says which one it started from.';
comment on column records.drafts.base_revision is 'The revision it was taken from, if any.';
comment on column records.drafts.changed_at is 'When it was last saved.';

create table records.answer_changes (
	record_id text not null references records.records (id) on delete cascade,
	version integer not null,
	question text not null,
	value jsonb,
	changed_by text not null,
	changed_at timestamptz not null,
	primary key (record_id, version, question)
);
comment on table records.answer_changes is 'History of every answer of a draft: what a merge compares with, and what brings an overwritten answer back.';
comment on column records.answer_changes.record_id is 'Its record.';
comment on column records.answer_changes.version is 'Draft version that the save made.';
comment on column records.answer_changes.question is 'Question id.';
comment on column records.answer_changes.value is 'The answer after the save; null when it was removed.';
comment on column records.answer_changes.changed_by is 'Account that saved it.';
comment on column records.answer_changes.changed_at is 'When.';

create table records.revisions (
	record_id text not null references records.records (id),
	number integer not null check (number > 0),
	form_version text not null,
	answers jsonb not null,
	languages text[] not null,
	submitted_by text not null,
	submitted_at timestamptz not null,
	published_at timestamptz,
	remark text,
	salt text not null,
	previous_sha256 text,
	sha256 text not null,
	primary key (record_id, number)
);
comment on table records.revisions is 'Immutable, numbered states of the answers. Only published_at and remark are set later, once.';
comment on column records.revisions.record_id is 'Its record.';
comment on column records.revisions.number is 'One, two, three …';
comment on column records.revisions.form_version is 'Version of the form that it answers.';
comment on column records.revisions.answers is 'Relevant answers only, private ones included: read it through src/records/server/revisions.ts, which takes those out.';
comment on column records.revisions.languages is 'Languages that its texts are in.';
comment on column records.revisions.submitted_by is 'Account that submitted it.';
comment on column records.revisions.submitted_at is 'When it was submitted.';
comment on column records.revisions.published_at is 'When it was published, if it was.';
comment on column records.revisions.remark is 'Open remark of the secretariat on a revision that a Party insisted on.';
comment on column records.revisions.salt is 'Random, never public: without it nobody can guess a short private answer from the public hash.';
comment on column records.revisions.previous_sha256 is 'Hash of the revision before: the chain.';
comment on column records.revisions.sha256 is 'SHA-256 of the canonical JSON of identifier, number, form, answers, time, salt and the hash before.';

create table records.moves (
	seq bigint generated always as identity primary key,
	record_id text not null references records.records (id),
	move text not null,
	from_stage text,
	to_stage text not null,
	from_state text,
	to_state text not null,
	revision integer,
	reason text,
	checklist jsonb,
	moved_by text not null,
	moved_at timestamptz not null
);
comment on table records.moves is 'Every change of stage or state by a person, with the reason.';
comment on column records.moves.seq is 'Order of the moves.';
comment on column records.moves.record_id is 'Its record.';
comment on column records.moves.move is 'begin, submit, recall, return, insist, publish, decline, revise, withdraw, supersede.';
comment on column records.moves.from_stage is 'Stage before.';
comment on column records.moves.to_stage is 'Stage after.';
comment on column records.moves.from_state is 'State before.';
comment on column records.moves.to_state is 'State after.';
comment on column records.moves.revision is 'Revision concerned.';
comment on column records.moves.reason is 'Reason given; never empty for return, decline and withdraw.';
comment on column records.moves.checklist is 'Checklist items that the officer ticked.';
comment on column records.moves.moved_by is 'Account.';
comment on column records.moves.moved_at is 'When.';
create index moves_by_record on records.moves (record_id, seq);

create table records.attachments (
	record_id text not null references records.records (id) on delete cascade,
	sha256 text not null,
	name text not null,
	media_type text not null,
	size bigint not null,
	attached_by text not null,
	attached_at timestamptz not null,
	primary key (record_id, sha256)
);
comment on table records.attachments is 'Files that a record holds. The content is stored once by its hash; answers name the hash.';
comment on column records.attachments.record_id is 'Its record.';
comment on column records.attachments.sha256 is 'SHA-256 of the content, which is also its address.';
comment on column records.attachments.name is 'File name for people.';
comment on column records.attachments.media_type is 'Media type as detected from the content.';
comment on column records.attachments.size is 'Bytes.';
comment on column records.attachments.attached_by is 'Account.';
comment on column records.attachments.attached_at is 'When.';
create index attachments_by_content on records.attachments (sha256);

create table records.events (
	seq bigint generated always as identity primary key,
	record_id text not null references records.records (id),
	event text not null,
	revision integer,
	details jsonb not null default '{}',
	caused_by text not null,
	occurred_at timestamptz not null
);
comment on table records.events is 'What happened, written in the transaction that did it: outbox and audit trail in one.';
comment on column records.events.seq is 'Order of the events.';
comment on column records.events.record_id is 'Its record.';
comment on column records.events.event is 'begun, submitted, recalled, returned, insisted, published, declined, revised, withdrawn, superseded.';
comment on column records.events.revision is 'Revision concerned.';
comment on column records.events.details is 'What the reactions need to know.';
comment on column records.events.caused_by is 'Account.';
comment on column records.events.occurred_at is 'When.';
create index events_by_record on records.events (record_id, seq);
