-- The answers of reports one by one: what a whole cycle says to one question is read without unpacking every report, which is long.
create table catalogue.report_answers (
	question text not null,
	cycle text not null,
	record_id text not null,
	answer jsonb not null,
	primary key (question, cycle, record_id)
);
comment on table catalogue.report_answers is 'Public answers of the reports of Article 21 in catalogue.entries, a row for each question. Written by triggers, so that it is never behind.';
comment on column catalogue.report_answers.question is 'Id of the question; cycle itself is one, so every report has a row for it.';
comment on column catalogue.report_answers.cycle is 'Id of the reporting cycle.';
comment on column catalogue.report_answers.record_id is 'The report.';
comment on column catalogue.report_answers.answer is 'As it stands in catalogue.entries.';
create index report_answers_by_record on catalogue.report_answers (record_id);

create function catalogue.spread_report() returns trigger language plpgsql as $$
begin
	if tg_op <> 'INSERT' then
		delete from catalogue.report_answers where record_id = old.record_id;
	end if;
	if tg_op <> 'DELETE' then
		insert into catalogue.report_answers (question, cycle, record_id, answer)
		select key, new.answers ->> 'cycle', new.record_id, value from jsonb_each(new.answers) where new.answers ->> 'cycle' is not null;
	end if;
	return null;
end $$;
comment on function catalogue.spread_report() is 'Lays the answers of a report side by side.';

create trigger report_came after insert on catalogue.entries
	for each row when (new.type in ('art21-full', 'art21-short')) execute function catalogue.spread_report();
create trigger report_changed after update of answers on catalogue.entries
	for each row when (new.type in ('art21-full', 'art21-short')) execute function catalogue.spread_report();
create trigger report_gone after delete on catalogue.entries
	for each row when (old.type in ('art21-full', 'art21-short')) execute function catalogue.spread_report();

create function catalogue.forget_reports() returns trigger language plpgsql as $$
begin
	delete from catalogue.report_answers;
	return null;
end $$;
comment on function catalogue.forget_reports() is 'Keeps no answers once the entries were emptied at one stroke.';
create trigger reports_emptied after truncate on catalogue.entries for each statement execute function catalogue.forget_reports();

insert into catalogue.report_answers (question, cycle, record_id, answer)
select key, answers ->> 'cycle', record_id, value
from catalogue.entries, jsonb_each(answers)
where type in ('art21-full', 'art21-short') and answers ->> 'cycle' is not null;
