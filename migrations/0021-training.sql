-- Training: reports that people of a Party practise on, and that can never leave. Support: the secretariat looks on, by leave of the Party.
create table records.training (
	record_id text primary key references records.records (id) on delete cascade check (record_id like 'TRAINING-%'),
	party text not null,
	type text not null,
	situation text not null,
	made_by text not null,
	made_at timestamptz not null,
	rehearsed_by text,
	rehearsed_at timestamptz,
	unique (party, type)
);
comment on table records.training is 'Training records: at most one for each Party and form, shared by the people of the Party. They expire, and are deleted whole.';
comment on column records.training.record_id is 'Its record, whose identifier comes from a series of its own.';
comment on column records.training.party is 'The Party.';
comment on column records.training.type is 'Record type.';
comment on column records.training.situation is 'What its sample answers suppose of the Party; empty for none.';
comment on column records.training.made_by is 'Account that made it, or filled it anew.';
comment on column records.training.made_at is 'When it was made, or filled anew.';
comment on column records.training.rehearsed_by is 'Account that last rehearsed its submission.';
comment on column records.training.rehearsed_at is 'When its submission was last rehearsed; null where its answers never passed the checks.';

-- What can never be: the identifier alone says what is training, and nothing that leaves the desk takes such an identifier in.
alter table records.records add constraint training_stays_a_draft check (
	id not like 'TRAINING-%'
	or (owner_kind = 'party' and stage = 'draft' and state = 'unpublished' and published is null and other_party is null and superseded_by is null and outcome is null)
);
alter table records.records add constraint training_takes_no_place check (superseded_by not like 'TRAINING-%');
alter table records.revisions add constraint training_has_no_revision check (record_id not like 'TRAINING-%');
alter table records.moves add constraint training_is_never_moved check (record_id not like 'TRAINING-%' or move = 'begin');
alter table records.events add constraint training_makes_no_event check (record_id not like 'TRAINING-%' or event = 'begun');
alter table records.imports add constraint training_is_not_imported check (record_id not like 'TRAINING-%');
alter table reporting.reports add constraint training_is_no_report check (record_id not like 'TRAINING-%');
alter table catalogue.entries add constraint training_is_not_found check (record_id not like 'TRAINING-%');

create table people.support (
	id text primary key,
	party text not null,
	role text not null check (role in ('focal-point', 'party-contributor')),
	wish text not null,
	asked_by text,
	asked_at timestamptz not null,
	lapses_at timestamptz not null,
	reason text,
	opened_by text,
	opened_at timestamptz,
	session text,
	ends_at timestamptz,
	ended_by text,
	ended_at timestamptz,
	left_at timestamptz,
	check ((opened_at is null) = (opened_by is null)),
	check ((opened_at is null) = (ends_at is null)),
	check ((opened_at is null) = (reason is null)),
	check (ends_at <= opened_at + interval '60 minutes')
);
comment on table people.support is 'Support: what a Party asked to be helped with, and who of the secretariat then looked on, how long and why. Never deleted: it is the log.';
comment on column people.support.id is 'Random.';
comment on column people.support.party is 'The Party.';
comment on column people.support.role is 'The role of the Party as which the officer looks on: that of the person who asked.';
comment on column people.support.wish is 'What the Party wants help with, in its words; empty where the secretariat announced itself.';
comment on column people.support.asked_by is 'Account of the Party that asked; null where the secretariat announced itself.';
comment on column people.support.asked_at is 'When.';
comment on column people.support.lapses_at is 'Until when a wish can be followed.';
comment on column people.support.reason is 'Why the officer looks on, in the words of the officer.';
comment on column people.support.opened_by is 'Account of the officer.';
comment on column people.support.opened_at is 'When the officer began to look on.';
comment on column people.support.session is 'Session of the officer that looks on, and no other of the same account.';
comment on column people.support.ends_at is 'When it ends by itself.';
comment on column people.support.ended_by is 'Account that ended it, or took the wish back.';
comment on column people.support.ended_at is 'When it was ended before its time, or the wish taken back.';
comment on column people.support.left_at is 'When the officer was told that it had ended.';
create index support_by_party on people.support (party, asked_at desc);
create unique index support_by_session on people.support (session) where session is not null and left_at is null;
comment on index people.support_by_session is 'One session looks on at one place.';

create table people.support_views (
	seq bigint generated always as identity primary key,
	support text not null references people.support (id),
	method text not null,
	path text not null,
	viewed_by text not null,
	viewed_at timestamptz not null
);
comment on table people.support_views is 'Each page that was looked at in support, and each attempt to change something, which was refused. The Party reads it.';
comment on column people.support_views.seq is 'Order.';
comment on column people.support_views.support is 'In which support.';
comment on column people.support_views.method is 'GET for what was looked at; any other was refused.';
comment on column people.support_views.path is 'Address without its query.';
comment on column people.support_views.viewed_by is 'Account of the officer.';
comment on column people.support_views.viewed_at is 'When.';
create index support_views_by_support on people.support_views (support, seq);
