-- Of webhooks: what happens beside records is told too.
comment on column webhooks.endpoints.events is 'published, superseded, decided, withdrawn, fact.changed, dataset.made; empty for all, or with types for all of records.';
comment on column webhooks.messages.event is 'record.published, record.superseded, record.decided, record.withdrawn, fact.changed, dataset.made or ping.';
comment on column webhooks.messages.seq is 'Event in records.events; null for what happened beside records, and for a test.';
comment on column webhooks.messages.record_id is 'The record; null where it is about none.';

-- When what the public sees of a record last changed. Who keeps a copy asks by it: the day of publication may lie in the past, as that of what is
-- imported, and withdrawing or replacing a record is no publication.
alter table catalogue.entries add column changed_at timestamptz;
comment on column catalogue.entries.changed_at is 'When what the public sees in this row last changed here: by publication, revision, withdrawal or supersession, or since a fact did. Kept by a trigger; making a row anew that stays the same leaves it.';

-- Of what is here already the moments of its moves are known. Its facets stay as they are, so nothing need be counted again.
alter table catalogue.entries disable trigger count_changed;
update catalogue.entries as entry set changed_at = date_trunc('milliseconds', greatest(published_at, (
	select max(occurred_at) from records.events as happened
	where happened.record_id = entry.record_id and event in ('published', 'withdrawn', 'superseded', 'decided', 'registered')
)));
alter table catalogue.entries enable trigger count_changed;

-- To the millisecond, as the places in a list are written by which a reader goes on.
alter table catalogue.entries alter column changed_at set default date_trunc('milliseconds', clock_timestamp());
alter table catalogue.entries alter column changed_at set not null;
create index entries_changed on catalogue.entries (changed_at, record_id);
create index entries_changed_by_type on catalogue.entries (type, changed_at, record_id);

create function catalogue.mark_change() returns trigger language plpgsql as $$
begin
	new.changed_at := greatest(date_trunc('milliseconds', clock_timestamp()), old.changed_at);
	return new;
end $$;
comment on function catalogue.mark_change() is 'Writes down that the public sees something else in this row from now on.';

-- What search alone needs (number, facets, words) may be made anew without anybody having to read the row again.
create trigger change_marked before update on catalogue.entries for each row
	when (old.changed_at = new.changed_at and row(old.revision, old.type, old.owner_kind, old.owner, old.state, old.title, old.summary, old.answers,
		old.languages, old.parties, old.areas, old.articles, old.concepts, old.region, old.year, old.demo, old.first_published_at, old.published_at,
		old.register, old.reason, old.superseded_by)
		is distinct from row(new.revision, new.type, new.owner_kind, new.owner, new.state, new.title, new.summary, new.answers,
		new.languages, new.parties, new.areas, new.articles, new.concepts, new.region, new.year, new.demo, new.first_published_at, new.published_at,
		new.register, new.reason, new.superseded_by))
	execute function catalogue.mark_change();
