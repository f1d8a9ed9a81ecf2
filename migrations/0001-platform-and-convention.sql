-- The treaty's facts as editable data, and the small things that the platform itself must remember.
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create schema platform;
comment on schema platform is 'What the platform itself must remember, whatever the convention.';

create table platform.settings (
	name text primary key,
	value text not null,
	set_at timestamptz not null default now()
);
comment on table platform.settings is 'Values that every process must share and that no person types: the key that signs sessions, whether the demonstration content was loaded.';
comment on column platform.settings.name is 'Name of the setting.';
comment on column platform.settings.value is 'Its value as text.';
comment on column platform.settings.set_at is 'When it was last set.';

create schema convention;
comment on schema convention is 'Facts of the treaty: Parties, articles, annexes, amendments, areas of focus, taxonomy.';

create table convention.facts (
	kind text not null,
	id text not null,
	position integer not null,
	value jsonb not null,
	status text not null check (status in ('sourced', 'to-verify')),
	source text not null,
	edited_by text,
	edited_at timestamptz,
	primary key (kind, id)
);
comment on table convention.facts is 'One row a fact. Loaded from seeds; a row that the secretariat has edited is never overwritten by a later seed.';
comment on column convention.facts.kind is 'What sort of fact: state, article, annex-a, annex-b, amendment, area, concept, deadline …';
comment on column convention.facts.id is 'Permanent key within the kind, for example GHA or batteries.';
comment on column convention.facts.position is 'Place in lists of its kind.';
comment on column convention.facts.value is 'The fact; its shape by kind stands in src/convention/fact.ts.';
comment on column convention.facts.status is 'sourced: the source is named. to-verify: believed, shown so to readers.';
comment on column convention.facts.source is 'Where the fact comes from.';
comment on column convention.facts.edited_by is 'Account of the secretariat officer who last changed it by hand; null while it is as seeded.';
comment on column convention.facts.edited_at is 'When it was last changed by hand.';

create table convention.fact_changes (
	seq bigint generated always as identity primary key,
	kind text not null,
	id text not null,
	before jsonb,
	after jsonb not null,
	changed_by text not null,
	changed_at timestamptz not null default now()
);
comment on table convention.fact_changes is 'Every change of a fact by hand: who, when, from what to what.';
comment on column convention.fact_changes.seq is 'Order of the changes.';
comment on column convention.fact_changes.kind is 'Kind of the fact.';
comment on column convention.fact_changes.id is 'Key of the fact.';
comment on column convention.fact_changes.before is 'Value, status and source before; null for a new fact.';
comment on column convention.fact_changes.after is 'Value, status and source after.';
comment on column convention.fact_changes.changed_by is 'Account that made the change.';
comment on column convention.fact_changes.changed_at is 'When.';
