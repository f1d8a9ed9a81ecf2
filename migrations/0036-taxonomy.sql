-- Changes of facts say why; vocabularies of partners come in as files, and what of them was matched with ours is decided line by line.
alter table convention.fact_changes add column reason text;
comment on column convention.fact_changes.reason is 'Why, in the words of whoever changed it; null where nothing was said.';

create table convention.partner_files (
	id text primary key,
	name text not null,
	sha256 text not null,
	size bigint not null,
	format text not null,
	vocabulary text not null,
	stage text not null check (stage in ('brought', 'accepted')),
	concepts integer not null,
	faults jsonb not null default '[]',
	brought_by text not null,
	brought_at timestamptz not null,
	accepted_by text,
	accepted_at timestamptz
);
comment on table convention.partner_files is 'Files with the vocabulary of a partner, in SKOS or SKOS-XL, as they were brought to be matched with ours.';
comment on column convention.partner_files.id is 'Random.';
comment on column convention.partner_files.name is 'Name that the file had where it came from.';
comment on column convention.partner_files.sha256 is 'SHA-256 of its bytes: what the source of each match names.';
comment on column convention.partner_files.size is 'Bytes.';
comment on column convention.partner_files.format is 'turtle, rdf-xml or json-ld.';
comment on column convention.partner_files.vocabulary is 'Whose it is: informea, unbis, gemet, agrovoc, other.';
comment on column convention.partner_files.stage is 'brought: nothing of it has an effect yet; accepted: what was chosen of it stands as facts.';
comment on column convention.partner_files.concepts is 'How many concepts it holds.';
comment on column convention.partner_files.faults is 'What could not be read of it: code, line, values.';
comment on column convention.partner_files.brought_by is 'Account.';
comment on column convention.partner_files.brought_at is 'When it was brought.';
comment on column convention.partner_files.accepted_by is 'Account that accepted what was chosen last.';
comment on column convention.partner_files.accepted_at is 'When.';
create index partner_files_by_time on convention.partner_files (brought_at desc);

create table convention.partner_concepts (
	file text not null references convention.partner_files (id) on delete cascade,
	position integer not null,
	uri text not null,
	told jsonb not null,
	outcome text not null check (outcome in ('same', 'changed', 'matched', 'doubtful', 'new')),
	proposals jsonb not null default '[]',
	ours text,
	relation text check (relation in ('exact', 'close', 'broad', 'narrow', 'related', 'none', 'add')),
	decided_by text,
	done text,
	primary key (file, position)
);
comment on table convention.partner_concepts is 'The concepts of such a file, each with what ours it may be, and what was decided: the mapping table.';
comment on column convention.partner_concepts.file is 'The file.';
comment on column convention.partner_concepts.position is 'Place in the file, from 1.';
comment on column convention.partner_concepts.uri is 'Its address there, http and https told apart no more.';
comment on column convention.partner_concepts.told is 'What the file tells of it: labels and definition by language, addresses above it, notation, line.';
comment on column convention.partner_concepts.outcome is 'same: matched already; changed: matched already, and called otherwise since; matched: one of ours bears its labels; doubtful: several do, or one in one language alone; new: none does.';
comment on column convention.partner_concepts.proposals is 'Concepts of ours that bear its labels, the likeliest first, each with the languages.';
comment on column convention.partner_concepts.ours is 'The concept of ours that it was matched with, as vocabulary/id.';
comment on column convention.partner_concepts.relation is 'exact, close, broad, narrow or related: how it stands to ours; none: left alone; add: to become a concept of ours; null: not decided.';
comment on column convention.partner_concepts.decided_by is 'Account that decided; null while it stands as proposed.';
comment on column convention.partner_concepts.done is 'The fact that came of it, as kind/id; null while nothing has.';
