-- The editorial desk: moves planned for an hour, pictures in lighter formats, and where links lead.
create schema editorial;
comment on schema editorial is 'What the editorial desk needs beside the records themselves: planned publications, renditions of pictures, checks of links.';

create table editorial.plans (
	id text primary key,
	record_id text not null references records.records (id),
	revision integer not null,
	due_at timestamptz not null,
	checklist jsonb not null,
	planned_by text not null,
	planned_at timestamptz not null,
	ended_at timestamptz,
	ended_by text,
	outcome text check (outcome in ('done', 'cancelled', 'refused')),
	refusal text,
	check ((ended_at is null) = (outcome is null))
);
comment on table editorial.plans is 'Publications planned for a day and hour. A row is never deleted: together they tell who planned and who called off what.';
comment on column editorial.plans.id is 'Random; names the job that does it.';
comment on column editorial.plans.record_id is 'The record that is to be published.';
comment on column editorial.plans.revision is 'The revision that was looked at. Another one is not published by this plan.';
comment on column editorial.plans.due_at is 'When it is to be published.';
comment on column editorial.plans.checklist is 'Items of the checklist that the publisher ticked.';
comment on column editorial.plans.planned_by is 'Account in whose name it is published; asked again then whether it may.';
comment on column editorial.plans.planned_at is 'When it was planned.';
comment on column editorial.plans.ended_at is 'When it was done, called off or refused; null while it waits.';
comment on column editorial.plans.ended_by is 'Account that called it off; null where the hour came.';
comment on column editorial.plans.outcome is 'done, cancelled, or refused: what had been planned did not fit any more.';
comment on column editorial.plans.refusal is 'Why it was refused.';
create unique index plans_waiting on editorial.plans (record_id) where ended_at is null;

create table editorial.renditions (
	source text not null,
	width integer not null,
	format text not null check (format in ('avif', 'webp')),
	sha256 text not null,
	size integer not null,
	made_at timestamptz not null default now(),
	primary key (source, width, format)
);
comment on table editorial.renditions is 'Pictures in the widths and formats that pages ask for, made when the first reader asks. All can be made again.';
comment on column editorial.renditions.source is 'SHA-256 of the picture as it is attached.';
comment on column editorial.renditions.width is 'Widest that it may be, in pixels.';
comment on column editorial.renditions.format is 'avif or webp.';
comment on column editorial.renditions.sha256 is 'SHA-256 of what was made, in the file store.';
comment on column editorial.renditions.size is 'Its bytes.';
comment on column editorial.renditions.made_at is 'When it was made.';

create table editorial.links (
	address text primary key,
	state text not null default 'unknown' check (state in ('unknown', 'good', 'moved', 'broken', 'unsure')),
	status integer,
	reason text,
	checked_at timestamptz,
	broken_since timestamptz,
	tries integer not null default 0
);
comment on table editorial.links is 'Addresses that published texts of the secretariat lead to, and what was found there last.';
comment on column editorial.links.address is 'As it is written in the text.';
comment on column editorial.links.state is 'unknown: not looked at yet. moved: leads on to another address. unsure: the site did not answer, or lets no machine in.';
comment on column editorial.links.status is 'Status of the last answer, if there was one.';
comment on column editorial.links.reason is 'Why there was none: too-slow, no-such-host, private-address, no-such-page …';
comment on column editorial.links.checked_at is 'When it was looked at last.';
comment on column editorial.links.broken_since is 'Since when it has been broken; null while it is not.';
comment on column editorial.links.tries is 'How often in a row nothing good was found.';

create table editorial.link_places (
	record_id text not null references records.records (id),
	address text not null references editorial.links (address),
	primary key (record_id, address)
);
comment on table editorial.link_places is 'Which published record leads to which address.';
comment on column editorial.link_places.record_id is 'The record.';
comment on column editorial.link_places.address is 'The address.';
create index link_places_by_address on editorial.link_places (address);
