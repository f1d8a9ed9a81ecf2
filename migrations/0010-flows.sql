-- What becomes of a record after it was published or sent, and the records that one Party sends to another.
alter table records.records
	add column outcome text,
	add column outcome_at timestamptz,
	add column outcome_day date;
comment on column records.records.outcome is 'What became of it, one of the outcomes of its type; null while nothing was decided. The moves keep every earlier one.';
comment on column records.records.outcome_at is 'When the outcome was recorded.';
comment on column records.records.outcome_day is 'The day of the decision, where whoever recorded it named one.';
comment on column records.records.other_party is 'The second Party of a bilateral record, set when it is first sent and never changed afterwards.';
comment on column records.records.state is 'What those who may read it see: unpublished, published (of a restricted record: registered; of a bilateral one: sent), withdrawn (a tombstone stays) or superseded.';
create index records_by_other_party on records.records (other_party, changed_at desc) where other_party is not null;

alter table records.moves add column details jsonb not null default '{}';
comment on column records.moves.details is 'What the move says beside its reason: of decide the outcome and its day, of a submission that is sent the other Party.';
comment on column records.moves.move is 'begin, submit, recall, return, insist, publish, decline, decide, revise, discard, withdraw, supersede.';
comment on column records.events.event is 'begun, submitted, sent, recalled, returned, published, registered, declined, decided, revised, discarded, withdrawn, superseded.';
