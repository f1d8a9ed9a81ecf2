-- Names that one published record alone has: the symbol of a document or decision, the last part of the address of a page. Kept with the records,
-- since the catalogue follows a moment later and two who publish at once would both find the name free there.
create table records.names (
	space text not null,
	name text not null,
	record_id text not null references records.records (id) on delete cascade,
	primary key (space, name)
);
comment on table records.names is 'Names by which one published record alone is found. What is published no longer leaves its name to whoever takes it next.';
comment on column records.names.space is 'Within what the name is the only one: symbol, or the type of the record for the last part of an address.';
comment on column records.names.name is 'The name, in the way in which names are compared.';
comment on column records.names.record_id is 'The record that was published with it last.';
create index names_by_record on records.names (record_id);

insert into records.names (space, name, record_id)
select space, lower(btrim(name)), id
from (
	select case record.type when 'page' then 'page' else 'symbol' end as space, record.id, record.created_at,
		revision.answers ->> case record.type when 'page' then 'slug' when 'decision' then 'number' else 'symbol' end as name
	from records.records as record
	join records.revisions as revision on revision.record_id = record.id and revision.number = record.published
	where record.state = 'published' and record.type in ('page', 'decision', 'meeting-document')
) as named
where btrim(name) <> ''
order by created_at, id
on conflict do nothing;

-- What an import left behind, so that the next one sees what people have changed since.
alter table records.imports add column revision integer not null default 0;
comment on column records.imports.revision is 'Number of the last revision when the row was taken in, 0 where there was none: a later one is the work of people, and no import takes its place.';
update records.imports set revision = coalesce(
	(select max(number) from records.revisions where revisions.record_id = imports.record_id and submitted_at <= imports.changed_at), 0);

-- The hour of a planned publication is given in a zone, and shown again in it.
alter table editorial.plans add column time_zone text not null default 'UTC';
comment on column editorial.plans.time_zone is 'Zone (IANA) in which whoever planned it gave the hour.';
