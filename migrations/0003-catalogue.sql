-- The reading side: one row for each record that the public may find. Rebuilt from published revisions at any time.
create schema catalogue;
comment on schema catalogue is 'Projections of published records: search, registers, profiles. Holds nothing private.';

create table catalogue.entries (
	record_id text primary key,
	revision integer not null,
	type text not null,
	owner_kind text not null,
	owner text not null,
	state text not null,
	title jsonb not null,
	summary jsonb,
	answers jsonb not null,
	languages text[] not null,
	parties text[] not null,
	areas text[] not null,
	articles text[] not null,
	concepts text[] not null,
	region text,
	year integer not null,
	demo boolean not null,
	first_published_at timestamptz not null,
	published_at timestamptz not null,
	register jsonb not null default '{}',
	reason text,
	superseded_by text,
	search tsvector not null
);
comment on table catalogue.entries is 'One row for each published, withdrawn or superseded record that everybody may read.';
comment on column catalogue.entries.record_id is 'Permanent identifier.';
comment on column catalogue.entries.revision is 'Latest published revision.';
comment on column catalogue.entries.type is 'Record type.';
comment on column catalogue.entries.owner_kind is 'party, organisation or secretariat.';
comment on column catalogue.entries.owner is 'Party key or organisation id.';
comment on column catalogue.entries.state is 'published, withdrawn or superseded; a withdrawn row keeps title and reason only.';
comment on column catalogue.entries.title is 'Title by language.';
comment on column catalogue.entries.summary is 'First text by language, for lists.';
comment on column catalogue.entries.answers is 'Public answers: private and confidential ones were taken out before they came here.';
comment on column catalogue.entries.languages is 'Languages of its texts.';
comment on column catalogue.entries.parties is 'Parties that it concerns, the owner first.';
comment on column catalogue.entries.areas is 'Areas of focus.';
comment on column catalogue.entries.articles is 'Articles of the Convention, as numbers in text.';
comment on column catalogue.entries.concepts is 'Concepts of the taxonomy.';
comment on column catalogue.entries.region is 'UN regional group of the owner Party.';
comment on column catalogue.entries.year is 'Year of first publication.';
comment on column catalogue.entries.demo is 'Demonstration content.';
comment on column catalogue.entries.first_published_at is 'When its first published revision appeared.';
comment on column catalogue.entries.published_at is 'When this revision appeared.';
comment on column catalogue.entries.register is 'What the register of its type needs beside the answers, such as a computed expiry.';
comment on column catalogue.entries.reason is 'Why it was withdrawn.';
comment on column catalogue.entries.superseded_by is 'The record that took its place.';
comment on column catalogue.entries.search is 'Words of all its languages, each stemmed in its own; Chinese cut by Intl.Segmenter.';
create index entries_search on catalogue.entries using gin (search);
create index entries_by_type on catalogue.entries (type, published_at desc);
create index entries_by_owner on catalogue.entries (owner, published_at desc);
create index entries_by_time on catalogue.entries (published_at desc);
create index entries_parties on catalogue.entries using gin (parties);
create index entries_areas on catalogue.entries using gin (areas);
create index entries_articles on catalogue.entries using gin (articles);
