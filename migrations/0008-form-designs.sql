-- The secretariat designs the next version of a form beside the versions in use, and drafts follow when it is published.
create table forms.designs (
	form_id text primary key,
	base_version text not null,
	form jsonb not null,
	edition integer not null default 0,
	begun_by text not null,
	begun_at timestamptz not null default now(),
	changed_by text not null,
	changed_at timestamptz not null default now(),
	foreign key (form_id, base_version) references forms.definitions (id, version)
);
comment on table forms.designs is 'The one working design of each form: what its next version will be. It is removed when it is published or given up.';
comment on column forms.designs.form_id is 'Form that is designed.';
comment on column forms.designs.base_version is 'Version that it was begun from; its crosswalk leads from there.';
comment on column forms.designs.form is 'The form as it would be published, with its crosswalk; its shape stands in src/forms/form.ts.';
comment on column forms.designs.edition is 'Counts the changes, so that nobody overwrites what they have not seen.';
comment on column forms.designs.begun_by is 'Account that began it.';
comment on column forms.designs.begun_at is 'When it was begun.';
comment on column forms.designs.changed_by is 'Account that changed it last.';
comment on column forms.designs.changed_at is 'When it was changed last.';

create table forms.design_changes (
	seq bigint generated always as identity primary key,
	form_id text not null,
	act text not null check (act in ('begin', 'change', 'discard', 'publish')),
	changes jsonb not null,
	version text not null,
	changed_by text not null,
	changed_at timestamptz not null default now()
);
comment on table forms.design_changes is 'Everything that was done to designs: who, when, what.';
comment on column forms.design_changes.seq is 'Order of the changes.';
comment on column forms.design_changes.form_id is 'Form that was designed.';
comment on column forms.design_changes.act is 'begin: from a version in use. change: the changes named. discard: given up. publish: became a version.';
comment on column forms.design_changes.changes is 'The changes as data, for act change; their shape stands in src/forms/designing.ts. For discard the design that was given up. Else an empty list.';
comment on column forms.design_changes.version is 'The version that it was begun from; for act publish the version that it became.';
comment on column forms.design_changes.changed_by is 'Account that did it.';
comment on column forms.design_changes.changed_at is 'When.';
create index design_changes_form on forms.design_changes (form_id, seq);

create table records.carried_drafts (
	seq bigint generated always as identity primary key,
	record_id text not null references records.records (id) on delete cascade,
	from_version text not null,
	to_version text not null,
	draft_version integer not null,
	dropped jsonb not null,
	carried_at timestamptz not null default now()
);
comment on table records.carried_drafts is 'Each time a draft was carried to a new version of its form: what had no place there any more is told to whoever goes on filling it in.';
comment on column records.carried_drafts.seq is 'Order.';
comment on column records.carried_drafts.record_id is 'Record of the draft.';
comment on column records.carried_drafts.from_version is 'Form version that the draft answered before.';
comment on column records.carried_drafts.to_version is 'Form version that it answers now.';
comment on column records.carried_drafts.draft_version is 'Version of the draft that the carrying made: what was begun from an earlier one speaks of the old questions.';
comment on column records.carried_drafts.dropped is 'Answers without a place in the new version, under their old ids.';
comment on column records.carried_drafts.carried_at is 'When.';
create index carried_drafts_record on records.carried_drafts (record_id, seq);
