-- Answers of drafts, each in a row of its own: a save writes what was changed, and not the whole report that it stands in.
create table records.draft_answers (
	record_id text not null references records.drafts (record_id) on delete cascade,
	question text not null,
	value jsonb,
	touched jsonb,
	primary key (record_id, question)
);
comment on table records.draft_answers is 'What a draft answers to each question, as typed; hidden branches stay here.';
comment on column records.draft_answers.record_id is 'Record of the draft.';
comment on column records.draft_answers.question is 'Question id.';
comment on column records.draft_answers.value is 'The answer; null where it was taken away.';
comment on column records.draft_answers.touched is 'Who last changed it (by), when (at), with which version of the draft, and where it was taken over from (from); null for what the draft began with.';

insert into records.draft_answers (record_id, question, value, touched)
select draft.record_id, question, draft.answers -> question, draft.touched -> question
from records.drafts as draft,
	lateral (select jsonb_object_keys(draft.answers) as question union select jsonb_object_keys(draft.touched)) as named;

alter table records.drafts drop column answers, drop column touched;

create view records.whole_drafts as
select draft.record_id, draft.form_version, coalesce(said.answers, '{}') as answers, coalesce(said.touched, '{}') as touched, draft.clashes, draft.version,
	draft.base_revision, draft.changed_at
from records.drafts as draft
left join lateral (
	select jsonb_object_agg(question, value) filter (where value is not null) as answers,
		jsonb_object_agg(question, touched) filter (where touched is not null) as touched
	from records.draft_answers where record_id = draft.record_id
) as said on true;
comment on view records.whole_drafts is 'Drafts with all their answers, both of one moment.';
comment on column records.whole_drafts.record_id is 'Its record.';
comment on column records.whole_drafts.form_version is 'Version of the form that it answers.';
comment on column records.whole_drafts.answers is 'Answers by question id.';
comment on column records.whole_drafts.touched is 'By question id: who last changed the answer (by), when (at), with which version and where from.';
comment on column records.whole_drafts.clashes is 'Answers that wait beside others, see the draft.';
comment on column records.whole_drafts.version is 'Version of the draft.';
comment on column records.whole_drafts.base_revision is 'The revision it was taken from, if any.';
comment on column records.whole_drafts.changed_at is 'When it was last saved.';
