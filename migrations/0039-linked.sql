-- What other conventions and partner repositories tell of their own decisions, meetings and documents: found by the search beside what is published here, and
-- never part of it. The sources are fetched as those of projects are, by the same log.
alter table projects.sources drop constraint sources_kind_check;
alter table projects.sources add constraint sources_kind_check check (kind in ('gef', 'iati', 'sip', 'table', 'odata', 'oai', 'depositary'));
comment on table projects.sources is 'Where projects and linked resources are fetched from. Of projects: what the first in order says stands, before what the next ones say.';
comment on column projects.sources.kind is 'Which reader understands it: gef, iati, sip or table for projects; odata or oai for linked resources; depositary for the status of the treaty.';
comment on column projects.sources.mapping is 'table: which column is about what. odata: treaty, dialect, sets. oai: treaty, set.';

create schema linked;
comment on schema linked is 'Resources of other conventions and partner repositories, as their sources tell them.';

create table linked.resources (
	key text primary key,
	source text not null references projects.sources (id),
	part text not null,
	id text not null,
	kind text not null,
	treaty text not null,
	title jsonb not null,
	number text,
	day date,
	parties text[] not null default '{}',
	value jsonb not null,
	sha256 text not null,
	search tsvector not null,
	demo boolean not null default false,
	first_seen_at timestamptz not null,
	last_seen_at timestamptz not null,
	changed_at timestamptz not null,
	seen_by text not null,
	gone_since timestamptz,
	unique (source, part, id)
);
comment on table linked.resources is 'What each source last told of each resource: the last good copy. Ours to find, not to change; nothing of it is in the catalogue or in what others fetch as ours.';
comment on column linked.resources.key is 'Made from source, part and id: names it here for ever.';
comment on column linked.resources.source is 'The source.';
comment on column linked.resources.part is 'Entity set of OData, or records for OAI-PMH.';
comment on column linked.resources.id is 'Its key in the source.';
comment on column linked.resources.kind is 'decision, meeting, contact, document, country-report, national-plan or resource.';
comment on column linked.resources.treaty is 'Short name of the convention, or of the partner.';
comment on column linked.resources.title is 'Title by language.';
comment on column linked.resources.number is 'Number or symbol; null where there is none.';
comment on column linked.resources.day is 'Day on which it was adopted, held, submitted or published; null where the source is silent.';
comment on column linked.resources.parties is 'State keys that it is about.';
comment on column linked.resources.value is 'As the reader gave it: see src/catalogue/linked.ts.';
comment on column linked.resources.sha256 is 'Of the value, to see whether it changed.';
comment on column linked.resources.search is 'What it is found by, written as for entries of the catalogue.';
comment on column linked.resources.demo is 'Demonstration content.';
comment on column linked.resources.first_seen_at is 'When the source first told it.';
comment on column linked.resources.last_seen_at is 'When the source last told it.';
comment on column linked.resources.changed_at is 'When the source last told it differently.';
comment on column linked.resources.seen_by is 'The harvest that last saw it.';
comment on column linked.resources.gone_since is 'Since when the source does not tell it any more; null while it does. What is gone is not found.';
create index resources_search on linked.resources using gin (search) where gone_since is null;
create index resources_by_day on linked.resources (day desc nulls last, key) where gone_since is null;
create index resources_by_party on linked.resources using gin (parties) where gone_since is null;

create table linked.parts (
	source text not null references projects.sources (id),
	part text not null,
	dialect text,
	mark text,
	whole_at timestamptz,
	primary key (source, part)
);
comment on table linked.parts is 'How far each part of a source was read, so that the next time only what changed is asked for.';
comment on column linked.parts.source is 'The source.';
comment on column linked.parts.part is 'Entity set of OData, or records for OAI-PMH.';
comment on column linked.parts.dialect is 'Of OData, as it was last spoken there.';
comment on column linked.parts.mark is 'Newest change that was seen, as the source writes it; null: all of it is read the next time.';
comment on column linked.parts.whole_at is 'When it was last read to its end.';

create table convention.status_kept (
	row text primary key,
	said jsonb not null,
	kept_by text not null,
	kept_at timestamptz not null
);
comment on table convention.status_kept is 'Differences between the list of the depositary and the facts that an officer looked at and left: shown again only when the list says something else.';
comment on column convention.status_kept.row is 'State key, or the name as the list writes it.';
comment on column convention.status_kept.said is 'What the list said then.';
comment on column convention.status_kept.kept_by is 'Account.';
comment on column convention.status_kept.kept_at is 'When.';
