-- Form definitions are data: a COP decision that changes a questionnaire adds a row here.
create schema forms;
comment on schema forms is 'Versioned questionnaires.';

create table forms.definitions (
	id text not null,
	version text not null,
	position integer not null,
	form jsonb not null,
	type jsonb not null,
	current boolean not null,
	seeded_sha256 text,
	published_at timestamptz not null default now(),
	primary key (id, version)
);
comment on table forms.definitions is 'Each version of each form with its record type. A version that records answered is never changed.';
comment on column forms.definitions.id is 'Form id, which is the record type.';
comment on column forms.definitions.version is 'Version, for example 1 or mc-5-13.';
comment on column forms.definitions.position is 'Place in lists.';
comment on column forms.definitions.form is 'The form; its shape stands in src/forms/form.ts.';
comment on column forms.definitions.type is 'The record type; its shape stands in src/records/type.ts.';
comment on column forms.definitions.current is 'True for the version that new drafts answer.';
comment on column forms.definitions.seeded_sha256 is 'Hash of the seed it came from; null for one made by the secretariat.';
comment on column forms.definitions.published_at is 'When this version came into use.';
create unique index definitions_current on forms.definitions (id) where current;
