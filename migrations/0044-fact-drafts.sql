-- Facts that are edited at the desk (the menu and the banners first) have a draft, a preview and a planned publication, as records of the desk have.
create table editorial.fact_drafts (
	id text primary key,
	kind text not null,
	fact text not null,
	base jsonb,
	value jsonb not null,
	status text not null,
	source text not null,
	version integer not null default 1,
	begun_by text not null,
	begun_at timestamptz not null,
	saved_by text not null,
	saved_at timestamptz not null,
	ended_at timestamptz,
	ended_by text,
	outcome text check (outcome in ('published', 'given-up')),
	check ((ended_at is null) = (outcome is null))
);
comment on table editorial.fact_drafts is 'Drafts of facts: what a fact is to say once it is published. One open draft for each fact. A row is never deleted: what was given up can be found.';
comment on column editorial.fact_drafts.id is 'Random.';
comment on column editorial.fact_drafts.kind is 'Kind of the fact, of src/convention/fact.ts.';
comment on column editorial.fact_drafts.fact is 'Identifier of the fact, which need not be there yet.';
comment on column editorial.fact_drafts.base is 'Value, status and source of the fact from which the draft was begun; null for a fact that is new. The draft is published onto nothing else.';
comment on column editorial.fact_drafts.value is 'Value as it was typed, right or wrong.';
comment on column editorial.fact_drafts.status is 'Status as it was chosen.';
comment on column editorial.fact_drafts.source is 'Source as it was typed.';
comment on column editorial.fact_drafts.version is 'Rises with every save, so that nobody overwrites what they have not seen.';
comment on column editorial.fact_drafts.begun_by is 'Account that kept it first.';
comment on column editorial.fact_drafts.begun_at is 'When it was kept first.';
comment on column editorial.fact_drafts.saved_by is 'Account that kept it last.';
comment on column editorial.fact_drafts.saved_at is 'When it was kept last.';
comment on column editorial.fact_drafts.ended_at is 'When it was published or given up; null while it is open.';
comment on column editorial.fact_drafts.ended_by is 'Account that published it or gave it up.';
comment on column editorial.fact_drafts.outcome is 'published or given-up.';
create unique index fact_drafts_open on editorial.fact_drafts (kind, fact) where ended_at is null;

create table editorial.fact_plans (
	id text primary key,
	draft text not null references editorial.fact_drafts (id),
	version integer not null,
	due_at timestamptz not null,
	time_zone text not null,
	planned_by text not null,
	planned_at timestamptz not null,
	ended_at timestamptz,
	ended_by text,
	outcome text check (outcome in ('done', 'cancelled', 'refused')),
	refusal text,
	check ((ended_at is null) = (outcome is null))
);
comment on table editorial.fact_plans is 'Publications of drafts of facts planned for a day and hour. A row is never deleted: together they tell who planned and who called off what.';
comment on column editorial.fact_plans.id is 'Random; names the job that does it.';
comment on column editorial.fact_plans.draft is 'The draft that is to be published.';
comment on column editorial.fact_plans.version is 'The version that was looked at. Another one is not published by this plan.';
comment on column editorial.fact_plans.due_at is 'When it is to be published.';
comment on column editorial.fact_plans.time_zone is 'Zone (IANA) in which whoever planned it gave the hour.';
comment on column editorial.fact_plans.planned_by is 'Account in whose name it is published; asked again then whether it may.';
comment on column editorial.fact_plans.planned_at is 'When it was planned.';
comment on column editorial.fact_plans.ended_at is 'When it was done, called off or refused; null while it waits.';
comment on column editorial.fact_plans.ended_by is 'Account that called it off; null where the hour came.';
comment on column editorial.fact_plans.outcome is 'done, cancelled, or refused: what had been planned did not fit any more.';
comment on column editorial.fact_plans.refusal is 'Why it was refused.';
create unique index fact_plans_waiting on editorial.fact_plans (draft) where ended_at is null;
